"""Time and money saved, as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.refusals import NotATime, NotMoney
from bot.domain.savings import hours_in, pounds_in


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("3 days", 22.5),
        ("about 20 hours", 20),
        ("~ 20 hrs", 20),
        ("1 hour", 1),
        ("an hour", 1),
        ("half a day", 3.75),
        ("half an hour", 0.5),
        ("two weeks", 75),
        ("a couple of days", 15),
        ("1.5 days", 11.25),
        ("1,000 hours", 1000),
        ("3d", 22.5),
        ("roughly 2 person-days", 15),
        ("A month", 162.5),
        ("10 working days.", 75),
        ("", None),
        ("   ", None),
    ],
)
def test_a_time_is_read_as_working_hours(said: str, hours: float | None) -> None:
    assert hours_in(said) == hours


@pytest.mark.parametrize(
    "said",
    ["ages", "20", "£20", "3 days or 4", "-3 days", "3 fortnights", "1,00 hours", "9" * 30 + " days", "…"],
)
def test_what_is_no_time_is_refused(said: str) -> None:
    with pytest.raises(NotATime):
        hours_in(said)


@pytest.mark.parametrize(
    ("said", "pounds"),
    [
        ("£2,000", 2000),
        ("2000", 2000),
        ("about £1.5k", 1500),
        ("£3 million", 3_000_000),
        ("3m", 3_000_000),
        ("12 thousand pounds", 12_000),
        ("GBP 500", 500),
        ("£12.50", 12),
        ("0", 0),
        ("", None),
    ],
)
def test_money_is_read_as_pounds(said: str, pounds: int | None) -> None:
    assert pounds_in(said) == pounds


@pytest.mark.parametrize("said", ["lots", "€200", "$5", "-£5", "£1-2k", "3 days", "£" + "9" * 20])
def test_what_is_no_money_is_refused(said: str) -> None:
    with pytest.raises(NotMoney):
        pounds_in(said)


@given(st.text(max_size=60))
def test_whatever_is_written_is_a_number_nothing_or_refused(said: str) -> None:
    try:
        hours = hours_in(said)
    except NotATime:
        hours = 0
    try:
        pounds = pounds_in(said)
    except NotMoney:
        pounds = 0
    assert hours is None or 0 <= hours <= 1_000_000
    assert pounds is None or 0 <= pounds <= 1_000_000_000
