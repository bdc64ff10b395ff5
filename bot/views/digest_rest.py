"""What a digest had no room for: the button that leads to it, and its pages, for whoever presses it."""

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    HeaderBlock,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.domain.digests import Digest, Period, RestPage, Section
from bot.views import ids
from bot.views.blocks import small
from bot.views.buttons import item_button
from bot.views.digest_entries import HEADINGS, entry_words
from bot.views.figures import counted


def rest_block(digest: Digest, *, preview: bool = False) -> list[Block]:
    """How much more there is, and the button to see it; a preview only says how much."""
    if not digest.more:
        return []
    see = ButtonElement(
        text="See the rest",
        action_id=ids.DIGEST_REST,
        value=written(digest.period, digest.recipient, 1, digest.message),
    )
    return [SectionBlock(text=f"And {digest.more:,} more.", accessory=None if preview else see)]


def rest_view(rest: RestPage) -> View:
    """A page of it."""
    blocks: list[Block] = []
    section: Section | None = None
    for entry in rest.entries:
        if entry.section is not section:
            section = entry.section
            name = HEADINGS.get(section, "Somebody needs help")
            blocks.append(HeaderBlock(text=name))
        details = item_button(entry.item, ids.ITEM_DETAILS) if entry.item else None
        blocks.append(SectionBlock(text=entry_words(entry), accessory=details))
    if not blocks:
        blocks.append(
            SectionBlock(text="There is nothing more to see: you have seen it since, or it is archived.")
        )
    if rest.beyond and rest.page == rest.pages:
        others = counted(rest.beyond, "older item")
        blocks.append(small(f"And {others}, which a search finds: `/collab find`."))
    blocks += _turning(rest)
    return View(type="modal", callback_id=ids.DIGEST_REST, title="The rest", close="Close", blocks=blocks)


def written(period: Period, recipient: str, page: int, message: str) -> str:
    """As a button's value: what is to be shown."""
    return f"{period.since.isoformat()} {period.until.isoformat()} {recipient} {page} {message}"


def _turning(rest: RestPage) -> list[Block]:
    if rest.pages < 2:
        return []
    turns = {
        ids.DIGEST_REST_PREVIOUS: ("Previous", rest.page - 1),
        ids.DIGEST_REST_NEXT: ("Next", rest.page + 1),
    }
    buttons = [
        ButtonElement(
            text=label, action_id=action, value=written(rest.period, rest.recipient, page, rest.message)
        )
        for action, (label, page) in turns.items()
        if 1 <= page <= rest.pages
    ]
    where = small(f"Page {rest.page} of {rest.pages}")
    return [where, ActionsBlock(elements=list(buttons))]
