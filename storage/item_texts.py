"""The stems of every item that can be found, and the order in which they changed: what word indexes follow."""

from collections.abc import Generator, Mapping
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from bot.domain.matching import INDEXED_FIELDS, IndexedText
from storage.models import ItemTextRow, WorkspaceRow
from storage.streaming import streaming
from storage.upsert import insert_for, table_of

_AT_A_TIME = 1_000

# Made once: making a statement takes longer than the database takes to answer it.
_SEQUENCE = select(WorkspaceRow.texts_sequence).where(WorkspaceRow.id == bindparam("workspace"))
_NEXT = (
    update(table_of(WorkspaceRow))
    .where(WorkspaceRow.id == bindparam("workspace"))
    .values(texts_sequence=WorkspaceRow.texts_sequence + 1)
    .returning(WorkspaceRow.texts_sequence)
)


class ItemTexts:
    """The stems of one workspace's items, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def write(self, changes: Mapping[int, IndexedText | None]) -> None:
        """Keep what items say from now on; None for one that is not to be found any more.

        Who writes first has the workspace's sequence to himself until he commits, so whoever sees a number has seen
        all that are smaller.
        """
        if not changes:
            return
        sequence = self._session.scalars(_NEXT, {"workspace": self._workspace}).one()
        rows = [
            {
                "item_id": item_id,
                "workspace_id": self._workspace,
                "sequence": sequence,
                "found": text is not None,
                **{name: getattr(text, name, "") for name in INDEXED_FIELDS},
            }
            for item_id, text in changes.items()
        ]
        statement = insert_for(self._session, ItemTextRow)
        taken = {name: statement.excluded[name] for name in ("sequence", "found", *INDEXED_FIELDS)}
        self._session.execute(statement.on_conflict_do_update(index_elements=["item_id"], set_=taken), rows)

    def sequence(self) -> int:
        """The number of the last change."""
        return self._session.scalars(_SEQUENCE, {"workspace": self._workspace}).one()

    def since(self, sequence: int) -> Generator[tuple[int, int, IndexedText | None]]:
        """What changed after a change, in order: its number, the item, and what that says now."""
        wanted = (
            select(
                ItemTextRow.sequence,
                ItemTextRow.item_id,
                ItemTextRow.found,
                *(getattr(ItemTextRow, name) for name in INDEXED_FIELDS),
            )
            .where(ItemTextRow.workspace_id == self._workspace, ItemTextRow.sequence > sequence)
            .order_by(ItemTextRow.sequence)
            .execution_options(yield_per=_AT_A_TIME)
        )
        rows: Any
        with streaming(self._session), self._session.execute(wanted) as rows:
            for number, item_id, found, title, summary, tags, body in rows:
                text = IndexedText(title=title, summary=summary, tags=tags, body=body) if found else None
                yield number, item_id, text
