"""The weekly digest: who gets it when, and what is in it.

Everything in a digest happened in the period it covers, and periods follow each other without gap or overlap. So an
item is new, and a problem is overdue for an answer, in exactly one digest of a channel.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain, zip_longest

from bot.domain.items import Collaboration, Item, Kind, Phase
from bot.domain.schedules import WEEK, Schedule
from bot.domain.votes import NO_VOTES, Tally

MAX_ENTRIES = 12
UNANSWERED_AFTER = WEEK  # so long a problem waits for somebody interested before a digest asks for help
FIRST_LOOKS_BACK = WEEK
SETTLING = timedelta(minutes=1)
"""A digest covers what happened until so long ago: an item is visible a moment after the time it bears."""

CLOSE = (Collaboration.RESOURCE_SHARING, Collaboration.DELIVERY)
"""Being open to one of these is looking for partners, even when nothing more is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """The wish of a channel, or of a member, for the digest.

    `recipient` is the id of either. `themes` are keys, `councils` names as they were typed; none of them, or of
    `kinds`, means all. `covered_until` is where the last digest ended and the next begins. `set_by` is the member who
    last set it up, and hears when it cannot be delivered.
    """

    recipient: str
    schedule: Schedule
    themes: tuple[str, ...] = ()
    councils: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    paused: bool = False
    set_by: str
    covered_until: datetime
    next_at: datetime

    @property
    def is_personal(self) -> bool:
        """Whether it is a member's own, and comes by direct message."""
        return self.recipient.startswith(("U", "W"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From `since` on, until just before `until`."""

    since: datetime
    until: datetime

    def __contains__(self, moment: datetime) -> bool:
        return self.since <= moment < self.until


class Reason(StrEnum):
    """Why an item is in a digest. The order is the order in which they take turns."""

    NEW = "new"
    VOTED_UP = "voted up"
    UNANSWERED = "unanswered"
    SEEKING = "seeking"


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What happened in a period: ids of items under each reason, the most telling first.

    `gained` says how many votes each item won; `new` counts all that are new, listed or not.
    """

    period: Period
    items: Mapping[Reason, Sequence[int]]
    gained: Mapping[int, int]
    new: int

    def __bool__(self) -> bool:
        return any(self.items.values())

    def chosen(self) -> list[int]:
        """The ids to show, each once: the reasons take turns, so that many new items crowd out nothing."""
        turns = zip_longest(*(self.items[reason] for reason in Reason))
        return list(dict.fromkeys(one for one in chain(*turns) if one is not None))[:MAX_ENTRIES]

    def reasons_for(self, item: Item) -> tuple[Reason, ...]:
        """Every reason for which an item is in the digest, not just the one that got it in."""
        holds = {
            Reason.NEW: item.created_at in self.period,
            Reason.VOTED_UP: item.id in self.gained,
            Reason.UNANSWERED: item.id in self.items[Reason.UNANSWERED],
            Reason.SEEKING: is_seeking(item),
        }
        return tuple(reason for reason in Reason if holds[reason])


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item in a digest, with every reason for which it is there."""

    item: Item
    reasons: tuple[Reason, ...]
    gained: int = 0
    votes: Tally = NO_VOTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What one message says. `more` counts the new items that found no room in it."""

    period: Period
    time_zone: str
    themes: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    more: int = 0

    def __bool__(self) -> bool:
        return bool(self.entries)

    def by_theme(self) -> dict[str | None, list[Entry]]:
        """The entries under one theme each: the item's first that the channel asked for, None when it has none."""
        groups: dict[str | None, list[Entry]] = {}
        for entry in self.entries:
            wanted = [key for key in entry.item.themes if key in self.themes or not self.themes]
            groups.setdefault(wanted[0] if wanted else None, []).append(entry)
        return groups


def is_seeking(item: Item) -> bool:
    """Whether an item is looking for partners."""
    asks = bool(item.looking_for) or any(kind in CLOSE for kind in item.open_to)
    return asks and item.phase is not Phase.RETIRED
