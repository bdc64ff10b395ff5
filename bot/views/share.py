"""The form in which people share an item, or edit one."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    ContextBlock,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextInputElement,
    SectionBlock,
    StaticMultiSelectElement,
    StaticSelectElement,
    UserMultiSelectElement,
)
from slack_sdk.models.blocks.basic_components import DispatchActionConfig
from slack_sdk.models.views import View

from bot.data import themes
from bot.domain import items as limits
from bot.domain.items import Collaboration, Item, ItemContent, Kind, Phase, as_lines
from bot.views import ids
from bot.views.buttons import item_buttons
from bot.views.items import what_it_is, whom_to_ask
from bot.views.message import Message
from bot.views.mrkdwn import bold, excerpt, shortened

LONGEST_TEXT = 900  # a button's value takes 2,000 characters, and JSON may make two of one

WHAT = {
    Kind.PROJECT: "Work that is under way, planned or done",
    Kind.PROBLEM: "Something you need to solve",
    Kind.IDEA: "Something worth trying",
    Kind.RESOURCE: "Something others can use: code, research, a template",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareForm:
    """What a share form carries beside what people type. `item_id` is set when it edits an item.

    `seen` holds the similar items that were shown already. `private` says that the message it is made from is not
    public, so its author must have agreed.
    """

    item_id: int | None = None
    link: str = ""
    private: bool = False
    seen: tuple[int, ...] = ()

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
        blocks.append(_consent(agreed=agreed))
    blocks.append(_kind(content.kind))
    blocks.append(_title(content.title))
    blocks += _similar(similar, counted=first)
    blocks += _fields(content, links)
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


def _kind(chosen: Kind) -> InputBlock:
    options = {
        kind: Option(value=kind.value, text=kind.capitalize(), description=WHAT[kind]) for kind in Kind
    }
    menu = StaticSelectElement(
        action_id=ids.SHARE_KIND, options=list(options.values()), initial_option=options[chosen]
    )
    return InputBlock(block_id="kind", label="What is it?", element=menu, dispatch_action=True)


def _title(title: str) -> InputBlock:
    element = PlainTextInputElement(
        action_id=ids.SHARE_TITLE,
        initial_value=title[: limits.DESCRIPTION_LIMIT] or None,
        placeholder="For example: Report a missed bin",
        dispatch_action_config=DispatchActionConfig(trigger_actions_on=["on_character_entered"]),
        focus_on_load=not title,
    )
    return InputBlock(block_id="title", label="Title", element=element, dispatch_action=True)


def _fields(content: ItemContent, links: str) -> list[Block]:
    blocks: list[Block] = [
        _text(
            "summary",
            "Summary",
            content.summary,
            hint="One sentence that says who it is for and what it does.",
        ),
        _text("description", "Description", content.description, multiline=True, optional=True),
    ]
    if content.kind is Kind.PROJECT:
        blocks.append(_phase(content.phase))
    written = links or as_lines(content.links)
    blocks += [
        _themes(content.themes),
        _text(
            "councils",
            "Councils",
            "\n".join(content.councils),
            multiline=True,
            optional=True,
            hint="One on each line.",
        ),
        _text(
            "looking_for",
            "What are you looking for?",
            content.looking_for,
            optional=True,
            hint="For example: two councils to test with.",
        ),
        _open_to(content.open_to),
        _people(content.people),
        _text(
            "links",
            "Links",
            written,
            multiline=True,
            optional=True,
            hint="One on each line. A name may follow the address.",
        ),
    ]
    return blocks


def _text(
    name: str,
    label: str,
    value: str,
    *,
    multiline: bool = False,
    optional: bool = False,
    hint: str | None = None,
) -> InputBlock:
    element = PlainTextInputElement(
        action_id=name, multiline=multiline, initial_value=value[: limits.DESCRIPTION_LIMIT] or None
    )
    return InputBlock(block_id=name, label=label, element=element, optional=optional, hint=hint)


def _phase(chosen: Phase | None) -> InputBlock:
    options = {phase: Option(value=phase.value, text=phase.capitalize()) for phase in Phase}
    menu = StaticSelectElement(
        action_id="phase",
        placeholder="Choose a phase",
        options=list(options.values()),
        initial_option=options[chosen] if chosen else None,
    )
    return InputBlock(block_id="phase", label="Phase", element=menu, optional=True)


def _themes(chosen: Sequence[str]) -> InputBlock:
    options = {theme.key: Option(value=theme.key, text=shortened(theme.name, 75)) for theme in themes()}
    menu = StaticMultiSelectElement(
        action_id="themes",
        placeholder="Choose themes",
        options=list(options.values()),
        initial_options=[options[key] for key in chosen if key in options] or None,
        max_selected_items=limits.MAX_THEMES,
    )
    return InputBlock(block_id="themes", label="Themes", element=menu, optional=True)


def _open_to(chosen: Sequence[Collaboration]) -> InputBlock:
    options = {one: Option(value=one.value, text=one.capitalize()) for one in Collaboration}
    boxes = CheckboxesElement(
        action_id="open_to",
        options=list(options.values()),
        initial_options=[options[one] for one in chosen] or None,
    )
    return InputBlock(block_id="open_to", label="Open to", element=boxes, optional=True)


def _people(chosen: Sequence[str]) -> InputBlock:
    menu = UserMultiSelectElement(
        action_id="people",
        placeholder="Choose people",
        initial_users=list(chosen) or None,
        max_selected_items=limits.MAX_PEOPLE,
    )
    return InputBlock(block_id="people", label="Others who work on it", element=menu, optional=True)


def _consent(*, agreed: bool) -> InputBlock:
    option = Option(value="agreed", text="The author of the message agrees that I share this")
    boxes = CheckboxesElement(
        action_id="consent", options=[option], initial_options=[option] if agreed else None
    )
    return InputBlock(
        block_id="consent",
        label="This message is not public",
        hint="Write what others may know in your own words. I do not keep the message itself.",
        element=boxes,
    )
