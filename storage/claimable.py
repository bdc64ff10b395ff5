"""Which notices may be claimed: what is due, in order, and not where something has to wait."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import BindParameter

from bot.domain.notices import HOLDS_UP, NoticeState, Step
from storage.models import HoldRow, NoticeRow
from storage.models.notices import OPEN

_GIVEN_UP = (NoticeState.DROPPED.value, NoticeState.FAILED.value)


def open_states() -> "BindParameter[tuple[str, ...]]":
    """The states of what is still owed, spelt out: with parameters no database would see that the index fits."""
    return bindparam("open", OPEN, expanding=True, literal_execute=True, unique=True)


def claimable(workspace_id: int, now: datetime, held: Iterable[str]) -> tuple[ColumnElement[bool], ...]:
    """The conditions. `held` are the steps that nobody may take now."""
    is_there = NoticeRow.message_ts.is_not(None)
    return (
        NoticeRow.workspace_id == workspace_id,
        NoticeRow.state.in_(open_states()),
        NoticeRow.try_at <= now,
        or_(is_there, and_(~_must_wait(now), ~_is_behind())),
        or_(NoticeRow.in_thread_of.is_(None), _has_head()),
        *(_needs_not(Step(step)) for step in held),
    )


def _must_wait(now: datetime) -> ColumnElement[bool]:
    """Nothing is posted for its recipient now."""
    return (
        exists()
        .where(
            HoldRow.workspace_id == NoticeRow.workspace_id,
            HoldRow.what == NoticeRow.recipient,
            HoldRow.until > now,
        )
        .correlate(NoticeRow)
    )


def _is_behind() -> ColumnElement[bool]:
    """Something that was owed before it, in the same channel or thread, is still to be posted."""
    before = aliased(NoticeRow)
    return (
        exists()
        .where(
            before.workspace_id == NoticeRow.workspace_id,
            before.recipient == NoticeRow.recipient,
            before.in_thread_of.is_not_distinct_from(NoticeRow.in_thread_of),
            before.state.in_(open_states()),
            before.message_ts.is_(None),
            before.attempts < HOLDS_UP,
            before.due_at <= NoticeRow.due_at,
            or_(before.due_at < NoticeRow.due_at, before.id < NoticeRow.id),
        )
        .correlate(NoticeRow)
    )


def _has_head() -> ColumnElement[bool]:
    """The message that heads its thread is there, or never will be."""
    head = aliased(NoticeRow)
    return (
        exists()
        .where(
            head.workspace_id == NoticeRow.workspace_id,
            head.key == NoticeRow.in_thread_of,
            or_(head.message_ts.is_not(None), head.state.in_(_GIVEN_UP)),
        )
        .correlate(NoticeRow)
    )


def _needs_not(step: Step) -> ColumnElement[bool]:
    is_there = NoticeRow.message_ts.is_not(None)
    direct = func.substr(NoticeRow.recipient, 1, 1).in_(("U", "W"))
    match step:
        case Step.CHANGE:
            return ~is_there
        case Step.OPEN:
            return or_(is_there, ~direct)
        case Step.ENTER:
            return or_(is_there, direct)
        case Step.LOOK:
            surely_not_sent = and_(
                NoticeRow.maybe_sent.is_(False), NoticeRow.state == NoticeState.PENDING.value
            )
            return or_(is_there, surely_not_sent)
