"""Notices, on both databases: written once, claimed by one, settled by whoever still holds the claim."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from bot.domain.notices import UNKNOWN_FATE, NewNotice, Notice, NoticeKind, NoticeState
from storage.database import Database
from storage.models import NoticeRow
from tests.conftest import TEAM
from tests.factories import NOW

LEASE = timedelta(seconds=60)
SECOND = timedelta(seconds=1)


def owe(
    database: Database, key: str, *, due_at: datetime = NOW, recipient: str = "C1", team: str = TEAM
) -> bool:
    new = NewNotice(
        kind=NoticeKind.CARD,
        key=key,
        recipient=recipient,
        subject={"item": 1, "by": "U1", "note": "for <you> & me"},
        due_at=due_at,
    )
    with database.transaction(team) as tx:
        return tx.notices.add(new)


def claim(database: Database, now: datetime = NOW, *, limit: int = 10) -> list[Notice]:
    with database.transaction(TEAM) as tx:
        return tx.notices.claim(now=now, lease=LEASE, limit=limit)


def keys(notices: list[Notice]) -> list[str]:
    return [notice.key for notice in notices]


def test_what_is_owed_is_owed_once(database: Database) -> None:
    assert owe(database, "digest:1")
    assert not owe(database, "digest:1", recipient="C2")

    [notice] = claim(database)
    assert (notice.recipient, notice.attempts, notice.maybe_sent) == ("C1", 1, False)
    assert notice.subject == {"item": 1, "by": "U1", "note": "for <you> & me"}


def test_each_workspace_has_its_own_keys(database: Database) -> None:
    assert owe(database, "digest:1")
    assert owe(database, "digest:1", team="T0OTHER")
    assert len(claim(database)) == 1


def test_what_waited_longest_comes_first_and_nothing_before_its_time(database: Database) -> None:
    owe(database, "second", due_at=NOW - SECOND, recipient="C1")
    owe(database, "not yet", due_at=NOW + SECOND, recipient="C2")
    owe(database, "first", due_at=NOW - LEASE, recipient="C3")

    assert keys(claim(database)) == ["first", "second"]


def test_a_claim_is_one_claimants_until_its_lease_ends(database: Database) -> None:
    owe(database, "digest:1")
    claim(database)

    assert claim(database, NOW + LEASE - SECOND) == []
    [again] = claim(database, NOW + LEASE)
    assert again.maybe_sent
    assert again.attempts == 2


def test_who_lost_the_lease_settles_nothing(database: Database) -> None:
    owe(database, "digest:1")
    [lost] = claim(database)
    [held] = claim(database, NOW + LEASE)

    with database.transaction(TEAM) as tx:
        assert not tx.notices.sent(lost, channel_id="C1", message_ts="1.0", now=NOW)
        assert not tx.notices.dropped(lost, now=NOW)
        assert not tx.notices.failed(lost, error="is_archived", now=NOW)
        assert not tx.notices.retry(lost, at=NOW, error="", maybe_sent=False)
        assert tx.notices.sent(held, channel_id="C1", message_ts="2.0", now=NOW)


def test_what_is_settled_comes_back_no_more(database: Database) -> None:
    for key in ("sent", "dropped", "failed"):
        owe(database, key, recipient=key)
    sent, dropped, failed = claim(database)

    with database.transaction(TEAM) as tx:
        assert tx.notices.sent(sent, channel_id="C1", message_ts="1.0", now=NOW)
        assert tx.notices.dropped(dropped, now=NOW)
        assert tx.notices.failed(failed, error="is_archived", now=NOW)

    assert claim(database, NOW + LEASE * 1000) == []
    assert not owe(database, "sent")


def test_what_is_put_off_comes_back_when_it_should(database: Database) -> None:
    owe(database, "digest:1")
    [notice] = claim(database)
    with database.transaction(TEAM) as tx:
        assert tx.notices.retry(notice, at=NOW + SECOND, error="http_500", maybe_sent=True)

    assert claim(database) == []
    [again] = claim(database, NOW + SECOND)
    assert (again.attempts, again.maybe_sent, again.due_at) == (2, True, NOW)


def test_a_recipient_that_slack_holds_up_holds_up_nobody_else(database: Database) -> None:
    owe(database, "busy", recipient="C1")
    owe(database, "free", recipient="C2")
    with database.transaction(TEAM) as tx:
        tx.notices.hold("C1", until=NOW + LEASE)

    assert keys(claim(database)) == ["free"]
    assert keys(claim(database, NOW + LEASE))[:1] == ["busy"]


def test_what_a_later_version_owes_is_left_to_it_and_holds_up_nothing(database: Database) -> None:
    owe(database, "of a later version", due_at=NOW - LEASE)
    owe(database, "ours")
    with database.engine.begin() as connection:
        later = update(NoticeRow).where(NoticeRow.key == "of a later version")
        connection.execute(later.values(kind="from_the_future"))

    assert keys(claim(database)) == ["ours"]
    assert claim(database, NOW + LEASE * 2, limit=1)[0].key == "ours"
    with database.reading(TEAM) as tx:
        assert tx.notices.states()["of a later version"] is NoticeState.PENDING


@pytest.mark.parametrize("maybe_sent", [True, False])
def test_what_is_wanted_again_while_it_is_given_up_is_looked_for_from_when_it_was_due(
    database: Database, *, maybe_sent: bool
) -> None:
    board = NewNotice(kind=NoticeKind.WORKSHOP_BOARD, key="board", recipient="C1", subject={}, due_at=NOW)
    later = NOW + LEASE
    with database.transaction(TEAM) as tx:
        tx.notices.refresh(board)
        [claimed] = tx.notices.claim(now=later, lease=LEASE, limit=1)
        tx.notices.refresh(replace(board, due_at=later))
        error = UNKNOWN_FATE if maybe_sent else "is_archived"
        assert tx.notices.failed(claimed, error=error, now=later)

    [again] = claim(database, later + LEASE)
    assert (again.due_at, again.maybe_sent) == (NOW, maybe_sent)


def test_nobody_gets_what_another_got(database: Database, database_url: str) -> None:
    """Four claimants at once, each with a connection of its own."""
    for number in range(40):
        owe(database, f"digest:{number}", recipient=f"C{number}")
    others = [Database.connect(database_url) for _ in range(4)]
    together = threading.Barrier(len(others))

    def take(mine: Database) -> list[str]:
        together.wait(timeout=60)
        taken: list[str] = []
        while found := keys(claim(mine, limit=1)):
            taken += found
        return taken

    with ThreadPoolExecutor(len(others)) as pool:
        taken = [key for found in pool.map(take, others) for key in found]
    for other in others:
        other.close()

    assert sorted(taken) == sorted(f"digest:{number}" for number in range(40))


def test_what_is_settled_is_forgotten_in_the_end(database: Database) -> None:
    owe(database, "old", due_at=NOW - LEASE, recipient="C1")
    owe(database, "old and open", due_at=NOW - LEASE, recipient="C2")
    owe(database, "new", recipient="C3")
    notices = {notice.key: notice for notice in claim(database)}
    with database.transaction(TEAM) as tx:
        tx.notices.dropped(notices["old"], now=NOW)
        tx.notices.dropped(notices["new"], now=NOW)
        tx.notices.forget_before(NOW)

    assert not owe(database, "new")
    assert not owe(database, "old and open")
    assert owe(database, "old")
