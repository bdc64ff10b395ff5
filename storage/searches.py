"""Searches people made, and the ones they want to be told about."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from bot.domain.finding import Made, SavedSearch
from storage.models import SavedSearchRow, SearchRow
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

    def add(self, *, member_id: str, text: str, at: datetime) -> bool:
        """Keep a search; answers whether the member did not have it yet."""
        values = {"workspace_id": self._workspace, "member_id": member_id, "text": text, "at": at}
        return insert_new(self._session, SavedSearchRow, values) == 1

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
        return [one for one in reversed(self.all()) if one.member_id == member_id]

    def all(self) -> list[SavedSearch]:
        """Everybody's, the oldest first."""
        rows = self._session.scalars(
            select(SavedSearchRow)
            .where(SavedSearchRow.workspace_id == self._workspace)
            .order_by(SavedSearchRow.id)
        )
        return [SavedSearch(id=row.id, member_id=row.member_id, text=row.text) for row in rows]
