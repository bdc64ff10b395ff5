"""What a digest is made of."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.digests import Digest, Entry, News, Period, Reason, Section, is_ask, is_seeking
from bot.domain.items import Collaboration, Item, Kind, Phase
from tests.factories import NOW, item

WEEK = timedelta(days=7)
PERIOD = Period(since=NOW - WEEK, until=NOW)


def test_a_period_holds_its_beginning_but_not_its_end() -> None:
    assert PERIOD.since in PERIOD
    assert PERIOD.until not in PERIOD
    assert PERIOD.until in Period(since=PERIOD.until, until=NOW + WEEK)


def test_no_entries_are_no_digest() -> None:
    assert not Digest(period=PERIOD, time_zone="Europe/London")


def test_news_name_each_item_once() -> None:
    news = News(
        period=PERIOD, items={Reason.VOTED_UP: [2, 1], Reason.NEW: [1, 3]}, gained={1: 1, 2: 2}, new=2
    )

    assert news.ids() == [1, 3, 2]


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


def test_a_problem_asks_even_when_it_says_no_more() -> None:
    assert is_ask(item(kind=Kind.PROBLEM))
    assert not is_ask(item(kind=Kind.IDEA))


def test_entries_stand_in_sections_in_the_order_in_which_they_are_read() -> None:
    sections = (Section.QUIET, Section.NEW, Section.HELP, Section.NEW)
    entries = tuple(Entry(section=one, item=item(number)) for number, one in enumerate(sections))
    digest = Digest(period=PERIOD, time_zone="Europe/London", entries=entries)

    found = {one: [_id(entry.item) for entry in each] for one, each in digest.by_section().items()}

    assert list(found.items()) == [(Section.HELP, [2]), (Section.NEW, [1, 3]), (Section.QUIET, [0])]


def _id(one: Item | None) -> int:
    assert one
    return one.id
