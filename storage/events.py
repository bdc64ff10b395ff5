"""Slack's events that are dealt with: Slack may send each again."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.domain.events import Standing
from storage.models import SeenEventRow
from storage.upsert import insert_new


class Events:
    """One workspace's events, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def take(self, event_id: str, now: datetime, *, lease: timedelta) -> Standing:
        """Take an event in hand until a lease ends, unless somebody has it, or has done with it."""
        values = {
            "workspace_id": self._workspace,
            "event_id": event_id,
            "at": now,
            "claimed_until": now + lease,
        }
        if insert_new(self._session, SeenEventRow, values):
            return Standing.NEW
        row = self._session.scalars(
            select(SeenEventRow)
            .where(SeenEventRow.workspace_id == self._workspace, SeenEventRow.event_id == event_id)
            .with_for_update()
        ).one()
        if row.claimed_until is None:
            return Standing.DONE
        if row.claimed_until > now:
            return Standing.IN_HAND
        row.claimed_until = now + lease
        return Standing.AGAIN

    def leave(self, event_id: str, now: datetime, *, lease_ends: datetime) -> None:
        """End a lease of an event, unless somebody else took it since."""
        self._hold(event_id, lease_ends, until=now)

    def done(self, event_id: str, *, lease_ends: datetime) -> None:
        """Remember that an event is dealt with, unless somebody else took it since: then they do."""
        self._hold(event_id, lease_ends, until=None)

    def forget_before(self, moment: datetime) -> None:
        """Drop what is too old to come again (Slack retries for an hour)."""
        self._session.execute(
            delete(SeenEventRow).where(SeenEventRow.workspace_id == self._workspace, SeenEventRow.at < moment)
        )

    def _hold(self, event_id: str, lease_ends: datetime, *, until: datetime | None) -> None:
        self._session.execute(
            update(SeenEventRow)
            .where(
                SeenEventRow.workspace_id == self._workspace,
                SeenEventRow.event_id == event_id,
                SeenEventRow.claimed_until == lease_ends,
            )
            .values(claimed_until=until)
        )
