"""What is owed to those who wait for an item like a new one: word at once, or a place in their weekly digest."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.choosing import told_elsewhere
from bot.domain.digests import Reason, Subscription
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

    All that is for one week is one notice, due when the week's digests are. Who has a digest of their own finds it
    there instead, unless that rests.
    """
    if wish.cadence is Cadence.AT_ONCE:
        key = f"search:{wish.id}:{item.id}"
        tx.notices.add(
            NewNotice(
                kind=NoticeKind.SEARCH_MATCHED,
                key=key,
                recipient=wish.member_id,
                subject={"item": item.id, "search": wish.text},
                due_at=now,
            )
        )
        tx.shown.add_item(wish.member_id, told_elsewhere(item.id, Reason.SEARCHED), message=key, at=now)
        return
    own = tx.digests.get(wish.member_id)
    if own and own.paused:
        own = None
    due_at = own.next_at if own else weekly.next_after(now)
    tx.matches.add(item.id, wish, due_at=due_at)
    if own is None:
        _owe_digest(tx, wish.member_id, [item.id], due_at)


def end_digest(tx: Transaction, digest: Subscription, now: datetime) -> None:
    """End a digest. What a member's would have said of their saved searches is owed them when it would have come.

    While it rested that may have been long ago: then now.
    """
    tx.digests.remove(digest.recipient)
    if not digest.is_personal:
        return
    member_id = digest.recipient
    seen = tx.shown.seen(member_id)
    kept = [
        item_id
        for item_id, _ in tx.matches.shared_in(member_id, digest.covered_until)
        if not seen.of(item_id)
    ]
    if kept:
        due_at = max(digest.next_at, now)
        tx.matches.put_off(member_id, kept, due_at=due_at)
        _owe_digest(tx, member_id, kept, due_at)


def _owe_digest(tx: Transaction, member_id: str, item_ids: Sequence[int], due_at: datetime) -> None:
    key = f"searches:{member_id}:{due_at.isoformat()}"
    tx.notices.add(
        NewNotice(
            kind=NoticeKind.SEARCHES_DIGEST,
            key=key,
            recipient=member_id,
            subject={},
            due_at=due_at,
        )
    )
    for one in item_ids:
        tx.shown.add_item(member_id, told_elsewhere(one, Reason.SEARCHED), message=key, at=due_at)
