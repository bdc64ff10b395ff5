"""Introductions: what the services may ask of the database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from bot.domain.introductions import Introduction, Outcome, Question, Role, Saving, Side, State
from storage.models import IntroductionRow, IntroductionSideRow, ItemRow

_UNDECIDED = (State.PENDING.value, State.DECLINED.value)


class Introductions:
    """One workspace's introductions, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def add(self, new: Introduction) -> Introduction:
        """Keep a new one; its id is part of the answer."""
        row = IntroductionRow(workspace_id=self._workspace, item_id=new.item_id)
        row.sides = [IntroductionSideRow(role=role.value, workspace_id=self._workspace) for role in Role]
        _write(row, new)
        self._session.add(row)
        self._session.flush()
        return _to_introduction(row)

    def put(self, one: Introduction) -> None:
        """Write one back that was `locked`."""
        row = self._session.scalars(select(IntroductionRow).where(*self._with_id(one.id))).one()
        _write(row, one)
        self._session.flush()

    def get(self, introduction_id: int) -> Introduction | None:
        """One of them."""
        row = self._session.scalars(
            select(IntroductionRow).where(*self._with_id(introduction_id))
        ).one_or_none()
        return _to_introduction(row) if row else None

    def locked(self, introduction_id: int) -> Introduction | None:
        """One that nobody else can change until this transaction ends."""
        wanted = select(IntroductionRow).where(*self._with_id(introduction_id)).with_for_update()
        row = self._session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
        return _to_introduction(row) if row else None

    def latest(self, item_id: int, member_id: str) -> Introduction | None:
        """A member's last interest in an item."""
        return next(
            iter(self._where(IntroductionRow.item_id == item_id, _is(Role.INTERESTED, member_id), limit=1)),
            None,
        )

    def waiting_for(self, owner_id: str, *, limit: int) -> list[Introduction]:
        """Those that an owner has not decided about, the newest first."""
        return self._where(
            *self._open(),
            IntroductionRow.state == State.PENDING.value,
            _is(Role.OWNER, owner_id),
            limit=limit,
        )

    def undecided_of(self, member_id: str, *, limit: int) -> list[Introduction]:
        """A member's own interests that are not accepted, the newest first. To them, declined is undecided."""
        return self._where(
            *self._open(),
            IntroductionRow.state.in_(_UNDECIDED),
            _is(Role.INTERESTED, member_id),
            limit=limit,
        )

    def to_ask(self, now: datetime) -> list[int]:
        """Those with a side that is to be asked now, the longest waiting first."""
        wanted = (
            select(IntroductionRow.id)
            .join(IntroductionSideRow, IntroductionSideRow.introduction_id == IntroductionRow.id)
            .where(
                IntroductionSideRow.workspace_id == self._workspace,
                IntroductionSideRow.ask_at <= now,
                *self._open(),
            )
            .group_by(IntroductionRow.id)
            .order_by(func.min(IntroductionSideRow.ask_at), IntroductionRow.id)
        )
        return list(self._session.scalars(wanted))

    def to_close(self, now: datetime) -> list[int]:
        """Those whose time is up, the longest overdue first."""
        wanted = (
            select(IntroductionRow.id)
            .where(*self._open(), IntroductionRow.close_at <= now)
            .order_by(IntroductionRow.close_at, IntroductionRow.id)
        )
        return list(self._session.scalars(wanted))

    def handed_over(self) -> list[int]:
        """Those that nobody has decided about and whose item belongs to somebody else by now."""
        wanted = (
            select(IntroductionRow.id)
            .join(ItemRow, ItemRow.id == IntroductionRow.item_id)
            .join(
                IntroductionSideRow,
                and_(
                    IntroductionSideRow.introduction_id == IntroductionRow.id,
                    IntroductionSideRow.role == Role.OWNER.value,
                ),
            )
            .where(
                *self._open(),
                IntroductionRow.state.in_(_UNDECIDED),
                ItemRow.owner_id != IntroductionSideRow.member_id,
            )
            .order_by(IntroductionRow.id)
        )
        return list(self._session.scalars(wanted))

    def _where(self, *wanted: ColumnElement[bool], limit: int) -> list[Introduction]:
        rows = self._session.scalars(
            select(IntroductionRow)
            .where(IntroductionRow.workspace_id == self._workspace, *wanted)
            .order_by(IntroductionRow.id.desc())
            .limit(limit)
        )
        return [_to_introduction(row) for row in rows]

    def _with_id(self, introduction_id: int) -> Sequence[ColumnElement[bool]]:
        return (IntroductionRow.workspace_id == self._workspace, IntroductionRow.id == introduction_id)

    def _open(self) -> Sequence[ColumnElement[bool]]:
        return (
            IntroductionRow.workspace_id == self._workspace,
            IntroductionRow.closed_at.is_(None),
            IntroductionRow.withdrawn_at.is_(None),
        )


def _is(role: Role, member_id: str) -> ColumnElement[bool]:
    return IntroductionRow.sides.any(
        and_(IntroductionSideRow.role == role.value, IntroductionSideRow.member_id == member_id)
    )


def _write(row: IntroductionRow, one: Introduction) -> None:
    row.state = one.state.value
    row.hope = one.hope
    row.questions = [{"text": each.text, "answer": each.answer} for each in one.questions]
    row.since = one.since
    row.close_at = one.close_at
    row.withdrawn_at = one.withdrawn_at
    row.outcome = one.outcome and one.outcome.value
    row.closed_at = one.closed_at
    for each in row.sides:
        side = one.side(Role(each.role))
        each.member_id = side.member_id
        each.ask_at = side.ask_at
        each.waited_for = side.waited_for
        each.answer = side.answer and side.answer.value
        each.hours = side.saving.hours
        each.pounds = side.saving.pounds
        each.saved_at = side.saved_at


def _to_introduction(row: IntroductionRow) -> Introduction:
    sides = {Role(each.role): _to_side(each) for each in row.sides}
    return Introduction(
        id=row.id,
        item_id=row.item_id,
        state=State(row.state),
        hope=row.hope,
        questions=tuple(Question(text=each["text"], answer=each["answer"]) for each in row.questions),
        since=row.since,
        close_at=row.close_at,
        withdrawn_at=row.withdrawn_at,
        outcome=Outcome(row.outcome) if row.outcome else None,
        closed_at=row.closed_at,
        interested=sides[Role.INTERESTED],
        owner=sides[Role.OWNER],
    )


def _to_side(row: IntroductionSideRow) -> Side:
    return Side(
        member_id=row.member_id,
        ask_at=row.ask_at,
        waited_for=row.waited_for,
        answer=Outcome(row.answer) if row.answer else None,
        saving=Saving(hours=row.hours, pounds=row.pounds),
        saved_at=row.saved_at,
    )
