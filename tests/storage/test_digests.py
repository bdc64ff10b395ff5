"""Digest subscriptions, on both databases."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.domain.digests import Subscription
from bot.domain.items import Kind
from bot.domain.schedules import Frequency, HolidaysOf, Schedule
from storage import schema
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW

WEEK = timedelta(days=7)
MINE = Subscription(
    recipient="C1",
    schedule=Schedule(
        frequency=Frequency.FORTNIGHTLY,
        weekday=4,
        odd_weeks=True,
        at=time(17, 5),
        time_zone="Europe/Belfast",
        holidays=HolidaysOf.NORTHERN_IRELAND,
    ),
    themes=("public-health",),
    councils=("Wessex Council (sample)",),
    kinds=(Kind.IDEA, Kind.PROBLEM),
    set_by="U1",
    covered_until=NOW - WEEK,
    next_at=NOW,
)


@pytest.fixture(autouse=True)
def _kept(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        tx.digests.put(MINE)


def test_a_subscription_comes_back_as_it_was(database: Database) -> None:
    with database.reading(TEAM) as tx:
        assert tx.digests.get("C1") == MINE
        assert tx.digests.all() == [MINE]
        assert tx.digests.get("C2") is None


def test_a_member_has_one_beside_the_channels(database: Database) -> None:
    own = replace(MINE, recipient="U1", schedule=Schedule(), councils=(), kinds=(), next_at=NOW + WEEK)
    with database.transaction(TEAM) as tx:
        tx.digests.put(own)

    with database.reading(TEAM) as tx:
        assert tx.digests.all() == [MINE, own]
        assert [one.is_personal for one in tx.digests.all()] == [False, True]
    with database.reading("T0OTHER") as tx:
        assert tx.digests.get("U1") is None
        assert tx.digests.all() == tx.digests.due(NOW + WEEK) == []


def test_a_weekly_digest_of_before_goes_on(database: Database, database_url: str) -> None:
    """What was set up when every digest was a channel's and weekly."""
    before = replace(MINE, schedule=Schedule(weekday=4, at=time(17, 5)), councils=(), kinds=())
    with database.transaction(TEAM) as tx:
        tx.digests.put(before)
        tx.digests.put(replace(before, recipient="U1"))
    database.close()

    schema.downgrade(database_url, "0014")
    schema.upgrade(database_url)

    with database.reading(TEAM) as tx:
        assert tx.digests.all() == [before]


def test_what_is_due(database: Database) -> None:
    with database.reading(TEAM) as tx:
        assert tx.digests.due(NOW - timedelta(seconds=1)) == []
        assert tx.digests.due(NOW) == [MINE]


def test_a_turn_is_taken_once(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        assert tx.digests.claim(MINE, next_at=NOW + WEEK)
    with database.transaction(TEAM) as tx:
        assert not tx.digests.claim(MINE, next_at=NOW + WEEK)


def test_no_turn_is_taken_in_a_pause(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        tx.digests.pause("C1")
        assert tx.digests.due(NOW) == []
        assert not tx.digests.claim(MINE, next_at=NOW + WEEK)


def test_a_period_is_only_ever_given_back(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        tx.digests.uncover("C1", since=NOW)
        assert tx.digests.get("C1") == MINE
        tx.digests.uncover("C1", since=NOW - 2 * WEEK)
        kept = tx.digests.get("C1")
        assert kept is not None
        assert kept.covered_until == NOW - 2 * WEEK
