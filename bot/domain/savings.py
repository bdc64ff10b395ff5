"""What people write for time and money saved, as numbers."""

import re

from bot.domain.refusals import NotATime, NotMoney

HOURS_IN = {"minute": 1 / 60, "hour": 1.0, "day": 7.5, "week": 37.5, "month": 162.5, "year": 1950.0}
"""Working hours: a day of seven and a half, a week of five days, a year of 52 weeks."""
MOST_HOURS = 1_000_000.0
MOST_POUNDS = 1_000_000_000

_NAMES = {
    "min": "minute",
    "mins": "minute",
    "h": "hour",
    "hr": "hour",
    "hrs": "hour",
    "d": "day",
    "w": "week",
    "wk": "week",
    "wks": "week",
}
_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905 - reads better
    )
} | {"a": 1, "an": 1, "couple": 2, "dozen": 12}
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|approximately|approx\.?|some|over|nearly|almost|circa|ca\.?|c\.)\s*|~"
)
_TIME = re.compile(
    r"(?:(?P<half>half)\s+(?:an?\s+)?|(?P<number>[\d.,]+|[a-z]+)\s*(?:of\s+|working\s+|person[- ]|staff\s+)?)"
    r"(?P<unit>[a-z]+)"
)
_MONEY = re.compile(
    r"(?:£|gbp)?\s*(?P<number>\d[\d.,]*)\s*(?P<scale>k|thousand|m|million)?\s*(?:pounds?|gbp)?"
)
_SCALES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000, None: 1}


def hours_in(text: str) -> float | None:
    """Working hours; None for nothing.

    >>> hours_in("3 days"), hours_in("about 20 hours"), hours_in("half a day"), hours_in("two weeks"), hours_in(" ")
    (22.5, 20.0, 3.75, 75.0, None)

    Raises:
        NotATime: it is not one number with minutes, hours, days, weeks, months or years.
    """
    tidy = _tidied(text)
    if not tidy:
        return None
    found = _TIME.fullmatch(tidy)
    unit = found and _NAMES.get(found["unit"], found["unit"].removesuffix("s"))
    if not found or unit not in HOURS_IN:
        raise NotATime(text)
    number = 0.5 if found["half"] else _number(found["number"])
    hours = None if number is None else number * HOURS_IN[unit]
    if hours is None or hours > MOST_HOURS:
        raise NotATime(text)
    return hours


def pounds_in(text: str) -> int | None:
    """Whole pounds; None for nothing.

    >>> pounds_in("£2,000"), pounds_in("about 1.5k"), pounds_in("£3 million"), pounds_in("")
    (2000, 1500, 3000000, None)

    Raises:
        NotMoney: it is not one amount of pounds.
    """
    tidy = _tidied(text)
    if not tidy:
        return None
    found = _MONEY.fullmatch(tidy)
    number = found and _number(found["number"])
    if not found or number is None or number * _SCALES[found["scale"]] > MOST_POUNDS:
        raise NotMoney(text)
    return round(number * _SCALES[found["scale"]])


def _tidied(text: str) -> str:
    said = " ".join(text.casefold().split()).replace("a couple", "couple").replace("a dozen", "dozen")
    return " ".join(_ABOUT.sub("", said).strip(" .").split())


def _number(written: str) -> float | None:
    if written in _WORDS:
        return float(_WORDS[written])
    if not re.fullmatch(r"\d+(,\d{3})*(\.\d+)?|\d+\.\d+", written):
        return None
    return float(written.replace(",", ""))
