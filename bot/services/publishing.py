"""What people outside Slack may read: feeds, and a digest of a period."""

from collections.abc import Collection, Sequence

from bot.domain.digests import Period, Reason
from bot.domain.publishing import PublicDigest, PublicItem, is_public, lasting_name, published
from bot.services.importing import own_id
from storage.database import Database
from storage.transaction import Transaction

FEED_LENGTH = 50
TOLD = (Reason.NEW, Reason.ADOPTED, Reason.ANSWERED, Reason.SEEKING, Reason.UNANSWERED, Reason.VOTED_UP)
"""What is told in public, and first under which of its reasons: whose owner has gone quiet is told to nobody."""
_EVERYTHING = 1_000_000


class Publishing:
    """What a workspace has opened to the public. What is not open does not leave here, whatever is asked."""

    def __init__(self, database: Database, *, vote_emoji: tuple[str, ...]) -> None:
        self._database = database
        self._vote_emoji = vote_emoji

    def feed(self, workspace: str, *, themes: Sequence[str] = ()) -> list[PublicItem]:
        """The last that changed of these themes (none: of all), the latest first."""
        with self._database.reading(workspace) as tx:
            ids = tx.public_items.ids(themes=themes, limit=FEED_LENGTH)
            found = _published(tx, ids, workspace)
            return [found[one] for one in ids if one in found]

    def digest(self, workspace: str, period: Period, *, themes: Sequence[str] = ()) -> PublicDigest:
        """What happened in a period to what is open now, each item under one reason, the most telling first.

        What was opened in the period is new to who reads it here.
        """
        with self._database.reading(workspace) as tx:
            news = tx.news.of(period, themes=tuple(themes), emoji=self._vote_emoji, limit=_EVERYTHING)
            opened = tx.public_items.opened(period)
            found = _published(tx, tx.public_items.ids(themes=themes), workspace)
        items: dict[Reason, tuple[PublicItem, ...]] = {}
        for reason in TOLD:
            told = dict.fromkeys([*(opened if reason is Reason.NEW else ()), *news.of(reason)])
            items[reason] = tuple(found.pop(one) for one in told if one in found)
        return PublicDigest(period=period, items=items)


def _published(tx: Transaction, ids: Collection[int], workspace: str) -> dict[int, PublicItem]:
    """Those that are open, by their ids; each named by what an export calls it, so that it keeps its name."""
    return {
        one.id: published(one, lasting_name(workspace, "item", own_id(one)))
        for one in tx.items.by_ids(ids).values()
        if is_public(one)
    }
