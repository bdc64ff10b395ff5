"""Blind votes as a state machine: whatever people do, and in whatever order, the counts at close are right."""

import itertools
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.domain.authorship import Authorship
from bot.domain.refusals import InvalidFields, VotingOver
from bot.domain.workshop_votes import Choice
from bot.domain.workshops import FormatKey, NewContribution, VoteMode, WorkshopPhase, WorkshopSettings
from bot.services.contributing import Contributing
from bot.services.workshop_phases import WorkshopPhases
from bot.services.workshop_votes import WorkshopVotes, on_entering
from bot.services.workshops import Workshops
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW

LIMIT = 2
LEADER = "U9"
PEOPLE = st.sampled_from(["U1", "U2", "U3"])
_requests = itertools.count()


class BlindVotes(RuleBasedStateMachine):
    """A workshop of six contributions, and what its votes should be. The database is set by the test."""

    database: Database
    there_is = Bundle("there_is")

    def __init__(self) -> None:
        super().__init__()
        authorship = Authorship(b"secret")
        self.workshops = Workshops(self.database, authorship)
        self.contributing = Contributing(self.database, authorship)
        self.phases = WorkshopPhases(self.database, entering=(on_entering,))
        self.votes = WorkshopVotes(self.database, authorship)
        self.wanted: dict[str, set[int]] = {}
        self.gone: set[int] = set()

    @initialize(target=there_is, anonymous=st.booleans())
    def opened(self, anonymous: bool) -> object:
        request = str(next(_requests))
        self.id = self.workshops.open(
            TEAM,
            FormatKey.PREMORTEM,
            subject="Repairs online",
            channel_id="C1",
            private=False,
            facilitators=[LEADER],
            settings=WorkshopSettings(vote_mode=VoteMode.BLIND, votes_each=LIMIT, anonymous=anonymous),
            request=request,
            now=NOW,
        ).id
        written = [NewContribution(category="Culture", text=f"Text {number}") for number in range(6)]
        kept = self.contributing.keep(TEAM, self.id, by="U1", written=written, request=request, now=NOW)
        for _ in range(2):
            self.moves()
        return multiple(*(one.id for one in kept.added))

    @property
    def phase(self) -> WorkshopPhase:
        return self.workshops.state(TEAM, self.id).workshop.phase

    def moves(self, *, back: bool = False) -> None:
        move = self.phases.go_back if back else self.phases.move_on
        move(TEAM, self.id, by=LEADER, seen=self.phase, now=NOW)

    def choose(self, person: str, chosen: Iterable[int]) -> None:
        choices = [Choice(contribution_id=number) for number in chosen]
        self.votes.vote(TEAM, self.id, member_id=person, choices=choices, now=NOW)

    @rule(person=PEOPLE, chosen=st.lists(there_is, max_size=4, unique=True), twice=st.booleans())
    def vote(self, person: str, chosen: list[int], twice: bool) -> None:
        alive = set(chosen) - self.gone
        if self.phase is not WorkshopPhase.VOTE:
            with pytest.raises(VotingOver):
                self.choose(person, chosen)
        elif len(alive) > LIMIT:
            with pytest.raises(InvalidFields):
                self.choose(person, chosen)
        else:
            for _ in range(1 + twice):
                self.choose(person, chosen)
            self.wanted[person] = alive

    @rule(contribution=consumes(there_is))
    def withdraw(self, contribution: int) -> None:
        self.contributing.withdraw(TEAM, self.id, contribution, by="U1", now=NOW)
        self.gone.add(contribution)
        for mine in self.wanted.values():
            mine.discard(contribution)

    @precondition(lambda self: self.phase is WorkshopPhase.VOTE)
    @rule()
    def voting_ends(self) -> None:
        self.moves()

    @precondition(lambda self: self.phase is WorkshopPhase.DISCUSS)
    @rule()
    def voting_goes_on(self) -> None:
        self.moves(back=True)

    @invariant()
    def nobody_sees_more_than_how_many_voted(self) -> None:
        counts = self.votes.counts(TEAM, self.id)
        assert (counts.contributions, counts.groups) == ({}, {})
        assert counts.voters == sum(map(bool, self.wanted.values()))

    @invariant()
    def everybody_sees_their_own(self) -> None:
        if self.phase is WorkshopPhase.VOTE:
            for person, mine in self.wanted.items():
                ballot = self.votes.ballot(TEAM, self.id, member_id=person)
                assert {one.contribution_id for one in ballot.own} == mine

    def teardown(self) -> None:
        self.phases.close(TEAM, self.id, by=LEADER, now=NOW)
        counts = self.votes.counts(TEAM, self.id).contributions
        for number, count in counts.items():
            assert count == sum(number in mine for mine in self.wanted.values())
        assert sum(counts.values()) == sum(map(len, self.wanted.values()))


def test_whatever_people_do_the_counts_are_right(database: Database) -> None:
    machine = type("BlindVotesHere", (BlindVotes,), {"database": database})

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=15, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
