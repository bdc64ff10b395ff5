"""Slack's events: it sends each at least once."""

from datetime import datetime

from storage.database import Database


class Events:
    """Remembers which events were answered."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_new(self, workspace: str, event_id: str, *, now: datetime) -> bool:
        """Whether an event comes for the first time; from now on it is remembered.

        Whoever answers it asks first: one that is answered late, or whose acknowledgement is lost, comes again.
        """
        with self._database.transaction(workspace) as tx:
            return tx.events.is_new(event_id, now)
