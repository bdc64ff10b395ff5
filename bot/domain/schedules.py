"""When a digest is due: a day and a time on the wall of some place, right across its clock changes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from itertools import count
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.refusals import NoSuchTimeZone

MONDAY = 0
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEK = timedelta(days=7)
WEEKEND = (5, 6)
_LONGEST_RUN = 14  # days in a row without a working day, and more than there ever are
_LONGEST_GAP = timedelta(days=31 + 7 + _LONGEST_RUN)  # between two days of a monthly schedule, and then some


class Frequency(StrEnum):
    """How often: each working day from Monday to Friday, or on one weekday; a month has its first."""

    DAILY = "daily"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


class HolidaysOf(StrEnum):
    """Whose bank holidays; England and Wales have the same."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


IsHoliday = Callable[[HolidaysOf, date], bool]
"""Whether a day is a bank holiday there; `bot.data.holidays` knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """So often, on `weekday` (0 is Monday) when it is `at` in `time_zone` (a name such as Europe/London).

    Daily has no use for `weekday`. Fortnightly goes by weeks that are counted from a Monday long ago, so it never
    drifts at a year's end: `odd_weeks` says which of each two. With `holidays`, a day that is a bank holiday there
    gives way to the next working day.

    Raises:
        NoSuchTimeZone: there is no time zone of that name.
        ValueError: there is no such day.
    """

    frequency: Frequency = Frequency.WEEKLY
    weekday: int = MONDAY
    odd_weeks: bool = False
    at: time = time(9)
    time_zone: str = "Europe/London"
    holidays: HolidaysOf | None = None

    def __post_init__(self) -> None:
        try:
            ZoneInfo(self.time_zone)
        except (KeyError, ValueError, OSError) as error:  # OSError: `Europe` is a folder of time zones
            raise NoSuchTimeZone(self.time_zone) from error
        if self.weekday not in range(len(DAYS)):
            raise ValueError(f"day {self.weekday}")

    def next_after(self, moment: datetime, is_holiday: IsHoliday | None = None) -> datetime:
        """The first time it is due after an aware moment, in UTC.

        Where the clocks skip the time, it is due that much later; where they show it twice, the first time only.
        Days that give way to the same working day are due once.

        Raises:
            ValueError: it goes by holidays, and nobody says which days are.
        """
        earliest = moment - timedelta(days=_LONGEST_RUN)
        return next(due for due in self._due_from(earliest, is_holiday) if due > moment)

    def by_todays_rules(self, moment: datetime, is_holiday: IsHoliday | None = None) -> datetime:
        """When it is due by the rules of today, of a moment when it was due: laws change time zones, and holidays.

        A day of the schedule gives way to the next working day, and never to one before it. Otherwise it is the due
        time nearest to the moment.

        Raises:
            ValueError: as `next_after` does.
        """
        day = moment.astimezone(ZoneInfo(self.time_zone)).date()
        if is_holiday and self._is_for(day) and self._on_the_wall(day) == moment:
            return self._on_the_wall(self._working_day_for(day, is_holiday))
        around: list[datetime] = []
        for due in self._due_from(moment - _LONGEST_GAP, is_holiday):
            around.append(due)
            if due > moment:
                break
        return min(around, key=lambda one: abs(one - moment))

    def _due_from(self, moment: datetime, is_holiday: IsHoliday | None) -> Iterator[datetime]:
        """When it is due, from the day of a moment on, in order; several days may give way to one."""
        if self.holidays and is_holiday is None:
            raise ValueError(f"which days are holidays in {self.holidays}?")
        first = moment.astimezone(ZoneInfo(self.time_zone)).date()
        for number in count():
            day = first + timedelta(days=number)
            if self._is_for(day):
                yield self._on_the_wall(self._working_day_for(day, is_holiday) if is_holiday else day)

    def _on_the_wall(self, day: date) -> datetime:
        return datetime.combine(day, self.at, ZoneInfo(self.time_zone)).astimezone(UTC)

    def _is_for(self, day: date) -> bool:
        match self.frequency:
            case Frequency.DAILY:
                return day.weekday() not in WEEKEND
            case Frequency.FORTNIGHTLY:
                return day.weekday() == self.weekday and in_odd_week(day) is self.odd_weeks
            case Frequency.MONTHLY:
                return day.weekday() == self.weekday and day.day <= len(DAYS)
        return day.weekday() == self.weekday

    def _working_day_for(self, day: date, is_holiday: IsHoliday) -> date:
        """The day itself, or the next working day when it is a holiday."""
        whose = self.holidays
        if whose is None or not is_holiday(whose, day):
            return day
        later = (day + timedelta(days=number) for number in range(1, _LONGEST_RUN))
        return next(
            (one for one in later if one.weekday() not in WEEKEND and not is_holiday(whose, one)), day
        )


def in_odd_week(day: date) -> bool:
    """Which of each two weeks a day is in; a week begins on Monday, and they are counted from 1 January of year 1."""
    return (day.toordinal() - 1) // len(DAYS) % 2 == 1


@cache
def time_zones() -> frozenset[str]:
    """The names to choose from, such as Europe/London: those of places, and UTC."""
    places = {name for name in available_timezones() if "/" in name and not name.startswith("Etc/")}
    return frozenset(places | {"UTC"})


def time_zones_like(typed: str, *, limit: int) -> list[str]:
    """The time zones whose name holds what somebody typed, in any case; those that begin with it come first.

    >>> time_zones_like("new york", limit=5)
    ['America/New_York']
    """
    wanted = typed.strip().replace(" ", "_").casefold()
    found = [name for name in time_zones() if wanted in name.casefold()]

    def begins_elsewhere(name: str) -> bool:
        return not any(part.startswith(wanted) for part in (name.casefold(), name.casefold().split("/")[-1]))

    return sorted(found, key=lambda name: (begins_elsewhere(name), name))[:limit]
