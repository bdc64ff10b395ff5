"""Anchors and drivers: what holds people back, what drives them on, and where they see it differently."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean, pstdev

from bot.domain.workshops import Contribution, WorkshopState

SCALE = (-2, -1, 0, 1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Why somebody rated as they did. `author` is empty in an anonymous workshop."""

    text: str
    rating: int
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How people rate a category. What needs more people than there are is None.

    `counts` says how many chose each rating, from -2 to 2. `deviation` is the standard deviation of these people's
    ratings (not an estimate for others who were not asked). `apart` is how many points two of them differ on
    average, over all pairs: Gini's mean difference. It is 0 when all say the same and 4 when two people stand at
    opposite ends. We choose it over the deviation to say where people disagree because it can be said in words that
    anybody can check ("two of you differ by 2 points on average"), has no centre that nobody may stand at, and does
    not square the distance of one outlier (S. Yitzhaki, Gini's mean difference, Metron 61(2), 2003, 285-316).
    """

    category: str
    counts: Mapping[int, int]
    mean: float | None
    deviation: float | None
    apart: float | None
    notes: tuple[Note, ...] = ()

    @property
    def people(self) -> int:
        """How many people rated it."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkin:
    """All categories in their order, with those that hold back and those that drive, the strongest first."""

    readings: tuple[Reading, ...]
    people: int

    @property
    def anchors(self) -> tuple[Reading, ...]:
        """What holds people back on the whole."""
        held = [one for one in self.readings if (one.mean or 0) < 0]
        return tuple(sorted(held, key=lambda one: one.mean or 0))

    @property
    def drivers(self) -> tuple[Reading, ...]:
        """What drives people on, on the whole."""
        driving = [one for one in self.readings if (one.mean or 0) > 0]
        return tuple(sorted(driving, key=lambda one: -(one.mean or 0)))

    @property
    def disagreed(self) -> tuple[Reading, ...]:
        """Where people do not all say the same, those where they are furthest apart first."""
        apart = [one for one in self.readings if one.apart]
        return tuple(sorted(apart, key=lambda one: (-(one.apart or 0), -(one.deviation or 0))))


def read_checkin(state: WorkshopState, categories: Sequence[str]) -> Checkin:
    """What the ratings of a workshop say; a category that nobody rated is there too. The last word of each counts."""
    named = not state.workshop.settings.anonymous
    latest: dict[str, dict[str, Contribution]] = defaultdict(dict)
    for one in sorted(state.contributions, key=lambda one: one.id):
        if one.rating in SCALE:
            latest[one.category][one.author] = one
    return Checkin(
        readings=tuple(
            _reading(category, list(latest[category].values()), named=named)
            for category in dict.fromkeys((*categories, *latest))
        ),
        people=len({author for by_author in latest.values() for author in by_author}),
    )


def _reading(category: str, said: Sequence[Contribution], *, named: bool) -> Reading:
    ratings = [one.rating for one in said if one.rating is not None]
    pairs = [abs(one - other) for one, other in combinations(ratings, 2)]
    return Reading(
        category=category,
        counts={rating: ratings.count(rating) for rating in SCALE},
        mean=fmean(ratings) if ratings else None,
        deviation=pstdev(ratings) if ratings else None,
        apart=fmean(pairs) if pairs else None,
        notes=tuple(
            Note(text=one.text, rating=one.rating, author=one.author if named else "")
            for one in said
            if one.text and one.rating is not None
        ),
    )
