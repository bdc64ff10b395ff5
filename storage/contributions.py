"""What people wrote in workshops, how it is grouped, and the messages that stand for it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from bot.domain.workshops import IMPORTED, Contribution, Group, NewContribution
from storage.models import ContributionRow, SubmissionRow, WorkshopGroupRow, WorkshopMessageRow
from storage.upsert import insert_new
from storage.watched import watch

_WRITTEN = ("category", "text", "rating", "saves", "saves_unit")


class Contributions:
    """One workspace's contributions, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def is_new(self, workshop_id: int, request: str) -> bool:
        """Remember a form or a reply by its hash; False when it was remembered before."""
        values = {"workspace_id": self._workspace, "workshop_id": workshop_id, "request": request}
        return insert_new(self._session, SubmissionRow, values) == 1

    def add(
        self,
        workshop_id: int,
        author: str,
        written: Iterable[NewContribution],
        *,
        late: bool,
        at: datetime,
    ) -> list[Contribution]:
        """Keep what somebody wrote."""
        rows = [
            ContributionRow(
                workspace_id=self._workspace,
                workshop_id=workshop_id,
                author=author,
                late=late,
                left_out=False,
                replaces=one.replaces if late else None,
                created_at=at,
                slots=dict(one.slots),
                imported_votes=one.imported_votes,
                **{name: getattr(one, name) for name in _WRITTEN},
            )
            for one in written
        ]
        self._session.add_all(rows)
        self._session.flush()
        return [_to_contribution(row) for row in rows]

    def of_workshop(self, workshop_id: int) -> tuple[Contribution, ...]:
        """All that counts, in the order that it came: not what is late or left out."""
        return self._read(
            ContributionRow.workshop_id == workshop_id,
            ContributionRow.late.is_(False),
            ContributionRow.left_out.is_(False),
        )

    def late(self, workshop_id: int) -> tuple[Contribution, ...]:
        """What came late, and waits for the facilitator."""
        return self._read(
            ContributionRow.workshop_id == workshop_id,
            ContributionRow.late.is_(True),
            ContributionRow.left_out.is_(False),
        )

    def of_author(self, workshop_id: int, author: str) -> tuple[Contribution, ...]:
        """All that somebody wrote, what is late or left out too."""
        return self._read(ContributionRow.workshop_id == workshop_id, ContributionRow.author == author)

    def get(self, contribution_id: int) -> Contribution | None:
        """One of them; None when there is none such."""
        found = self._read(ContributionRow.id == contribution_id)
        return found[0] if found else None

    def contributors(self, workshop_id: int) -> int:
        """How many people here have contributed what counts."""
        return (
            self._session.scalar(
                select(func.count(ContributionRow.author.distinct())).where(
                    ContributionRow.workspace_id == self._workspace,
                    ContributionRow.workshop_id == workshop_id,
                    ContributionRow.author != IMPORTED,
                    ContributionRow.late.is_(False),
                    ContributionRow.left_out.is_(False),
                )
            )
            or 0
        )

    def rewrite(self, contribution_id: int, written: NewContribution | Contribution) -> None:
        """Put other words in the place of what somebody wrote."""
        values: dict[str, Any] = {name: getattr(written, name) for name in _WRITTEN}
        self._change([contribution_id], **values, slots=dict(written.slots))

    def withdraw(self, contribution_id: int) -> None:
        """Forget what somebody wrote; messages that stood for it stand for nothing any more.

        What was to stand in its place is by itself.
        """
        self._session.execute(
            update(ContributionRow)
            .where(
                ContributionRow.workspace_id == self._workspace, ContributionRow.replaces == contribution_id
            )
            .values(replaces=None)
            .execution_options(synchronize_session=False)
        )
        self._session.execute(
            delete(ContributionRow).where(
                ContributionRow.workspace_id == self._workspace, ContributionRow.id == contribution_id
            )
        )

    def decide(self, contribution_ids: Collection[int], *, let_in: bool) -> None:
        """Let what came late in, or leave it out."""
        self._change(contribution_ids, late=not let_in, left_out=not let_in)

    def groups(self, workshop_id: int) -> tuple[Group, ...]:
        """The groups, in their order."""
        rows = self._session.scalars(
            select(WorkshopGroupRow)
            .where(
                WorkshopGroupRow.workspace_id == self._workspace, WorkshopGroupRow.workshop_id == workshop_id
            )
            .order_by(WorkshopGroupRow.position, WorkshopGroupRow.id)
            .execution_options(populate_existing=True)
        )
        return tuple(Group(id=row.id, name=row.name, position=row.position) for row in rows)

    def add_group(self, workshop_id: int, name: str, *, position: int, of: Collection[int] = ()) -> Group:
        """Make a group of contributions."""
        row = WorkshopGroupRow(
            workspace_id=self._workspace, workshop_id=workshop_id, name=name, position=position
        )
        self._session.add(row)
        self._session.flush()
        self.move(of, to=row.id)
        return Group(id=row.id, name=row.name, position=row.position)

    def move(self, contribution_ids: Collection[int], *, to: int | None) -> None:
        """Put contributions into a group, or (None) into none."""
        self._change(contribution_ids, group_id=to)

    def rename_group(self, group_id: int, name: str) -> None:
        """Call a group something else."""
        self._session.execute(
            update(WorkshopGroupRow)
            .where(WorkshopGroupRow.workspace_id == self._workspace, WorkshopGroupRow.id == group_id)
            .values(name=name)
            .execution_options(synchronize_session=False)
        )

    def remove_groups(self, group_ids: Collection[int]) -> None:
        """Do without groups; what was in them is in none."""
        self._session.execute(
            delete(WorkshopGroupRow).where(
                WorkshopGroupRow.workspace_id == self._workspace, WorkshopGroupRow.id.in_(group_ids)
            )
        )

    def stands_for(
        self,
        channel_id: str,
        message_ts: str,
        *,
        workshop_id: int,
        contribution_id: int | None = None,
        group_id: int | None = None,
    ) -> None:
        """Remember that a message stands for a contribution or for a group."""
        insert_new(
            self._session,
            WorkshopMessageRow,
            {
                "workspace_id": self._workspace,
                "channel_id": channel_id,
                "message_ts": message_ts,
                "workshop_id": workshop_id,
                "contribution_id": contribution_id,
                "group_id": group_id,
            },
        )
        watch(self._session, self._workspace, channel_id=channel_id, message_ts=message_ts, by_itself=False)

    def _change(self, contribution_ids: Collection[int], **values: Any) -> None:
        if contribution_ids:
            self._session.execute(
                update(ContributionRow)
                .where(
                    ContributionRow.workspace_id == self._workspace, ContributionRow.id.in_(contribution_ids)
                )
                .values(**values)
                .execution_options(synchronize_session=False)
            )

    def _read(self, *wanted: ColumnElement[bool]) -> tuple[Contribution, ...]:
        rows: Sequence[ContributionRow] = self._session.scalars(
            select(ContributionRow)
            .where(ContributionRow.workspace_id == self._workspace, *wanted)
            .order_by(ContributionRow.id)
            .execution_options(populate_existing=True)
        ).all()
        return tuple(map(_to_contribution, rows))


def _to_contribution(row: ContributionRow) -> Contribution:
    return Contribution(
        id=row.id,
        workshop_id=row.workshop_id,
        author=row.author,
        created_at=row.created_at,
        slots=row.slots,
        group_id=row.group_id,
        late=row.late,
        left_out=row.left_out,
        replaces=row.replaces,
        imported_votes=row.imported_votes,
        **{name: getattr(row, name) for name in _WRITTEN},
    )
