"""Messages whose reactions are votes, and events in hand: one workspace never sees another's."""

from datetime import timedelta
from decimal import Decimal

import pytest

from bot.domain.events import Standing
from bot.search.search import Search
from bot.services.items import Items
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW, content

OTHER = "T0OTHER"
PLACE = ("C1", "1790000000.000100")
LEASE = timedelta(minutes=1)
APART = timedelta(seconds=2)
LATER = NOW + timedelta(days=365)


@pytest.fixture
def watched(database: Database) -> Database:
    """A card in one workspace."""
    item = Items(database, Search()).share(TEAM, "U1", content(), now=NOW)
    with database.transaction(TEAM) as tx:
        tx.postings.add(channel_id=PLACE[0], message_ts=PLACE[1], item_id=item.id)
    return database


def test_another_workspace_knows_nothing_of_it_and_changes_nothing(watched: Database) -> None:
    with watched.transaction(OTHER) as tx:
        assert not tx.watched.any_due(LATER)
        assert tx.watched.claim_message(LATER, lease=LEASE, apart=APART) is None
        assert tx.watched.as_of({PLACE}) == {}
        assert tx.watched.advance([PLACE], Decimal(1)) == {}
        assert tx.watched.everything() == ([], [])
        tx.watched.put_off([PLACE], until=None)
        tx.watched.ask_soon(NOW, not_since=LATER, quiet_since=NOW - LEASE)

    with watched.transaction(TEAM) as tx:
        assert tx.watched.as_of({PLACE}) == {PLACE: Decimal(0)}
        assert tx.watched.claim_message(LATER, lease=LEASE, apart=APART) == PLACE


def test_who_claims_it_has_it_alone_until_the_lease_ends(watched: Database) -> None:
    with watched.transaction(TEAM) as tx:
        assert tx.watched.claim_message(LATER, lease=LEASE, apart=APART) == PLACE
        assert tx.watched.claim_message(LATER + LEASE / 2, lease=LEASE, apart=APART) is None
        assert tx.watched.claim_message(LATER + LEASE, lease=LEASE, apart=APART) == PLACE


def test_what_was_shown_earlier_does_not_come_back(watched: Database) -> None:
    with watched.transaction(TEAM) as tx:
        assert tx.watched.advance([PLACE], Decimal("2.5")) == {PLACE: Decimal(0)}
        assert tx.watched.advance([PLACE], Decimal("2.5")) == {}
        assert tx.watched.advance([PLACE], Decimal(1)) == {}
        assert tx.watched.as_of({PLACE}) == {PLACE: Decimal("2.5")}


def test_an_event_is_in_hand_then_done_in_its_workspace(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        assert tx.events.take("Ev1", NOW, lease=LEASE) is Standing.NEW
        assert tx.events.take("Ev1", NOW + LEASE / 2, lease=LEASE) is Standing.IN_HAND
        assert tx.events.take("Ev1", NOW + LEASE, lease=LEASE) is Standing.AGAIN
        assert tx.events.take("Ev1", NOW + LEASE, lease=LEASE) is Standing.IN_HAND
    with database.transaction(OTHER) as tx:
        tx.events.done("Ev1", lease_ends=NOW + 2 * LEASE)
        assert tx.events.take("Ev1", NOW, lease=LEASE) is Standing.NEW
    with database.transaction(TEAM) as tx:
        tx.events.done("Ev1", lease_ends=NOW + 2 * LEASE)
        assert tx.events.take("Ev1", LATER, lease=LEASE) is Standing.DONE


def test_who_is_too_late_with_an_event_changes_nothing_for_who_took_it_since(database: Database) -> None:
    late, later = NOW + LEASE, NOW + 2 * LEASE  # when the leases of the first and the second end
    with database.transaction(TEAM) as tx:
        assert tx.events.take("Ev1", NOW, lease=LEASE) is Standing.NEW
        assert tx.events.take("Ev1", late, lease=LEASE) is Standing.AGAIN
        tx.events.done("Ev1", lease_ends=late)
        tx.events.leave("Ev1", late, lease_ends=late)
        assert tx.events.take("Ev1", late, lease=LEASE) is Standing.IN_HAND

        tx.events.done("Ev1", lease_ends=later)
        tx.events.leave("Ev1", later, lease_ends=late)
        assert tx.events.take("Ev1", LATER, lease=LEASE) is Standing.DONE
