"""What a wish would save, as people write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.estimates import Estimate, SavesUnit, estimate_in, written_amount
from bot.domain.refusals import InvalidContribution

HOURS, POUNDS = SavesUnit.HOURS, SavesUnit.POUNDS


@pytest.mark.parametrize(
    ("said", "unit", "amount", "meant"),
    [
        ("2,500", POUNDS, 2500, POUNDS),
        ("2,500", HOURS, 2500, HOURS),
        ("£3k", HOURS, 3000, POUNDS),
        ("£3k", None, 3000, POUNDS),
        ("half a day a week", None, 16.25, HOURS),
        ("half a day a week", POUNDS, 16.25, HOURS),
        ("half a day", HOURS, 3.75, HOURS),
        ("a day", HOURS, 7.5, HOURS),
        ("a day a month", HOURS, 7.5, HOURS),
        ("about an hour a week", HOURS, 4.33, HOURS),
        ("20 minutes a day", HOURS, 7.22, HOURS),
        ("30 mins per week", HOURS, 2.17, HOURS),
        ("two days each quarter", HOURS, 5, HOURS),
        ("3 days a year", HOURS, 1.88, HOURS),
        ("5 hrs/wk", HOURS, 21.67, HOURS),
        ("7.5", HOURS, 7.5, HOURS),
        ("2 hours weekly", None, 8.67, HOURS),
        ("£500 a month", HOURS, 6000, POUNDS),
        ("500 a month", POUNDS, 6000, POUNDS),
        ("£1,200 p.a.", HOURS, 1200, POUNDS),
        ("£100 pcm", HOURS, 1200, POUNDS),
        ("about 1.5k", POUNDS, 1500, POUNDS),
        ("2 million pounds", HOURS, 2_000_000, POUNDS),
        ("0", HOURS, 0, HOURS),
    ],
)
def test_what_people_write_is_read(
    said: str, unit: SavesUnit | None, amount: float, meant: SavesUnit
) -> None:
    assert estimate_in(said, unit) == Estimate(amount=amount, unit=meant)


@pytest.mark.parametrize("said", ["", "   ", "."])
def test_nothing_is_no_estimate(said: str) -> None:
    assert estimate_in(said, HOURS) is None


@pytest.mark.parametrize(
    "said", ["lots", "-3", "€200 a year", "3 days or 4", "£1-2k", "a week of Sundays", "9" * 40]
)
@pytest.mark.parametrize("unit", [*SavesUnit, None])
def test_what_is_no_estimate_is_refused_at_the_amount(said: str, unit: SavesUnit | None) -> None:
    with pytest.raises(InvalidContribution) as refused:
        estimate_in(said, unit)

    assert refused.value.problems["amount"].value == said


def test_a_bare_number_without_a_unit_is_refused_at_the_unit() -> None:
    with pytest.raises(InvalidContribution) as refused:
        estimate_in("2,500", None)

    assert list(refused.value.problems) == ["unit"]


@given(st.floats(0, 1_000_000), st.sampled_from(SavesUnit))
def test_what_the_form_is_filled_in_with_is_read_back_as_the_same(amount: float, unit: SavesUnit) -> None:
    amount = float(round(amount)) if unit is POUNDS else round(amount, 2)

    assert estimate_in(written_amount(amount), unit) == Estimate(amount=amount, unit=unit)


@given(st.text(max_size=60), st.sampled_from([*SavesUnit, None]))
def test_whatever_is_written_is_an_estimate_nothing_or_refused(said: str, unit: SavesUnit | None) -> None:
    try:
        found = estimate_in(said, unit)
    except InvalidContribution:
        return
    assert found is None or found.amount >= 0
