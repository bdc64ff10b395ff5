"""Votes count right, in whatever order and however often their events come."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest

from bot.domain.items import Item
from bot.domain.votes import NO_VOTES, Reaction, Tally
from bot.search.search import Search
from bot.services.items import Items
from bot.services.votes import Votes
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW, content

EMOJI = ("+1", "heart")
CHANNEL, TS = "C1", "1790000000.000100"


def reaction(at: int, **wanted: Any) -> Reaction:
    """A vote at a moment, in microseconds."""
    defaults: dict[str, Any] = {
        "channel_id": CHANNEL,
        "message_ts": TS,
        "member_id": "U1",
        "emoji": "+1",
        "added": True,
        "event_ts": Decimal(1790000000) + Decimal(at) / 1_000_000,
    }
    return Reaction(**(defaults | wanted))


@pytest.fixture
def votes(database: Database) -> Votes:
    return Votes(database, emoji=EMOJI)


@pytest.fixture
def item(database: Database) -> Item:
    """An item whose card stands in a channel, twice."""
    shared = Items(database, Search()).share(TEAM, "U9", content(), now=NOW)
    with database.transaction(TEAM) as tx:
        tx.postings.add(channel_id=CHANNEL, message_ts=TS, item_id=shared.id)
        tx.postings.add(channel_id="C2", message_ts=TS, item_id=shared.id)
    return shared


def tally(database: Database, item: Item) -> Tally:
    with database.reading(TEAM) as tx:
        counted = tx.votes.tallies([item.id], emoji=EMOJI).get(item.id, NO_VOTES)
        assert tx.standings.of([item.id], emoji=EMOJI)[item.id].votes == counted
        return counted


@pytest.mark.parametrize(
    ("events", "counts"),
    [
        pytest.param([reaction(1)], {"+1": 1}, id="one vote"),
        pytest.param([reaction(1), reaction(1)], {"+1": 1}, id="an event that comes twice"),
        pytest.param([reaction(1), reaction(2, added=False)], {}, id="taken back"),
        pytest.param([reaction(2, added=False), reaction(1)], {}, id="taken back, told in the wrong order"),
        pytest.param(
            [reaction(1), reaction(2, added=False), reaction(3), reaction(2, added=False)],
            {"+1": 1},
            id="given again, and the taking back comes late once more",
        ),
        pytest.param([reaction(1), reaction(2, member_id="U2")], {"+1": 2}, id="two members"),
        pytest.param(
            [reaction(1, emoji="heart"), reaction(2)], {"+1": 1, "heart": 1}, id="one member, two emoji"
        ),
        pytest.param(
            [reaction(1, emoji="+1::skin-tone-2"), reaction(2, emoji="+1::skin-tone-5")],
            {"+1": 1},
            id="two skin tones are one vote",
        ),
        pytest.param(
            [
                reaction(1, emoji="+1::skin-tone-2"),
                reaction(2, emoji="+1::skin-tone-5"),
                reaction(3, emoji="+1::skin-tone-2", added=False),
            ],
            {"+1": 1},
            id="one of two skin tones taken back leaves a vote",
        ),
        pytest.param([reaction(1), reaction(2, channel_id="C2")], {"+1": 1}, id="one member, two postings"),
        pytest.param([reaction(1, emoji="tada")], {}, id="an emoji that is no vote"),
        pytest.param([reaction(1, message_ts="1790000000.000999")], {}, id="a message that shows no item"),
    ],
)
def test_votes_count(
    database: Database, votes: Votes, item: Item, events: list[Reaction], counts: dict[str, int]
) -> None:
    for event in events:
        votes.react(TEAM, event)

    assert tally(database, item).counts == counts


def test_votes_that_come_at_once_in_any_order_count_right(
    database: Database, votes: Votes, item: Item
) -> None:
    """Ten threads, as Socket Mode has: each member votes, takes it back, and every third votes again."""
    events = [
        reaction(turn * 1000 + member, member_id=f"U{member}", added=turn != 1)
        for member, turn in itertools.product(range(90), range(3))
        if turn < 2 or member % 3 == 0
    ]
    jumbled = sorted(events * 2, key=lambda event: hash((event.member_id, event.event_ts)) % 97)
    with ThreadPoolExecutor(10) as threads:
        list(threads.map(lambda event: votes.react(TEAM, event), jumbled))

    assert tally(database, item).counts == {"+1": 30}


def test_workspaces_do_not_share_votes(database: Database, votes: Votes, item: Item) -> None:
    votes.react("T0OTHER", reaction(1))

    assert tally(database, item) == NO_VOTES


def test_what_cannot_be_kept_is_told(
    database: Database, votes: Votes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "transaction", None)

    with pytest.raises(TypeError):
        votes.react(TEAM, reaction(1))
