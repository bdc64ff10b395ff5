"""What came out of a workshop, as a message: by category, with a picture and all its figures."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, HeaderBlock, SectionBlock

from bot.domain.checkin import read_checkin
from bot.domain.items import Item
from bot.domain.principles import Evidence
from bot.domain.value import added_up
from bot.domain.workshop_results import Result, Results, results
from bot.domain.workshops import ContributionKind, WorkshopPhase, WorkshopState
from bot.views import ids
from bot.views.figures import counted
from bot.views.message import Message
from bot.views.mrkdwn import bold, excerpt, shortened, user
from bot.views.principles import propose_button
from bot.views.workshop_checkin import checkin_blocks
from bot.views.workshop_pictures import workshop_picture
from bot.views.workshop_value import value_blocks
from bot.views.workshop_winners import winner_blocks
from bot.views.workshop_words import form_of

SHOWN = 10
A_CATEGORY = 3
TITLE_ROOM = 200
SUBJECT_ROOM = 750
MOST_ACTIONS = 10
LED_TO_IT = 5
FILES = {
    "md": "File: Markdown",
    "csv": "File: spreadsheet",
    "json": "File: Trello",
}


def results_message(state: WorkshopState, there: Mapping[str, Sequence[Item]]) -> Message | None:
    """The results as they are, with a picture; None when there is nothing, or when more is gathered.

    `there` says for a wish which items that fit it are here already.
    """
    workshop, form = state.workshop, form_of(state.workshop)
    if not state.contributions or workshop.phase not in {WorkshopPhase.DISCUSS, WorkshopPhase.CLOSE}:
        return None
    found = results(state, form.categories)
    figures = f"{counted(found.contributions, 'contribution')}, {counted(found.votes, 'vote')}."
    return Message(
        text=f"The results of {form.name}: “{excerpt(workshop.subject, SUBJECT_ROOM)}”: {figures}",
        blocks=results_blocks(state, there),
        picture=workshop_picture(form, state),
    )


def results_blocks(state: WorkshopState, there: Mapping[str, Sequence[Item]]) -> list[Block]:
    """The results as people read them."""
    workshop, form = state.workshop, form_of(state.workshop)
    found = results(state, form.categories)
    blocks: list[Block] = [HeaderBlock(text=shortened(f"What came out of it: {workshop.subject}", 150))]
    match form.kind:
        case ContributionKind.RATINGS:
            blocks += checkin_blocks(read_checkin(state, workshop.settings.categories or form.categories))
        case ContributionKind.ESTIMATES:
            blocks += value_blocks(added_up(found), there)
        case ContributionKind.SLOTS:
            blocks += [*_ranked(found), *winner_blocks(found)]
        case ContributionKind.TEXT:
            blocks += _ranked(found)
    buttons = [
        _button("Read them all", ids.WORKSHOP_READ, state),
        _button("Note an action", ids.WORKSHOP_ACTION, state),
        *(
            ButtonElement(text=words, action_id=f"{ids.WORKSHOP_FILE}.{kind}", value=str(workshop.id))
            for kind, words in FILES.items()
        ),
        propose_button(origin=_what_led_to_it(state, found)),
    ]
    return [*blocks, *_decided(state), ActionsBlock(elements=buttons)]


def _what_led_to_it(state: WorkshopState, found: Results) -> list[Evidence]:
    """What a principle may come from: the first results. Words from a private channel stay there."""
    if state.workshop.private:
        return [Evidence(workshop_id=state.workshop.id, title="A workshop in a private channel")]
    return [Evidence(workshop_id=state.workshop.id, title=one.title) for one in found.ranked[:LED_TO_IT]]


def _ranked(found: Results) -> list[Block]:
    return [SectionBlock(text=text) for text in _sections(found)]


def _sections(found: Results) -> list[str]:
    if len([one for one in found.categories if one.results]) < 2:
        return ["\n".join(_line(one, found) for one in found.ranked[:SHOWN])] if found.ranked else []
    return [
        "\n".join(
            [
                bold(one.category or "No category", 100),
                *(_line(each, found) for each in one.results[:A_CATEGORY]),
            ]
        )
        for one in found.categories
        if one.results
    ]


def _line(one: Result, found: Results) -> str:
    votes = f" · {counted(one.votes, 'vote')}" if found.votes else ""
    many = f" · said by {len(one.contributions)}" if len(one.contributions) > 1 else ""
    rank = "•" if not found.votes else f"{one.rank}=" if one.tied else f"{one.rank}."
    return f"{rank} {excerpt(' '.join(one.title.split()), TITLE_ROOM)}{votes}{many}"


def _decided(state: WorkshopState) -> list[Block]:
    lines = [
        f"• {excerpt(one.text, TITLE_ROOM)} · {user(one.owner_id)}, by {one.due_on:%-d %B}"
        for one in state.actions[:MOST_ACTIONS]
    ]
    return [SectionBlock(text="\n".join(["*What was decided*", *lines]))] if lines else []


def _button(words: str, action_id: str, state: WorkshopState) -> ButtonElement:
    return ButtonElement(text=words, action_id=action_id, value=str(state.workshop.id))
