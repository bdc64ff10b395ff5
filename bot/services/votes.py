"""Votes: reactions to the messages that show items."""

from datetime import datetime

from bot.domain.votes import Reaction, folded
from storage.database import Database


class Votes:
    """Keeps the votes."""

    def __init__(self, database: Database, *, emoji: tuple[str, ...]) -> None:
        self._database = database
        self._emoji = frozenset(emoji)

    def react(self, workspace: str, event_id: str, reaction: Reaction, *, now: datetime) -> bool:
        """Note a reaction to one of our messages; answers whether it changed anything we keep.

        An emoji that is no vote is passed over. An event that comes twice, late or in the wrong order ends in the
        right count.
        """
        if folded(reaction.emoji) not in self._emoji:
            return False
        with self._database.transaction(workspace) as tx:
            if not tx.events.is_new(event_id, now):
                return False
            tx.votes.record(reaction)
            return True
