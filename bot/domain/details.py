"""What one member is shown of an item, and of all that is theirs."""

from dataclasses import dataclass

from bot.domain.digests import Subscription
from bot.domain.finding import SavedSearch
from bot.domain.follow_ups import ASK_EVERYTHING, Preferences
from bot.domain.items import Change, Item
from bot.domain.meetings import Meeting
from bot.domain.principles import Principle
from bot.domain.profiles import Profile
from bot.domain.votes import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Everything there is to say of an item to one member: `owns`, `wants`, `following` and `may_change` are theirs."""

    item: Item
    votes: Tally
    interested: tuple[str, ...]
    followers: int
    owns: bool
    wants: bool
    following: bool
    may_change: bool
    history: tuple[Change, ...]
    principles: tuple[Principle, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """A member's own, the newest of each first, and what is new to everybody."""

    owned: tuple[Item, ...]
    archived: tuple[Item, ...]
    interested: tuple[Item, ...]
    followed: tuple[Item, ...]
    voted_for: tuple[Item, ...]
    searches: tuple[SavedSearch, ...]
    new: tuple[Item, ...]
    votes: dict[int, Tally]
    profile: Profile | None = None
    waiting: tuple[Meeting, ...] = ()
    preferences: Preferences = ASK_EVERYTHING
    digest: Subscription | None = None
