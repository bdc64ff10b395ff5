"""What gets into a digest, and under what."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.digests import MAX_ENTRIES, Digest, Entry, News, Period, Reason, is_seeking
from bot.domain.items import Collaboration, Item, Kind, Phase
from tests.factories import NOW, content

WEEK = timedelta(days=7)
PERIOD = Period(since=NOW - WEEK, until=NOW)


def item(number: int = 1, **wanted: Any) -> Item:
    made = Item(
        **{name: getattr(content(), name) for name in content().__dataclass_fields__},
        id=number,
        owner_id="U1",
        created_at=NOW - WEEK - WEEK,
        updated_at=NOW - WEEK - WEEK,
        confirmed_at=NOW - WEEK - WEEK,
    )
    return replace(made, **wanted)


def news(**lists: list[int]) -> News:
    return News(
        period=PERIOD,
        items={reason: lists.get(reason.name.lower(), []) for reason in Reason},
        gained=dict.fromkeys(lists.get("voted_up", []), 1),
        new=len(lists.get("new", [])),
    )


def test_a_period_holds_its_beginning_but_not_its_end() -> None:
    assert PERIOD.since in PERIOD
    assert PERIOD.until not in PERIOD
    assert PERIOD.until in Period(since=PERIOD.until, until=NOW + WEEK)


def test_no_news_is_no_digest() -> None:
    assert not news()
    assert not Digest(period=PERIOD, time_zone="Europe/London")
    assert news(seeking=[1])


def test_many_new_items_crowd_out_nothing() -> None:
    chosen = news(new=list(range(100, 200)), voted_up=[1], unanswered=[2, 3], seeking=[4]).chosen()

    assert len(chosen) == MAX_ENTRIES
    assert {1, 2, 3, 4} <= set(chosen)
    assert chosen[0] == 100


def test_an_item_is_shown_once() -> None:
    assert news(new=[1, 2], voted_up=[2, 1], seeking=[1]).chosen() == [1, 2]


@pytest.mark.parametrize(
    ("wanted", "lists", "reasons"),
    [
        pytest.param({}, {}, (), id="nothing happened"),
        pytest.param({"created_at": NOW - WEEK}, {}, (Reason.NEW,), id="shared in the period"),
        pytest.param({"created_at": NOW}, {}, (), id="shared after it"),
        pytest.param(
            {"looking_for": "two councils"},
            {"voted_up": [1]},
            (Reason.VOTED_UP, Reason.SEEKING),
            id="voted for, and looking for partners besides",
        ),
        pytest.param({}, {"unanswered": [1]}, (Reason.UNANSWERED,), id="nobody answered"),
    ],
)
def test_every_reason_is_given(
    wanted: dict[str, Any], lists: dict[str, list[int]], reasons: tuple[Reason, ...]
) -> None:
    assert news(**lists).reasons_for(item(**wanted)) == reasons


@pytest.mark.parametrize(
    ("wanted", "seeking"),
    [
        pytest.param({}, False, id="says nothing"),
        pytest.param({"looking_for": "a pilot"}, True, id="says what it looks for"),
        pytest.param({"open_to": (Collaboration.DELIVERY,)}, True, id="open to delivery"),
        pytest.param({"open_to": (Collaboration.NETWORKING,)}, False, id="open to a chat"),
        pytest.param({"looking_for": "a pilot", "phase": Phase.RETIRED}, False, id="retired"),
    ],
)
def test_who_looks_for_partners(wanted: dict[str, Any], seeking: bool) -> None:
    assert is_seeking(item(**wanted)) is seeking


def test_an_entry_stands_under_one_theme_that_the_channel_wants() -> None:
    entries = (
        Entry(item=item(1, themes=("data-and-analytics", "planning")), reasons=(Reason.NEW,)),
        Entry(item=item(2, kind=Kind.IDEA), reasons=(Reason.NEW,)),
    )
    everything = Digest(period=PERIOD, time_zone="Europe/London", entries=entries)
    planning = replace(everything, themes=("planning",), entries=entries[:1])

    assert {key: [e.item.id for e in group] for key, group in everything.by_theme().items()} == {
        "data-and-analytics": [1],
        None: [2],
    }
    assert list(planning.by_theme()) == ["planning"]
