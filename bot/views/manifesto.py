"""`/collab manifesto`: the principles, and all there is to one."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    DividerBlock,
    HeaderBlock,
    InteractiveElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.domain.manifesto import Listed, Overview, PrinciplePage
from bot.domain.principles import Guidance, Section
from bot.domain.rounds import Proposal
from bot.views import ids
from bot.views.blocks import small
from bot.views.figures import counted
from bot.views.items import kind_and_phase, whose
from bot.views.message import Message
from bot.views.mrkdwn import bold, channel, date, excerpt, link, listing, shortened, user
from bot.views.principles import (
    SECTIONS,
    SENTENCE_ROOM,
    labelled,
    listed_evidence,
    moment,
    named,
    paragraphs,
    plain,
    propose_button,
)

EACH_PAGE = 10
MOST_PROPOSALS = 5
MOST_ITEMS = 8
MOST_GUIDANCE = 30  # a modal takes 100 blocks
GUIDANCE_ROOM = 12_000  # characters; a modal takes 250 KB, and JSON may make twelve bytes of one

_NONE_YET = (
    "There are no principles yet. Propose the first: what have you learned that others should hold to?"
)

_TAKE_BACK = ConfirmObject(
    title="Take this back?",
    text="It will not be shown any more, and its votes are lost.",
    confirm="Take back",
    deny="Keep",
)


def manifesto_message(overview: Overview, page: int = 0) -> Message:
    """The principles by number, a page of them, and what is being decided."""
    principles = overview.principles
    pages = max(1, -(-len(principles) // EACH_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = principles[page * EACH_PAGE : (page + 1) * EACH_PAGE]
    blocks: list[Block] = [HeaderBlock(text="Our principles")]
    blocks += [_listed(one) for one in shown] or [SectionBlock(text=_NONE_YET)]
    if overview.proposals and page == pages - 1:
        blocks += [DividerBlock(), SectionBlock(text=_being_decided(overview.proposals))]
    blocks.append(ActionsBlock(elements=[propose_button(), *_turning(page, pages)]))
    blocks.append(
        small(f"{counted(len(principles), 'principle')}, adopted by consent: nobody’s objection stands.")
    )
    return Message(text=f"Our principles: {counted(len(principles), 'principle')}", blocks=blocks)


def start_message() -> Message:
    """Where no form opens by itself: the button that opens it."""
    said = "Propose a principle: a title, one sentence, and what it means."
    return Message(text=said, blocks=[SectionBlock(text=said), ActionsBlock(elements=[propose_button()])])


def page_view(
    page: PrinciplePage,
    *,
    may_take_back: AbstractSet[int] = frozenset(),
    boards: Sequence[tuple[str, str]] = (),
    said: str = "",
) -> View:
    """*Read more*: all there is to a principle; `said`, in mrkdwn, is about what was just done.

    `may_take_back` holds the ids of the guidance that the viewer may drop; `boards` the links to the workshops that
    led to it, each with what it was about.
    """
    one = page.principle
    blocks: list[Block] = [
        HeaderBlock(text=shortened(f"{one.number}. {one.text.title}", 150)),
        SectionBlock(text=f"*{excerpt(one.text.sentence.replace('*', '∗'), 2000)}*"),
    ]
    if said:
        blocks.append(SectionBlock(text=f":white_check_mark: {said}"))
    blocks += [_actions(page), DividerBlock()]
    shown = _best(page.guidance)
    for section in Section:
        blocks += _section(page, section, [one for one in shown if one.section is section], may_take_back)
        if section is Section.ORIGIN and boards:
            blocks.append(small(f"The workshops: {listing(link(url, words) for url, words in boards)}"))
    if more := len(page.guidance) - len(shown):
        blocks.append(
            small(f"{more} more, with fewer votes, fit no window. `collab manifesto export` has them.")
        )
    blocks += [DividerBlock(), SectionBlock(text=_used(page))]
    return View(type="modal", callback_id=ids.MANIFESTO_READ, title="Principle", close="Close", blocks=blocks)


def page_message(page: PrinciplePage) -> Message:
    """A principle where no modal opens: what it says, and the button that shows the rest."""
    one = page.principle
    lines = [named(one), excerpt(one.text.sentence, SENTENCE_ROOM)]
    return Message(
        text=f"{plain(one)}. {excerpt(one.text.sentence, SENTENCE_ROOM)}",
        blocks=[
            SectionBlock(text="\n".join(lines)),
            ActionsBlock(elements=[_read_more(one.id, one.text.title)]),
        ],
    )


def _listed(one: Listed) -> SectionBlock:
    used = f"Used by {counted(one.uses, 'item')}" if one.uses else "No item uses it yet"
    facts = [used]
    if one.guidance:
        facts.append(f"guidance from members: {one.guidance}")
    if one.open_round:
        facts.append("a change is being decided")
    principle = one.principle
    lines = [named(principle), excerpt(principle.text.sentence, SENTENCE_ROOM), f"_{', '.join(facts)}_"]
    return SectionBlock(text="\n".join(lines), accessory=_read_more(principle.id, principle.text.title))


def _being_decided(proposals: Sequence[Proposal]) -> str:
    lines = ["*Being decided*"]
    for one in proposals[:MOST_PROPOSALS]:
        number = f"a change to {one.principle.number}, " if one.principle.number else ""
        where = channel(one.round.channel_id)
        lines.append(f"• {number}{bold(one.text.title, 250)} in {where}, until {moment(one.round.ends_at)}")
    if len(proposals) > MOST_PROPOSALS:
        lines.append(f"and {len(proposals) - MOST_PROPOSALS} more")
    return "\n".join(lines)


def _turning(page: int, pages: int) -> list[InteractiveElement]:
    found: list[InteractiveElement] = []
    if page > 0:
        found.append(ButtonElement(text="Previous", action_id=ids.MANIFESTO_PREVIOUS, value=str(page - 1)))
    if page < pages - 1:
        found.append(ButtonElement(text="Next", action_id=ids.MANIFESTO_NEXT, value=str(page + 1)))
    return found


def _read_more(principle_id: int, title: str) -> ButtonElement:
    return ButtonElement(
        text="Read more",
        action_id=ids.MANIFESTO_READ,
        value=str(principle_id),
        accessibility_label=labelled("Read more", title),
    )


def _actions(page: PrinciplePage) -> ActionsBlock:
    value = str(page.principle.id)
    buttons: list[InteractiveElement] = [
        ButtonElement(text="Our project uses this", action_id=ids.MANIFESTO_USE, value=value),
        ButtonElement(text="Add guidance", action_id=ids.MANIFESTO_GUIDE, value=value),
    ]
    if page.open_round is None:
        buttons.append(ButtonElement(text="Propose a change", action_id=ids.MANIFESTO_CHANGE, value=value))
    if len(page.versions) > 1:
        buttons.append(ButtonElement(text="Compare versions", action_id=ids.MANIFESTO_VERSIONS, value=value))
    return ActionsBlock(elements=buttons)


def _section(
    page: PrinciplePage, section: Section, guidance: Sequence[Guidance], may_take_back: AbstractSet[int]
) -> list[Block]:
    blocks: list[Block] = []
    if section is Section.MEANING and page.principle.text.meaning:
        blocks += paragraphs(page.principle.text.meaning)
    if section is Section.ORIGIN:
        blocks.append(SectionBlock(text=_origin(page)))
    for one in guidance:
        drop = ButtonElement(
            text="Take back", action_id=ids.MANIFESTO_GUIDANCE_DROP, value=str(one.id), confirm=_TAKE_BACK
        )
        blocks.append(
            SectionBlock(text=excerpt(one.text, 3000), accessory=drop if one.id in may_take_back else None)
        )
        votes = counted(one.votes, "vote") if one.votes else "No votes yet"
        blocks.append(small(f"Guidance from {user(one.by)}, {date(one.at)}. {votes}."))
    if not blocks:
        blocks = [small("Nothing here yet. *Add guidance* if you can help others with it.")]
    return [SectionBlock(text=f"*{SECTIONS[section]}*"), *blocks]


def _best(guidance: Sequence[Guidance]) -> list[Guidance]:
    """Of guidance with most votes first, as much as a window takes."""
    shown: list[Guidance] = []
    room = GUIDANCE_ROOM
    for one in guidance[:MOST_GUIDANCE]:
        room -= len(one.text)
        if room < 0:
            break
        shown.append(one)
    return shown


def _origin(page: PrinciplePage) -> str:
    lines = []
    if page.principle.evidence:
        lines += ["It comes from what people said in workshops:", listed_evidence(page.principle.evidence)]
    if page.adoption:
        aside = f", {page.adoption.stood_aside} stood aside" if page.adoption.stood_aside else ""
        lines.append(
            f"Adopted by consent on {date(page.adoption.at)}: {page.adoption.agreed} agreed{aside}, "
            "and no objection stood."
        )
    if page.open_round:
        where, until = channel(page.open_round.channel_id), moment(page.open_round.ends_at)
        lines.append(f"A change is being decided in {where}, until {until}.")
    return "\n".join(lines) or "Adopted by consent."


def _used(page: PrinciplePage) -> str:
    if not page.uses:
        return "*Who uses it*\nNo item uses it yet. If yours does, say so with *Our project uses this*."
    lines = ["*Who uses it*"]
    for item in page.uses[:MOST_ITEMS]:
        councils = f", {whose(item)}" if whose(item) else ""
        lines.append(f"• {bold(item.title, 120)} ({kind_and_phase(item)}{councils})")
    if len(page.uses) > MOST_ITEMS:
        lines.append(f"and {len(page.uses) - MOST_ITEMS} more")
    return "\n".join(lines)
