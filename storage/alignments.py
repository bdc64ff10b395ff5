"""What people answered to *Check we're aligned*."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.alignment import Answered, Answers, Decider, Pace
from storage.models import AlignmentRow
from storage.upsert import insert_for


class Alignments:
    """One workspace's answers, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def put(self, introduction_id: int, member_id: str, answers: Answers, at: datetime) -> None:
        """Keep somebody's answers in place of what they answered before."""
        values = {"answers": {name: str(value) for name, value in asdict(answers).items()}, "at": at}
        keys = {"introduction_id": introduction_id, "member_id": member_id}
        new = insert_for(self._session, AlignmentRow).values(**keys, workspace_id=self._workspace, **values)
        self._session.execute(new.on_conflict_do_update(index_elements=list(keys), set_=values))

    def of(self, introduction_id: int) -> dict[str, Answered]:
        """The answers on one introduction, by who gave them."""
        rows = self._session.scalars(
            select(AlignmentRow).where(
                AlignmentRow.workspace_id == self._workspace,
                AlignmentRow.introduction_id == introduction_id,
            )
        )
        return {row.member_id: _to_answered(row) for row in rows}


def _to_answered(row: AlignmentRow) -> Answered:
    said = row.answers
    answers = Answers(
        goal=said["goal"],
        users=said["users"],
        pace=Pace(said["pace"]),
        brings=said["brings"],
        technology=said["technology"],
        decides=Decider(said["decides"]),
    )
    return Answered(member_id=row.member_id, answers=answers, at=row.at)
