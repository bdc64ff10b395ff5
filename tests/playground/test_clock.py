"""The clock: moved by hand, right across the clock changes, and never backwards for messages."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from playground.clock import Clock


@pytest.mark.parametrize(
    ("now", "to", "moment"),
    [
        pytest.param("2026-11-21T22:00Z", "monday 09:00", "2026-11-23T09:00Z", id="in winter"),
        pytest.param("2026-06-20T22:00Z", "monday 09:00", "2026-06-22T08:00Z", id="in summer"),
        pytest.param("2026-03-27T10:00Z", "monday 09:00", "2026-03-30T08:00Z", id="across the spring change"),
        pytest.param("2026-10-23T10:00Z", "Monday 9:00", "2026-10-26T09:00Z", id="across the autumn change"),
        pytest.param("2026-11-23T08:59Z", "monday 09:00", "2026-11-23T09:00Z", id="a minute before"),
        pytest.param("2026-11-23T09:00Z", "monday 09:00", "2026-11-30T09:00Z", id="just now: next week"),
        pytest.param("2026-11-21T22:00Z", "sunday 7", "2026-11-22T07:00Z", id="only the hour"),
        pytest.param("2026-11-21T22:00Z", "2027-01-01T09:00+00:00", "2027-01-01T09:00Z", id="ISO"),
        pytest.param(
            "2026-11-21T22:00Z", "2026-07-01T09:00", "2026-07-01T08:00Z", id="ISO without a zone is London's"
        ),
    ],
)
def test_moving(now: str, to: str, moment: str) -> None:
    with time_machine.travel(datetime.fromisoformat(now), tick=False):
        clock = Clock()

        assert clock.move_to(to) == clock.now() == datetime.fromisoformat(moment)


def test_each_monday_is_the_next_one() -> None:
    clock = Clock()

    assert clock.move_to("monday 09:00") + timedelta(days=7) - clock.move_to("monday 09:00") < timedelta(
        hours=2
    )


def test_now_is_the_machines_time_again() -> None:
    clock = Clock()
    clock.move_to("2030-01-01T00:00:00+00:00")
    clock.move_to("now")

    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=1)


def test_it_runs_on() -> None:
    with time_machine.travel(datetime(2026, 11, 21, tzinfo=UTC), tick=False) as traveller:
        clock = Clock()
        clock.move_to(datetime(2027, 1, 1, tzinfo=UTC))
        traveller.shift(60)

        assert clock.now() == datetime(2027, 1, 1, 0, 1, tzinfo=UTC)


def test_stamps_differ_in_the_same_instant() -> None:
    with time_machine.travel(datetime(2026, 11, 21, tzinfo=UTC), tick=False):
        clock = Clock()

        assert [clock.stamp(), clock.stamp()] == ["1795219200.000000", "1795219200.000001"]


def test_listeners_are_told_and_words_are_checked() -> None:
    clock, told = Clock(), list[datetime]()
    clock.on_move(told.append)

    with pytest.raises(ValueError, match="someday"):
        clock.move_to("someday")
    assert told == []
    clock.move_to("2027-01-01T00:00:00+00:00")
    assert len(told) == 1
