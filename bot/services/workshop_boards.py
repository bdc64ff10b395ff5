"""What all use cases of workshops need: the workshop, whoever leads it, its board and its thread."""

from datetime import datetime
from typing import Any

from bot.domain.notices import NewNotice, NoticeKind
from bot.domain.refusals import NotShownYet, NotTheFacilitator, WorkshopGone
from bot.domain.workshop_rules import may_be_read
from bot.domain.workshop_votes import Choices
from bot.domain.workshops import Workshop, WorkshopState
from bot.services.workshop_counting import counts_of
from storage.transaction import Transaction


def board_key(workshop_id: int) -> str:
    """The key of the notice whose message is the board."""
    return f"workshop:{workshop_id}:board"


def at_hand(tx: Transaction, workshop_id: int) -> Workshop:
    """A workshop that nobody else changes before this transaction ends. Lock it before anything else of it.

    Raises:
        WorkshopGone
    """
    found = tx.workshops.locked(workshop_id)
    if found is None:
        raise WorkshopGone
    return found


def led_by(tx: Transaction, workshop_id: int, by: str) -> Workshop:
    """The same, for one of those who lead it.

    Raises:
        WorkshopGone, NotTheFacilitator
    """
    found = at_hand(tx, workshop_id)
    if by not in found.facilitators:
        raise NotTheFacilitator(found.facilitators)
    return found


def readable(state: WorkshopState) -> WorkshopState:
    """The same, if everybody may read what is in it.

    Raises:
        NotShownYet
    """
    if not may_be_read(state.workshop):
        raise NotShownYet
    return state


def refresh_board(tx: Transaction, workshop: Workshop, now: datetime) -> None:
    """Owe the board as it is now. Best the last thing that a transaction does."""
    tx.notices.refresh(
        NewNotice(
            kind=NoticeKind.WORKSHOP_BOARD,
            key=board_key(workshop.id),
            recipient=workshop.channel_id,
            subject={"workshop": workshop.id},
            due_at=now,
        )
    )


def say_in_thread(
    tx: Transaction, kind: NoticeKind, workshop: Workshop, now: datetime, *, key: str, **facts: Any
) -> bool:
    """Owe a message to the workshop's thread, once for each key; answers whether that is new."""
    return tx.notices.add(
        NewNotice(
            kind=kind,
            key=f"workshop:{workshop.id}:{key}",
            recipient=workshop.channel_id,
            subject={"workshop": workshop.id, **facts},
            due_at=now,
            in_thread_of=board_key(workshop.id),
        )
    )


def state_of(tx: Transaction, workshop: Workshop) -> WorkshopState:
    """A workshop with all that is in it."""
    contributions = tx.contributions.of_workshop(workshop.id)
    groups = tx.contributions.groups(workshop.id)
    votes = counts_of(tx, workshop, Choices(contributions, groups))
    return WorkshopState(
        workshop=workshop,
        contributions=contributions,
        groups=groups,
        contribution_votes=votes.contributions,
        group_votes=votes.groups,
        voters=votes.voters,
        contributors=tx.contributions.contributors(workshop.id),
        late=tx.contributions.late(workshop.id),
        actions=tx.workshop_actions.of(workshop.id),
    )
