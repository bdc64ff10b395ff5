"""What working together was worth, without anybody's own estimate."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from bot.domain.trends import SMALLEST
from bot.domain.worth import Estimate, Worth, worth

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
EVER = date(2025, 1, 1)
DAY = timedelta(days=1)


def estimate(member: str, day: int, hours: float | None = None, pounds: int | None = None) -> Estimate:
    return Estimate(member_id=member, hours=hours, pounds=pounds, at=START + day * DAY)


def test_three_people_are_added_up_and_two_are_not() -> None:
    two = [estimate("U1", 1, 10, 100), estimate("U2", 2, 20), estimate("U2", 3, 5)]

    assert not worth(two, EVER)
    assert worth([*two, estimate("U3", 4, 7)], EVER) == Worth(hours=42)


def test_hours_and_pounds_need_three_people_each() -> None:
    given_ = [
        estimate("U1", 1, 1, 100),
        estimate("U2", 2, 2, 200),
        estimate("U3", 3, 3),
        estimate("U3", 4, None, 300),
    ]

    assert worth(given_[:3], EVER) == Worth(hours=6)
    assert worth(given_, EVER) == Worth(hours=6, pounds=600)


def test_a_batch_belongs_to_the_day_when_it_was_complete() -> None:
    given_ = [estimate(f"U{n}", n, 1) for n in range(6)]

    assert worth(given_, (START + 3 * DAY).date()) == Worth(hours=3)
    assert worth(given_, EVER) == Worth(hours=6)


@given(some.lists(some.tuples(some.integers(0, 5), some.integers(1, 9)), max_size=30), some.integers(0, 30))
def test_what_is_shown_grows_by_batches_and_never_by_a_person(
    told: list[tuple[int, int]], since: int
) -> None:
    """Each person's estimates are a power of a hundred, so that a sum tells whose it holds."""
    given_ = [estimate(f"U{who}", day, float(100**who)) for day, (who, _) in enumerate(told)]
    first = (START + since * DAY).date()
    shown = [worth(given_[:upto], first).hours for upto in range(len(given_) + 1)]

    for before, after in zip([0.0, *shown], shown, strict=False):
        grown = int(after - before)
        people = sum(grown // 100**who % 100 > 0 for who in range(6))
        assert grown == 0 or people >= SMALLEST
