"""What may be shown of what people look for."""

import itertools
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.domain.trends import (
    PERIODS,
    SMALLEST,
    Change,
    Figure,
    Sought,
    Trend,
    Trends,
    beginning,
    by_week,
    change,
    figures,
    figures_before,
    monday,
)

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # a Sunday
DAY = timedelta(days=1)


def sought(*members: str, days_ago: float = 0, found: bool = True, about: str = "damp") -> list[Sought]:
    at = NOW - days_ago * DAY
    return [Sought(member_id=one, subjects=frozenset({about}), at=at, found=found) for one in members]


def shown(made: Iterable[Sought], days: int = 30) -> Figure:
    return figures(by_week(made, recent=beginning(30, NOW)), days, NOW).get("damp", Figure())


def test_three_different_people_are_shown_and_two_are_not() -> None:
    assert shown(sought("U1", "U2", "U3")) == Figure(3, 0)
    assert shown(sought("U1", "U2")) == Figure()


def test_one_person_who_comes_again_and_again_stays_one() -> None:
    again = [one for days in range(0, 360, 3) for one in sought("U1", "U2", days_ago=days)]

    assert [shown(again, days) for days in PERIODS] == [Figure()] * len(PERIODS)


def test_those_who_come_back_every_week_are_told_of_in_every_period() -> None:
    again = [one for week in range(50) for one in sought("U1", "U2", "U3", days_ago=7 * week)]

    assert shown(again, 30) == Figure(15)
    assert shown(again, 365) == Figure(150)
    had = figures_before(by_week(again), 30, NOW)
    assert had is not None
    assert had["damp"] == Figure(12)


def test_a_person_counts_once_a_week() -> None:
    made = [*sought("U1", "U2", "U3"), *sought("U1", days_ago=1), *sought("U1", days_ago=10)]

    assert shown(made) == Figure(4, 0)


def test_how_a_week_ended_decides_whether_it_was_in_vain() -> None:
    people = ("U1", "U2", "U3")

    assert shown([*sought(*people, days_ago=1, found=False), *sought(*people)]) == Figure(3, 0)
    assert shown([*sought(*people, days_ago=1), *sought(*people, found=False)]) == Figure(3, 3)


def test_few_who_found_nothing_are_not_told_apart() -> None:
    made = [*sought("U1", "U2", "U3"), *sought("U4", "U5", found=False)]

    assert shown(made) == Figure(5, 0)


def test_few_who_found_something_cannot_be_told_by_taking_one_number_from_the_other() -> None:
    made = [*sought("U1", "U2"), *sought("U3", "U4", "U5", found=False)]

    assert shown(made) == Figure(3, 3)


def test_a_longer_period_does_not_tell_of_the_few_that_it_has_more() -> None:
    recent = sought("U1", "U2", "U3")
    few = sought("U4", "U5", days_ago=60)
    more = sought("U4", "U5", "U6", days_ago=60)

    assert shown([*recent, *few], 90) == Figure(3, 0)
    assert shown([*recent, *more], 90) == Figure(6, 0)


@given(
    some.lists(
        some.tuples(some.integers(0, 6), some.integers(0, 400), some.booleans()), min_size=1, max_size=60
    )
)
def test_no_two_numbers_shown_differ_by_a_small_group(made: list[tuple[int, int, bool]]) -> None:
    searches = [one for who, days, found in made for one in sought(f"U{who}", days_ago=days, found=found)]
    all_shown = [shown(searches, days) for days in PERIODS]
    numbers = {0, *(one.searches for one in all_shown), *(one.unmet for one in all_shown)}
    within = [one.searches - one.unmet for one in all_shown]
    between = [later.searches - sooner.searches for sooner, later in itertools.pairwise(all_shown)]

    for difference in (
        *numbers,
        *(w for one, w in zip(all_shown, within, strict=True) if one.unmet),
        *between,
    ):
        assert difference == 0 or difference >= SMALLEST
    assert all(one.searches == 0 for one in all_shown) or len({who for who, _, _ in made}) >= SMALLEST


@given(some.lists(some.tuples(some.integers(0, 3), some.integers(0, 200)), max_size=80))
def test_counting_by_and_by_shows_no_small_group_either(made: list[tuple[int, int]]) -> None:
    """As housekeeping does: week after week is counted, with those searches that are still kept, and dropped."""
    two = [(who % 2, days) for who, days in made]
    left = sorted(
        (one for who, days in two for one in sought(f"U{who}", days_ago=days)), key=lambda one: one.at
    )
    counts = []
    for today in range(200, -1, -1):
        upto = monday(NOW - (today + 22) * DAY)
        here = [one for one in left if one.at <= NOW - today * DAY]
        counts += [one for one in by_week(here) if one.week < upto]
        left = [one for one in left if monday(one.at) >= upto]
    counts += by_week(left, recent=beginning(30, NOW))

    assert [figures(counts, days, NOW) for days in PERIODS] == [{}] * len(PERIODS)


def test_what_rises() -> None:
    long_ago = sought("U7", "U8", "U9", days_ago=70, about="bins")
    before = [one for week in range(5, 9) for one in sought("U1", "U2", "U3", days_ago=7 * week)]
    now = [one for week in range(4) for one in sought("U1", "U2", "U3", "U4", "U5", "U6", days_ago=7 * week)]
    counts = by_week([*long_ago, *before[3:]]) + by_week(now)

    had = figures_before(by_week([*long_ago, *before]), 30, NOW)
    here = figures(counts, 30, NOW)

    assert had is not None
    assert change(here["damp"], had["damp"], 30, NOW) is Change.UP
    assert change(here["damp"], Figure(), 30, NOW) is Change.NEW
    assert change(Figure(30), Figure(10), 30, NOW) is Change.DOUBLED
    assert change(Figure(11), Figure(10), 30, NOW) is Change.STEADY
    assert change(Figure(3), Figure(10), 30, NOW) is Change.DOWN


def test_when_nothing_is_known_of_before_nothing_is_said_to_rise() -> None:
    assert figures_before(by_week(sought("U1", "U2", "U3", days_ago=20)), 30, NOW) is None
    assert change(Figure(3), None, 30, NOW) is Change.UNKNOWN


def test_what_is_unmet_and_what_rises_come_in_order() -> None:
    one = Trend(label="One", figure=Figure(9, 3), change=Change.UP)
    two = Trend(label="Two", figure=Figure(5, 5), change=Change.NEW)
    three = Trend(label="Three", figure=Figure(4), change=Change.DOUBLED)
    found = Trends(theme=None, days=30, since=date(2026, 10, 26), until=NOW.date(), topics=(one, two, three))

    assert found.unmet == [two, one]
    assert found.rising == [three, two, one]


@pytest.mark.parametrize("day", [0, 3, 6])
def test_weeks_begin_on_mondays(day: int) -> None:
    assert monday(datetime(2026, 11, 16 + day, 23, 59, tzinfo=UTC)) == date(2026, 11, 16)
