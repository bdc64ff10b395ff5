"""Value of sharing: what people wish for, how many want it, and what it would save them, added up."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from bot.domain.estimates import SavesUnit
from bot.domain.workshop_results import Result, Results
from bot.domain.workshops import Contribution

POUNDS_AN_HOUR = 25
"""What an hour counts as where hours and pounds are added. A round figure, and not measured: say it with the sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """What people think that they would save, in one unit: all together, and the lowest, middle and highest of them."""

    people: int
    total: float
    lowest: float
    middle: float
    highest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Something that people wish for: a group of alike wishes, or one by itself. None where nobody estimated a unit."""

    result: Result
    people: int
    hours: Saving | None
    pounds: Saving | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """All wishes, what is wanted most first: by votes; of equals, by how many people wrote it, then by what it saves.

    `hours` a month and `pounds` a year are sums of guesses: show them with `bot.domain.worth.about`, and apart.
    """

    wishes: tuple[Wish, ...]
    people: int
    hours: float
    pounds: float

    @property
    def together(self) -> float | None:
        """All of it in pounds a year, where an hour counts as `POUNDS_AN_HOUR`; None when there is nothing to add."""
        return self.pounds + _a_year(self.hours) if self.hours and self.pounds else None


def added_up(found: Results) -> Value:
    """What the wishes of a workshop come to.

    Each estimate is for its author's own organisation, so those of several people add up. Who wrote alike wishes is
    counted once in them, with the highest of their estimates in a unit: the same thing does not save twice.
    """
    wishes = [_wish(one) for one in found.ranked]
    return Value(
        wishes=tuple(sorted(wishes, key=_wanted)),
        people=len({said.author for one in found.ranked for said in one.contributions}),
        hours=sum(one.hours.total for one in wishes if one.hours),
        pounds=sum(one.pounds.total for one in wishes if one.pounds),
    )


def _wish(result: Result) -> Wish:
    return Wish(
        result=result,
        people=len({one.author for one in result.contributions}),
        hours=_saving(result.contributions, SavesUnit.HOURS),
        pounds=_saving(result.contributions, SavesUnit.POUNDS),
    )


def _saving(said: Sequence[Contribution], unit: SavesUnit) -> Saving | None:
    by_author: dict[str, float] = {}
    for one in said:
        if one.saves is not None and one.saves_unit == unit:
            by_author[one.author] = max(one.saves, by_author.get(one.author, 0.0))
    if not by_author:
        return None
    amounts = by_author.values()
    return Saving(
        people=len(by_author),
        total=sum(amounts),
        lowest=min(amounts),
        middle=median(amounts),
        highest=max(amounts),
    )


def _wanted(one: Wish) -> tuple[float, ...]:
    saves = (one.pounds.total if one.pounds else 0) + _a_year(one.hours.total if one.hours else 0)
    return (-one.result.votes, -one.people, -saves)


def _a_year(hours_a_month: float) -> float:
    return hours_a_month * 12 * POUNDS_AN_HOUR
