"""The board: the one message in the channel that shows how a workshop goes."""

from collections import Counter

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    HeaderBlock,
    SectionBlock,
)

from bot.domain.workshop_rules import may_be_read, next_phase, phase_before
from bot.domain.workshops import Contribution, Shown, VoteMode, WorkshopPhase, WorkshopState
from bot.views import ids
from bot.views.blocks import small
from bot.views.figures import counted, people
from bot.views.message import Message
from bot.views.mrkdwn import excerpt, listing, shortened, user
from bot.views.workshop_words import (
    NOT_YET,
    PHASES,
    form_of,
    in_words,
    moment,
    what_to_do,
)

NEWEST_SHOWN = 5
NEWEST_ROOM = 250
GROUPS_SHOWN = 12
GROUP_ROOM = 120
MOST_NAMED = 10
MOST_CATEGORIES_SHOWN = 20  # what was written before the categories changed is counted too


def board_message(state: WorkshopState) -> Message:
    """The board as it is now, with the buttons of its phase."""
    workshop = state.workshop
    form = form_of(workshop)
    blocks: list[Block] = [
        HeaderBlock(text=shortened(f"{form.name}: {workshop.subject}", 150)),
        SectionBlock(text=f"*{form.prompt}*\n{what_to_do(workshop)}"),
        small(_track(state)),
        SectionBlock(text=_counts(state)),
        *_newest(state),
        *_groups(state),
        _for_everybody(state),
        small(_about_names(state)),
        small(f"Led by {_leaders(state)}. These buttons are for them:"),
        *_for_leaders(state),
    ]
    text = f"{form.name}: {excerpt(workshop.subject, 800)}. {PHASES[workshop.phase]}."
    return Message(text=f"{text} {_contributed(state)}", blocks=blocks)


def _track(state: WorkshopState) -> str:
    workshop = state.workshop
    steps = [
        f"*{number}. {PHASES[phase]} (now)*" if phase is workshop.phase else f"{number}. {PHASES[phase]}"
        for number, phase in enumerate(form_of(workshop).phases, start=1)
    ]
    track = "Phases: " + " → ".join(steps)
    if workshop.closed_at:
        return f"{track}\nClosed on {moment(workshop.closed_at)}."
    if workshop.phase_ends_at is None:
        return f"{track}\nThere is no hurry: those who lead it say when it moves on."
    if workshop.time_up:
        return f"{track}\nTime was up on {moment(workshop.phase_ends_at)}. Those who lead it move it on."
    then = "It moves on by itself." if workshop.settings.moves_on else ""
    return f"{track}\nUntil {moment(workshop.phase_ends_at)}. {then}".rstrip()


def _contributed(state: WorkshopState) -> str:
    return f"{counted(len(state.contributions), 'contribution')} from {people(state.contributors)}."


def _counts(state: WorkshopState) -> str:
    if state.contributions:
        lines = [f"*{_contributed(state)}*", *_by_category(state)]
        if not may_be_read(state.workshop):
            lines.append(NOT_YET)
    else:
        lines = ["Nobody has written anything yet."]
    if late := len(state.late):
        waits = "waits" if late == 1 else "wait"
        lines.append(f"{counted(late, 'contribution')} came late and {waits} to be let in.")
    return "\n".join(lines)


def _by_category(state: WorkshopState) -> list[str]:
    counts = Counter(one.category for one in state.contributions if one.category)
    known = state.workshop.settings.categories or form_of(state.workshop).categories
    names = [name for name in dict.fromkeys((*known, *counts)) if name]
    return [f"{excerpt(name, 80)}: {counts[name]}" for name in names[:MOST_CATEGORIES_SHOWN]]


def _newest(state: WorkshopState) -> list[Block]:
    workshop = state.workshop
    gathering = workshop.phase is WorkshopPhase.GATHER
    if not (gathering and workshop.settings.shown is Shown.AT_ONCE and state.contributions):
        return []
    newest = [f"• {_named(one)}" for one in reversed(state.contributions[-NEWEST_SHOWN:])]
    return [SectionBlock(text="\n".join(["*The newest*", *newest]))]


def _named(one: Contribution) -> str:
    category = f"{excerpt(one.category, 80)}: " if one.category else ""
    return f"{category}{in_words(one, NEWEST_ROOM)}"


