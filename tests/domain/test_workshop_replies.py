"""What is a contribution among what people say in a workshop's thread, and what is talk."""

import pytest

from bot.domain.workshop_replies import understood
from tests.workshops import CHECKIN, PREMORTEM, workshop

OWN = ("Co-design", "Phase 2", "Culture", "Tools: old ones")


def rated(said: str) -> tuple[str, int | None, str] | None:
    found = understood(CHECKIN, workshop(CHECKIN, categories=(*OWN, "Shared vision")), said)
    return (found.category, found.rating, found.text) if found else None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("culture: +1", ("Culture", 1, "")),
        ("Culture -1 a lot to learn", ("Culture", -1, "a lot to learn")),
        ("culture−2", ("Culture", -2, "")),
        ("CULTURE: 0, nothing changed", ("Culture", 0, "nothing changed")),
        ("cultrue: –1: we never met", ("Culture", -1, "we never met")),
        ("shared: +2", ("Shared vision", 2, "")),
        ("Co-design: +1", ("Co-design", 1, "")),
        ("phase 2 -1 late", ("Phase 2", -1, "late")),
        ("Phase 2: 2", ("Phase 2", 2, "")),
        ("Culture: 2. We won an award", ("Culture", 2, "We won an award")),
    ],
)
def test_a_rating_has_a_colon_or_a_sign_at_its_number(said: str, meant: tuple[str, int, str]) -> None:
    assert rated(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "Culture 2 weeks ago was better",
        "Culture - 2 people left",
        "Culture: -1.5",
        "Culture: 2/5",
        "Culture: 1-2 people",
        "Culture: 2% of them",
        "Culture: 1:30 is when we meet",
        "Culture: 21",
        "Culture: 3",
        "culture",
        "weather: +1",
        "I told them that culture: +1",
    ],
)
def test_the_rest_is_talk(said: str) -> None:
    assert rated(said) is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("co-design: nobody asked", ("Co-design", "nobody asked")),
        ("Tools: old ones: they broke", ("Tools: old ones", "they broke")),
        ("cult: nobody met", ("Culture", "nobody met")),
        ("Culture nobody met", None),
        ("Culture:", None),
    ],
)
def test_a_text_has_its_category_before_a_colon(said: str, meant: tuple[str, str] | None) -> None:
    found = understood(PREMORTEM, workshop(PREMORTEM, categories=OWN), said)
    assert ((found.category, found.text) if found else None) == meant
