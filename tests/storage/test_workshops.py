"""Workshops and contributions: kept once, and each workspace has its own, on both databases."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.workshops import (
    FormatKey,
    Happened,
    NewContribution,
    Workshop,
    WorkshopPhase,
    WorkshopSettings,
)
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW

OTHER = "T0OTHER"
NEW = Workshop(
    id=0,
    format=FormatKey.PREMORTEM,
    subject="Repairs online",
    channel_id="C1",
    facilitators=("U1", "U2"),
    settings=WorkshopSettings(categories=("Culture", "Tools"), anonymous=True, votes_each=3),
    phase=WorkshopPhase.GATHER,
    opened_at=NOW,
    phase_ends_at=NOW + timedelta(minutes=10),
    private=True,
)
WRITTEN = NewContribution(
    category="Culture", text="Nobody owned it", slots={"who": "us"}, rating=-2, saves=2.5
)


def test_a_workshop_comes_back_as_it_was_and_one_request_opens_one(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        kept = tx.workshops.add(NEW, request="a")
        assert tx.workshops.add(replace(NEW, subject="Other"), request="a") == kept
        assert tx.workshops.add(NEW, request="b").id != kept.id
    with database.reading(TEAM) as tx:
        assert tx.workshops.get(kept.id) == replace(NEW, id=kept.id)


def test_what_changes_is_kept_and_who_leads_it(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        kept = tx.workshops.add(NEW, request="a")
        tx.workshops.board_posted(kept.id, "1.2")
        changed = replace(kept, phase=WorkshopPhase.CLOSE, closed_at=NOW, subject="Repairs", board_ts="1.2")
        tx.workshops.put(changed)
        tx.workshops.set_facilitators(kept.id, ["U3", "U1"])
    with database.reading(TEAM) as tx:
        assert tx.workshops.on_board("C1", "1.2") == replace(changed, facilitators=("U3", "U1"))
        assert tx.workshops.on_board("C2", "1.2") is None


def test_what_is_due(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        timed = tx.workshops.add(NEW, request="timed")
        reminded = tx.workshops.add(
            replace(NEW, phase_ends_at=None, remind_at=NOW + timedelta(days=2)), request="reminded"
        )
        closed = tx.workshops.add(
            replace(NEW, phase_ends_at=NOW, closed_at=NOW, look_back_at=NOW + timedelta(days=91)),
            request="closed",
        )
        tx.workshops.add(replace(NEW, time_up=True), request="told")

    def due(after: timedelta) -> list[int]:
        with database.reading(TEAM) as tx:
            return [one.id for one in tx.workshops.due(NOW + after)]

    assert due(timedelta()) == []
    assert due(timedelta(minutes=10)) == [timed.id]
    assert due(timedelta(days=2)) == [timed.id, reminded.id]
    assert due(timedelta(days=91)) == [timed.id, reminded.id, closed.id]


def test_contributions_come_back_as_they_were_and_late_ones_apart(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        workshop = tx.workshops.add(NEW, request="a")
        assert tx.contributions.is_new(workshop.id, "form")
        assert not tx.contributions.is_new(workshop.id, "form")
        (one,) = tx.contributions.add(workshop.id, "a hash", [WRITTEN], late=False, at=NOW)
        (late,) = tx.contributions.add(workshop.id, "another", [WRITTEN], late=True, at=NOW)
    with database.transaction(TEAM) as tx:
        assert tx.contributions.of_workshop(workshop.id) == (one,)
        assert (one.slots, one.rating, one.saves) == ({"who": "us"}, -2, 2.5)
        assert tx.contributions.late(workshop.id) == (late,)
        assert tx.contributions.contributors(workshop.id) == 1
        tx.contributions.decide([late.id], let_in=False)
        assert tx.contributions.late(workshop.id) == ()
        assert tx.contributions.of_workshop(workshop.id) == (one,)
        assert len(tx.contributions.of_author(workshop.id, "another")) == 1, "it is kept all the same"


def test_a_group_that_goes_leaves_what_was_in_it(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        workshop = tx.workshops.add(NEW, request="a")
        (one,) = tx.contributions.add(workshop.id, "U1", [WRITTEN], late=False, at=NOW)
        group = tx.contributions.add_group(workshop.id, "Owners", position=1, of=[one.id])
        tx.contributions.stands_for("C1", "1.2", workshop_id=workshop.id, group_id=group.id)
    with database.transaction(TEAM) as tx:
        assert tx.contributions.of_workshop(workshop.id) == (replace(one, group_id=group.id),)
        tx.contributions.remove_groups([group.id])
    with database.reading(TEAM) as tx:
        assert tx.contributions.of_workshop(workshop.id) == (one,)
        assert tx.contributions.groups(workshop.id) == ()


def test_another_workspace_sees_and_changes_nothing(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        workshop = tx.workshops.add(replace(NEW, phase=WorkshopPhase.GROUP), request="a")
        tx.workshops.board_posted(workshop.id, "1.2")
        (one,) = tx.contributions.add(workshop.id, "U1", [WRITTEN], late=False, at=NOW)
        group = tx.contributions.add_group(workshop.id, "Owners", position=1, of=[one.id])
        action = tx.workshop_actions.add(
            workshop.id, text="Do it", owner_id="U1", due_on=date(2026, 12, 1), about=""
        )
        tx.workshop_actions.look_back(workshop.id, {0: ("Owners", Happened.YES)}, by="U1", at=NOW)
        before = (tx.workshops.get(workshop.id), tx.contributions.of_workshop(workshop.id))
    with database.transaction(OTHER) as tx:
        assert tx.workshops.get(workshop.id) is None
        assert tx.workshops.locked(workshop.id) is None
        assert tx.workshops.on_board("C1", "1.2") is None
        assert tx.workshops.in_channel("C1", limit=9) == []
        assert tx.workshops.due(NOW + timedelta(days=1000)) == []
        assert tx.workshops.ungrouped() == []
        assert tx.workshop_actions.of(workshop.id) == ()
        assert tx.workshop_actions.get(action.id) is None
        assert tx.workshop_actions.due(date(2027, 1, 1)) == []
        assert tx.workshop_actions.look_backs([workshop.id]) == {}
        assert tx.contributions.get(one.id) is None
        assert tx.contributions.of_workshop(workshop.id) == ()
        assert tx.contributions.of_author(workshop.id, "U1") == ()
        assert tx.contributions.groups(workshop.id) == ()
        assert tx.contributions.contributors(workshop.id) == 0
        tx.workshops.put(replace(workshop, subject="Changed"))
        tx.workshop_actions.done(action.id, at=NOW)
        tx.workshop_actions.put_off(action.id, due_on=date(2030, 1, 1))
        tx.workshop_actions.reminded(action.id)
        tx.contributions.rewrite(one.id, replace(WRITTEN, text="Changed"))
        tx.contributions.withdraw(one.id)
        tx.contributions.decide([one.id], let_in=False)
        tx.contributions.move([one.id], to=None)
        tx.contributions.rename_group(group.id, "Changed")
        tx.contributions.remove_groups([group.id])
    with database.reading(TEAM) as tx:
        assert (tx.workshops.get(workshop.id), tx.contributions.of_workshop(workshop.id)) == before
        assert [one.name for one in tx.contributions.groups(workshop.id)] == ["Owners"]
        assert tx.workshop_actions.of(workshop.id) == (action,)
