"""What working together was worth to people, in their own estimates, told so that no estimate can be made out.

Estimates are taken in the order in which they were given, in batches of at least `SMALLEST` different people. Only
whole batches are shown. So whatever was shown before, the next number differs from it by a batch and never by a person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.domain.trends import SMALLEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What somebody thinks working with somebody else saved them: working hours, whole pounds, or both."""

    member_id: str
    hours: float | None
    pounds: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """Sums of estimates; 0 where too few gave any."""

    hours: float = 0.0
    pounds: int = 0

    def __bool__(self) -> bool:
        return bool(self.hours or self.pounds)


def worth(estimates: Iterable[Estimate], since: date) -> Worth:
    """The sums of the batches that were completed on a day or later. Hours and pounds are batched each for itself."""
    given = sorted(estimates, key=lambda one: one.at)
    hours = [(one.member_id, one.hours, one.at) for one in given if one.hours is not None]
    pounds = [(one.member_id, one.pounds, one.at) for one in given if one.pounds is not None]
    return Worth(hours=_sum(hours, since), pounds=int(_sum(pounds, since)))


def _sum(given: Iterable[tuple[str, float, datetime]], since: date) -> float:
    total, batch, people = 0.0, 0.0, set[str]()
    for member_id, value, at in given:
        batch += value
        people.add(member_id)
        if len(people) >= SMALLEST:
            total += batch if at.astimezone(UTC).date() >= since else 0
            batch, people = 0.0, set()
    return total


def about(number: float) -> int:
    """A sum of estimates with two figures that count: more would promise too much.

    >>> [about(one) for one in (0.4, 7.6, 128, 4_561, 1_249_000)]
    [0, 8, 130, 4600, 1200000]
    """
    whole = round(number)
    return round(whole, 2 - len(str(whole)))