def _groups(state: WorkshopState) -> list[Block]:
    if not state.groups or state.workshop.phase is WorkshopPhase.GATHER:
        return []
    sizes = Counter(one.group_id for one in state.contributions)
    groups = sorted(state.groups, key=lambda group: (-sizes[group.id], group.position))
    lines = [f"• {excerpt(one.name, GROUP_ROOM)} ({sizes[one.id]})" for one in groups[:GROUPS_SHOWN]]
    if len(groups) > GROUPS_SHOWN:
        lines.append(f"and {counted(len(groups) - GROUPS_SHOWN, 'more group', 'more groups')}")
    return [SectionBlock(text="\n".join(["*Groups*", *lines]))]


def _for_everybody(state: WorkshopState) -> ActionsBlock:
    workshop = state.workshop
    buttons = []
    if workshop.phase is WorkshopPhase.GATHER:
        buttons.append(_button(state, "Contribute", ids.WORKSHOP_WRITE, style="primary"))
    if workshop.phase is WorkshopPhase.VOTE and workshop.settings.vote_mode is VoteMode.BLIND:
        buttons.append(_button(state, "Vote", ids.WORKSHOP_VOTE, style="primary"))
    if may_be_read(workshop):
        buttons.append(_button(state, "Read them all", ids.WORKSHOP_READ))
    if workshop.phase is not WorkshopPhase.GATHER and workshop.is_open:
        buttons.append(_button(state, "Add or change mine", ids.WORKSHOP_WRITE))
    if workshop.phase in {WorkshopPhase.DISCUSS, WorkshopPhase.CLOSE}:
        buttons.append(_button(state, "Note an action", ids.WORKSHOP_ACTION))
    return ActionsBlock(elements=buttons)


def _for_leaders(state: WorkshopState) -> list[Block]:
    workshop, form = state.workshop, form_of(state.workshop)
    phase = workshop.phase
    then, before = next_phase(form, phase), phase_before(form, phase)
    buttons = []
    if then and then is not WorkshopPhase.CLOSE:
        words = f"Move on to {PHASES[then].lower()}"
        buttons.append(_button(state, words, ids.WORKSHOP_NEXT, value=f"{workshop.id}:{phase}"))
    if workshop.is_open:
        buttons.append(_button(state, "More time", ids.WORKSHOP_LONGER))
    if before:
        words = f"Go back to {PHASES[before].lower()}"
        buttons.append(_button(state, words, ids.WORKSHOP_BACK, value=f"{workshop.id}:{phase}"))
    if phase is WorkshopPhase.GROUP and state.contributions:
        buttons.append(_button(state, "Change groups", ids.WORKSHOP_GROUPS))
    if state.late:
        buttons.append(_button(state, f"What came late ({len(state.late)})", ids.WORKSHOP_LATE))
    buttons.append(_button(state, "Settings", ids.WORKSHOP_SETTINGS))
    if workshop.is_open:
        buttons.append(
            _button(
                state,
                "Close",
                ids.WORKSHOP_CLOSE,
                style="danger",
                confirm=ConfirmObject(
                    title="Close this workshop?",
                    text="Its results go into the thread. You can go back, and open it again.",
                    confirm="Close it",
                    deny="Go on",
                ),
            )
        )
    return [ActionsBlock(elements=buttons)]


def _about_names(state: WorkshopState) -> str:
    if state.workshop.settings.anonymous:
        return (
            "Anonymous: no names are kept with what people write. Nobody in Slack can see who wrote what. "
            "A reply shows your name."
        )
    return "Names are kept with what people write."


def _leaders(state: WorkshopState) -> str:
    named = [user(one) for one in state.workshop.facilitators]
    if len(named) > MOST_NAMED:
        named = [*named[:MOST_NAMED], counted(len(named) - MOST_NAMED, "other")]
    return listing(named)


def _button(
    state: WorkshopState,
    words: str,
    action_id: str,
    *,
    value: str = "",
    style: str | None = None,
    confirm: ConfirmObject | None = None,
) -> ButtonElement:
    label = shortened(f"{words}: {state.workshop.subject}", 75)
    return ButtonElement(
        text=words,
        action_id=action_id,
        value=value or str(state.workshop.id),
        style=style,
        confirm=confirm,
        accessibility_label=label,
    )
