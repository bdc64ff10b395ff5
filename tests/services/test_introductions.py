"""Introductions, what came of them, and what is due: on both databases, each workspace for itself."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.domain.alignment import Answers, Decider, Pace
from bot.domain.introductions import Outcome, Saving
from bot.domain.refusals import ItemGone, NotPartOfIt
from bot.search.search import Search
from bot.services.alignment import Alignment
from bot.services.confirmations import Confirmations
from bot.services.follow_ups import FollowUps
from bot.services.interests import Interests
from bot.services.introductions import Introductions
from bot.services.items import Items
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW, content

OTHER = "T0OTHER"
DAY = timedelta(days=1)
ANSWERS = Answers(goal="A", users="B", pace=Pace.WEEKS, brings="C", decides=Decider.ME)


@pytest.fixture
def introductions(database: Database) -> Introductions:
    return Introductions(database)


def meets(database: Database, number: int, member_id: str = "U2", team: str = TEAM) -> int:
    """An introduction that its owner, U1, accepted; its id."""
    item = Items(database, Search()).share(team, "U1", content(title=f"Bins {number}"), now=NOW)
    Interests(database).interested(team, item.id, member_id=member_id, hope="Help", now=NOW)
    with database.reading(team) as tx:
        one = tx.introductions.latest(item.id, member_id)
    assert one
    Introductions(database).accept(team, one.id, by="U1", now=NOW)
    return one.id


DEEDS: dict[str, Callable[[Database, int], object]] = {
    "about": lambda db, one: Introductions(db).about(OTHER, one, member_id="U1"),
    "accept": lambda db, one: Introductions(db).accept(OTHER, one, by="U1", now=NOW),
    "decline": lambda db, one: Introductions(db).decline(OTHER, one, by="U1"),
    "ask": lambda db, one: Introductions(db).ask(OTHER, one, "?", by="U1", now=NOW),
    "answer": lambda db, one: Introductions(db).answer(OTHER, one, "!", by="U2", now=NOW),
    "say": lambda db, one: Introductions(db).say(OTHER, one, Outcome.SHARED, by="U1", now=NOW),
    "later": lambda db, one: Introductions(db).later(OTHER, one, by="U1", now=NOW),
    "save": lambda db, one: Introductions(db).save(OTHER, one, Saving(), by="U1", now=NOW),
    "align": lambda db, one: Alignment(db).answer(OTHER, one, ANSWERS, by="U1", now=NOW),
    "own": lambda db, one: Alignment(db).own(OTHER, one, member_id="U1"),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=list(DEEDS))
def test_another_workspace_knows_nothing_of_it(
    database: Database, deed: Callable[[Database, int], object]
) -> None:
    one = meets(database, 1)
    with database.reading(TEAM) as tx:
        before = tx.introductions.get(one)

    with pytest.raises(NotPartOfIt):
        deed(database, one)
    with database.reading(TEAM) as tx:
        assert tx.introductions.get(one) == before


def test_what_is_due_in_one_workspace_is_not_in_another(database: Database) -> None:
    meets(database, 1)

    for service in (FollowUps(database), Confirmations(database)):
        assert service.write_due(OTHER, now=NOW + 400 * DAY) == 0
    assert FollowUps(database).write_due(TEAM, now=NOW + 8 * DAY) == 2
    assert Confirmations(database).write_due(TEAM, now=NOW + 61 * DAY) == 1


def test_preferences_and_answers_are_of_a_workspace(database: Database) -> None:
    one = meets(database, 1)
    FollowUps(database).choose(TEAM, "U1", follow_ups=False)
    Alignment(database).answer(TEAM, one, ANSWERS, by="U1", now=NOW)

    assert not FollowUps(database).preferences(TEAM, "U1").follow_ups
    assert FollowUps(database).preferences(OTHER, "U1").follow_ups
    with database.reading(OTHER) as tx:
        assert tx.alignments.of(one) == {}
        assert tx.introductions.latest(1, "U2") is None
        assert tx.introductions.waiting_for("U1", limit=5) == []
    with pytest.raises(ItemGone):
        Interests(database).take_back(OTHER, 1, member_id="U2", now=NOW)


def test_after_it_is_over_one_may_be_interested_anew(database: Database) -> None:
    interests = Interests(database)
    first = meets(database, 1)
    interests.take_back(TEAM, 1, member_id="U2", now=NOW)
    interests.interested(TEAM, 1, member_id="U2", hope="Again", now=NOW + 40 * DAY)

    with database.reading(TEAM) as tx:
        latest = tx.introductions.latest(1, "U2")
    assert latest
    assert latest.id != first
    assert latest.hope == "Again"
