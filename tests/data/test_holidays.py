"""The bank holidays of the United Kingdom, as gov.uk lists them."""

from datetime import UTC, date, datetime

import pytest

from bot.data.holidays import is_holiday
from bot.domain.schedules import Frequency, HolidaysOf, Schedule

ENGLAND, SCOTLAND, NORTHERN_IRELAND = (
    HolidaysOf.ENGLAND_AND_WALES,
    HolidaysOf.SCOTLAND,
    HolidaysOf.NORTHERN_IRELAND,
)


@pytest.mark.parametrize(
    ("day", "where"),
    [
        pytest.param("2026-01-01", {ENGLAND, SCOTLAND, NORTHERN_IRELAND}, id="new year"),
        pytest.param("2026-01-02", {SCOTLAND}, id="2 January"),
        pytest.param("2026-03-17", {NORTHERN_IRELAND}, id="St Patrick"),
        pytest.param("2026-04-03", {ENGLAND, SCOTLAND, NORTHERN_IRELAND}, id="Good Friday"),
        pytest.param("2026-04-06", {ENGLAND, NORTHERN_IRELAND}, id="Easter Monday"),
        pytest.param("2026-07-13", {NORTHERN_IRELAND}, id="the Boyne, 12 July being a Sunday"),
        pytest.param("2026-08-03", {SCOTLAND}, id="summer in Scotland"),
        pytest.param("2026-08-31", {ENGLAND, NORTHERN_IRELAND}, id="summer elsewhere"),
        pytest.param("2026-11-30", {SCOTLAND}, id="St Andrew"),
        pytest.param("2026-12-25", {ENGLAND, SCOTLAND, NORTHERN_IRELAND}, id="Christmas"),
        pytest.param("2026-12-28", {ENGLAND, SCOTLAND, NORTHERN_IRELAND}, id="in the place of Boxing Day"),
        pytest.param("2026-12-29", set(), id="no holiday"),
        pytest.param("2022-01-03", {ENGLAND, SCOTLAND, NORTHERN_IRELAND}, id="in the place of new year"),
        pytest.param("2022-01-04", {SCOTLAND}, id="in the place of 2 January"),
        pytest.param("2022-06-03", {ENGLAND, SCOTLAND, NORTHERN_IRELAND}, id="the platinum jubilee"),
        pytest.param("2027-03-29", {ENGLAND, NORTHERN_IRELAND}, id="Easter Monday of next year"),
    ],
)
def test_where_a_day_is_a_holiday(day: str, where: set[HolidaysOf]) -> None:
    assert {one for one in HolidaysOf if is_holiday(one, date.fromisoformat(day))} == where


@pytest.mark.parametrize(
    ("schedule", "after", "days"),
    [
        pytest.param(
            Schedule(frequency=Frequency.DAILY, holidays=ENGLAND),
            "2027-12-24",
            ["2027-12-24", "2027-12-29", "2027-12-30"],
            id="Christmas on a Saturday: the 27th and the 28th are in its place",
        ),
        pytest.param(
            Schedule(frequency=Frequency.DAILY, holidays=ENGLAND),
            "2022-12-24",
            ["2022-12-28", "2022-12-29"],
            id="Christmas on a Sunday",
        ),
        pytest.param(
            Schedule(holidays=ENGLAND),
            "2026-12-24",
            ["2026-12-29", "2027-01-04"],
            id="a Monday between the years",
        ),
        pytest.param(
            Schedule(weekday=4, holidays=SCOTLAND),
            "2026-12-30",
            ["2027-01-05", "2027-01-08"],
            id="new year in Scotland: Friday, and Monday in the place of Saturday",
        ),
        pytest.param(
            Schedule(weekday=4, holidays=ENGLAND),
            "2026-12-30",
            ["2027-01-04", "2027-01-08"],
            id="and in England",
        ),
        pytest.param(
            Schedule(weekday=4, holidays=ENGLAND), "2026-04-01", ["2026-04-07", "2026-04-10"], id="Easter"
        ),
        pytest.param(
            Schedule(weekday=4, holidays=SCOTLAND),
            "2026-04-01",
            ["2026-04-06", "2026-04-10"],
            id="in Scotland",
        ),
    ],
)
def test_digests_wait_for_the_next_working_day(schedule: Schedule, after: str, days: list[str]) -> None:
    moment = datetime.fromisoformat(after).replace(tzinfo=UTC)
    due = []
    for _ in days:
        moment = schedule.next_after(moment, is_holiday)
        due.append(f"{moment:%Y-%m-%d}")

    assert due == days
