"""Quiet offers: each workspace has its own, on both databases."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.offers import OfferReader
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW

OTHER = "T0OTHER"
READER = OfferReader(
    member_id="U1", last_at=NOW, marked=True, in_a_row=2, quiet_until=NOW + timedelta(days=90)
)


def test_a_channel_is_switched_on_once_and_begins_anew_after_it_was_off(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        assert tx.offers.channel("C1") is None
        assert tx.offers.switch_on("C1", by="U1")
        assert not tx.offers.switch_on("C1", by="U2")
        tx.offers.did_not_help("C1")
        tx.offers.did_not_help("C1")

    with database.transaction(TEAM) as tx:
        channel = tx.offers.channel("C1")
        assert channel is not None
        assert (channel.set_by, channel.unhelpful) == ("U1", 2)
        assert tx.offers.switch_off("C1")
        assert not tx.offers.switch_off("C1")
        assert tx.offers.switch_on("C1", by="U2")
        again = tx.offers.channel("C1")
        assert again is not None
        assert again.unhelpful == 0


def test_what_is_known_of_somebody_comes_back_as_it_was(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        assert tx.offers.reader("U1") == OfferReader(member_id="U1")
        tx.offers.lock("U1")
        tx.offers.put(READER)
    with database.transaction(TEAM) as tx:
        tx.offers.lock("U1")
        assert tx.offers.reader("U1") == READER
        tx.offers.put(replace(READER, in_a_row=0))
        assert tx.offers.reader("U1").in_a_row == 0


def test_somebody_stops_in_one_channel_and_may_start_again(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        tx.offers.stop("C1", "U1")
        tx.offers.stop("C1", "U1")
        assert tx.offers.stopped("C1", "U1")
        assert not tx.offers.stopped("C2", "U1")
        assert not tx.offers.stopped("C1", "U2")
        tx.offers.start_again("C1", "U1")
        assert not tx.offers.stopped("C1", "U1")


def test_another_workspace_has_none_of_it(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        tx.offers.switch_on("C1", by="U1")
        tx.offers.put(READER)
        tx.offers.stop("C1", "U1")

    with database.transaction(OTHER) as tx:
        assert tx.offers.channel("C1") is None
        assert tx.offers.reader("U1") == OfferReader(member_id="U1")
        assert not tx.offers.stopped("C1", "U1")
        tx.offers.did_not_help("C1")
        tx.offers.start_again("C1", "U1")
        assert not tx.offers.switch_off("C1")
    with database.reading(TEAM) as tx:
        channel = tx.offers.channel("C1")
        assert channel is not None
        assert channel.unhelpful == 0
        assert tx.offers.reader("U1") == READER
        assert tx.offers.stopped("C1", "U1")
