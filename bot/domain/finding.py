"""What people look for, and what they are shown."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from bot.domain.councils import Likeness
from bot.domain.items import Item, Kind, Phase
from bot.domain.profiles import Profile
from bot.domain.votes import Tally

PAGE_SIZE = 5
KM_IN_A_MILE = 1.609344


@dataclass(frozen=True, slots=True, kw_only=True)
class Radius:
    """How far around a place somebody looks."""

    amount: int
    unit: Literal["km", "mi"] = "km"

    @property
    def km(self) -> float:
        """The same in kilometres."""
        return self.amount * (KM_IN_A_MILE if self.unit == "mi" else 1)

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What an item must be to be shown at all; None asks for nothing. `people` asks for people instead of items.

    `near`, `inside` (typed as `in:`) and `like` hold a place as it was typed. `at` has the codes of the councils that
    places come to: `bot.search.places` works it out, and what searches the database needs it.
    """

    kind: Kind | None = None
    phase: Phase | None = None
    theme: str | None = None
    council: str | None = None
    by: str | None = None
    since: datetime | None = None
    people: bool = False
    near: str | None = None
    within: Radius | None = None
    inside: str | None = None
    like: str | None = None
    at: frozenset[str] | None = None

    @property
    def places(self) -> bool:
        """Whether a filter asks for a place."""
        return any(one is not None for one in (self.near, self.within, self.inside, self.like))

    def __bool__(self) -> bool:
        return self != NO_FILTERS


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceReason:
    """Why an item passes a filter of place: which of its councils is how far from one, in an area, or like another."""

    council: str
    near: str | None = None
    km: float = 0.0
    unit: Literal["km", "mi"] = "km"
    inside: str | None = None
    like: str | None = None
    alike: Likeness | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceQuestion:
    """A place that may be several (`known`), or none that we know, with the names that could be meant."""

    key: str
    said: str
    choices: tuple[str, ...]
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An item that was found, and why.

    `matched` holds the words of the question that it has, as a person would say them ("ASC (adult social care)").
    `alike`: it is similar in meaning to the question; `somewhat_alike`: enough to be shown beside better ones.
    """

    item: Item
    matched: tuple[str, ...]
    in_title: bool
    alike: bool = False
    somewhat_alike: bool = False
    votes: Tally
    places: tuple[PlaceReason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonHit:
    """Somebody who was found and why, with what the viewer may do about it.

    `why` pairs a part of the profile ("role", "offers") with the words of the question that stand there.
    """

    profile: Profile
    why: tuple[tuple[str, tuple[str, ...]], ...] = ()
    places: tuple[PlaceReason, ...] = ()
    has_items: bool = False
    is_viewer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of what a search found.

    `total` counts what matched, up to `bot.search.weights.MOST_FOUND`; `more_than` says it stopped counting there.
    `nearest` is filled only when nothing matched.
    `people` are what was found when the filters ask for people; there are no `hits` then.
    `mended` pairs each word that was misspelt with the one that was looked for instead.
    `question`: nothing was looked for yet, because it is not clear where.
    `at` is when it was asked for: a card says so when nobody has confirmed its item for long by then.
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
    question: PlaceQuestion | None = None
    at: datetime | None = None


class Cadence(StrEnum):
    """When somebody wants to be told of what they wait for."""

    AT_ONCE = "at once"
    WEEKLY = "weekly"


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
    cadence: Cadence = Cadence.AT_ONCE
