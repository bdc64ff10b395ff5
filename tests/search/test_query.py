"""The language of `/collab find`."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.finding import Filters
from bot.domain.items import Kind, Phase
from bot.domain.refusals import Refusal, UnknownFilter, UnknownValue
from bot.search.query import MAX_WORDS, Query, parse
from tests.factories import NOW


def read(text: str) -> Query:
    return parse(text, member_id="U1", now=NOW)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("housing repairs", Query(typed=("housing", "repairs")), id="words"),
        pytest.param(
            "kind:problem bins", Query(typed=("bins",), filters=Filters(kind=Kind.PROBLEM)), id="filter first"
        ),
        pytest.param(
            "bins Kind:Problems", Query(typed=("bins",), filters=Filters(kind=Kind.PROBLEM)), id="any case"
        ),
        pytest.param(
            "bins kind: problem", Query(typed=("bins",), filters=Filters(kind=Kind.PROBLEM)), id="space"
        ),
        pytest.param("phase:beta", Query(filters=Filters(phase=Phase.BETA)), id="only a filter"),
        pytest.param(
            'theme:"Housing and homelessness"',
            Query(filters=Filters(theme="housing-and-homelessness")),
            id="theme by name",
        ),
        pytest.param(
            "theme:homelessness", Query(filters=Filters(theme="housing-and-homelessness")), id="theme alias"
        ),
        pytest.param(
            '"damp and mould" flats', Query(typed=("flats",), phrases=("damp and mould",)), id="phrase"
        ),
        pytest.param("“damp and mould”", Query(phrases=("damp and mould",)), id="curly quotes"),
        pytest.param("by:me", Query(filters=Filters(by="U1")), id="mine"),
        pytest.param("by:@U0AMIRA", Query(filters=Filters(by="U0AMIRA")), id="somebody's"),
        pytest.param("council:Ambleford", Query(filters=Filters(council="Ambleford")), id="council"),
        pytest.param(
            "since:2026-09",
            Query(filters=Filters(since=datetime(2026, 9, 1, tzinfo=UTC))),
            id="since a month",
        ),
        pytest.param(
            "since:7d", Query(filters=Filters(since=datetime(2026, 11, 11, tzinfo=UTC))), id="since a week"
        ),
        pytest.param(
            "anti-social behaviour", Query(typed=("anti", "social", "behaviour")), id="a hyphen cuts a word"
        ),
        pytest.param(
            "see https://example.org", Query(typed=("see", "https", "example", "org")), id="an address"
        ),
        pytest.param(
            "Note: bins", Query(typed=("Note", "bins")), id="an unknown key before a space is a word"
        ),
        pytest.param('"" *** "', Query(), id="nothing in it"),
    ],
)
def test_reading(text: str, expected: Query) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("colour:red", UnknownFilter("colour", ()), id="key"),
        pytest.param("kind:fish", UnknownValue("kind", "fish", ("project",)), id="kind"),
        pytest.param("theme:space-travel", UnknownValue("theme", "space-travel", ()), id="theme"),
        pytest.param("since:someday", UnknownValue("since", "someday", ()), id="since"),
        pytest.param("kind:", UnknownValue("kind", "", ()), id="no value"),
        pytest.param("by:somebody", UnknownValue("by", "somebody", ()), id="a name instead of a member"),
    ],
)
def test_what_is_unknown_is_refused_with_what_is_allowed(text: str, says: Refusal) -> None:
    with pytest.raises(type(says)) as refused:
        read(text)

    assert refused.value.args[0] == says.args[0]
    assert refused.value.args[-1], "it says what is allowed"


def test_a_very_long_question_is_cut_and_says_so() -> None:
    query = read("housing " * 500)

    assert len(query.typed) == MAX_WORDS
    assert query.left_out == 500 - MAX_WORDS


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    try:
        query = read(text)
    except Refusal:
        return
    assert read(query.written()) == Query(typed=query.typed, phrases=query.phrases, filters=query.filters)
