"""Searches people made, and the ones they want to be told about."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from bot.domain.finding import Cadence, Made, SavedSearch
from storage.models import ItemRow, MatchRow, SavedSearchRow, SearchRow
from storage.upsert import insert_new, table_of

# Made once: making a statement takes longer than the database takes to do it.
_ADD = insert(table_of(SearchRow)).returning(SearchRow.id)


class Searches:
    """What people looked for: the text behind a message's buttons."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def add(self, *, member_id: str, text: str, at: datetime, found: bool = True) -> int:
        """Remember a search, and whether it found anything; answers its id."""
        said = {
            "workspace_id": self._workspace,
            "member_id": member_id,
            "text": text,
            "at": at,
            "found": found,
        }
        return self._session.scalars(_ADD, said).one()

    def text(self, search_id: int) -> str | None:
        """What was looked for, if it is still known."""
        return self._session.scalar(
            select(SearchRow.text).where(SearchRow.workspace_id == self._workspace, SearchRow.id == search_id)
        )

    def made(self) -> list[Made]:
        """All that are kept, the oldest first."""
        kept = select(SearchRow.member_id, SearchRow.text, SearchRow.at, SearchRow.found)
        rows = self._session.execute(
            kept.where(SearchRow.workspace_id == self._workspace).order_by(SearchRow.at, SearchRow.id)
        )
        return [
            Made(member_id=member_id, text=text, at=at, found=found) for member_id, text, at, found in rows
        ]

    def forget_before(self, moment: datetime) -> bool:
        """Drop the searches made before a moment; answers whether there were any."""
        gone: Any = self._session.execute(
            delete(SearchRow).where(SearchRow.workspace_id == self._workspace, SearchRow.at < moment)
        )
        assert isinstance(gone, CursorResult)  # noqa: S101 - what a delete gives; for the type checker
        return gone.rowcount > 0


class SavedSearches:
    """The searches members want to be told about."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def add(self, *, member_id: str, text: str, at: datetime) -> tuple[SavedSearch, bool]:
        """Keep a search, to be told of at once; answers it, and whether the member did not have it yet."""
        values = {"workspace_id": self._workspace, "member_id": member_id, "text": text, "at": at}
        new = insert_new(self._session, SavedSearchRow, values | {"cadence": Cadence.AT_ONCE.value}) == 1
        (kept,) = self._read(SavedSearchRow.member_id == member_id, SavedSearchRow.text == text)
        return kept, new

    def change(self, search_id: int, member_id: str, cadence: Cadence) -> SavedSearch | None:
        """Change when a member is told of one of their own; None when they have it no more."""
        mine = (SavedSearchRow.id == search_id, SavedSearchRow.member_id == member_id)
        self._session.execute(
            update(SavedSearchRow)
            .where(SavedSearchRow.workspace_id == self._workspace, *mine)
            .values(cadence=cadence.value)
            .execution_options(synchronize_session=False)
        )
        return next(iter(self._read(*mine)), None)

    def remove(self, search_id: int, member_id: str) -> None:
        """Drop one of a member's own."""
        self._session.execute(
            delete(SavedSearchRow).where(
                SavedSearchRow.workspace_id == self._workspace,
                SavedSearchRow.id == search_id,
                SavedSearchRow.member_id == member_id,
            )
        )

    def of(self, member_id: str) -> list[SavedSearch]:
        """A member's own, the newest first."""
        return self._read(SavedSearchRow.member_id == member_id)[::-1]

    def all(self) -> list[SavedSearch]:
        """Everybody's, the oldest first."""
        return self._read()

    def _read(self, *wanted: ColumnElement[bool]) -> list[SavedSearch]:
        rows = self._session.execute(
            select(SavedSearchRow.id, SavedSearchRow.member_id, SavedSearchRow.text, SavedSearchRow.cadence)
            .where(SavedSearchRow.workspace_id == self._workspace, *wanted)
            .order_by(SavedSearchRow.id)
        )
        return [
            SavedSearch(id=key, member_id=member_id, text=text, cadence=Cadence(cadence))
            for key, member_id, text, cadence in rows
        ]


class Matches:
    """The items that members will be told of in their weekly digest of what they wait for."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def add(self, item_id: int, wish: SavedSearch, *, due_at: datetime) -> None:
        """Keep an item for a member's digest, with the search it fits; the same item again changes nothing."""
        values = {
            "workspace_id": self._workspace,
            "item_id": item_id,
            "member_id": wish.member_id,
            "search": wish.text,
            "due_at": due_at,
        }
        insert_new(self._session, MatchRow, values)

    def of(self, member_id: str, *, due_at: datetime) -> list[tuple[int, str]]:
        """The ids of the items in a member's digest, the newest first, each with the search it fits."""
        rows = self._session.execute(
            select(MatchRow.item_id, MatchRow.search)
            .where(
                MatchRow.workspace_id == self._workspace,
                MatchRow.member_id == member_id,
                MatchRow.due_at == due_at,
            )
            .order_by(MatchRow.item_id.desc())
        )
        return [(item_id, search) for item_id, search in rows]

    def shared_in(
        self, member_id: str, since: datetime, until: datetime | None = None
    ) -> list[tuple[int, str]]:
        """The ids of a member's items that were shared in a time, the newest first, each with the search it fits."""
        wanted = (
            select(MatchRow.item_id, MatchRow.search)
            .join(ItemRow, ItemRow.id == MatchRow.item_id)
            .where(
                MatchRow.workspace_id == self._workspace,
                MatchRow.member_id == member_id,
                ItemRow.created_at >= since,
                ItemRow.archived_at.is_(None),
            )
            .order_by(MatchRow.item_id.desc())
        )
        if until:
            wanted = wanted.where(ItemRow.created_at < until)
        return [(item_id, search) for item_id, search in self._session.execute(wanted)]

    def put_off(self, member_id: str, item_ids: Collection[int], *, due_at: datetime) -> None:
        """Let a member be told of some items at another time."""
        self._session.execute(
            update(MatchRow)
            .where(
                MatchRow.workspace_id == self._workspace,
                MatchRow.member_id == member_id,
                MatchRow.item_id.in_(item_ids),
            )
            .values(due_at=due_at)
            .execution_options(synchronize_session=False)
        )

    def forget_before(self, moment: datetime) -> None:
        """Drop what was in the digests before a moment."""
        self._session.execute(
            delete(MatchRow).where(MatchRow.workspace_id == self._workspace, MatchRow.due_at < moment)
        )
