"""Slack's events: it sends each at least once."""

from datetime import datetime, timedelta

from bot.domain.events import Standing
from storage.database import Database

LEASE = timedelta(seconds=45)
"""Longer than an answer takes, and shorter than the minute after which Slack sends an event for the third time."""


class Events:
    """Sees to it that an event is answered once, and is answered though a process dies while it does so."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, workspace: str, event_id: str, *, now: datetime) -> Standing:
        """Take an event in hand, if it is new, or if whoever had it died. Say `done` or `leave` afterwards."""
        with self._database.transaction(workspace) as tx:
            return tx.events.take(event_id, now, lease=LEASE)

    def leave(self, workspace: str, event_id: str, *, taken: datetime, now: datetime) -> None:
        """Let go of an event that was taken at a moment: it could not be answered, and whoever is sent it next may.

        If somebody else has taken it since, it is theirs.
        """
        with self._database.transaction(workspace) as tx:
            tx.events.leave(event_id, now, lease_ends=taken + LEASE)

    def done(self, workspace: str, event_id: str, *, taken: datetime) -> None:
        """Remember that an event that was taken at a moment is answered. If somebody else has taken it, they will."""
        with self._database.transaction(workspace) as tx:
            tx.events.done(event_id, lease_ends=taken + LEASE)
