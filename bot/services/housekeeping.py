"""Forgetting what is needed no more."""

from datetime import datetime, timedelta

from bot.domain import choosing
from bot.domain.not_for_me import FORGOTTEN_AFTER
from bot.domain.partners import REMEMBERED
from bot.services.trends import forget_searchers
from storage.database import Database

EVENTS_KEPT = timedelta(days=1)  # Slack sends an event again for about an hour
APPROACHES_KEPT = timedelta(days=180)  # after that one may ask to meet the same person again
NOTICES_KEPT = timedelta(days=90)  # what was delivered, and what became of the rest


class Housekeeping:
    """Keeps the database from filling up with what nobody asks for again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def forget_old(self, workspace: str, *, now: datetime) -> None:
        """Drop the events and settled notices of a workspace that are old enough, and count its old searches."""
        with self._database.transaction(workspace) as tx:
            tx.events.forget_before(now - EVENTS_KEPT)
            forget_searchers(tx, now=now)
            tx.notices.forget_before(now - NOTICES_KEPT)
            tx.approaches.forget_before(now - APPROACHES_KEPT)
            tx.matches.forget_before(now - NOTICES_KEPT)
            tx.partners.forget_before(now - REMEMBERED)
            tx.shown.forget_before(now - choosing.REMEMBERED)
            tx.not_for_me.forget_before(now - FORGOTTEN_AFTER)
