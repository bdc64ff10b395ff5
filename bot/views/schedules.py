"""When a digest comes: in words, and as the part of a form that asks for it."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import (
    Block,
    ExternalDataSelectElement,
    InputBlock,
    Option,
    StaticSelectElement,
    TimePickerElement,
)

from bot.domain.schedules import DAYS, Frequency, HolidaysOf, Schedule, in_odd_week
from bot.views import ids
from bot.views.digests import clock_time
from bot.views.form_state import option_of

_WHOSE = {
    HolidaysOf.ENGLAND_AND_WALES: "England and Wales",
    HolidaysOf.SCOTLAND: "Scotland",
    HolidaysOf.NORTHERN_IRELAND: "Northern Ireland",
}
_ANYWAY = "anyway"
_EVEN, _ODD = f"{Frequency.FORTNIGHTLY}:even", f"{Frequency.FORTNIGHTLY}:odd"


def schedule_words(schedule: Schedule) -> str:
    """When a digest comes, as part of a sentence: "every Monday at 9am (Europe/London time)"."""
    day = DAYS[schedule.weekday]
    often = {
        Frequency.DAILY: "every working day, Monday to Friday,",
        Frequency.WEEKLY: f"every {day}",
        Frequency.FORTNIGHTLY: f"every second {day}",
        Frequency.MONTHLY: f"on the first {day} of each month",
    }
    return f"{often[schedule.frequency]} at {clock_time(schedule.at)} ({_place(schedule.time_zone)} time)"


def holiday_words(schedule: Schedule) -> str:
    """What becomes of it on bank holidays, as a sentence; nothing where it comes all the same."""
    if not schedule.holidays:
        return ""
    return f"On bank holidays in {_WHOSE[schedule.holidays]} it waits for the next working day."


def schedule_blocks(schedule: Schedule, *, now: datetime) -> list[Block]:
    """The questions of when, answered as a schedule says. `now` tells this week from the next."""
    return [
        _frequency(schedule, now),
        _weekday(schedule.weekday),
        _time(schedule.at),
        _zone(schedule.time_zone),
        _holidays(schedule.holidays),
    ]


def schedule_in(state: Mapping[str, Any]) -> Schedule:
    """What was answered in a form's state."""
    frequency, _, weeks = option_of(state, "frequency").partition(":")
    holidays = option_of(state, "holidays")
    return Schedule(
        frequency=Frequency(frequency),
        weekday=int(option_of(state, "weekday")),
        odd_weeks=weeks == "odd",
        at=time.fromisoformat(state["at"]["at"]["selected_time"]),
        time_zone=option_of(state, "zone", ids.DIGEST_ZONE),
        holidays=None if holidays == _ANYWAY else HolidaysOf(holidays),
    )


def zone_option(name: str) -> Option:
    """A time zone as a choice."""
    return Option(value=name, text=_place(name))


def _frequency(schedule: Schedule, now: datetime) -> InputBlock:
    is_odd = in_odd_week(now.astimezone(ZoneInfo(schedule.time_zone)).date())
    this_week, next_week = (_ODD, _EVEN) if is_odd else (_EVEN, _ODD)
    labels = {
        Frequency.DAILY.value: "Every working day",
        Frequency.WEEKLY.value: "Every week",
        this_week: "Every two weeks, counted from this week",
        next_week: "Every two weeks, counted from next week",
        Frequency.MONTHLY.value: "Every month",
    }
    chosen = schedule.frequency.value
    if schedule.frequency is Frequency.FORTNIGHTLY:
        chosen = _ODD if schedule.odd_weeks else _EVEN
    return _menu("frequency", "How often", labels, chosen)


def _weekday(chosen: int) -> InputBlock:
    hint = (
        "“Every working day” is Monday to Friday, whatever you choose here. "
        "“Every month” is the first such day of the month."
    )
    return _menu("weekday", "Day", {str(number): name for number, name in enumerate(DAYS)}, str(chosen), hint)


def _holidays(chosen: HolidaysOf | None) -> InputBlock:
    labels = {_ANYWAY: "It comes all the same"}
    labels |= {one.value: f"Next working day ({name})" for one, name in _WHOSE.items()}
    return _menu("holidays", "On bank holidays", labels, chosen or _ANYWAY)


def _menu(
    name: str, label: str, labels: Mapping[str, str], chosen: str, hint: str | None = None
) -> InputBlock:
    options = {value: Option(value=value, text=text) for value, text in labels.items()}
    menu = StaticSelectElement(action_id=name, options=list(options.values()), initial_option=options[chosen])
    return InputBlock(block_id=name, label=label, element=menu, hint=hint)


def _time(chosen: time) -> InputBlock:
    picker = TimePickerElement(action_id="at", initial_time=f"{chosen:%H:%M}")
    return InputBlock(block_id="at", label="Time", element=picker)


def _zone(chosen: str) -> InputBlock:
    menu = ExternalDataSelectElement(
        action_id=ids.DIGEST_ZONE,
        placeholder="Type a city, such as London",
        initial_option=zone_option(chosen),
        min_query_length=1,
    )
    return InputBlock(block_id="zone", label="Time zone", element=menu)


def _place(zone: str) -> str:
    return zone.replace("_", " ")
