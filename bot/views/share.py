"""The form in which people share an item, or edit one."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    MarkdownTextObject,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.domain.items import Item, ItemContent, Kind
from bot.views import ids
from bot.views.buttons import item_buttons
from bot.views.items import what_it_is, whom_to_ask
from bot.views.message import Message
from bot.views.mrkdwn import bold, excerpt
from bot.views.share_fields import consent_field, kind_field, other_fields, title_field

LONGEST_TEXT = 900  # a button's value takes 2,000 characters, and JSON may make two of one


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareForm:
    """What a share form carries beside what people type. `item_id` is set when it edits an item.

    `seen` holds the similar items that were shown already. `private` says that the message (or, with `workshop`, the
    workshop) that it is made from is not public, so whoever wrote it must have agreed.
    """

    item_id: int | None = None
    link: str = ""
    private: bool = False
    seen: tuple[int, ...] = ()
    workshop: bool = False

    def written(self) -> str:
        """As a view's private metadata."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, metadata: str) -> "ShareForm":
        """From a view's private metadata."""
        kept = json.loads(metadata)
        return cls(**kept | {"seen": tuple(kept["seen"])})

    def having_shown(self, similar: Sequence[Item]) -> "ShareForm":
        """The same, with these similar items on it."""
        return replace(self, seen=tuple(item.id for item in similar))


def share_view(
    form: ShareForm,
    content: ItemContent,
    similar: Sequence[Item] = (),
    *,
    links: str = "",
    agreed: bool = False,
    first: bool = True,
) -> View:
    """The form, filled in with what is known; `first` is false when it asks to look at what is similar first.

    `links` is what was typed there, which may not be links yet; `agreed` that the author of a private message agrees.
    """
    editing = form.item_id is not None
    blocks: list[Block] = []
    if not first:
        blocks.append(SectionBlock(text=_look_first(similar)))
    if form.private:
        blocks.append(consent_field(agreed=agreed, workshop=form.workshop))
    blocks.append(kind_field(content.kind))
    blocks.append(title_field(content.title))
    blocks += _similar(similar, counted=first)
    blocks += other_fields(content, links)
    return View(
        type="modal",
        callback_id=ids.SHARE_FORM,
        private_metadata=form.having_shown(similar).written(),
        title="Edit" if editing else "Share",
        submit="Save" if editing else "Share" if first else "Share it anyway",
        close="Cancel",
        blocks=blocks,
    )


def open_form_message(kind: Kind | None, text: str) -> Message:
    """A button that opens the form, for where no form can be opened by itself (a mention or a direct message)."""
    value = json.dumps({"kind": kind, "text": text[:LONGEST_TEXT]}, ensure_ascii=False)
    button = ButtonElement(text="Open the form", action_id=ids.SHARE_START, value=value, style="primary")
    said = "Share a project, problem, idea or resource: the form takes a minute."
    return Message(text=said, blocks=[SectionBlock(text=said), ActionsBlock(elements=[button])])


def _look_first(similar: Sequence[Item]) -> str:
    return (
        f"*{_others(similar)}* You can join them with *I’m interested*. "
        "If yours is different, choose *Share it anyway*. Nothing you wrote is lost."
    )


def _others(similar: Sequence[Item]) -> str:
    if len(similar) == 1:
        return "1 other is already doing this, or something like it."
    return f"{len(similar)} others are already doing this, or something like it."


def _similar(similar: Sequence[Item], *, counted: bool) -> list[Block]:
    """What looks the same; how many there are is not said twice."""
    blocks: list[Block] = []
    if similar and counted:
        words = f"{_others(similar)} Join one instead of starting again?"
        blocks.append(ContextBlock(block_id="similar", elements=[MarkdownTextObject(text=words)]))
    for item in similar:
        words = (
            f"{bold(item.title, 700)}\n{what_it_is(item)} · {whom_to_ask(item)}\n{excerpt(item.summary, 400)}"
        )
        blocks += [
            SectionBlock(block_id=f"similar.{item.id}", text=words),
            item_buttons(item, ids.ITEM_INTERESTED, ids.ITEM_DETAILS, block_id=f"similar.{item.id}.actions"),
        ]
    return blocks
