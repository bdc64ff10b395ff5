"""What people decided to do, while two people or two processes are at it at once."""

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.domain.authorship import Authorship
from bot.domain.workshops import Action, FormatKey, NewAction, WorkshopSettings
from bot.services.workshop_actions import WorkshopActions
from bot.services.workshops import Workshops
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW

OWNER, LEADER = "U1", "U9"
LATER = NOW + timedelta(days=2)
A_MOMENT = 0.5  # seconds in which a process that need not wait would have done it


class Decided:
    """A workshop in which one thing was decided, due tomorrow."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.actions = WorkshopActions(database, time_zone="Europe/London")
        self.workshop_id = (
            Workshops(database, Authorship(b"secret"))
            .open(
                TEAM,
                FormatKey.PREMORTEM,
                subject="Repairs",
                channel_id="C1",
                private=False,
                facilitators=[LEADER],
                settings=WorkshopSettings(),
                request="opened",
                now=NOW,
            )
            .id
        )
        new = NewAction(text="Name an owner", owner_id=OWNER, due_on=(NOW + timedelta(days=1)).date())
        self.actions.note(TEAM, self.workshop_id, new, request="noted", now=NOW)

    @property
    def action(self) -> Action:
        with self.database.reading(TEAM) as tx:
            (only,) = tx.workshop_actions.of(self.workshop_id)
        return only


@pytest.fixture
def decided(database: Database) -> Decided:
    return Decided(database)


def waits_for_done(decided: Decided, pool: ThreadPoolExecutor, what: str) -> Future[object]:
    """While its owner's *Done* is not written yet, somebody does something else to it at the same moment."""
    with decided.database.transaction(TEAM) as tx:
        tx.workshops.locked(decided.workshop_id)
        tx.workshop_actions.done(decided.action.id, at=LATER)
        if what == "remind":
            begun: Future[object] = pool.submit(decided.actions.write_due, TEAM, now=LATER)
        else:
            begun = pool.submit(
                decided.actions.put_off, TEAM, decided.action.id, by=LEADER, seen=None, now=LATER
            )
        with pytest.raises(TimeoutError):
            begun.result(A_MOMENT)
    return begun


@pytest.mark.parametrize("what", ["remind", "put off"])
def test_what_is_done_stays_done_whatever_else_happens_at_that_moment(decided: Decided, what: str) -> None:
    with ThreadPoolExecutor(1) as pool:
        result = waits_for_done(decided, pool, what).result(30)

    assert decided.action.done_at == LATER
    if what == "remind":
        assert result == 0, "nobody is reminded of what they have done"


def test_a_double_click_gives_one_week_more(decided: Decided) -> None:
    seen = decided.action.due_on
    for by in (OWNER, OWNER, LEADER):
        decided.actions.put_off(TEAM, decided.action.id, by=by, seen=seen, now=LATER)

    assert decided.action.due_on == LATER.date() + timedelta(days=7)


def test_it_may_be_put_off_again_from_the_next_reminder(decided: Decided) -> None:
    decided.actions.put_off(TEAM, decided.action.id, by=OWNER, seen=decided.action.due_on, now=LATER)
    decided.actions.put_off(TEAM, decided.action.id, by=OWNER, seen=decided.action.due_on, now=LATER)

    assert decided.action.due_on == LATER.date() + timedelta(days=14)
