"""What a wish would save, as people write it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.refusals import FieldProblem, InvalidContribution, NotATime, NotMoney
from bot.domain.savings import hours_in, pounds_in


class SavesUnit(StrEnum):
    """What savings are counted in."""

    HOURS = "hours a month"
    POUNDS = "pounds a year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """How much somebody thinks that a wish would save."""

    amount: float
    unit: SavesUnit


A_YEAR = {"day": 260, "week": 52, "fortnight": 26, "month": 12, "quarter": 4, "year": 1}
"""How often each comes in a working year, of 52 weeks of five days as in `bot.domain.savings`."""

_EVERY = re.compile(
    r"(?P<amount>.*?)\s*(?:"
    r"(?:(?:\ba|\ban|\bper|\beach|\bevery)\s+|/\s*|\bp)(?P<period>day|d|week|wk|w|fortnight|month|cm|m|quarter|year|yr|y|a)"
    r"|\b(?P<often>daily|weekly|fortnightly|monthly|quarterly|yearly|annually))"
)
_PERIODS = {
    "d": "day",
    "daily": "day",
    "wk": "week",
    "w": "week",
    "weekly": "week",
    "fortnightly": "fortnight",
    "m": "month",
    "cm": "month",
    "monthly": "month",
    "quarterly": "quarter",
    "yr": "year",
    "y": "year",
    "a": "year",
    "yearly": "year",
    "annually": "year",
}
_NO_AMOUNT = re.compile(r"(?:about|around|roughly|nearly|almost|over|~)?\s*(?:half|a|an|one)?(?:\s+of)?")
_MONEY = re.compile(r"£|\bgbp\b|\bpounds?\b")


def estimate_in(said: str, unit: SavesUnit | None = None) -> Estimate | None:
    """An estimate in the unit that somebody chose, unless their own words say the other; None for no words.

    Without a "a week" or the like it is meant for the time of the unit: a month for hours, a year for pounds.

    >>> estimate_in("2,500", SavesUnit.POUNDS).amount, estimate_in("£3k").unit.value
    (2500, 'pounds a year')
    >>> estimate_in("half a day a week", SavesUnit.POUNDS)
    Estimate(amount=16.25, unit=<SavesUnit.HOURS: 'hours a month'>)

    Raises:
        InvalidContribution: at `amount` when it is no time and no money, at `unit` when only that is not said.
    """
    tidy = " ".join(said.casefold().split()).strip(" .")
    if not tidy:
        return None
    amount, period = _parted(tidy)
    try:
        if _MONEY.search(amount) or (unit is SavesUnit.POUNDS and not _is_time(amount)):
            return _of_pounds(pounds_in(amount) or 0, period)
        if _is_time(amount):
            return _of_hours(hours_in(amount) or 0, period)
        in_hours = hours_in(f"{amount} hours") or 0
    except (NotATime, NotMoney) as error:
        problem = FieldProblem(code="not_an_estimate", value=said)
        raise InvalidContribution({"amount": problem}) from error
    if unit is None:
        raise InvalidContribution({"unit": FieldProblem(code="not_chosen")})
    return _of_hours(in_hours, period)


def written_amount(amount: float) -> str:
    """An amount as somebody would write it, which `estimate_in` reads back as the same.

    >>> written_amount(2500.0), written_amount(16.25), written_amount(1234567)
    ('2,500', '16.25', '1,234,567')
    """
    return f"{amount:,.2f}".removesuffix("0").removesuffix("0").removesuffix(".")


def _parted(tidy: str) -> tuple[str, str]:
    """An amount, and how often, where that is said: "half a day a week" is half a day, each week."""
    found = _EVERY.fullmatch(tidy.replace("p.a", "pa"))
    if not found or _NO_AMOUNT.fullmatch(found["amount"]):
        return tidy, ""
    period = found["period"] or found["often"]
    return found["amount"], _PERIODS.get(period, period)


def _is_time(amount: str) -> bool:
    try:
        return hours_in(amount) is not None
    except NotATime:
        return False


def _of_pounds(pounds: int, period: str) -> Estimate:
    return Estimate(amount=pounds * A_YEAR[period or "year"], unit=SavesUnit.POUNDS)


def _of_hours(hours: float, period: str) -> Estimate:
    return Estimate(amount=round(hours * A_YEAR[period or "month"] / 12, 2), unit=SavesUnit.HOURS)
