"""What an item may be: tidied, and refused with every reason at once."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.items import (
    CONTENT_FIELDS,
    LINK_LIMIT,
    Collaboration,
    ItemContent,
    Kind,
    Link,
    Phase,
    checked,
    differences,
    is_web_address,
)
from bot.domain.refusals import FieldProblem, InvalidItem
from tests.factories import content

THEMES = frozenset({"housing", "planning", "waste", "data", "roads", "money"})


def problems(**wanted: Any) -> dict[str, FieldProblem]:
    with pytest.raises(InvalidItem) as refused:
        checked(content(**wanted), themes=THEMES)
    return dict(refused.value.problems)


def tidied(**wanted: Any) -> ItemContent:
    return checked(content(**wanted), themes=THEMES)


@pytest.mark.parametrize(
    ("wrong", "field", "problem"),
    [
        pytest.param({"title": " \n"}, "title", FieldProblem(code="missing"), id="no title"),
        pytest.param({"summary": ""}, "summary", FieldProblem(code="missing"), id="no summary"),
        pytest.param(
            {"title": "x" * 101}, "title", FieldProblem(code="too_long", limit=100), id="title too long"
        ),
        pytest.param(
            {"summary": "x" * 251}, "summary", FieldProblem(code="too_long", limit=250), id="summary too long"
        ),
        pytest.param(
            {"description": "x" * 3001},
            "description",
            FieldProblem(code="too_long", limit=3000),
            id="description too long",
        ),
        pytest.param(
            {"looking_for": "x" * 251},
            "looking_for",
            FieldProblem(code="too_long", limit=250),
            id="looking for too long",
        ),
        pytest.param(
            {"themes": tuple(THEMES)}, "themes", FieldProblem(code="too_many", limit=5), id="too many themes"
        ),
        pytest.param(
            {"themes": ("fish",)}, "themes", FieldProblem(code="unknown", value="fish"), id="unknown theme"
        ),
        pytest.param(
            {"councils": tuple(map(str, range(21)))},
            "councils",
            FieldProblem(code="too_many", limit=20),
            id="too many councils",
        ),
        pytest.param(
            {"councils": ("x" * 101,)},
            "councils",
            FieldProblem(code="too_long", limit=100, value="x" * 101),
            id="a council's name too long",
        ),
        pytest.param(
            {"people": tuple(map(str, range(21)))},
            "people",
            FieldProblem(code="too_many", limit=20),
            id="too many people",
        ),
        pytest.param(
            {"links": tuple(Link(url=f"https://example.org/{n}") for n in range(11))},
            "links",
            FieldProblem(code="too_many", limit=10),
            id="too many links",
        ),
        pytest.param(
            {"links": (Link(url="our drive"),)},
            "links",
            FieldProblem(code="not_a_web_address", value="our drive"),
            id="not a web address",
        ),
        pytest.param(
            {"links": (Link(url="https://example.org", title="x" * 101),)},
            "links",
            FieldProblem(code="too_long", limit=100, value="x" * 101),
            id="a link's name too long",
        ),
        pytest.param(
            {"links": (Link(url="https://example.org/" + "x" * 500),)},
            "links",
            FieldProblem(code="too_long", limit=500, value="https://example.org/" + "x" * 500),
            id="an address too long",
        ),
        pytest.param(
            {"links": tuple(Link(url=f"https://example.org/{n}{'x' * 400}") for n in range(8))},
            "links",
            FieldProblem(code="too_long", limit=3000),
            id="more links than the form shows",
        ),
    ],
)
def test_what_cannot_be_kept_says_why(wrong: dict[str, Any], field: str, problem: FieldProblem) -> None:
    assert problems(**wrong) == {field: problem}


def test_every_reason_is_given_at_once() -> None:
    assert set(problems(title="", summary="", links=(Link(url="x"),), themes=("fish",))) == {
        "title",
        "summary",
        "links",
        "themes",
    }


def test_white_space_repeats_and_what_the_kind_has_not_are_dropped() -> None:
    tidy = tidied(
        kind=Kind.PROBLEM,
        title="  Missed \n bins\t",
        summary=" One\n sentence. ",
        description="\n First.\n\n Second. \n",
        links=(Link(url=" https://example.org ", title=" The \n plan "),) * 2,
        phase=Phase.BETA,
        themes=("waste", "waste"),
        councils=(" Ambleford  Council ", "", "Ambleford Council"),
        people=("U1", "U1"),
        open_to=(Collaboration.DELIVERY, Collaboration.NETWORKING, Collaboration.DELIVERY),
    )

    assert tidy == ItemContent(
        kind=Kind.PROBLEM,
        title="Missed bins",
        summary="One sentence.",
        description="First.\n\n Second.",
        links=(Link(url="https://example.org", title="The plan"),),
        phase=None,
        themes=("waste",),
        councils=("Ambleford Council",),
        people=("U1",),
        open_to=(Collaboration.NETWORKING, Collaboration.DELIVERY),
    )


def test_what_postgresql_cannot_keep_is_left_out() -> None:
    tidy = tidied(title="Missed\0 bins", description="One\0two", councils=("Amble\0ford",))

    assert (tidy.title, tidy.description, tidy.councils) == ("Missed bins", "Onetwo", ("Ambleford",))


def test_tidying_twice_is_tidying_once() -> None:
    once = tidied(title=" a  b ", links=(Link(url="https://example.org", title=" c  d "),))

    assert checked(once, themes=THEMES) == once


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://example.org", True),
        ("http://example.org:8080/a?b=c&d=%20#e", True),
        ("HTTPS://EXAMPLE.ORG", True),
        ("https://münchen.example", True),
        ("example.org", False),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("ftp://example.org", False),
        ("https://", False),
        ("https://intranet", False),
        ("https://name:word@example.org", False),
        ("https://example.org/a b", False),
        ("https://example.org/|our intranet", False),
        ("https://example.org/<!here>", False),
        ('https://example.org/"', False),
        ("https://[::1", False),
        ("https://example.org/" + "x" * LINK_LIMIT, False),
    ],
)
def test_web_addresses(address: str, good: bool) -> None:
    assert is_web_address(address) is good


@given(st.text(max_size=100))
def test_no_text_whatever_breaks_the_check_of_an_address(text: str) -> None:
    if is_web_address(text):
        assert text.lower().startswith(("http://", "https://"))
        assert not set("<>|\n ") & set(text)


def test_differences_name_what_changed_in_words() -> None:
    before = content(themes=("housing",), links=(Link(url="https://example.org", title="Plan"),))
    after = replace(before, title="New", phase=Phase.BETA, themes=("housing", "data"), links=())

    assert differences(before, after) == {
        "title": ("Housing repairs online", "New"),
        "phase": ("", "beta"),
        "themes": ("housing", "housing, data"),
        "links": ("Plan https://example.org", ""),
    }
    assert differences(before, before) == {}


def test_every_field_counts_as_a_difference() -> None:
    before = content()
    after = ItemContent(
        kind=Kind.IDEA,
        title="a",
        summary="b",
        description="c",
        links=(Link(url="https://example.org"),),
        phase=Phase.LIVE,
        themes=("data",),
        councils=("d",),
        people=("U1",),
        open_to=(Collaboration.DELIVERY,),
        looking_for="e",
        open_to_public=True,
    )

    assert set(differences(before, after)) == set(CONTENT_FIELDS)
