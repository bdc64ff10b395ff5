"""Votes as a state machine: however events fare, after one last showing ours are Slack's."""

import itertools
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.domain.items import Item
from bot.domain.reconciling import Check, Place, Shown
from bot.domain.votes import Reaction
from bot.search.search import Search
from bot.services.items import Items
from bot.services.reconciling import Reconciling
from bot.services.votes import Votes
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW, content

EMOJI = ("+1", "heart")
NO_VOTE = "tada"
VOTES = st.sampled_from([("U1", "+1"), ("U1", "+1::skin-tone-2"), ("U2", NO_VOTE)])
BEGUN = Decimal(1_790_000_000)
_messages = itertools.count(1)

Vote = tuple[str, str]


class SlackAndUs(RuleBasedStateMachine):
    """Two people react; Slack tells us twice, late, in any order, or not; we look, and are slow to write it down."""

    def __init__(self, database: Database, item: Item) -> None:
        super().__init__()
        self.database = database
        self.item = item
        self.votes = Votes(database, emoji=EMOJI)
        self.reconciling = Reconciling(database, emoji=EMOJI)
        self.at = BEGUN
        self.slack: set[Vote] = set()
        self.events: list[Reaction] = []
        self.showings: list[tuple[Shown, Decimal]] = []
        self.place: Place = ("C1", "")

    @initialize()
    def a_card_is_posted(self) -> None:
        """Each run has a card of its own."""
        self.place = ("C1", f"1790000000.{next(_messages):06}")
        with self.database.transaction(TEAM) as tx:
            tx.postings.add(channel_id=self.place[0], message_ts=self.place[1], item_id=self.item.id)

    @rule(votes=st.lists(VOTES, min_size=2, max_size=5))
    def people_react_and_take_it_back(self, votes: list[Vote]) -> None:
        for vote in votes:
            self._goes_by(1)
            self.events.append(self._event(*vote, added=vote not in self.slack))
            self.slack ^= {vote}

    @precondition(lambda self: self.events)
    @rule(data=st.data(), again=st.booleans())
    def an_event_comes(self, data: st.DataObject, again: bool) -> None:
        number = data.draw(st.integers(0, len(self.events) - 1))
        self.votes.react(TEAM, self.events[number])
        if not again:
            del self.events[number]

    @precondition(lambda self: self.events)
    @rule(data=st.data())
    def an_event_is_lost(self, data: st.DataObject) -> None:
        del self.events[data.draw(st.integers(0, len(self.events) - 1))]

    @rule(earlier=st.integers(0, 3))
    def somebody_looks(self, earlier: int) -> None:
        """As of a moment that is certainly not later than the look: Slack's answers have whole seconds."""
        self.showings.append((self._shown(), self.at - earlier))

    @precondition(lambda self: self.showings)
    @rule(data=st.data())
    def and_writes_it_down(self, data: st.DataObject) -> None:
        self._write_down(*self.showings.pop(data.draw(st.integers(0, len(self.showings) - 1))))

    def teardown(self) -> None:
        """One last look, and what comes after that, late: events and showings."""
        if not self.place[1]:
            return
        self._goes_by(5)
        late = [*self.showings]
        self._write_down(self._shown(), self.at)
        for event in reversed(self.events):
            self.votes.react(TEAM, event)
        for shown, as_of in late:
            self._write_down(shown, as_of)
        assert self._ours() == {(who, emoji) for who, emoji in self.slack if emoji != NO_VOTE}

    def _goes_by(self, seconds: int) -> None:
        self.at += seconds

    def _event(self, who: str, emoji: str, *, added: bool) -> Reaction:
        channel_id, message_ts = self.place
        return Reaction(
            channel_id=channel_id,
            message_ts=message_ts,
            member_id=who,
            emoji=emoji,
            added=added,
            event_ts=self.at,
        )

    def _shown(self) -> Shown:
        return Shown(place=self.place, reactions=frozenset(self.slack))

    def _write_down(self, shown: Shown, as_of: Decimal) -> None:
        check = Check(places=(self.place,))
        self.reconciling.shown(
            TEAM, check, [shown], as_of=as_of, now=NOW + timedelta(seconds=float(as_of - BEGUN))
        )

    def _ours(self) -> set[Vote]:
        with self.database.reading(TEAM) as tx:
            known = tx.votes.known([self.place])[self.place]
        return {(one.member_id, one.emoji) for one in known if one.added}


@pytest.fixture
def item(database: Database) -> Item:
    return Items(database, Search()).share(TEAM, "U9", content(), now=NOW)


def test_however_events_fare_after_one_last_showing_our_votes_are_slacks(
    database: Database, item: Item
) -> None:
    run_state_machine_as_test(
        lambda: SlackAndUs(database, item),  # type: ignore[arg-type]  # whatever makes one will do
        settings=settings(max_examples=150, stateful_step_count=12, deadline=None),
    )


def test_what_slack_names_in_part_takes_nothing_back(database: Database, item: Item) -> None:
    """Of an emoji of which Slack does not name everybody, who is not named may have reacted all the same."""
    machine = SlackAndUs(database, item)
    machine.a_card_is_posted()
    seen: dict[str, Any] = {"place": machine.place, "reactions": frozenset({("U2", "+1")})}
    machine.votes.react(TEAM, machine._event("U1", "+1", added=True))
    machine.votes.react(TEAM, machine._event("U1", "heart", added=True))

    machine._write_down(Shown(**seen, partial=frozenset({"+1"})), BEGUN + 5)

    assert machine._ours() == {("U1", "+1"), ("U2", "+1")}
