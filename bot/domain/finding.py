"""What people look for, and what they are shown."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.items import Item, Kind, Phase
from bot.domain.profiles import PersonHit
from bot.domain.votes import Tally

PAGE_SIZE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What an item must be to be shown at all; None asks for nothing. `people` asks for people instead of items."""

    kind: Kind | None = None
    phase: Phase | None = None
    theme: str | None = None
    council: str | None = None
    by: str | None = None
    since: datetime | None = None
    people: bool = False

    def __bool__(self) -> bool:
        return self != NO_FILTERS


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An item that was found, and why.

    `matched` holds the words of the question that it has, as a person would say them ("ASC (adult social care)").
    """

    item: Item
    matched: tuple[str, ...]
    in_title: bool
    votes: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of what a search found.

    `total` counts what matched, up to `bot.search.ranking.CANDIDATES`; `more_than` says it stopped counting there.
    `nearest` is filled only when nothing matched.
    `people` are what was found when the filters ask for people; there are no `hits` then.
    `mended` pairs each word that was misspelt with the one that was looked for instead.
    """

    search_id: int
    text: str
    filters: Filters
    page: int
    pages: int
    total: int
    more_than: bool
    hits: tuple[Hit, ...]
    nearest: tuple[Hit, ...] = ()
    people: tuple[PersonHit, ...] = ()
    mended: tuple[tuple[str, str], ...] = ()
    words_left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A search as it is kept for a few weeks: who made it, and whether it found anything."""

    member_id: str
    text: str
    at: datetime
    found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """Somebody's wish to be told when an item fits a search."""

    id: int
    member_id: str
    text: str
