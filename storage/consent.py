"""Rounds of consent: what was asked, and what everybody said."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, select, update
from sqlalchemy.orm import Session

from bot.domain.rounds import Answer, Consent, Objection, ObjectionState, Outcome, Round
from storage.models import PrincipleConsentRow, PrincipleObjectionRow, PrincipleRoundRow
from storage.upsert import insert_for, table_of


class Rounds:
    """One workspace's rounds of consent, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def add(self, new: Round, *, request: str) -> Round:
        """Keep a new round that nobody has answered; its id is part of the answer."""
        row = PrincipleRoundRow(
            workspace_id=self._workspace,
            principle_id=new.principle_id,
            channel_id=new.channel_id,
            private=new.private,
            proposer_id=new.proposer_id,
            opened_at=new.opened_at,
            request=request,
        )
        _write(row, new)
        self._session.add(row)
        self._session.flush()
        return self._read([row])[0]

    def put(self, before: Round, after: Round) -> Round:
        """Write back one that was `locked`; answers it with the ids of what is new."""
        row = self._session.scalars(self._wanted(PrincipleRoundRow.id == after.id)).one()
        _write(row, after)
        self._put_consents(after.id, set(before.consents), set(after.consents))
        self._put_objections(after.id, set(after.objections) - set(before.objections))
        self._session.flush()
        return self._read([row])[0]

    def get(self, round_id: int) -> Round | None:
        """One of them."""
        return self._one(PrincipleRoundRow.id == round_id)

    def locked(self, round_id: int) -> Round | None:
        """One that nobody else can change until this transaction ends."""
        wanted = self._wanted(PrincipleRoundRow.id == round_id).with_for_update()
        rows = list(self._session.scalars(wanted.execution_options(populate_existing=True)))
        return next(iter(self._read(rows)), None)

    def opened_by(self, request: str) -> Round | None:
        """The round that a form opened, if it was sent before."""
        return self._one(PrincipleRoundRow.request == request)

    def open_about(self, principle_id: int) -> Round | None:
        """The round about a principle that has not ended."""
        return self._one(PrincipleRoundRow.principle_id == principle_id, PrincipleRoundRow.ended_at.is_(None))

    def open(self) -> list[Round]:
        """Those that have not ended, what ends first first."""
        wanted = self._wanted(PrincipleRoundRow.ended_at.is_(None))
        return self._read(
            list(self._session.scalars(wanted.order_by(PrincipleRoundRow.ends_at, PrincipleRoundRow.id)))
        )

    def due(self, now: datetime) -> list[int]:
        """Those whose time is over and that nobody has ended, the longest overdue first."""
        rows = self._session.scalars(
            self._wanted(PrincipleRoundRow.ended_at.is_(None), PrincipleRoundRow.ends_at <= now).order_by(
                PrincipleRoundRow.ends_at, PrincipleRoundRow.id
            )
        )
        return [row.id for row in rows]

    def about(self, principle_ids: Collection[int]) -> dict[int, list[Round]]:
        """All about each of these principles, the latest first."""
        wanted = self._wanted(PrincipleRoundRow.principle_id.in_(principle_ids))
        found: dict[int, list[Round]] = {one: [] for one in principle_ids}
        for one in self._read(list(self._session.scalars(wanted.order_by(PrincipleRoundRow.id.desc())))):
            found[one.principle_id].append(one)
        return found

    def _put_consents(self, round_id: int, before: set[Consent], after: set[Consent]) -> None:
        gone = {one.member_id for one in before} - {one.member_id for one in after}
        if gone:
            self._session.execute(
                delete(PrincipleConsentRow).where(
                    PrincipleConsentRow.workspace_id == self._workspace,
                    PrincipleConsentRow.round_id == round_id,
                    PrincipleConsentRow.member_id.in_(gone),
                )
            )
        for one in after - before:
            said = {"answer": one.answer.value, "version": one.version, "at": one.at}
            key = {"round_id": round_id, "member_id": one.member_id, "workspace_id": self._workspace}
            statement = insert_for(self._session, PrincipleConsentRow).values(**key, **said)
            self._session.execute(
                statement.on_conflict_do_update(index_elements=["round_id", "member_id"], set_=said)
            )

    def _put_objections(self, round_id: int, changed: Collection[Objection]) -> None:
        table = table_of(PrincipleObjectionRow)
        for one in changed:
            said = {
                "reason": one.reason,
                "amendment": one.amendment,
                "version": one.version,
                "state": one.state.value,
                "settled_at": one.settled_at,
            }
            if one.id:
                here = (table.c.workspace_id == self._workspace, table.c.id == one.id)
                self._session.execute(update(table).where(*here).values(**said))
            else:
                key = {"round_id": round_id, "member_id": one.member_id, "raised_at": one.raised_at}
                self._session.execute(table.insert().values(workspace_id=self._workspace, **key, **said))

    def _wanted(self, *which: ColumnElement[bool]) -> Select[PrincipleRoundRow]:
        return select(PrincipleRoundRow).where(PrincipleRoundRow.workspace_id == self._workspace, *which)

    def _one(self, *which: ColumnElement[bool]) -> Round | None:
        return next(iter(self._read(list(self._session.scalars(self._wanted(*which))))), None)

    def _read(self, rows: Sequence[PrincipleRoundRow]) -> list[Round]:
        ids = [row.id for row in rows]
        consents: dict[int, list[Consent]] = {}
        objections: dict[int, list[Objection]] = {}
        said = select(table_of(PrincipleConsentRow)).where(
            PrincipleConsentRow.workspace_id == self._workspace, PrincipleConsentRow.round_id.in_(ids)
        )
        for one in self._session.execute(
            said.order_by(PrincipleConsentRow.at, PrincipleConsentRow.member_id)
        ):
            consents.setdefault(one.round_id, []).append(
                Consent(member_id=one.member_id, answer=Answer(one.answer), version=one.version, at=one.at)
            )
        raised = select(table_of(PrincipleObjectionRow)).where(
            PrincipleObjectionRow.workspace_id == self._workspace, PrincipleObjectionRow.round_id.in_(ids)
        )
        for one in self._session.execute(raised.order_by(PrincipleObjectionRow.id)):
            objections.setdefault(one.round_id, []).append(
                Objection(
                    id=one.id,
                    member_id=one.member_id,
                    reason=one.reason,
                    amendment=one.amendment,
                    version=one.version,
                    raised_at=one.raised_at,
                    state=ObjectionState(one.state),
                    settled_at=one.settled_at,
                )
            )
        return [_to_round(row, consents.get(row.id, ()), objections.get(row.id, ())) for row in rows]


def _write(row: PrincipleRoundRow, one: Round) -> None:
    row.version = one.version
    row.asked_at = one.asked_at
    row.ends_at = one.ends_at
    row.ended_at = one.ended_at
    row.outcome = one.outcome and one.outcome.value


def _to_round(row: PrincipleRoundRow, consents: Sequence[Consent], objections: Sequence[Objection]) -> Round:
    return Round(
        id=row.id,
        principle_id=row.principle_id,
        channel_id=row.channel_id,
        private=row.private,
        proposer_id=row.proposer_id,
        version=row.version,
        opened_at=row.opened_at,
        asked_at=row.asked_at,
        ends_at=row.ends_at,
        ended_at=row.ended_at,
        outcome=Outcome(row.outcome) if row.outcome else None,
        consents=tuple(consents),
        objections=tuple(objections),
    )
