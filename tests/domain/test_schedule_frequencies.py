"""How often something is due, and what holidays do to it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.domain.schedules import Frequency, HolidaysOf, Schedule, in_odd_week, time_zones

FRIDAY, SATURDAY = 4, 5
DAILY = Schedule(frequency=Frequency.DAILY)
EVEN = Schedule(frequency=Frequency.FORTNIGHTLY)
ODD = Schedule(frequency=Frequency.FORTNIGHTLY, odd_weeks=True)
MONTHLY = Schedule(frequency=Frequency.MONTHLY)
LONGEST = {
    Frequency.DAILY: timedelta(days=3),
    Frequency.WEEKLY: timedelta(days=7),
    Frequency.FORTNIGHTLY: timedelta(days=14),
    Frequency.MONTHLY: timedelta(days=35),
}
RUN = timedelta(days=9)  # the longest that holidays and weekends beside each other are in these tests
SHIFT = timedelta(
    hours=25
)  # the most that clocks were ever moved in the years looked at: Samoa skipped a day


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def due(schedule: Schedule, after: str, *, times: int) -> list[str]:
    """The days on which it is due from a moment on."""
    moment, days = utc(after), []
    for _ in range(times):
        moment = schedule.next_after(moment, lambda _of, _day: False)
        days.append(f"{moment:%Y-%m-%d}")
    return days


@pytest.mark.parametrize(
    ("schedule", "after", "days"),
    [
        pytest.param(
            DAILY, "2026-11-19 10:00", ["2026-11-20", "2026-11-23", "2026-11-24"], id="daily: no weekend"
        ),
        pytest.param(
            DAILY, "2028-02-25 10:00", ["2028-02-28", "2028-02-29", "2028-03-01"], id="daily: 29 February"
        ),
        pytest.param(
            MONTHLY,
            "2026-11-22 10:00",
            ["2026-12-07", "2027-01-04", "2027-02-01"],
            id="monthly: first Monday",
        ),
        pytest.param(
            Schedule(frequency=Frequency.MONTHLY, weekday=FRIDAY),
            "2027-01-01 08:59",
            ["2027-01-01", "2027-02-05"],
            id="monthly: on the first of January",
        ),
        pytest.param(
            Schedule(frequency=Frequency.MONTHLY, weekday=1),
            "2028-02-01 10:00",
            ["2028-03-07"],
            id="monthly: a February of 29 days has five Tuesdays, and one first",
        ),
    ],
)
def test_how_often(schedule: Schedule, after: str, days: list[str]) -> None:
    assert due(schedule, after, times=len(days)) == days


def test_fortnights_go_on_over_a_year_of_53_weeks() -> None:
    """2026 has an ISO week 53: by ISO numbers two odd weeks follow each other."""
    assert date(2026, 12, 28).isocalendar().week == 53

    odd, even = due(ODD, "2026-12-10 12:00", times=3), due(EVEN, "2026-12-10 12:00", times=3)

    assert sorted(odd + even) == [
        "2026-12-14",
        "2026-12-21",
        "2026-12-28",
        "2027-01-04",
        "2027-01-11",
        "2027-01-18",
    ]
    assert (odd[0], even[0]) == ("2026-12-14", "2026-12-21")


def test_a_fortnight_is_told_by_the_week_and_not_the_day() -> None:
    monday, sunday = date(2026, 11, 16), date(2026, 11, 22)

    assert in_odd_week(monday) is in_odd_week(sunday)
    assert in_odd_week(monday) is not in_odd_week(sunday + timedelta(days=1))


# Holidays, of a calendar that is made up


def given_to(schedule: Schedule, *holidays: str, after: str, times: int = 1) -> list[str]:
    """The days on which it is due, when these are holidays in Scotland."""
    days, moment = [], utc(after)
    for _ in range(times):
        moment = schedule.next_after(
            moment, lambda of, day: of is HolidaysOf.SCOTLAND and day.isoformat() in holidays
        )
        days.append(f"{moment:%Y-%m-%d}")
    return days


IN_SCOTLAND = Schedule(holidays=HolidaysOf.SCOTLAND)


@pytest.mark.parametrize(
    ("schedule", "holidays", "days"),
    [
        pytest.param(IN_SCOTLAND, ["2026-11-23"], ["2026-11-24", "2026-11-30"], id="to the next day"),
        pytest.param(
            IN_SCOTLAND, ["2026-11-23", "2026-11-24"], ["2026-11-25", "2026-11-30"], id="over two in a row"
        ),
        pytest.param(
            Schedule(weekday=FRIDAY, holidays=HolidaysOf.SCOTLAND),
            ["2026-11-27"],
            ["2026-11-30", "2026-12-04"],
            id="over a weekend",
        ),
        pytest.param(
            Schedule(weekday=SATURDAY, holidays=HolidaysOf.SCOTLAND),
            [],
            ["2026-11-28", "2026-12-05"],
            id="a Saturday that somebody chose is no holiday",
        ),
        pytest.param(
            Schedule(weekday=SATURDAY, holidays=HolidaysOf.SCOTLAND),
            ["2026-11-28"],
            ["2026-11-30", "2026-12-05"],
            id="a Saturday that is one",
        ),
        pytest.param(
            Schedule(frequency=Frequency.DAILY, holidays=HolidaysOf.SCOTLAND),
            ["2026-11-23", "2026-11-24"],
            ["2026-11-25", "2026-11-26"],
            id="daily: three days, one digest",
        ),
        pytest.param(
            Schedule(holidays=HolidaysOf.NORTHERN_IRELAND), ["2026-11-23"], ["2026-11-23"], id="not theirs"
        ),
        pytest.param(Schedule(), ["2026-11-23"], ["2026-11-23"], id="not asked"),
    ],
)
def test_a_holiday_gives_way(schedule: Schedule, holidays: list[str], days: list[str]) -> None:
    assert given_to(schedule, *holidays, after="2026-11-22 10:00", times=len(days)) == days


def test_what_gives_way_is_still_due_after_its_own_day() -> None:
    """Asked on the holiday itself, the one that was moved comes next, and not that of a week later."""
    assert given_to(IN_SCOTLAND, "2026-11-23", after="2026-11-23 12:00") == ["2026-11-24"]
    assert given_to(IN_SCOTLAND, "2026-11-23", after="2026-11-24 09:00") == ["2026-11-30"]


def test_who_goes_by_holidays_must_know_them() -> None:
    with pytest.raises(ValueError, match="scotland"):
        IN_SCOTLAND.next_after(utc("2026-11-22 10:00"))


def test_a_calendar_without_working_days_stops_nothing() -> None:
    assert IN_SCOTLAND.next_after(utc("2026-11-22 10:00"), lambda _of, _day: True) == utc("2026-11-23 09:00")


# All of it at once

SCHEDULES = some.builds(
    Schedule,
    frequency=some.sampled_from(Frequency),
    weekday=some.sampled_from(range(7)),
    odd_weeks=some.booleans(),
    at=some.times().map(lambda at: at.replace(second=0, microsecond=0)),
    time_zone=some.sampled_from(sorted(time_zones())),
    holidays=some.none() | some.sampled_from(HolidaysOf),
)
MOMENTS = some.datetimes(datetime(2012, 1, 1), datetime(2050, 1, 1), timezones=some.just(UTC))  # noqa: DTZ001


def is_made_up_holiday(_of: HolidaysOf, day: date) -> bool:
    """The first four days of each month, and every seventeenth day."""
    return day.day <= 4 or day.toordinal() % 17 == 0


@given(schedule=SCHEDULES, moment=MOMENTS)
def test_it_comes_after_and_soon_and_on_the_right_day(schedule: Schedule, moment: datetime) -> None:
    zone = ZoneInfo(schedule.time_zone)

    comes = schedule.next_after(moment, is_made_up_holiday)

    assert comes > moment
    assert comes - moment <= LONGEST[schedule.frequency] + RUN + SHIFT
    on_the_wall = comes.astimezone(zone).replace(tzinfo=None)
    moved_by_clocks = on_the_wall - datetime.combine(on_the_wall, schedule.at)
    assert timedelta(0) <= moved_by_clocks <= timedelta(hours=3)
    if schedule.holidays:
        assert not is_made_up_holiday(schedule.holidays, on_the_wall.date())
    elif schedule.frequency is not Frequency.DAILY:
        assert on_the_wall.weekday() == schedule.weekday
    if schedule.frequency is Frequency.DAILY:
        assert on_the_wall.weekday() < SATURDAY


@given(schedule=SCHEDULES, moment=MOMENTS)
def test_it_is_due_at_most_once_a_day(schedule: Schedule, moment: datetime) -> None:
    zone = ZoneInfo(schedule.time_zone)
    first = schedule.next_after(moment, is_made_up_holiday)
    second = schedule.next_after(first, is_made_up_holiday)

    assert first.astimezone(zone).date() < second.astimezone(zone).date()


@given(
    schedule=SCHEDULES, moment=MOMENTS, back=some.timedeltas(timedelta(microseconds=1), timedelta(days=60))
)
def test_whenever_one_asks_before_it_the_answer_is_the_same(
    schedule: Schedule, moment: datetime, back: timedelta
) -> None:
    """Nothing between a moment and what is next after it: who asks later, or earlier, is told of the same one."""
    comes = schedule.next_after(moment, is_made_up_holiday)
    earlier = schedule.next_after(moment - back, is_made_up_holiday)

    assert earlier <= comes
    assert schedule.next_after(comes - timedelta(microseconds=1), is_made_up_holiday) == comes
    assert schedule.by_todays_rules(comes, is_made_up_holiday) == comes
    if earlier > moment:
        assert earlier == comes
