"""Who asked to be introduced to whom, and what came of it."""

from datetime import datetime

from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.orm import Session

from bot.domain.approaches import Answer, Approach
from storage.models import ApproachRow
from storage.upsert import insert_new


class Approaches:
    """One workspace's approaches, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def add(self, *, asker_id: str, person_id: str, hope: str, at: datetime) -> tuple[Approach, bool]:
        """Note that somebody would like to meet a person; answers it, and whether it is the first time."""
        key = {"workspace_id": self._workspace, "asker_id": asker_id, "person_id": person_id}
        values = key | {"hope": hope, "answer": Answer.WAITING.value, "asked_at": at}
        new = insert_new(self._session, ApproachRow, values) == 1
        row = self._session.scalars(select(ApproachRow).filter_by(**key)).one()
        return _to_approach(row), new

    def get(self, approach_id: int) -> Approach | None:
        """One of them."""
        row = self._session.scalar(self._wanted(approach_id))
        return _to_approach(row) if row else None

    def locked(self, approach_id: int) -> Approach | None:
        """One of them, that nobody else can change until this transaction ends."""
        row = self._session.scalar(self._wanted(approach_id).with_for_update())
        return _to_approach(row) if row else None

    def answered(self, approach: Approach) -> None:
        """Keep what the person said."""
        self._session.execute(
            update(ApproachRow)
            .where(ApproachRow.workspace_id == self._workspace, ApproachRow.id == approach.id)
            .values(answer=approach.answer.value)
        )

    def forget(self, member_id: str) -> None:
        """Drop all that a member asked, and all that others asked of them."""
        theirs = or_(ApproachRow.asker_id == member_id, ApproachRow.person_id == member_id)
        self._session.execute(delete(ApproachRow).where(ApproachRow.workspace_id == self._workspace, theirs))

    def forget_before(self, moment: datetime) -> None:
        """Drop those made before a moment: after that one may ask again."""
        self._session.execute(
            delete(ApproachRow).where(
                ApproachRow.workspace_id == self._workspace, ApproachRow.asked_at < moment
            )
        )

    def _wanted(self, approach_id: int) -> Select[ApproachRow]:
        return select(ApproachRow).where(
            ApproachRow.workspace_id == self._workspace, ApproachRow.id == approach_id
        )


def _to_approach(row: ApproachRow) -> Approach:
    return Approach(
        id=row.id,
        asker_id=row.asker_id,
        person_id=row.person_id,
        hope=row.hope,
        answer=Answer(row.answer),
        asked_at=row.asked_at,
    )
