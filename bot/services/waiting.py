"""What is owed to those who wait for an item like a new one: word at once, or a place in their weekly digest."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.finding import Cadence, Filters, SavedSearch
from bot.domain.items import Item
from bot.domain.notices import NewNotice, NoticeKind
from bot.domain.schedules import Schedule
from storage.transaction import Transaction

Granted = tuple[SavedSearch, Filters, float]
"""A saved search, its filters, and how well its words are granted."""


def soonest_first(granted: Iterable[Granted]) -> list[tuple[SavedSearch, Filters]]:
    """Saved searches with their filters: those to be told at once first, then the best granted.

    So whoever waits in two ways is told the sooner, and of what it fits best.
    """
    best = sorted(granted, key=lambda one: (one[0].cadence is Cadence.WEEKLY, -one[2]))
    return [(wish, filters) for wish, filters, _ in best]


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
