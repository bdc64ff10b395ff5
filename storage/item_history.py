"""Who changed what on an item, and when."""

from collections.abc import Sequence

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bot.domain.items import Action, Change
from storage.models import ItemChangeRow, ItemRow
from storage.upsert import table_of


class ItemHistory:
    """The history of one workspace's items, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def add(self, item_id: int, change: Change) -> None:
        """Write a line of an item's history."""
        self.add_many([(item_id, change)])

    def add_many(self, changes: Sequence[tuple[int, Change]]) -> None:
        """Write lines of items' histories, in one statement."""
        rows = [
            {
                "item_id": item_id,
                "action": change.action.value,
                "by": change.by,
                "at": change.at,
                "fields": {name: list(values) for name, values in change.fields.items()},
            }
            for item_id, change in changes
        ]
        if rows:
            self._session.execute(insert(table_of(ItemChangeRow)), rows)

    def of(self, item_id: int, *, limit: int) -> list[Change]:
        """An item's history, the newest first."""
        statement = (
            select(ItemChangeRow)
            .join(ItemRow, ItemRow.id == ItemChangeRow.item_id)
            .where(ItemRow.workspace_id == self._workspace, ItemChangeRow.item_id == item_id)
            .order_by(ItemChangeRow.id.desc())
            .limit(limit)
        )
        return [
            Change(
                action=Action(row.action),
                by=row.by,
                at=row.at,
                fields={name: (before, after) for name, (before, after) in row.fields.items()},
            )
            for row in self._session.scalars(statement)
        ]
