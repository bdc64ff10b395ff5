"""What ratings say: mean, spread, and where people are apart."""

from collections.abc import Sequence

import pytest

from bot.domain.checkin import Checkin, Reading, read_checkin
from bot.domain.workshops import (
    Contribution,
    FormatKey,
    Workshop,
    WorkshopPhase,
    WorkshopSettings,
    WorkshopState,
)
from tests.factories import NOW

CATEGORIES = ("Culture", "Politics", "Technology")


def state(*said: tuple[str, str, int | None, str], anonymous: bool = False) -> WorkshopState:
    """Ratings of (author, category, rating, note)."""
    return WorkshopState(
        workshop=Workshop(
            id=1,
            format=FormatKey.CHECKIN,
            subject="Repairs",
            channel_id="C1",
            facilitators=("U1",),
            settings=WorkshopSettings(anonymous=anonymous),
            phase=WorkshopPhase.GATHER,
            opened_at=NOW,
        ),
        contributions=tuple(
            Contribution(
                id=number,
                workshop_id=1,
                author=author,
                category=category,
                text=note,
                rating=rating,
                created_at=NOW,
            )
            for number, (author, category, rating, note) in enumerate(said, start=1)
        ),
    )


def rated(*ratings: int, category: str = "Culture") -> WorkshopState:
    return state(*((f"U{number}", category, one, "") for number, one in enumerate(ratings)))


def read(given: WorkshopState) -> Checkin:
    return read_checkin(given, CATEGORIES)


def names(readings: Sequence[Reading]) -> list[str]:
    return [one.category for one in readings]


def test_nobody_has_said_anything() -> None:
    found = read(state())

    assert names(found.readings) == list(CATEGORIES)
    assert (found.people, found.anchors, found.drivers, found.disagreed) == (0, (), (), ())
    first = found.readings[0]
    assert (first.people, first.mean, first.deviation, first.apart) == (0, None, None, None)
    assert first.counts == {-2: 0, -1: 0, 0: 0, 1: 0, 2: 0}


def test_one_person_cannot_disagree() -> None:
    found = read(rated(-1))

    first = found.readings[0]
    assert (first.people, first.mean, first.deviation, first.apart) == (1, -1, 0, None)
    assert names(found.anchors) == ["Culture"]
    assert found.disagreed == ()


def test_all_say_the_same() -> None:
    found = read(rated(2, 2, 2))

    first = found.readings[0]
    assert (first.people, first.mean, first.deviation, first.apart) == (3, 2, 0, 0)
    assert names(found.drivers) == ["Culture"]
    assert found.disagreed == ()


@pytest.mark.parametrize(
    ("ratings", "mean", "deviation", "apart"),
    [
        ((-2, 2), 0, 2, 4),
        ((-2, -2, 2, 2), 0, 2, 8 / 3),  # four of the six pairs are four apart
        ((-1, 0, 1), 0, (2 / 3) ** 0.5, 4 / 3),
        ((2, 2, 2, -2), 1, 3**0.5, 2),
    ],
)
def test_mean_and_spread(ratings: tuple[int, ...], mean: float, deviation: float, apart: float) -> None:
    first = read(rated(*ratings)).readings[0]

    assert (first.mean, first.deviation, first.apart) == pytest.approx((mean, deviation, apart))
    assert sum(first.counts.values()) == len(ratings)
    assert first.counts[2] == ratings.count(2)


def test_anchors_drivers_and_disagreement_are_in_order() -> None:
    found = read(
        state(
            ("U1", "Technology", 2, ""),
            ("U2", "Technology", 2, ""),
            ("U1", "Politics", -2, ""),
            ("U2", "Politics", 1, ""),
            ("U1", "Culture", -1, ""),
            ("U2", "Culture", -2, ""),
            ("U1", "Geography", 0, ""),
        )
    )

    assert names(found.readings) == [*CATEGORIES, "Geography"], "one that is no longer asked for is kept"
    assert names(found.anchors) == ["Culture", "Politics"]
    assert names(found.drivers) == ["Technology"]
    assert names(found.disagreed) == ["Politics", "Culture"]
    assert found.people == 2


def test_the_last_word_of_each_counts() -> None:
    found = read(state(("U1", "Culture", -2, "at first"), ("U1", "Culture", 1, "after thought")))

    first = found.readings[0]
    assert (first.people, first.mean) == (1, 1)
    assert [note.text for note in first.notes] == ["after thought"]


@pytest.mark.parametrize(("anonymous", "author"), [(False, "U1"), (True, "")])
def test_notes_stay_with_their_category_and_without_names_where_nobody_is_named(
    anonymous: bool, author: str
) -> None:
    found = read(
        state(("U1", "Politics", -2, "An election is near"), ("U2", "Culture", 1, ""), anonymous=anonymous)
    )

    (note,) = found.readings[1].notes
    assert (note.text, note.rating, note.author) == ("An election is near", -2, author)
    assert found.readings[0].notes == ()


def test_a_note_without_a_rating_says_nothing_of_the_mean() -> None:
    assert read(state(("U1", "Culture", None, "hm"))).people == 0
