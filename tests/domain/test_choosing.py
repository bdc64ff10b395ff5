"""What a reader is told of an item, and what finds room in a message."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.choosing import MOST_TO_HELP, Pick, chosen, pick, risen_to
from bot.domain.digests import MAX_ENTRIES, News, Period, Reason, Section
from bot.domain.items import Kind
from tests.factories import NOW, item

WEEK = timedelta(days=7)
PERIOD = Period(since=NOW - WEEK, until=NOW)
LONG_AGO = NOW - 3 * WEEK
PLAIN = (Reason.NEW, Reason.ANSWERED, Reason.ADOPTED, Reason.UNANSWERED, Reason.STALE, Reason.SEEKING)


def news(*reasons: Reason, gained: int = 0) -> News:
    """What happened to item 1."""
    return News(
        period=PERIOD, items={one: [1] for one in reasons}, gained={1: gained} if gained else {}, new=0
    )


def told(
    wanted: dict[str, Any], what: News, *seen: str, **more: Any
) -> tuple[Section, tuple[str, ...]] | None:
    found = pick(item(**{"created_at": LONG_AGO} | wanted), what, frozenset(seen), **more)
    return (found.section, found.facts) if found else None


@pytest.mark.parametrize(
    ("wanted", "what", "expected"),
    [
        pytest.param({}, news(), None, id="nothing happened"),
        pytest.param({"created_at": NOW - WEEK}, news(Reason.NEW), (Section.NEW, ("new",)), id="new"),
        pytest.param({"created_at": NOW}, news(), None, id="shared after the period"),
        pytest.param({}, news(gained=2), (Section.RISEN, ("voted up:3",)), id="voted for"),
        pytest.param({}, news(Reason.ANSWERED), (Section.ANSWERED, ("answered",)), id="answered"),
        pytest.param({}, news(Reason.ADOPTED), (Section.ADOPTED, ("adopted",)), id="live"),
        pytest.param({}, news(Reason.UNANSWERED), (Section.QUIET, ("unanswered",)), id="nobody answers"),
        pytest.param({}, news(Reason.STALE), (Section.QUIET, ("stale",)), id="nobody confirms"),
        pytest.param(
            {"looking_for": "a pilot"}, news(Reason.SEEKING), None, id="an ask that is not for the reader"
        ),
        pytest.param(
            {"created_at": NOW - WEEK},
            news(Reason.NEW, Reason.STALE, gained=1),
            (Section.NEW, ("new", "voted up:3", "stale")),
            id="all of it is told, at the first of its sections",
        ),
    ],
)
def test_what_happened_decides_where_it_stands(
    wanted: dict[str, Any], what: News, expected: tuple[Section, tuple[str, ...]] | None
) -> None:
    assert told(wanted, what, votes=4) == expected


@pytest.mark.parametrize(
    ("wanted", "what", "seen", "section"),
    [
        pytest.param({"kind": Kind.PROBLEM}, news(Reason.UNANSWERED), (), Section.HELP, id="nobody answers"),
        pytest.param(
            {"looking_for": "a pilot"}, news(Reason.SEEKING), (), Section.HELP, id="looking for partners"
        ),
        pytest.param(
            {"kind": Kind.PROBLEM},
            news(Reason.UNANSWERED),
            ("new",),
            Section.QUIET,
            id="they know it already",
        ),
        pytest.param(
            {"kind": Kind.PROBLEM, "created_at": NOW - WEEK},
            news(Reason.NEW, Reason.ANSWERED),
            (),
            Section.NEW,
            id="somebody answered already",
        ),
        pytest.param({"created_at": NOW - WEEK}, news(Reason.NEW), (), Section.NEW, id="it asks for nothing"),
    ],
)
def test_an_ask_comes_first_for_those_who_can_help(
    wanted: dict[str, Any], what: News, seen: tuple[str, ...], section: Section
) -> None:
    found = told(wanted, what, *seen, can_help=True)

    assert found is not None
    assert found[0] is section


@pytest.mark.parametrize("reason", [Reason.ANSWERED, Reason.ADOPTED, Reason.UNANSWERED, Reason.STALE])
def test_nothing_is_told_twice(reason: Reason) -> None:
    assert told({}, news(reason), "new") is not None
    assert told({}, news(reason), reason.value) is None


def test_what_was_seen_for_whatever_reason_is_not_new() -> None:
    assert told({"created_at": NOW - WEEK}, news(Reason.NEW), "searched") is None


def test_votes_are_told_again_when_they_have_doubled() -> None:
    assert told({}, news(gained=1), risen_to(4), votes=7) is None
    assert told({}, news(gained=1), risen_to(4), votes=8) == (Section.RISEN, ("voted up:4",))


def test_many_new_items_crowd_out_nothing() -> None:
    others = [Pick(section=one, item_id=number, facts=()) for number, one in enumerate(Section)]
    many = [Pick(section=Section.NEW, item_id=number, facts=()) for number in range(100, 200)]

    message, rest = chosen([*many, *others])

    assert {one.section for one in message} == set(Section)
    assert len(message) == MAX_ENTRIES
    assert len(message) + len(rest) == 100 + len(Section)


def test_much_to_help_with_leaves_room_for_the_rest() -> None:
    help_ = [Pick(section=Section.HELP, item_id=number, facts=()) for number in range(30)]
    new = [Pick(section=Section.NEW, item_id=number, facts=()) for number in range(100, 130)]

    alone, _ = chosen(help_)
    both, _ = chosen([*new, *help_])

    assert len(alone) == MAX_ENTRIES
    assert [one.section for one in both] == [Section.HELP] * MOST_TO_HELP + [Section.NEW] * (
        MAX_ENTRIES - MOST_TO_HELP
    )


@given(st.lists(st.sampled_from(Section), max_size=600))
def test_whatever_there_is_a_message_holds_twelve_and_nothing_is_lost(sections: list[Section]) -> None:
    picks = [Pick(section=one, item_id=number, facts=()) for number, one in enumerate(sections)]

    message, rest = chosen(picks)

    assert len(message) == min(len(picks), MAX_ENTRIES)
    assert sorted(one.item_id or 0 for one in [*message, *rest]) == list(range(len(picks)))
    assert [one.section for one in message] == sorted(
        (one.section for one in message), key=list(Section).index
    )


@given(
    st.lists(
        st.tuples(st.sets(st.sampled_from(PLAIN)), st.integers(0, 20)),
        max_size=20,
    )
)
def test_week_after_week_no_fact_is_told_twice_and_new_only_first(
    weeks: list[tuple[set[Reason], int]],
) -> None:
    told: list[str] = []
    votes = 0
    for reasons, gained in weeks:
        votes += gained
        made = item(created_at=NOW - WEEK if Reason.NEW in reasons else LONG_AGO, kind=Kind.PROBLEM)
        found = pick(made, news(*reasons, gained=gained), frozenset(told), votes=votes, can_help=True)
        if found:
            assert Reason.NEW.value not in found.facts or not told
            told += found.facts

    assert len(told) == len(set(told))
