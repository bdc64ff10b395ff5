"""What is a member's own: what they shared, follow, want and voted for."""

from collections.abc import Sequence

from bot.domain.details import Mine
from bot.domain.items import Item
from bot.domain.meetings import Meeting
from storage.database import Database
from storage.transaction import Transaction

MOST_OF_EACH = 20
MOST_WAITING = 5
_LOOKED_AT = 200  # more than are shown: some are archived


class Members:
    """What the bot knows of a member, for that member alone."""

    def __init__(self, database: Database, *, vote_emoji: tuple[str, ...]) -> None:
        self._database = database
        self._vote_emoji = vote_emoji

    def mine(self, workspace: str, member_id: str) -> Mine:
        """What a member shared, follows, wants and voted for, the latest of each."""
        with self._database.reading(workspace) as tx:
            all_owned = tx.items.owned_by(member_id, limit=_LOOKED_AT)
            owned = [item for item in all_owned if item.archived_at is None][:MOST_OF_EACH]
            archived = [item for item in all_owned if item.archived_at][:MOST_OF_EACH]
            interested = _current(tx, tx.interests.items_of(member_id, limit=_LOOKED_AT))
            followed = _current(tx, tx.follows.items_of(member_id, limit=_LOOKED_AT))
            voted_ids = tx.votes.items_voted_for(member_id, emoji=self._vote_emoji, limit=_LOOKED_AT)
            voted_for = _current(tx, voted_ids)
            new = tx.items.newest(limit=MOST_OF_EACH)
            shown = {item.id for item in (*owned, *archived, *interested, *followed, *voted_for, *new)}
            return Mine(
                owned=tuple(owned),
                archived=tuple(archived),
                interested=tuple(interested),
                followed=tuple(followed),
                voted_for=tuple(voted_for),
                searches=tuple(tx.saved_searches.of(member_id)),
                new=tuple(new),
                votes=tx.votes.tallies(shown, emoji=self._vote_emoji),
                profile=tx.profiles.of(member_id),
                waiting=_waiting(tx, member_id),
                preferences=tx.preferences.of(member_id),
                digest=tx.digests.get(member_id),
            )


def _waiting(tx: Transaction, member_id: str) -> tuple[Meeting, ...]:
    waiting = tx.introductions.waiting_for(member_id, limit=MOST_WAITING)
    found = tx.items.by_ids({one.item_id for one in waiting}) if waiting else {}
    current = [one for one in waiting if one.item_id in found and found[one.item_id].archived_at is None]
    return tuple(Meeting(introduction=one, item=found[one.item_id]) for one in current)


def _current(tx: Transaction, ids: Sequence[int]) -> list[Item]:
    found = tx.items.by_ids(ids) if ids else {}
    current = [found[one] for one in ids if one in found and found[one].archived_at is None]
    return current[:MOST_OF_EACH]
