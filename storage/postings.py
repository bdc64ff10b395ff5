"""Messages that show an item."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import PostingRow
from storage.upsert import insert_new
from storage.watched import watch


class Postings:
    """One workspace's postings, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def add(self, *, channel_id: str, message_ts: str, item_id: int) -> None:
        """Remember that a message shows an item."""
        values = {
            "workspace_id": self._workspace,
            "channel_id": channel_id,
            "message_ts": message_ts,
            "item_id": item_id,
        }
        insert_new(self._session, PostingRow, values)
        watch(self._session, self._workspace, channel_id=channel_id, message_ts=message_ts)

    def item_in(self, channel_id: str, message_ts: str) -> int | None:
        """The item that a message shows."""
        wanted = select(PostingRow.item_id).where(
            PostingRow.workspace_id == self._workspace,
            PostingRow.channel_id == channel_id,
            PostingRow.message_ts == message_ts,
        )
        return self._session.scalars(wanted).one_or_none()

    def of(self, item_ids: Collection[int]) -> dict[int, list[tuple[str, str]]]:
        """Where each item was posted, as (channel, ts)."""
        rows = self._session.scalars(
            select(PostingRow).where(
                PostingRow.workspace_id == self._workspace, PostingRow.item_id.in_(item_ids)
            )
        )
        places: dict[int, list[tuple[str, str]]] = {}
        for row in rows:
            places.setdefault(row.item_id, []).append((row.channel_id, row.message_ts))
        return places
