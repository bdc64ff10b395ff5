"""Asking owners whether their items are still current, and what people do not want to be asked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.items import Item

CONFIRM_AFTER = timedelta(days=60)
STALE_AFTER = timedelta(days=90)
ARCHIVE_AFTER = timedelta(days=180)
WARNED_FOR = timedelta(days=30)
"""So long before it is archived an owner was asked at least once, however old the item was when it came to us."""
MOST_IN_A_MESSAGE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What a member wants to be asked."""

    follow_ups: bool = True
    confirmations: bool = True


ASK_EVERYTHING = Preferences()


def is_stale(item: Item, now: datetime) -> bool:
    """Whether nobody has said for so long that an item is right that its card should say so."""
    return now - item.confirmed_at >= STALE_AFTER
