"""What happens by the clock."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.events import Standing
from bot.domain.notices import NewNotice, NoticeKind
from bot.domain.schedules import Schedule
from bot.jobs import Jobs
from bot.search.search import Search
from bot.services.digests import Digests
from bot.services.items import Items
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW, content

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SOON = 30  # seconds to wait for what happens by itself, on a busy machine


class Woken:
    """Counts how often delivery was woken."""

    def __init__(self) -> None:
        self.happened = threading.Event()

    def __call__(self) -> None:
        self.happened.set()


@pytest.fixture
def digests(database: Database) -> Digests:
    return Digests(database, vote_emoji=("+1",))


@pytest.fixture
def woken() -> Woken:
    return Woken()


@pytest.fixture
def jobs(database: Database, digests: Digests, woken: Woken) -> Jobs:
    """Jobs of a Monday at nine."""
    return Jobs(database, digests, clock=lambda: MONDAY, wake=woken)


def make_due(database: Database, digests: Digests, team: str = TEAM) -> None:
    digests.subscribe(team, "C1", Schedule(), by="U1", now=NOW)
    Items(database, Search()).share(team, "U1", content(), now=NOW)


def owed(database: Database, team: str = TEAM) -> list[str]:
    with database.transaction(team) as tx:
        return [notice.recipient for notice in tx.notices.claim(now=MONDAY, lease=timedelta(0), limit=9)]


def test_a_tick_owes_what_is_due_and_wakes_delivery(
    database: Database, digests: Digests, jobs: Jobs, woken: Woken
) -> None:
    make_due(database, digests)

    jobs.tick()

    assert owed(database) == ["C1"]
    assert woken.happened.is_set()


def test_trouble_in_one_workspace_holds_up_no_other(
    database: Database, digests: Digests, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_due(database, digests, "T0FIRST")
    make_due(database, digests, "T0SECOND")
    good = Digests.write_due

    def broken_for_the_first(self: Digests, workspace: str, **named: Any) -> int:
        if workspace == "T0FIRST":
            raise RuntimeError
        return good(self, workspace, **named)

    monkeypatch.setattr(Digests, "write_due", broken_for_the_first)
    jobs.tick()

    assert owed(database, "T0SECOND") == ["C1"]
    assert owed(database, "T0FIRST") == []


def test_a_database_that_is_away_does_not_end_the_ticking(
    database: Database, jobs: Jobs, woken: Woken, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_: Database) -> list[str]:
        raise RuntimeError

    monkeypatch.setattr(Database, "workspaces", away)
    jobs.tick()
    jobs.clean_up()

    assert woken.happened.is_set()


def test_what_fell_due_while_nothing_ran_is_owed_at_once(
    database: Database, digests: Digests, jobs: Jobs, woken: Woken
) -> None:
    make_due(database, digests)

    jobs.start()
    try:
        assert woken.happened.wait(SOON)
    finally:
        jobs.stop()

    assert owed(database) == ["C1"]


def test_stopping_leaves_no_thread_behind(jobs: Jobs, woken: Woken) -> None:
    before = set(threading.enumerate())

    jobs.start()
    assert woken.happened.wait(SOON)
    jobs.stop()

    assert set(threading.enumerate()) <= before


def test_what_is_old_is_forgotten(database: Database, jobs: Jobs) -> None:
    day = timedelta(days=1)
    with database.transaction(TEAM) as tx:
        tx.events.take("Ev1", MONDAY - 2 * day, lease=day)
        tx.events.take("Ev2", MONDAY - day / 2, lease=day)
        old = tx.searches.add(member_id="U1", text="bins", at=MONDAY - 29 * day)
        new = tx.searches.add(member_id="U1", text="bins", at=MONDAY - 21 * day)
        for age in (91, 89):
            due_at = MONDAY - age * day
            tx.notices.add(
                NewNotice(kind=NoticeKind.CARD, key=str(age), recipient="C1", subject={}, due_at=due_at)
            )
        for notice in tx.notices.claim(now=MONDAY, lease=day, limit=9):
            tx.notices.dropped(notice, now=MONDAY)

    jobs.clean_up()

    with database.transaction(TEAM) as tx:
        assert tx.events.take("Ev1", MONDAY, lease=day) is Standing.NEW
        assert tx.events.take("Ev2", MONDAY, lease=day) is Standing.IN_HAND
        assert tx.searches.text(old) is None
        assert tx.searches.text(new) == "bins"
        again = {
            age: tx.notices.add(
                NewNotice(kind=NoticeKind.CARD, key=str(age), recipient="C1", subject={}, due_at=MONDAY)
            )
            for age in (91, 89)
        }
    assert again == {91: True, 89: False}
