"""The bank holidays of the United Kingdom, from the package `holidays`."""

from datetime import date
from functools import cache

from holidays import country_holidays

from bot.domain.schedules import HolidaysOf

_SUBDIVISIONS = {
    HolidaysOf.ENGLAND_AND_WALES: "ENG",  # Wales has the same: the law names them together
    HolidaysOf.SCOTLAND: "SCT",
    HolidaysOf.NORTHERN_IRELAND: "NIR",
}


def is_holiday(of: HolidaysOf, day: date) -> bool:
    """Whether a day is a bank holiday there: of its own, or in the place of one that fell on a weekend."""
    return day in _of_year(of, day.year)


@cache
def _of_year(of: HolidaysOf, year: int) -> frozenset[date]:
    return frozenset(country_holidays("GB", subdiv=_SUBDIVISIONS[of], years=year))
