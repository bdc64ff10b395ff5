"""The end of a vote as a state machine: what Slack showed when it ended counts, however events fare."""

import itertools
from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.domain.authorship import Authorship
from bot.domain.reconciling import JUST_BEFORE, Check, Shown
from bot.domain.votes import Reaction
from bot.domain.workshops import FormatKey, NewContribution, WorkshopPhase, WorkshopSettings
from bot.services.contributing import Contributing
from bot.services.reconciling import Reconciling
from bot.services.votes import Votes
from bot.services.workshop_phases import WorkshopPhases
from bot.services.workshop_votes import WorkshopVotes, on_entering
from bot.services.workshops import Workshops
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW

EMOJI = ("+1", "heart")
LEADER, CHANNEL = "U9", "C1"
_numbers = itertools.count(1)
VOTES = st.lists(st.sampled_from([("U1", "+1"), ("U1", "heart"), ("U2", "+1")]), min_size=1, max_size=4)

Vote = tuple[str, str]


class Closing(RuleBasedStateMachine):
    """People react until the vote ends, and after it. Slack shows what there is just before the end, or just after."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self.reconciling = Reconciling(database, emoji=EMOJI)
        self.votes = Votes(database, emoji=EMOJI)
        self.counting = WorkshopVotes(database, Authorship(b"secret"))
        self.phases = WorkshopPhases(database, entering=(on_entering,))
        self.database = database
        self.at = Decimal(int(NOW.timestamp()))
        self.slack: set[Vote] = set()
        self.events: list[Reaction] = []
        self.at_the_end: set[Vote] | None = None

    @initialize()
    def people_vote(self) -> None:
        number = next(_numbers)
        authorship = Authorship(b"secret")
        self.id = (
            Workshops(self.database, authorship)
            .open(
                TEAM,
                FormatKey.PREMORTEM,
                subject="Repairs online",
                channel_id=CHANNEL,
                private=False,
                facilitators=[LEADER],
                settings=WorkshopSettings(),
                request=f"opened {number}",
                now=NOW,
            )
            .id
        )
        written = [NewContribution(category="Culture", text="Nobody owned it")]
        kept = Contributing(self.database, authorship).keep(
            TEAM, self.id, by="U1", written=written, request="written", now=NOW
        )
        self.choice = kept.added[0].id
        self.place = (CHANNEL, f"1790000000.{number:06}")
        with self.database.transaction(TEAM) as tx:
            tx.contributions.stands_for(*self.place, workshop_id=self.id, contribution_id=self.choice)
        self._moves_on(WorkshopPhase.GATHER)
        self._moves_on(WorkshopPhase.GROUP)

    @rule(votes=VOTES)
    def people_react_and_take_it_back(self, votes: list[Vote]) -> None:
        for who, emoji in votes:
            self.at += 1
            added = (who, emoji) not in self.slack
            self.slack ^= {(who, emoji)}
            self.events.append(self._event(who, emoji, added=added))

    @precondition(lambda self: self.events)
    @rule(data=st.data(), again=st.booleans())
    def an_event_comes(self, data: st.DataObject, again: bool) -> None:
        number = data.draw(st.integers(0, len(self.events) - 1))
        self.votes.react(TEAM, self.events[number])
        if not again:
            del self.events[number]

    @precondition(lambda self: self.events and self.at_the_end is None)
    @rule(data=st.data())
    def an_event_is_lost(self, data: st.DataObject) -> None:
        del self.events[data.draw(st.integers(0, len(self.events) - 1))]

    @precondition(lambda self: self.at_the_end is None)
    @rule(looked=st.sampled_from(["before", "after"]))
    def the_vote_ends(self, looked: str) -> None:
        """When Slack did not say just before the end, it is asked just after."""
        self.at += 1
        if looked == "before":
            self._looks()
            self.at += 1
        else:
            self.at += JUST_BEFORE.seconds * 2  # whatever was shown before is too old
        self.at_the_end = set(self.slack)
        self._moves_on(WorkshopPhase.VOTE)
        with self.database.reading(TEAM) as tx:
            assert tx.watched.any_due(self._now()) is (looked == "after")
        self.at += 1
        if looked == "after":
            self._looks()

    def teardown(self) -> None:
        """What is left comes, late. Then who voted when it ended is who counts."""
        if self.at_the_end is None:
            return
        for event in reversed(self.events):
            self.votes.react(TEAM, event)
        counted = self.counting.counts(TEAM, self.id).contributions.get(self.choice, 0)
        assert counted == len({who for who, _ in self.at_the_end})

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

    def _looks(self) -> None:
        shown = Shown(place=self.place, reactions=frozenset(self.slack))
        check = Check(places=(self.place,), workshop_id=self.id)
        self.reconciling.shown(TEAM, check, [shown], as_of=self.at, now=self._now())

    def _moves_on(self, seen: WorkshopPhase) -> None:
        self.phases.move_on(TEAM, self.id, by=LEADER, seen=seen, now=self._now())

    def _now(self) -> datetime:
        return datetime.fromtimestamp(float(self.at), UTC)


def test_what_slack_showed_when_a_vote_ended_counts_however_events_fare(database: Database) -> None:
    run_state_machine_as_test(
        lambda: Closing(database),  # type: ignore[arg-type]  # whatever makes one will do
        settings=settings(max_examples=25, stateful_step_count=8, deadline=None),
    )
