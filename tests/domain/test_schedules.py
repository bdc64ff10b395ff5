"""When a weekly message is due."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.domain.refusals import NoSuchTimeZone
from bot.domain.schedules import DAYS, Schedule, time_zones, time_zones_like

MONDAY, TUESDAY, FRIDAY, SUNDAY = 0, 1, 4, 6


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("schedule", "after", "due"),
    [
        pytest.param(Schedule(), "2026-11-18 12:00", "2026-11-23 09:00", id="winter: London is UTC"),
        pytest.param(Schedule(), "2026-06-17 12:00", "2026-06-22 08:00", id="summer: London is ahead"),
        pytest.param(Schedule(), "2026-03-23 09:00", "2026-03-30 08:00", id="across the change to summer"),
        pytest.param(Schedule(), "2026-10-19 08:00", "2026-10-26 09:00", id="across the change to winter"),
        pytest.param(Schedule(), "2026-11-23 08:59", "2026-11-23 09:00", id="later today"),
        pytest.param(Schedule(), "2026-11-23 09:00", "2026-11-30 09:00", id="due now: in a week"),
        pytest.param(
            Schedule(weekday=SUNDAY, at=time(1, 30)),
            "2026-03-25 12:00",
            "2026-03-29 01:30",
            id="a time that the clocks skip: an hour later by the wall, 2:30",
        ),
        pytest.param(
            Schedule(weekday=SUNDAY, at=time(1, 30)),
            "2026-10-21 12:00",
            "2026-10-25 00:30",
            id="a time that comes twice: the first",
        ),
        pytest.param(
            Schedule(weekday=SUNDAY, at=time(1, 30)),
            "2026-10-25 00:30",
            "2026-11-01 01:30",
            id="a time that comes twice: not the second",
        ),
        pytest.param(
            Schedule(weekday=SUNDAY, at=time(1, 30)),
            "2026-10-25 01:00",
            "2026-11-01 01:30",
            id="between the two: next week",
        ),
        pytest.param(Schedule(weekday=TUESDAY), "2028-02-28 12:00", "2028-02-29 09:00", id="29 February"),
        pytest.param(Schedule(weekday=FRIDAY), "2026-12-27 12:00", "2027-01-01 09:00", id="the year's end"),
        pytest.param(
            Schedule(at=time(0), time_zone="Pacific/Auckland"),
            "2026-11-22 10:59",
            "2026-11-22 11:00",
            id="Monday begins in Auckland while it is Sunday in London",
        ),
        pytest.param(
            Schedule(at=time(23, 30), time_zone="America/St_Johns"),
            "2026-11-24 02:59",
            "2026-11-24 03:00",
            id="Monday is still on in Newfoundland while it is Tuesday in London",
        ),
    ],
)
def test_it_is_next_due(schedule: Schedule, after: str, due: str) -> None:
    assert schedule.next_after(utc(after)) == utc(due)


@given(
    weekday=some.sampled_from(range(7)),
    at=some.times().map(lambda at: at.replace(second=0, microsecond=0)),
    zone=some.sampled_from(sorted(time_zones())),
    moment=some.datetimes(datetime(2012, 1, 1), datetime(2050, 1, 1), timezones=some.just(UTC)),  # noqa: DTZ001
)
def test_it_is_the_right_day_and_time_on_the_wall(
    weekday: int, at: time, zone: str, moment: datetime
) -> None:
    due = Schedule(weekday=weekday, at=at, time_zone=zone).next_after(moment)

    on_the_wall = due.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert moment < due <= moment + timedelta(days=7, hours=3)
    assert on_the_wall.weekday() == weekday
    assert timedelta(0) <= on_the_wall - datetime.combine(on_the_wall, at) <= timedelta(hours=3)


@pytest.mark.parametrize("name", ["Europe/Londom", "Europe", "", "/etc/passwd", "../Europe/London", "\x00"])
def test_a_place_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(NoSuchTimeZone):
        Schedule(time_zone=name)


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="day 7"):
        Schedule(weekday=len(DAYS))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("London", "Europe/London", id="a city"),
        pytest.param("europe/lon", "Europe/London", id="the whole name, in small letters"),
        pytest.param("new york", "America/New_York", id="a space"),
        pytest.param("utc", "UTC", id="no city"),
    ],
)
def test_a_time_zone_is_found_by_what_is_typed(typed: str, first: str) -> None:
    assert time_zones_like(typed, limit=5)[0] == first


def test_a_menu_of_time_zones_is_short() -> None:
    assert len(time_zones_like("a", limit=50)) == 50
    assert time_zones_like("nowhere at all", limit=50) == []
