"""When a weekly message is due: a day and a time on the wall of some place, right across its clock changes."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.refusals import NoSuchTimeZone

MONDAY = 0
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Once a week, on `weekday` (0 is Monday) when it is `at` in `time_zone` (a name such as Europe/London).

    Raises:
        NoSuchTimeZone: there is no time zone of that name.
        ValueError: there is no such day.
    """

    weekday: int = MONDAY
    at: time = time(9)
    time_zone: str = "Europe/London"

    def __post_init__(self) -> None:
        try:
            ZoneInfo(self.time_zone)
        except (KeyError, ValueError, OSError) as error:  # OSError: `Europe` is a folder of time zones
            raise NoSuchTimeZone(self.time_zone) from error
        if self.weekday not in range(len(DAYS)):
            raise ValueError(f"day {self.weekday}")

    def next_after(self, moment: datetime) -> datetime:
        """The first time it is due after an aware moment, in UTC.

        Where the clocks skip the time, it is due that much later; where they show it twice, the first time only.
        """
        zone = ZoneInfo(self.time_zone)
        today = moment.astimezone(zone).date()
        day = today + timedelta(days=(self.weekday - today.weekday()) % len(DAYS))
        due = datetime.combine(day, self.at, zone).astimezone(UTC)
        if due > moment:
            return due
        return datetime.combine(day + WEEK, self.at, zone).astimezone(UTC)


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
