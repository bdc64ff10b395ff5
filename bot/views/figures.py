"""Numbers as people read them, in messages and in pictures alike."""

from bot.domain.worth import about


def counted(number: int, noun: str, many: str = "") -> str:
    """A number with its noun; `many` where it has a plural of its own.

    >>> counted(1, "vote"), counted(2, "reply"), counted(1200, "person", "people")
    ('1 vote', '2 replies', '1,200 people')
    """
    plural = many or (noun[:-1] + "ies" if noun.endswith("y") else noun + "s")
    return f"{number:,} {noun if number == 1 else plural}"


def people(number: int) -> str:
    """So many people.

    >>> people(1), people(1200)
    ('1 person', '1,200 people')
    """
    return counted(number, "person", "people")


def signed(number: float) -> str:
    """A rating or a mean of ratings, with one decimal where there is one.

    >>> signed(-1.25), signed(2), signed(0.04)
    ('−1.2', '+2', '0')
    """
    rounded = round(number, 1)
    return f"{rounded:+g}".replace("-", "−") if rounded else "0"


def guessed(number: float) -> str:
    """A guess, with two figures that count.

    >>> guessed(16.25), guessed(2.54), guessed(12345)
    ('16', '2.5', '12,000')
    """
    return f"{about(number):,}" if number >= 10 else f"{number:.2g}"
