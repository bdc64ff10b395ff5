"""Which notices may be claimed: what is due, in order, and not where something has to wait.

What another version of the bot owes, of a kind that this one does not know, waits for a process that knows it, and
nothing waits for it.
"""

from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import BindParameter

from bot.domain.notices import HOLDS_UP, NoticeKind, NoticeState, Step
from storage.models import HoldRow, NoticeRow
from storage.models.notices import OPEN
from storage.types import UtcDateTime

_NOW = bindparam("now", type_=UtcDateTime())
_GIVEN_UP = (NoticeState.DROPPED.value, NoticeState.FAILED.value)


def open_states() -> "BindParameter[tuple[str, ...]]":
    """The states of what is still owed, spelt out: with parameters no database would see that the index fits."""
    return bindparam("open", OPEN, expanding=True, literal_execute=True, unique=True)


def _known_kinds() -> "BindParameter[list[str]]":
    return bindparam("kinds", list(NoticeKind), expanding=True, literal_execute=True, unique=True)


@cache
def due(held: frozenset[str]) -> "Select[NoticeRow]":
    """What is due, the longest waiting first. `held` are the steps that nobody may take now.

    Its parameters are `workspace`, `now` and `most`. It is put together once: that takes longer than to execute it.
    """
    is_there = NoticeRow.message_ts.is_not(None)
    return (
        select(NoticeRow)
        .where(
            NoticeRow.workspace_id == bindparam("workspace"),
            NoticeRow.state.in_(open_states()),
            NoticeRow.kind.in_(_known_kinds()),
            NoticeRow.try_at <= _NOW,
            or_(is_there, and_(~_must_wait(), ~_is_behind())),
            or_(NoticeRow.in_thread_of.is_(None), _has_head()),
            *(_needs_not(Step(step)) for step in held),
        )
        .order_by(NoticeRow.try_at, NoticeRow.id)
        .limit(bindparam("most"))
    )


@cache
def due_ids(held: frozenset[str]) -> "Select[int]":
    """The ids of what is due, likewise."""
    return due(held).with_only_columns(NoticeRow.id)


@cache
def due_locked(held: frozenset[str], *, waits: bool) -> "Select[NoticeRow]":
    """What is due of those with the ids `among`, locked: without those that somebody else has locked, or after them."""
    some = due(held).where(NoticeRow.id.in_(bindparam("among", expanding=True)))
    return some.with_for_update(skip_locked=not waits)


def _must_wait() -> ColumnElement[bool]:
    """Nothing is posted for its recipient now."""
    return (
        exists()
        .where(
            HoldRow.workspace_id == NoticeRow.workspace_id,
            HoldRow.what == NoticeRow.recipient,
            HoldRow.until > _NOW,
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
            before.kind.in_(_known_kinds()),
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
    found = select(head.id).where(
        head.workspace_id == NoticeRow.workspace_id,
        head.key == NoticeRow.in_thread_of,
        or_(head.message_ts.is_not(None), head.state.in_(_GIVEN_UP)),
    )
    # Not EXISTS: of that PostgreSQL would make a table of all heads there ever were.
    return found.correlate(NoticeRow).scalar_subquery().is_not(None)


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
