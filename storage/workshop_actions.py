"""What people decided to do in workshops, and, months later, what did happen of what they feared."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, select, update
from sqlalchemy.orm import Session

from bot.domain.workshops import Action, Happened, LookedBack
from storage.models import LookBackRow, WorkshopActionRow


class WorkshopActions:
    """The actions of one workspace's workshops, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def add(self, workshop_id: int, *, text: str, owner_id: str, due_on: date, about: str) -> Action:
        """Keep what people decided to do."""
        row = WorkshopActionRow(
            workspace_id=self._workspace,
            workshop_id=workshop_id,
            text=text,
            owner_id=owner_id,
            due_on=due_on,
            reminded=False,
            about=about,
        )
        self._session.add(row)
        self._session.flush()
        return _to_action(row)

    def of(self, workshop_id: int) -> tuple[Action, ...]:
        """What people decided to do, what is to be done first at the top."""
        wanted = self._wanted(WorkshopActionRow.workshop_id == workshop_id)
        return tuple(map(_to_action, self._session.scalars(wanted)))

    def due(self, until: date) -> list[Action]:
        """What was to be done by a day and is not, in any workshop, where nobody was reminded yet."""
        wanted = self._wanted(
            WorkshopActionRow.due_on <= until,
            WorkshopActionRow.done_at.is_(None),
            WorkshopActionRow.reminded.is_(False),
        )
        return [_to_action(row) for row in self._session.scalars(wanted)]

    def get(self, action_id: int) -> Action | None:
        """One thing to do; None when there is none such."""
        row = self._session.scalars(self._wanted(WorkshopActionRow.id == action_id)).one_or_none()
        return _to_action(row) if row else None

    def done(self, action_id: int, *, at: datetime) -> None:
        """Note that something is done."""
        self._change(action_id, done_at=at)

    def put_off(self, action_id: int, *, due_on: date) -> None:
        """Give something until another day. Its owner is reminded then."""
        self._change(action_id, due_on=due_on, reminded=False)

    def reminded(self, action_id: int) -> None:
        """Note that its owner was reminded."""
        self._change(action_id, reminded=True)

    def look_back(
        self, workshop_id: int, answers: Mapping[int, tuple[str, Happened]], *, by: str, at: datetime
    ) -> None:
        """Keep what did happen, by the rank of what was feared. What was said before of anything else stays."""
        self._session.execute(
            delete(LookBackRow).where(
                LookBackRow.workspace_id == self._workspace,
                LookBackRow.workshop_id == workshop_id,
                LookBackRow.position.in_(answers),
            )
        )
        self._session.add_all(
            LookBackRow(
                workspace_id=self._workspace,
                workshop_id=workshop_id,
                position=position,
                about=about,
                happened=happened.value,
                told_by=by,
                at=at,
            )
            for position, (about, happened) in answers.items()
        )
        self._session.flush()

    def look_backs(self, workshop_ids: Collection[int]) -> dict[int, list[LookedBack]]:
        """What did happen of what workshops feared, what was feared most first."""
        found: dict[int, list[LookedBack]] = defaultdict(list)
        for row in self._session.scalars(
            select(LookBackRow)
            .where(LookBackRow.workspace_id == self._workspace, LookBackRow.workshop_id.in_(workshop_ids))
            .order_by(LookBackRow.position)
        ):
            found[row.workshop_id].append(LookedBack(about=row.about, happened=Happened(row.happened)))
        return found

    def _change(self, action_id: int, **values: Any) -> None:
        self._session.execute(
            update(WorkshopActionRow)
            .where(WorkshopActionRow.workspace_id == self._workspace, WorkshopActionRow.id == action_id)
            .values(**values)
            .execution_options(synchronize_session=False)
        )

    def _wanted(self, *wanted: ColumnElement[bool]) -> Select[WorkshopActionRow]:
        return (
            select(WorkshopActionRow)
            .where(WorkshopActionRow.workspace_id == self._workspace, *wanted)
            .order_by(WorkshopActionRow.due_on, WorkshopActionRow.id)
            .execution_options(populate_existing=True)
        )


def _to_action(row: WorkshopActionRow) -> Action:
    return Action(
        id=row.id,
        workshop_id=row.workshop_id,
        text=row.text,
        owner_id=row.owner_id,
        due_on=row.due_on,
        done_at=row.done_at,
        about=row.about,
    )
