"""What a notice is about, as things are when it is rendered."""

from dataclasses import dataclass

from bot.domain.finding import SavedSearch
from bot.domain.items import Item
from bot.domain.notices import Notice, NoticeKind
from bot.domain.votes import NO_VOTES, Tally
from storage.database import Database
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The item that a notice is about."""

    item: Item
    votes: Tally


class Notices:
    """Reads what notices about items are about."""

    def __init__(self, database: Database, *, vote_emoji: tuple[str, ...]) -> None:
        self._database = database
        self._vote_emoji = vote_emoji

    def about(self, workspace: str, notice: Notice) -> About | None:
        """The item, or None when what the notice would say is not so any more."""
        with self._database.reading(workspace) as tx:
            item = tx.items.get(notice.subject["item"])
            if item is None or not _holds(tx, notice, item):
                return None
            votes = tx.votes.tallies([item.id], emoji=self._vote_emoji)
            return About(item=item, votes=votes.get(item.id, NO_VOTES))

    def matched(self, workspace: str, notice: Notice) -> tuple[Item, SavedSearch] | None:
        """The item that somebody waited for and what they looked for; None when either is gone."""
        with self._database.reading(workspace) as tx:
            item = tx.items.get(notice.subject["item"])
            wishes = tx.saved_searches.of(notice.recipient)
            wish = next((one for one in wishes if one.text == notice.subject["search"]), None)
            return (item, wish) if item and item.archived_at is None and wish else None

    def news(self, workspace: str, notice: Notice) -> list[tuple[Item, SavedSearch]]:
        """The items of a member's digest of what they wait for, the newest first, each with the search it fits.

        What was archived, or is waited for no more, is not among them.
        """
        with self._database.reading(workspace) as tx:
            wishes = {one.text: one for one in tx.saved_searches.of(notice.recipient)}
            matches = tx.matches.of(notice.recipient, due_at=notice.due_at)
            items = tx.items.by_ids([item_id for item_id, _ in matches]) if matches else {}
            return [
                (items[item_id], wishes[search])
                for item_id, search in matches
                if item_id in items and items[item_id].archived_at is None and search in wishes
            ]


def _holds(tx: Transaction, notice: Notice, item: Item) -> bool:
    match notice.kind:
        case NoticeKind.CARD:
            return item.archived_at is None
        case NoticeKind.HANDED_OVER:
            return item.owner_id == notice.recipient
        case NoticeKind.FOLLOWED_CHANGED:
            return notice.recipient in tx.follows.members_of(item.id)
    raise ValueError(notice.kind)
