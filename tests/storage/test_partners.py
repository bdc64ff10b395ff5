"""Who was told of which problem: each workspace for itself, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.domain.items import Kind, Origin, Source
from storage.database import Database
from storage.items import NewItem
from tests.conftest import TEAM
from tests.factories import NOW, content

OTHER = "T0OTHER"
DAY = timedelta(days=1)


def problem(database: Database, **wanted: object) -> int:
    given: dict[str, object] = {
        "content": content(kind=Kind.PROBLEM),
        "owner_id": "U1",
        "contact": "",
        "origin": Origin(),
        "created_at": NOW,
        "confirmed_at": NOW,
    }
    with database.transaction(TEAM) as tx:
        return tx.items.add(NewItem(**given | wanted)).id  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, True),
        ({"origin": Origin(source=Source.MESSAGE)}, True),
        ({"origin": Origin(source=Source.IMPORT, source_id="1")}, False),
        ({"content": content()}, False),
        ({"owner_id": None}, False),
        ({"archived_at": NOW}, False),
        ({"created_at": NOW - 2 * DAY}, False),
        ({"created_at": NOW + timedelta(seconds=1)}, False),
    ],
    ids=["from a form", "a message", "imported", "a project", "nobody's", "archived", "old", "too new"],
)
def test_what_was_posted_and_not_dealt_with(
    database: Database, wanted: dict[str, object], *, found: bool
) -> None:
    item_id = problem(database, **wanted)

    with database.reading(TEAM) as tx:
        assert tx.partners.unmatched(since=NOW - DAY, until=NOW) == ([item_id] if found else [])


def test_a_problem_is_taken_on_once(database: Database) -> None:
    item_id = problem(database)
    with database.transaction(TEAM) as tx:
        assert tx.partners.take(item_id)
    with database.transaction(TEAM) as tx:
        assert not tx.partners.take(item_id)
        assert tx.partners.unmatched(since=NOW, until=NOW) == []


def test_who_was_told_how_often_and_whom_it_was_nothing_for(database: Database) -> None:
    first, second = problem(database), problem(database)
    with database.transaction(TEAM) as tx:
        assert tx.partners.tell(first, "U2", posted_by="U1", at=NOW - 8 * DAY)
        assert tx.partners.tell(second, "U2", posted_by="U1", at=NOW)
        assert not tx.partners.tell(second, "U2", posted_by="U1", at=NOW)
        assert tx.partners.decline(second, "U2")
        assert not tx.partners.decline(second, "U3")
    with database.reading(TEAM) as tx:
        assert tx.partners.told_since(["U2", "U3"], NOW - 7 * DAY) == {"U2": 1}
        assert tx.partners.told_since(["U2"], NOW - 30 * DAY) == {"U2": 2}
        assert tx.partners.unwilling("U1") == {"U2"}
        assert tx.partners.unwilling("U9") == set()
    with database.transaction(TEAM) as tx:
        tx.partners.forget_before(NOW + DAY)
        assert tx.partners.unwilling("U1") == set()


def test_who_wants_no_word_may_want_it_again(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        tx.partners.lock(["U3", "U2"])
        tx.partners.choose("U2", wants=False)
        tx.partners.lock(["U2"])
        assert tx.partners.stopped(["U1", "U2", "U3"]) == {"U2"}
        tx.partners.choose("U2", wants=True)
        assert tx.partners.stopped(["U1", "U2", "U3"]) == set()


def test_who_wants_to_tell_the_same_member_something_waits(database: Database) -> None:
    def second() -> None:
        with database.transaction(TEAM) as tx:
            tx.partners.lock(["U2"])

    second()  # from now on each has a row to wait for
    with ThreadPoolExecutor(1) as threads:
        with database.transaction(TEAM) as tx:
            tx.partners.lock(["U3", "U2"])
            waiting = threads.submit(second)
            with pytest.raises(TimeoutError):
                waiting.result(0.5)
        waiting.result(30)


def test_another_workspace_has_none_of_it(database: Database) -> None:
    item_id = problem(database)
    with database.transaction(TEAM) as tx:
        tx.partners.tell(item_id, "U2", posted_by="U1", at=NOW)
        tx.partners.decline(item_id, "U2")
        tx.partners.choose("U2", wants=False)

    with database.transaction(OTHER) as tx:
        assert tx.partners.unmatched(since=NOW, until=NOW) == []
        assert tx.partners.told_since(["U2"], NOW - DAY) == {}
        assert tx.partners.unwilling("U1") == set()
        assert tx.partners.stopped(["U2"]) == set()
        assert not tx.partners.decline(item_id, "U2")
        assert tx.postings.item_in("C1", "1.0") is None
        tx.partners.forget_before(NOW + DAY)
        tx.partners.choose("U2", wants=True)
    with database.reading(TEAM) as tx:
        assert tx.partners.told_since(["U2"], NOW - DAY) == {"U2": 1}
        assert tx.partners.stopped(["U2"]) == {"U2"}
