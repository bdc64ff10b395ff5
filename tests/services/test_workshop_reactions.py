"""Reactions that come while a workshop moves on: what was done in time counts, whoever was quicker."""

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.data.formats import formats
from bot.domain.authorship import Authorship
from bot.domain.votes import Reaction
from bot.domain.workshop_rules import setup_of
from bot.domain.workshops import FormatKey, NewContribution, VoteMode, WorkshopPhase, WorkshopSettings
from bot.services.contributing import Contributing
from bot.services.votes import Votes
from bot.services.workshop_phases import WorkshopPhases
from bot.services.workshop_votes import WorkshopVotes, on_entering
from bot.services.workshops import Workshops
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW

LEADER = "U9"
CHANNEL = "C1"
MICROSECOND = Decimal("0.000001")
_stamps = itertools.count(1)


class Voting:
    """A workshop whose two contributions stand in a thread; two processes keep reactions."""

    def __init__(self, database: Database, others: list[Database], **settings: object) -> None:
        authorship = Authorship(b"secret")
        self.workshops = Workshops(database, authorship)
        self.phases = WorkshopPhases(database, entering=(on_entering,))
        self.votes = WorkshopVotes(database, authorship)
        self.keeping = [Votes(one, emoji=("+1", "heart")) for one in others]
        self.id = self.workshops.open(
            TEAM,
            FormatKey.PREMORTEM,
            subject="Repairs online",
            channel_id=CHANNEL,
            private=False,
            facilitators=[LEADER],
            settings=WorkshopSettings(**settings),  # type: ignore[arg-type]
            request="opened",
            now=NOW,
        ).id
        written = [NewContribution(category="Culture", text=text) for text in ("One", "Two")]
        contributing = Contributing(database, authorship)
        kept = contributing.keep(TEAM, self.id, by="U1", written=written, request="written", now=NOW)
        self.numbers = [one.id for one in kept.added]
        with database.transaction(TEAM) as tx:
            for number in self.numbers:
                tx.contributions.stands_for(
                    CHANNEL, f"{number}.0", workshop_id=self.id, contribution_id=number
                )
        self.goes_to(WorkshopPhase.VOTE)

    def goes_to(self, phase: WorkshopPhase, now: datetime = NOW) -> None:
        order = list(WorkshopPhase)
        while (at := self.workshops.state(TEAM, self.id).workshop.phase) is not phase:
            on = order.index(at) < order.index(phase)
            move = self.phases.move_on if on else self.phases.go_back
            move(TEAM, self.id, by=LEADER, seen=at, now=now)

    def react(
        self,
        member: str,
        place: int,
        at: datetime,
        *,
        added: bool = True,
        emoji: str = "+1",
        process: int = 0,
    ) -> None:
        self.keeping[process].react(
            TEAM,
            Reaction(
                channel_id=CHANNEL,
                message_ts=f"{self.numbers[place]}.0",
                member_id=member,
                emoji=emoji,
                added=added,
                event_ts=Decimal(int(at.timestamp() * 1_000_000)) * MICROSECOND,
            ),
        )

    def counted(self) -> list[int]:
        counts = self.votes.counts(TEAM, self.id).contributions
        return [counts.get(number, 0) for number in self.numbers]


@pytest.fixture
def voting(database: Database) -> Voting:
    return Voting(database, [database])


EARLIER, LATER = datetime(2026, 11, 18, 11, 0, tzinfo=UTC), datetime(2026, 11, 18, 13, 0, tzinfo=UTC)


def test_what_was_done_in_time_is_kept_when_it_comes_late(voting: Voting) -> None:
    voting.react("U1", 0, EARLIER)
    voting.goes_to(WorkshopPhase.DISCUSS)

    voting.react("U2", 1, EARLIER)
    voting.react("U1", 0, EARLIER.replace(minute=1), added=False)

    assert voting.counted() == [0, 1]


def test_what_is_done_too_late_is_not(voting: Voting) -> None:
    voting.react("U1", 0, EARLIER)
    voting.goes_to(WorkshopPhase.DISCUSS)

    voting.react("U2", 1, LATER)
    voting.react("U1", 0, LATER, added=False)

    assert voting.counted() == [1, 0]


def test_one_of_two_emoji_taken_back_late_leaves_the_vote(voting: Voting) -> None:
    voting.react("U1", 0, EARLIER)
    voting.react("U1", 0, EARLIER, emoji="heart")
    voting.goes_to(WorkshopPhase.DISCUSS)

    voting.react("U1", 0, EARLIER.replace(minute=1), added=False)

    assert voting.counted() == [1, 0]


def test_who_votes_blind_instead_begins_anew(voting: Voting) -> None:
    voting.react("U1", 0, EARLIER)
    voting.goes_to(WorkshopPhase.GROUP)

    workshop = voting.workshops.state(TEAM, voting.id).workshop
    shown = setup_of(workshop, formats()[workshop.format])
    blind = replace(shown, settings=replace(shown.settings, vote_mode=VoteMode.BLIND))
    voting.workshops.change(TEAM, voting.id, by=LEADER, shown=shown, wanted=blind, now=NOW)
    voting.goes_to(WorkshopPhase.VOTE)
    voting.react("U2", 0, LATER)

    assert voting.votes.counts(TEAM, voting.id).voters == 0


def test_reactions_and_moves_at_the_same_moment_lose_no_vote(database: Database, database_url: str) -> None:
    """Forty people react in two processes while the workshop leaves voting and comes back, five times over."""
    others = [Database.connect(database_url) for _ in range(2)]
    voting = Voting(database, others, votes_each=1)
    people, rounds = 40, 5
    reacted: dict[str, datetime] = {}
    ended: list[datetime] = []

    def react(person: int) -> None:
        together.wait(timeout=60)
        member = f"U{next(_stamps)}"
        reacted[member] = datetime.now(UTC)
        voting.react(member, person % 2, reacted[member], process=person % 2)

    def end() -> None:
        together.wait(timeout=60)
        ended.append(datetime.now(UTC))
        voting.goes_to(WorkshopPhase.DISCUSS, ended[-1])

    for _ in range(rounds):
        voting.goes_to(WorkshopPhase.VOTE, datetime.now(UTC))
        together = threading.Barrier(people + 1)
        with ThreadPoolExecutor(people + 1) as pool:
            work = [pool.submit(end), *(pool.submit(react, person) for person in range(people))]
            for done in work:
                done.result()
        in_time = [member for member, at in reacted.items() if at <= ended[-1]]
        with database.reading(TEAM) as tx:
            kept = {one.voter for one in tx.workshop_votes.kept(voting.id)}
        assert kept.issuperset(in_time)

    voting.goes_to(WorkshopPhase.VOTE, datetime.now(UTC))
    assert sum(voting.counted()) == len(reacted) == people * rounds
    for one in others:
        one.close()
