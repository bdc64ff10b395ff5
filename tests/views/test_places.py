"""Places in words."""

from dataclasses import replace

import pytest

from bot.domain.councils import Likeness, Setting
from bot.domain.finding import Filters, PlaceQuestion, PlaceReason, Radius
from bot.views.finding import found_message
from bot.views.places import places_in_words
from tests.views.slack import elements, taken_message, words
from tests.views.worst import FILLINGS, filled, worst_found

ALIKE = Likeness(score=0.9, same_type=True, setting=Setting.RURAL, similar_size=False, same_region=True)


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        pytest.param([PlaceReason(council="BCP", near="Dorset", km=41.6)], "42 km from Dorset", id="km"),
        pytest.param(
            [PlaceReason(council="BCP", near="Dorset", km=41.6, unit="mi")],
            "26 miles from Dorset",
            id="miles",
        ),
        pytest.param([PlaceReason(council="Dorset", near="Dorset")], "From Dorset itself", id="itself"),
        pytest.param(
            [PlaceReason(council="Torridge", inside="Devon County Council")],
            "Torridge is in Devon County Council",
            id="in",
        ),
        pytest.param(
            [PlaceReason(council="Wiltshire", like="Dorset", alike=ALIKE)],
            "Wiltshire is like Dorset: the same type, both rural and the same region",
            id="like",
        ),
        pytest.param(
            [PlaceReason(council="A", near="B", km=5), PlaceReason(council="A", inside="Wales")],
            "5 km from B · A is in Wales",
            id="two",
        ),
        pytest.param([], "", id="none"),
    ],
)
def test_why_an_item_passes(reasons: list[PlaceReason], said: str) -> None:
    assert places_in_words(tuple(reasons)) == said


@pytest.mark.parametrize(
    ("filters", "heading"),
    [
        pytest.param(Filters(near="Dorset"), "(within 50 km of Dorset)", id="near"),
        pytest.param(
            Filters(near="Dorset", within=Radius(amount=30, unit="mi")),
            "(within 30 miles of Dorset)",
            id="miles",
        ),
        pytest.param(Filters(within=Radius(amount=20)), "(within 20 km of your council)", id="around mine"),
        pytest.param(Filters(inside="South West"), "(in South West)", id="in"),
        pytest.param(Filters(like="Dorset"), "(councils like Dorset)", id="like"),
    ],
)
def test_the_heading_says_where_was_looked(filters: Filters, heading: str) -> None:
    said = words(taken_message(found_message(replace(worst_found("x", hits=1), filters=filters))))

    assert heading in said
    assert ("by our own measure" in said) == bool(filters.like)


def test_an_unclear_place_can_be_chosen() -> None:
    question = PlaceQuestion(key="near", said="<!here>", choices=("Dorset Council", "A & B"), known=True)
    payload = taken_message(found_message(replace(worst_found("x", hits=0), question=question)))
    (menu,) = elements(payload)

    assert "There is more than one place that “&lt;!here&gt;” could be" in words(payload)
    assert [one["value"] for one in menu["options"]] == [
        "2147483647:near:Dorset Council",
        "2147483647:near:A & B",
    ]


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
def test_slack_takes_the_longest_question(filling: str) -> None:
    names = tuple(f"{number}{filled(filling, 99)}" for number in range(10))
    question = PlaceQuestion(key="near", said=filled(filling, 100), choices=names, known=False)

    taken_message(found_message(replace(worst_found(filling, hits=0), question=question)))
