"""The weekly digest: who gets it when, and what is in it.

Everything in a digest happened in the period it covers, and periods follow each other without gap or overlap. So an
item is new, and a problem is overdue for an answer, in exactly one digest of a channel.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.introductions import Introduction
from bot.domain.items import Collaboration, Item, Kind, Phase
from bot.domain.partners import Partner
from bot.domain.principles import Principle
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
class Following:
    """What a member follows: of any of these themes or councils, and of these kinds; none means all."""

    themes: tuple[str, ...] = ()
    councils: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From `since` on, until just before `until`."""

    since: datetime
    until: datetime

    def __contains__(self, moment: datetime) -> bool:
        return self.since <= moment < self.until


class Reason(StrEnum):
    """Why something is in a digest. The last four are for one reader alone."""

    NEW = "new"
    VOTED_UP = "voted up"
    ANSWERED = "answered"
    ADOPTED = "adopted"
    UNANSWERED = "unanswered"
    STALE = "stale"
    SEEKING = "seeking"
    CAN_HELP = "can help"
    SEARCHED = "searched"
    WAITING = "waiting"
    PARTNERS = "partners"


class Section(StrEnum):
    """The parts of a digest, in the order in which they are read."""

    HELP = "help"
    NEW = "new"
    RISEN = "risen"
    ANSWERED = "answered"
    ADOPTED = "adopted"
    QUIET = "quiet"
    PARTNERS = "partners"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What happened in a period: ids of items under each reason, the most telling first.

    `gained` says how many votes each item won; `new` counts all that are new, listed or not. `principles` are those
    that were adopted.
    """

    period: Period
    items: Mapping[Reason, Sequence[int]]
    gained: Mapping[int, int]
    new: int
    principles: Sequence[int] = ()

    def ids(self) -> list[int]:
        """The items, each once, in the order of the reasons."""
        return list(dict.fromkeys(one for reason in Reason for one in self.of(reason)))

    def of(self, reason: Reason) -> Sequence[int]:
        """The items under a reason."""
        return self.items.get(reason, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """What a reader has done about an item."""

    interested: bool = False
    following: bool = False
    not_for_me: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item, or a principle, in a digest, with every reason for which it is there.

    For one reader alone: `why` they can help with it, the `search` of theirs that it fits, the introduction that is
    `waiting`, the `partners` for a problem of theirs, and what they are `doing` about it.
    """

    section: Section = Section.NEW
    item: Item | None = None
    principle: Principle | None = None
    reasons: tuple[Reason, ...] = ()
    gained: int = 0
    votes: Tally = NO_VOTES
    why: Partner | None = None
    search: str = ""
    waiting: Introduction | None = None
    partners: tuple[Partner, ...] = ()
    doing: Doing = Doing()

    @property
    def title(self) -> str:
        """What it is called."""
        return self.item.title if self.item else self.principle.text.title if self.principle else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What one message says. `more` counts what else happened and found no room in it.

    `message` is the key of its notice; a preview has none. `stopped`: its reader wants no more of them.
    """

    period: Period
    time_zone: str
    recipient: str = ""
    personal: bool = False
    entries: tuple[Entry, ...] = ()
    more: int = 0
    message: str = ""
    stopped: bool = False

    def __bool__(self) -> bool:
        return bool(self.entries)

    def by_section(self) -> dict[Section, list[Entry]]:
        """The entries of each section that has any, in the order in which they are read."""
        groups = {section: [one for one in self.entries if one.section is section] for section in Section}
        return {section: entries for section, entries in groups.items() if entries}


@dataclass(frozen=True, slots=True, kw_only=True)
class RestPage:
    """A page of what a digest had no room for; pages count from 1. `message` is the key of the digest's notice.

    `beyond` counts what is new and on no page.
    """

    entries: tuple[Entry, ...]
    page: int
    pages: int
    period: Period
    recipient: str
    message: str = ""
    beyond: int = 0


def is_seeking(item: Item) -> bool:
    """Whether an item is looking for partners."""
    asks = bool(item.looking_for) or any(kind in CLOSE for kind in item.open_to)
    return asks and item.phase is not Phase.RETIRED


def is_ask(item: Item) -> bool:
    """Whether an item asks for something: it is a problem, or looks for partners."""
    return item.kind is Kind.PROBLEM or is_seeking(item)
