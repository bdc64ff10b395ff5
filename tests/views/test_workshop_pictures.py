"""Pictures of workshops: whatever was said fits, and the words beside them hold every figure."""

import re
import struct
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.domain.checkin import Checkin, read_checkin
from bot.domain.value import Value, added_up
from bot.domain.workshop_results import Results, results
from bot.domain.workshops import Contribution, Format, WorkshopState
from bot.views.checkin_picture import checkin_alt, checkin_picture, disagreed_most
from bot.views.drawing import NOT_DRAWN, RIGHT, USUAL, drawable, wrapped
from bot.views.results_picture import MOST_ALT_TEXT, drawn, results_alt, results_picture
from bot.views.value_picture import value_alt, value_picture
from bot.views.workshop_pictures import workshop_picture
from tests.workshops import CHECKIN, HMW, PREMORTEM, VALUE, state, workshop, written

WORST_WORDS = "& < $x_1$ \\frac 🙃 没有人 لا أحد " + "Donaudampfschifffahrtsgesellschaft" * 9


def found(*args: object, **more: object) -> Results:
    return results(state(*args, **more), PREMORTEM.categories)  # type: ignore[arg-type]


MANY = found(
    *(written(n, f"{n}. {WORST_WORDS}", PREMORTEM.categories[n % 5]) for n in range(1, 41)),
    votes={n: 1_000_000 - n for n in range(1, 41)},
)
NONE = found()
ONE = found(written(1, "Nobody owned it", "Culture"), votes={1: 1})
NO_CATEGORIES = found(*(written(n) for n in range(1, 15)), votes={1: 3}, of=workshop(HMW, categories=()))


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize(
    "shown", [MANY, NONE, ONE, NO_CATEGORIES], ids=["many", "none", "one", "no categories"]
)
def test_the_picture_is_as_wide_as_a_phone_and_holds_whatever_is_said(shown: Results) -> None:
    png = results_picture(PREMORTEM, shown)

    width, height = size(png)
    assert width == 1080
    assert height < 6000
    assert len(png) < 600_000
    assert len(results_alt(PREMORTEM, shown)) <= MOST_ALT_TEXT


def test_the_words_hold_every_figure_that_the_picture_shows() -> None:
    said = [written(n, group_id=1, category="Culture") for n in (1, 2)]
    alone = [written(n, f"Thing {n}", "Tools") for n in range(3, 9)]

    words = results_alt(
        PREMORTEM,
        found(*said, *alone, votes={3: 4, 4: 4}, groups={1: "No owner"}, group_votes={1: 9}),
    )

    assert words == (
        "A bar chart. Pre-mortem: Repairs together (sample). 8 contributions, 17 votes. "
        "Culture: 1 No owner, 9 votes, said twice. "
        "Tools: 1= Thing 3, 4 votes; 1= Thing 4, 4 votes; 3= Thing 5, no votes; 3= Thing 6, no votes; "
        "3= Thing 7, no votes; 3= Thing 8, no votes."
    )


def test_where_there_is_no_room_it_says_how_many_more_there_are() -> None:
    assert [len(one.results) for one in drawn(MANY)] == [3, 3, 3, 3, 3]
    assert "and 5 more" in results_alt(PREMORTEM, MANY)
    assert "and 4 more" in results_alt(HMW, NO_CATEGORIES)


def test_where_nobody_voted_nothing_has_a_rank() -> None:
    words = results_alt(PREMORTEM, found(written(1, "Jargon", "Culture")))

    assert words.endswith("1 contribution, no votes. Culture: Jargon, no votes.")


def test_nothing_is_said_to_be_nothing() -> None:
    assert results_alt(PREMORTEM, NONE).endswith("Nobody has contributed yet, so there is nothing to show.")
    assert checkin_alt(CHECKIN, workshop(CHECKIN), ratings()).endswith("so there is nothing to show.")


WISHES = [
    written(1, "A template", saves=4.5, saves_unit="hours a month"),
    written(2, "A contract", saves=12_345.0, saves_unit="pounds a year"),
    written(3, "Advice"),
]
FAR_TOO_MANY = [
    written(n, f"{n} {WORST_WORDS}", saves=999_999_999.0, saves_unit="pounds a year") for n in range(1, 41)
]


def wanted(*wishes: Contribution, **more: Any) -> Value:
    return added_up(results(state(*wishes, of=workshop(VALUE), **more)))


def test_what_is_wanted_says_what_it_would_save() -> None:
    words = value_alt(VALUE, workshop(VALUE), wanted(*WISHES, votes={1: 3, 2: 2}))

    assert words == (
        "A bar chart. Value of sharing: Repairs together (sample). 3 things that 3 people would value. "
        "All together they would save about 4.5 hours a month and about £12,000 a year, by their own guesses. "
        "1 A template, 3 votes, named by 1, would save about 4.5 hours a month; "
        "2 A contract, 2 votes, named by 1, would save about £12,000 a year; 3 Advice, no votes, named by 1."
    )


