"""Saved searches, what matched them, and the counts of old searches: each workspace has its own."""

from datetime import timedelta

from bot.domain.finding import Cadence
from bot.domain.trends import WeekCount, block, monday
from bot.search.search import Search
from bot.services.items import Items
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW, content

OTHER = "T0OTHER"
WEEK = monday(NOW)


def count(searches: int, subject: str = "term:bins") -> WeekCount:
    return WeekCount(
        week=WEEK, block=block(WEEK), subject=subject, searches=searches, unmet=1, people=2, unmet_people=0
    )


def test_a_search_is_saved_once_and_changed_by_its_owner_alone(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        kept, new = tx.saved_searches.add(member_id="U1", text="bins", at=NOW)
        again, new_again = tx.saved_searches.add(member_id="U1", text="bins", at=NOW)
        assert tx.saved_searches.change(kept.id, "U2", Cadence.WEEKLY) is None
        changed = tx.saved_searches.change(kept.id, "U1", Cadence.WEEKLY)

    assert (new, new_again) == (True, False)
    assert (again.id, again.cadence) == (kept.id, Cadence.AT_ONCE)
    assert changed is not None
    assert changed.cadence is Cadence.WEEKLY
    with database.transaction(OTHER) as tx:
        assert tx.saved_searches.change(kept.id, "U1", Cadence.AT_ONCE) is None
        assert tx.saved_searches.all() == []


def test_matches_are_kept_once_by_member_and_day(database: Database) -> None:
    items = Items(database, Search())
    first, second = (items.share(TEAM, "U9", content(), now=NOW) for _ in range(2))
    later = NOW + timedelta(days=7)
    with database.transaction(TEAM) as tx:
        wish, _ = tx.saved_searches.add(member_id="U1", text="repairs", at=NOW)
        tx.matches.add(first.id, wish, due_at=NOW)
        tx.matches.add(first.id, wish, due_at=later)
        tx.matches.add(second.id, wish, due_at=NOW)
        assert tx.matches.of("U1", due_at=NOW) == [(second.id, "repairs"), (first.id, "repairs")]
        assert tx.matches.of("U1", due_at=later) == []
        assert tx.matches.of("U2", due_at=NOW) == []

    with database.transaction(OTHER) as tx:
        assert tx.matches.of("U1", due_at=NOW) == []
        tx.matches.forget_before(later)
    with database.transaction(TEAM) as tx:
        assert len(tx.matches.of("U1", due_at=NOW)) == 2
        tx.matches.forget_before(later)
        assert tx.matches.of("U1", due_at=NOW) == []


def test_counts_of_a_week_and_subject_add_up(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        tx.trends.add([count(3), count(4, "theme:housing")])
        tx.trends.add([count(2)])
        tx.trends.add([])

    with database.reading(TEAM) as tx:
        assert [(one.subject, one.searches) for one in tx.trends.since(WEEK)] == [
            ("term:bins", 5),
            ("theme:housing", 4),
        ]
        assert tx.trends.since(WEEK + timedelta(days=7)) == []
    with database.transaction(OTHER) as tx:
        assert tx.trends.since(WEEK) == []
        tx.trends.forget_before(WEEK + timedelta(days=7))
    with database.transaction(TEAM) as tx:
        assert len(tx.trends.since(WEEK)) == 2
        tx.trends.forget_before(WEEK + timedelta(days=7))
        assert tx.trends.since(WEEK) == []
