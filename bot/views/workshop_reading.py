"""All that people wrote in a workshop, page by page; and what came late."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock
from slack_sdk.models.views import View

from bot.domain.workshop_rules import may_be_read
from bot.domain.workshops import Contribution, Workshop, WorkshopState
from bot.views import ids
from bot.views.figures import counted
from bot.views.mrkdwn import bold, excerpt, quote, shortened, user
from bot.views.workshop_words import NOT_YET, form_of, in_words

ROOM = 2600  # escaping may make a text of 500 characters five times as long
SECTION_ROOM = 2900
SECTIONS_A_PAGE = 6  # an emoji may take 12 bytes, and a view has room for 250 KB
LATE_SHOWN = 20
CORRECTED_ROOM = 300

Titled = tuple[str, Sequence[Contribution]]


def reading_view(state: WorkshopState, page: int = 0) -> View:
    """A page of what everybody wrote: by group where there are groups, by category otherwise."""
    workshop = state.workshop
    title = shortened(form_of(workshop).name, 24)
    if not may_be_read(workshop):
        return View(type="modal", title=title, close="Close", blocks=[SectionBlock(text=NOT_YET)])
    pages = _pages(state)
    shown = min(max(page, 0), len(pages) - 1)
    blocks: list[Block] = [SectionBlock(text=bold(workshop.subject, 1000)), *pages[shown]]
    if len(pages) > 1:
        blocks.append(SectionBlock(text=f"Page {shown + 1} of {len(pages)}"))
        turns = []
        if shown > 0:
            turns.append(_turn(workshop, "Previous", "previous", shown - 1))
        if shown + 1 < len(pages):
            turns.append(_turn(workshop, "Next", "next", shown + 1))
        blocks.append(ActionsBlock(elements=turns))
    return View(type="modal", callback_id=ids.WORKSHOP_READ, title=title, close="Close", blocks=blocks)


def late_view(state: WorkshopState) -> View:
    """What came late, for those who lead the workshop to decide about."""
    standing = {one.id: one for one in state.contributions}
    blocks: list[Block] = []
    for one in state.late[:LATE_SHOWN]:
        category = f"*{excerpt(one.category, 80)}*\n" if one.category else ""
        value = f"{state.workshop.id}:{one.id}"
        corrected = standing.get(one.replaces or 0)
        blocks += [
            SectionBlock(text=f"{category}{quote(in_plain_words(one), ROOM)}"),
            *([SectionBlock(text=_instead_of(corrected))] if corrected else []),
            ActionsBlock(
                elements=[
                    ButtonElement(text="Let in", action_id=ids.WORKSHOP_LET_IN, value=value, style="primary"),
                    ButtonElement(text="Leave out", action_id=ids.WORKSHOP_LEAVE_OUT, value=value),
                ]
            ),
        ]
    if not state.late:
        blocks.append(
            SectionBlock(text="Nothing waits for you here. What you left out is kept, and not shown.")
        )
    return View(
        type="modal", callback_id=ids.WORKSHOP_LATE, title="What came late", close="Close", blocks=blocks
    )


def _instead_of(corrected: Contribution) -> str:
    return f"It would stand in the place of this, and keep its votes: {in_words(corrected, CORRECTED_ROOM)}"


def in_plain_words(one: Contribution) -> str:
    """A contribution as it was written, with what was rated or estimated."""
    if one.rating is not None:
        return f"{one.rating:+d} {one.text}".strip()
    if one.saves is not None:
        return f"{one.text} ({one.saves:,g} {one.saves_unit})"
    return one.text


def _pages(state: WorkshopState) -> list[list[Block]]:
    sections = [section for title, ones in _titled(state) for section in _sections(state, title, ones)]
    if not sections:
        sections = ["Nobody has written anything yet."]
    blocks: list[Block] = [SectionBlock(text=text) for text in sections]
    return [blocks[start : start + SECTIONS_A_PAGE] for start in range(0, len(blocks), SECTIONS_A_PAGE)]


def _titled(state: WorkshopState) -> Iterator[Titled]:
    for group in state.groups:
        ones = [one for one in state.contributions if one.group_id == group.id]
        if ones:
            yield group.name, ones
    alone = [one for one in state.contributions if one.group_id is None or not state.groups]
    known = state.workshop.settings.categories or form_of(state.workshop).categories
    for category in dict.fromkeys((*known, *(one.category for one in alone))):
        ones = [one for one in alone if one.category == category]
        if ones:
            rest = "Not in a group" if state.groups else ""
            yield " · ".join(filter(None, [rest, category])), ones


def _sections(state: WorkshopState, title: str, ones: Sequence[Contribution]) -> Iterator[str]:
    """Texts that each fit in a section; none is cut."""
    text = f"{bold(title, 200)} · {counted(len(ones), 'contribution')}" if title else ""
    for one in ones:
        line = f"• {in_words(one, ROOM)}"
        if not state.workshop.settings.anonymous:
            line += f" {user(one.author)}"
        if len(text) + len(line) + 1 > SECTION_ROOM:
            yield text
            text = line
        else:
            text = f"{text}\n{line}".strip()
    yield text


def _turn(workshop: Workshop, words: str, way: str, page: int) -> ButtonElement:
    return ButtonElement(text=words, action_id=f"{ids.WORKSHOP_PAGE}.{way}", value=f"{workshop.id}:{page}")
