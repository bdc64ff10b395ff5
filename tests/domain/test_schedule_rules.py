"""What is due when the rules change: of a time zone, or of holidays."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.domain.refusals import NoSuchTimeZone
from bot.domain.schedules import DAYS, Frequency, HolidaysOf, Schedule, in_odd_week
from tests.domain.zones import law

PLACE = "Sample/Council"
SUMMER_TIME = "GMT0BST,M3.5.0/1,M10.5.0"
NO_SUMMER_TIME = "GMT0"
ALWAYS_SUMMER = "BST-1"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "after", "was", "now_is"),
    [
        pytest.param(
            SUMMER_TIME, NO_SUMMER_TIME, "2026-06-22 08:00", "2026-06-22 09:00", id="summer time is abolished"
        ),
        pytest.param(
            NO_SUMMER_TIME, ALWAYS_SUMMER, "2026-06-22 09:00", "2026-06-22 08:00", id="an hour ahead for good"
        ),
        pytest.param(
            "GMT0",
            "<-11>11",
            "2026-06-22 09:00",
            "2026-06-22 20:00",
            id="over to the other side of a date line",
        ),
        pytest.param(SUMMER_TIME, SUMMER_TIME, "2026-06-22 08:00", "2026-06-22 08:00", id="nothing changes"),
    ],
)
@pytest.mark.parametrize("frequency", Frequency)
def test_what_was_reckoned_by_other_rules_is_due_at_nine_on_the_wall(
    tmp_path: Path, frequency: Frequency, before: str, after: str, was: str, now_is: str
) -> None:
    with law(tmp_path, PLACE, before):
        schedule = Schedule(frequency=frequency, odd_weeks=True, weekday=0, time_zone=PLACE)
        last = {Frequency.MONTHLY: "2026-07-06", Frequency.FORTNIGHTLY: "2026-06-29"}.get(
            frequency, "2026-06-22"
        )
        was, now_is = was.replace("2026-06-22", last), now_is.replace("2026-06-22", last)
        kept = schedule.next_after(utc(was).replace(hour=0))
        assert kept == utc(was)

    with law(tmp_path, PLACE, after):
        assert schedule.by_todays_rules(kept) == utc(now_is)


def test_a_year_that_changes_its_mind() -> None:
    """Turkey stayed in summer time in 2016, and Samoa skipped 30 December 2011: tzdata knows both."""
    istanbul = Schedule(time_zone="Europe/Istanbul")
    assert istanbul.next_after(utc("2015-12-02 00:00")) == utc("2015-12-07 07:00")
    assert istanbul.next_after(utc("2016-12-02 00:00")) == utc("2016-12-05 06:00")

    apia = Schedule(frequency=Frequency.DAILY, at=time(9), time_zone="Pacific/Apia")
    thursday = apia.next_after(utc("2011-12-29 12:00"))
    assert thursday == utc("2011-12-29 19:00")
    instead_of_friday = apia.next_after(thursday)
    assert instead_of_friday == utc("2011-12-30 19:00")  # which is Saturday there: there was no Friday
    assert apia.next_after(instead_of_friday) == utc("2012-01-01 19:00")  # Monday there


@pytest.mark.parametrize(
    ("holidays_then", "holidays_now", "was", "now_is"),
    [
        pytest.param([], ["2026-06-15"], "2026-06-15", "2026-06-16", id="a new one is proclaimed"),
        pytest.param(["2026-06-15"], [], "2026-06-16", "2026-06-15", id="one is taken back"),
        pytest.param(
            ["2026-06-15"],
            ["2026-06-16"],
            "2026-06-16",
            "2026-06-15",
            id="one is moved: a day, no week is lost",
        ),
    ],
)
def test_holidays_that_are_proclaimed_later(
    holidays_then: list[str], holidays_now: list[str], was: str, now_is: str
) -> None:
    schedule = Schedule(holidays=HolidaysOf.SCOTLAND)
    nine = "08:00"  # on the wall, in summer

    kept = schedule.next_after(utc("2026-06-10 12:00"), lambda _of, day: str(day) in holidays_then)

    assert kept == utc(f"{was} {nine}")
    assert schedule.by_todays_rules(kept, lambda _of, day: str(day) in holidays_now) == utc(
        f"{now_is} {nine}"
    )


@pytest.mark.parametrize("weekday", range(5), ids=DAYS[:5])
@pytest.mark.parametrize("frequency", Frequency)
def test_what_was_due_on_a_day_that_becomes_a_holiday_is_never_due_before_it(
    frequency: Frequency, weekday: int
) -> None:
    new = utc("2026-06-01 00:00") + timedelta(days=weekday)
    schedule = Schedule(
        frequency=frequency,
        weekday=weekday,
        odd_weeks=in_odd_week(new.date()),
        holidays=HolidaysOf.SCOTLAND,
    )
    kept = schedule.next_after(new, lambda _of, _day: False)
    assert kept.date() == new.date()

    by_todays_rules = schedule.by_todays_rules(kept, lambda _of, day: day == new.date())

    assert by_todays_rules == kept + timedelta(days=3 if DAYS[weekday] == "Friday" else 1)


def test_a_made_up_zone_is_gone_after_its_test(tmp_path: Path) -> None:
    with law(tmp_path, PLACE, "GMT0"):
        Schedule(time_zone=PLACE)
    with pytest.raises(NoSuchTimeZone):
        Schedule(time_zone=PLACE)
