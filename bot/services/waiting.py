"""What is owed to those who wait for an item like a new one: word at once, or a place in their weekly digest."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.finding import Cadence, SavedSearch
from bot.domain.items import Item
from bot.domain.notices import NewNotice, NoticeKind
from bot.domain.schedules import Schedule
from storage.transaction import Transaction


def soonest_first(wishes: Iterable[SavedSearch]) -> list[SavedSearch]:
    """Those who want to be told at once come first: whoever waits in two ways is told the sooner."""
    return sorted(wishes, key=lambda wish: wish.cadence is Cadence.WEEKLY)


def owe_news(tx: Transaction, wish: SavedSearch, item: Item, *, weekly: Schedule, now: datetime) -> None:
    """Owe a member word of an item that fits their saved search, when they want it.

    All that is for one week is one notice, due when the week's digests are.
    """
    if wish.cadence is Cadence.AT_ONCE:
        tx.notices.add(
            NewNotice(
                kind=NoticeKind.SEARCH_MATCHED,
                key=f"search:{wish.id}:{item.id}",
                recipient=wish.member_id,
                subject={"item": item.id, "search": wish.text},
                due_at=now,
            )
        )
        return
    due_at = weekly.next_after(now)
    tx.matches.add(item.id, wish, due_at=due_at)
    tx.notices.add(
        NewNotice(
            kind=NoticeKind.SEARCHES_DIGEST,
            key=f"searches:{wish.member_id}:{due_at.isoformat()}",
            recipient=wish.member_id,
            subject={},
            due_at=due_at,
        )
    )
