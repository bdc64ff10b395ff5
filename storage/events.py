"""Slack's events that were dealt with: Slack may send each again."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from storage.models import SeenEventRow
from storage.upsert import insert_new


class Events:
    """One workspace's events, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def is_new(self, event_id: str, at: datetime) -> bool:
        """Remember an event; False when it was remembered before."""
        values = {"workspace_id": self._workspace, "event_id": event_id, "at": at}
        return insert_new(self._session, SeenEventRow, values) == 1

    def forget_before(self, moment: datetime) -> None:
        """Drop what is too old to come again (Slack retries for an hour)."""
        self._session.execute(
            delete(SeenEventRow).where(SeenEventRow.workspace_id == self._workspace, SeenEventRow.at < moment)
        )
