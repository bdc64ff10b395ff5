"""`near:`, `within:`, `in:` and `like:`, as they are typed."""

import pytest

from bot.domain.finding import Filters, Radius
from bot.domain.refusals import UnknownValue
from bot.search.query import Query, parse
from tests.factories import NOW


def read(text: str) -> Query:
    return parse(text, member_id="U1", now=NOW)


@pytest.mark.parametrize(
    ("text", "typed", "filters"),
    [
        pytest.param("bins near:Dorset", ("bins",), Filters(near="Dorset"), id="one word"),
        pytest.param('near:"West Sussex" bins', ("bins",), Filters(near="West Sussex"), id="in quotes"),
        pytest.param("near:West Sussex bins", ("bins",), Filters(near="West Sussex"), id="without quotes"),
        pytest.param("near: St Helens bins", ("bins",), Filters(near="St Helens"), id="after a space"),
        pytest.param("in:South West bins", ("bins",), Filters(inside="South West"), id="a region"),
        pytest.param("In:Wales", (), Filters(inside="Wales"), id="any case"),
        pytest.param("like:Isle of Wight", (), Filters(like="Isle of Wight"), id="three words"),
        pytest.param(
            "near:Dorset council tax", ("council", "tax"), Filters(near="Dorset"), id="words that go on"
        ),
        pytest.param(
            "near:York housing repairs", ("housing", "repairs"), Filters(near="York"), id="no longer place"
        ),
        pytest.param(
            "near:Kent within:30mi",
            (),
            Filters(near="Kent", within=Radius(amount=30, unit="mi")),
            id="miles",
        ),
        pytest.param("within:30 miles", (), Filters(within=Radius(amount=30, unit="mi")), id="in words"),
        pytest.param('within:"50 km" x', ("x",), Filters(within=Radius(amount=50)), id="in quotes, km"),
        pytest.param("within:50", (), Filters(within=Radius(amount=50)), id="a number alone"),
    ],
)
def test_reading_places(text: str, typed: tuple[str, ...], filters: Filters) -> None:
    query = read(text)

    assert query == Query(typed=typed, filters=filters)
    assert read(query.written()) == query


@pytest.mark.parametrize(
    "text", ["near:", "in:", 'like:"  "', "within:far", "within:0km", "within:99999km", "within:"]
)
def test_what_is_no_place_and_no_distance_is_refused_with_examples(text: str) -> None:
    with pytest.raises(UnknownValue) as refused:
        read(text)

    assert refused.value.allowed


def test_a_mile_is_longer_than_a_kilometre() -> None:
    assert Radius(amount=30, unit="mi").km == pytest.approx(48.28, abs=0.01)
    assert Radius(amount=50).km == 50
