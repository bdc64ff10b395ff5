"""Votes in workshops, on both databases: one workspace never sees another's."""

from decimal import Decimal

import pytest

from bot.domain.notices import NewNotice, NoticeKind
from bot.domain.votes import Reaction
from bot.domain.workshop_votes import Choice
from bot.domain.workshops import FormatKey, NewContribution, Workshop, WorkshopPhase, WorkshopSettings
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW

OTHER = "T0OTHER"
PLACE = ("C1", "1.0")


@pytest.fixture
def voted(database: Database) -> Workshop:
    """A workshop with a blind vote and a reaction."""
    with database.transaction(TEAM) as tx:
        workshop = tx.workshops.add(
            Workshop(
                id=0,
                format=FormatKey.PREMORTEM,
                subject="Repairs online",
                channel_id=PLACE[0],
                facilitators=("U9",),
                settings=WorkshopSettings(),
                phase=WorkshopPhase.VOTE,
                opened_at=NOW,
            ),
            request="opened",
        )
        (one,) = tx.contributions.add(workshop.id, "U1", [NewContribution(text="One")], late=False, at=NOW)
        tx.contributions.stands_for(*PLACE, workshop_id=workshop.id, contribution_id=one.id)
        tx.workshop_votes.open_ballot(workshop.id, ask_at=NOW)
        tx.workshop_votes.put(workshop.id, "U1", [Choice(contribution_id=one.id)])
        tx.votes.record(
            Reaction(
                channel_id=PLACE[0],
                message_ts=PLACE[1],
                member_id="U2",
                emoji="+1",
                added=True,
                event_ts=Decimal(1),
            )
        )
    return workshop


def test_a_workspace_sees_its_own_votes_only(database: Database, voted: Workshop) -> None:
    for team, number in ((TEAM, 1), (OTHER, 0)):
        with database.transaction(team) as tx:
            assert len(tx.workshop_votes.kept(voted.id)) == number
            assert len(tx.workshop_votes.of_voter(voted.id, "U1")) == number
            assert len(tx.workshop_votes.reacted(voted.id)) == number
            assert len(tx.workshop_votes.standing_for({PLACE})) == number
            assert len(tx.workshop_votes.ballots([voted.id])) == number


def test_a_workspace_changes_its_own_votes_only(database: Database, voted: Workshop) -> None:
    with database.transaction(OTHER) as tx:
        tx.workshop_votes.keep_instead(voted.id, [])
        tx.workshop_votes.put(voted.id, "U1", [])
        tx.workshop_votes.take_back(voted.id, "U1", Choice(contribution_id=1))
        assert not tx.workshop_votes.end_ballot(voted.id, NOW)

    with database.transaction(TEAM) as tx:
        assert len(tx.workshop_votes.kept(voted.id)) == 1
        assert tx.workshop_votes.ballots([voted.id]) == {voted.id: None}


def test_the_same_key_is_another_board_in_another_workspace(database: Database) -> None:
    board = NewNotice(
        kind=NoticeKind.WORKSHOP_BOARD, key="board", recipient="C1", subject={"workshop": 1}, due_at=NOW
    )
    for team in (TEAM, OTHER):
        with database.transaction(team) as tx:
            tx.notices.refresh(board)
            tx.notices.refresh(board)

    with database.transaction(OTHER) as tx:
        tx.notices.refresh_again("board", now=NOW)
        assert list(tx.notices.states()) == ["board"]
