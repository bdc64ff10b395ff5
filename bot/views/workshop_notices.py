"""What a workshop says in its thread, and to those who lead it."""

from typing import Any

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, SectionBlock

from bot.domain.workshops import Workshop, WorkshopPhase, WorkshopState
from bot.views import ids
from bot.views.figures import counted, people
from bot.views.message import Message
from bot.views.mrkdwn import excerpt, listing, user
from bot.views.workshop_words import PHASES, form_of, moment, what_to_do

SUBJECT_ROOM = 750


def said_message(state: WorkshopState, subject: dict[str, Any]) -> Message | None:
    """What the thread is told; None when it is not so any more."""
    workshop = state.workshop
    match subject["said"]:
        case "phase":
            words = _phase_words(state, WorkshopPhase(subject["phase"]), by_itself=subject["by_itself"])
        case "longer":
            words = _longer_words(workshop)
        case "time_up":
            words = _time_up_words(workshop, WorkshopPhase(subject["phase"]))
        case "reminder":
            words = _reminder_words(state)
        case other:
            raise ValueError(other)
    return Message(text=words, blocks=[SectionBlock(text=words)]) if words else None


def late_message(state: WorkshopState) -> Message | None:
    """To somebody who leads a workshop: something came late. What it is, they see when they look."""
    if not state.late:
        return None
    workshop = state.workshop
    waits = counted(len(state.late), "contribution")
    words = (
        f"{form_of(workshop).name}: “{excerpt(workshop.subject, SUBJECT_ROOM)}”. {waits} came after gathering ended. "
        "Nothing is lost: please say whether to let it in."
    )
    look = ButtonElement(
        text="Look at it", action_id=ids.WORKSHOP_LATE, value=str(workshop.id), style="primary"
    )
    return Message(text=words, blocks=[SectionBlock(text=words), ActionsBlock(elements=[look])])


def _phase_words(state: WorkshopState, phase: WorkshopPhase, *, by_itself: bool) -> str:
    workshop = state.workshop
    if workshop.phase is not phase:
        return ""  # it went on, or back, before this was said
    if phase is WorkshopPhase.CLOSE:
        return f"This workshop is closed. Thank you: {_contributed(state)}."
    came = "Time is up, so we move on" if by_itself else "We move on"
    until = f" Until {moment(workshop.phase_ends_at)}." if workshop.phase_ends_at else ""
    return f"{came}: *{PHASES[phase].lower()}*. {what_to_do(workshop)}{until}"


def _longer_words(workshop: Workshop) -> str:
    if workshop.phase_ends_at is None:
        return ""
    return (
        f"There is more time for *{PHASES[workshop.phase].lower()}*: until {moment(workshop.phase_ends_at)}."
    )


def _time_up_words(workshop: Workshop, phase: WorkshopPhase) -> str:
    if workshop.phase is not phase or not workshop.time_up:
        return ""
    leaders = listing([user(one) for one in workshop.facilitators[:5]])
    return (
        f"Time is up for *{PHASES[phase].lower()}*. {leaders} can move on from the board, or give more time. "
        "What you write until then still counts."
    )


def _reminder_words(state: WorkshopState) -> str:
    workshop = state.workshop
    if not workshop.is_open:
        return ""
    until = f" There is time until {moment(workshop.phase_ends_at)}." if workshop.phase_ends_at else ""
    return f"This is still open: {_contributed(state)} so far. {what_to_do(workshop)}{until} I remind you only once."


def _contributed(state: WorkshopState) -> str:
    return f"{counted(len(state.contributions), 'contribution')} from {people(state.contributors)}"