@pytest.mark.parametrize(
    "shown", [wanted(*WISHES), wanted(), wanted(*FAR_TOO_MANY)], ids=["a few", "none", "far too many"]
)
def test_wishes_are_as_wide_as_a_phone_too(shown: Value) -> None:
    assert size(value_picture(VALUE, workshop(VALUE), shown))[0] == 1080
    assert len(value_alt(VALUE, workshop(VALUE), shown)) <= MOST_ALT_TEXT


@pytest.mark.parametrize(
    ("form", "begins"),
    [(PREMORTEM, "A bar chart. Pre-mortem"), (VALUE, "A bar chart. Value"), (CHECKIN, "A chart. Anchors")],
)
def test_every_kind_has_its_picture(form: Format, begins: str) -> None:
    one = workshop_picture(form, state(written(1, "a", "Culture", rating=1), of=workshop(form)))

    assert one.words.startswith(begins)
    assert one.title == f"{form.name}: Repairs together (sample)"
    assert one.name == f"{form.key.value}.png"
    assert size(one.png)[0] == 1080


def ratings(**said: list[int]) -> Checkin:
    """What people, counted from 1, say of each category."""
    entries = [
        (name.replace("_", " ").capitalize(), n, one)
        for name, all_of in said.items()
        for n, one in enumerate(all_of)
    ]
    made = [
        written(at, category=name, rating=one, author=f"U{person}")
        for at, (name, person, one) in enumerate(entries, 1)
    ]
    return read_checkin(state(*made, of=workshop(CHECKIN)), CHECKIN.categories)


MIXED = ratings(culture=[2, 2, 1], politics=[-2, 2, -2, 2], technology=[-2, -1], shared_vision=[0])


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(MIXED, id="mixed"),
        pytest.param(ratings(), id="none"),
        pytest.param(ratings(culture=[-2]), id="one"),
        pytest.param(ratings(**{str(n) + WORST_WORDS: [2, -2] * 20 for n in range(40)}), id="far too many"),
    ],
)
def test_a_checkin_is_as_wide_as_a_phone_too(shown: Checkin) -> None:
    png = checkin_picture(CHECKIN, workshop(CHECKIN), shown)

    assert size(png)[0] == 1080
    assert len(checkin_alt(CHECKIN, workshop(CHECKIN), shown)) <= MOST_ALT_TEXT


def test_a_checkin_in_words_has_mean_and_spread_and_where_people_disagree_most() -> None:
    assert checkin_alt(CHECKIN, workshop(CHECKIN), MIXED) == (
        "A chart. Anchors and drivers: Repairs together (sample). 4 people. People disagree most about Politics. "
        "From −2 (holds us back) to +2 (drives us on). "
        "Culture: mean +1.7, spread 0.5, 3 people; Politics: mean 0, spread 2.0, 4 people; "
        "Shared vision: mean 0, spread 0.0, 1 person; Technology: mean −1.5, spread 0.5, 2 people. "
        "Nobody rated: Standards and governance, Relationships, Geography, Capability, Scope"
    )


def test_who_differs_by_little_does_not_disagree() -> None:
    assert disagreed_most(ratings(culture=[1, 1, 1, 2])) == []
    assert [
        one.category for one in disagreed_most(ratings(culture=[-2, 2], politics=[2, -2], scope=[0, 2]))
    ] == [
        "Culture",
        "Politics",
    ]


def test_lines_are_cut_between_words_and_never_too_wide() -> None:
    lines = wrapped("Nobody knew what it was for and " * 9, USUAL, 3.0, bold=True, lines=2)

    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert re.fullmatch(r"(Nobody|knew|what|it|was|for|and|\s)+", lines[0])
    assert wrapped("x" * 500, USUAL, RIGHT, bold=False, lines=3)[-1].endswith("x…")
    assert wrapped("short", USUAL, RIGHT, bold=False, lines=3) == ["short"]
    assert wrapped("", USUAL, RIGHT, bold=False, lines=3) == []


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("No $money$ & no <time>", "No $money$ & no <time>"),
        ("Café – Ŵyl\u200d\ufe0f", "Café – Ŵyl"),
        ("Trapped 🧱 in\ncontracts", "Trapped in contracts"),
        ("没有人负责", NOT_DRAWN),
        ("لا أحد", NOT_DRAWN),
        ("🧱🧱", NOT_DRAWN),
    ],
)
def test_what_the_font_does_not_have_is_left_to_the_words(said: str, shown: str) -> None:
    assert drawable(said, bold=False) == drawable(said, bold=True) == shown


def test_pictures_are_drawn_side_by_side_and_alike() -> None:
    draws: list[Callable[[], bytes]] = [
        lambda: results_picture(PREMORTEM, MANY),
        lambda: checkin_picture(CHECKIN, workshop(CHECKIN), MIXED),
    ]

    with ThreadPoolExecutor(4) as executor:
        pictures = list(executor.map(lambda n: draws[n % 2](), range(8)))

    assert len(set(pictures)) == 2
    assert "matplotlib.pyplot" not in sys.modules


def test_a_state_is_all_that_a_picture_needs() -> None:
    """What is drawn twice is the same, byte for byte: Slack is given a new picture only when there is one."""
    one: WorkshopState = state(written(1, "a", "Culture"), votes={1: 1})

    assert results_picture(PREMORTEM, results(one)) == results_picture(PREMORTEM, results(one))
