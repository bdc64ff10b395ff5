"""What the wishes of a workshop come to."""

from typing import Any

import pytest

from bot.domain.estimates import SavesUnit
from bot.domain.value import POUNDS_AN_HOUR, Saving, Value, added_up
from bot.domain.workshop_results import results
from bot.domain.workshops import Contribution
from tests.workshops import VALUE, state, workshop, written

HOURS, POUNDS = SavesUnit.HOURS, SavesUnit.POUNDS


def wish(number: int, text: str, saves: float | None = None, unit: str = HOURS, **more: Any) -> Contribution:
    return written(number, text, saves=saves, saves_unit=unit if saves is not None else "", **more)


def value(*wishes: Contribution, **more: Any) -> Value:
    return added_up(results(state(*wishes, of=workshop(VALUE), **more)))


def titles(found: Value) -> list[str]:
    return [one.result.title for one in found.wishes]


def test_nothing_adds_up_to_nothing() -> None:
    assert value() == Value(wishes=(), people=0, hours=0, pounds=0)
    assert value().together is None


def test_alike_wishes_add_up_and_hours_and_pounds_stay_apart() -> None:
    found = value(
        wish(1, "A privacy notice", 4, group_id=9),
        wish(2, "Privacy notices", 10, group_id=9),
        wish(3, "Notices on privacy", 1, group_id=9),
        wish(4, "Data protection texts", 500, POUNDS, group_id=9),
        wish(5, "A map", 3000, POUNDS),
        wish(6, "Somebody to ask"),
        groups={9: "Privacy notices"},
    )

    first, second, third = found.wishes
    assert (first.result.title, first.people) == ("Privacy notices", 4)
    assert first.hours == Saving(people=3, total=15, lowest=1, middle=4, highest=10)
    assert first.pounds == Saving(people=1, total=500, lowest=500, middle=500, highest=500)
    assert (second.result.title, second.hours) == ("A map", None)
    assert (third.hours, third.pounds) == (None, None)
    assert (found.people, found.hours, found.pounds) == (6, 15, 3500)


def test_together_only_by_what_an_hour_counts_as() -> None:
    both = value(wish(1, "A", 10), wish(2, "B", 1000, POUNDS))

    assert both.together == 10 * 12 * POUNDS_AN_HOUR + 1000
    assert value(wish(1, "A", 10)).together is None
    assert value(wish(2, "B", 1000, POUNDS)).together is None


def test_who_wishes_the_same_twice_is_counted_once_with_the_higher_guess() -> None:
    found = value(
        wish(1, "A notice", 4, group_id=9, author="U1"),
        wish(2, "Notices", 6, group_id=9, author="U1"),
        wish(3, "A notice", 1, group_id=9, author="U2"),
        groups={9: "Notices"},
    )

    (only,) = found.wishes
    assert only.people == 2
    assert only.hours == Saving(people=2, total=7, lowest=1, middle=3.5, highest=6)
    assert found.people == 2


@pytest.mark.parametrize(
    ("votes", "order"),
    [
        pytest.param(
            {}, ["Two want it", "Saves much", "Saves little", "Saves nothing"], id="people, then savings"
        ),
        pytest.param(
            {5: 2, 3: 1}, ["Saves nothing", "Saves little", "Two want it", "Saves much"], id="votes first"
        ),
    ],
)
def test_what_is_wanted_most_comes_first(votes: dict[int, int], order: list[str]) -> None:
    found = value(
        wish(1, "Two", group_id=9),
        wish(2, "Two", group_id=9),
        wish(3, "Saves little", 2000, POUNDS),
        wish(4, "Saves much", 7),  # 2,100 pounds a year
        wish(5, "Saves nothing"),
        groups={9: "Two want it"},
        votes=votes,
    )

    assert titles(found) == order
