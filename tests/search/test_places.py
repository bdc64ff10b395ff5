"""`near:`, `within:`, `in:` and `like:`, as they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.data.councils import councils
from bot.domain.finding import Filters, Radius
from bot.domain.refusals import Refusal, UnknownValue
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


PIECES = st.one_of(
    st.sampled_from(
        [
            "near:",
            "within:",
            "in:",
            "like:",
            "near: ",
            'in:"',
            "50km",
            "30 mi",
            "West",
            "of",
            "//",
            "kind:idea",
        ]
    ),
    st.sampled_from([one.name for one in councils()]),
    st.sampled_from([one.short_name for one in councils()]),
    st.text(max_size=10),
)


@given(st.lists(PIECES, max_size=8), st.sampled_from(["", " "]))
def test_whatever_is_typed_of_places_is_read_or_refused(pieces: list[str], between: str) -> None:
    try:
        query = read(between.join(pieces))
    except Refusal:
        return
    again = read(query.written())
    assert (again.typed, again.phrases, again.filters) == (query.typed, query.phrases, query.filters)


def test_every_council_can_be_typed_without_quotes() -> None:
    for one in councils():
        query = read(f"near:{one.short_name} bins")
        assert query.typed == ("bins",), one.short_name
        assert query.filters.near == one.short_name
