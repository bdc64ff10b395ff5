"""What people look for, on both databases: what is counted, what is shown, what is forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.domain.introductions import Saving
from bot.domain.items import Item
from bot.domain.trends import Change, Figure, Trends
from bot.domain.worth import Worth
from bot.search.search import Search
from bot.services.housekeeping import Housekeeping
from bot.services.interests import Interests
from bot.services.introductions import Introductions
from bot.services.items import Items
from bot.services.samples import remember_sample_searches
from bot.services.trends import TrendReports
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import content

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # a Sunday
DAY = timedelta(days=1)
THREE = ("U1", "U2", "U3")


class Community:
    """People who look for things, and what can be seen of it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.items = Items(database, Search())
        self.reports = TrendReports(database)

    def searches(
        self, words: str, *members: str, days_ago: float = 0, found: bool = True, team: str = TEAM
    ) -> None:
        with self.database.transaction(team) as tx:
            for one in members:
                tx.searches.add(member_id=one, text=words, at=NOW - days_ago * DAY, found=found)

    def has(self, title: str, **wanted: object) -> Item:
        return self.items.share(TEAM, "U9", content(title=title, **wanted), now=NOW)

    def sees(self, theme: str | None = None, days: int = 30, team: str = TEAM) -> Trends:
        return self.reports.of(team, theme=theme, days=days, now=NOW)

    def topics(self, theme: str | None = None, days: int = 30) -> dict[str, Figure]:
        return {one.label: one.figure for one in self.sees(theme, days).topics}


@pytest.fixture
def community(database: Database) -> Community:
    return Community(database)


def test_different_words_for_the_same_thing_are_one(community: Community) -> None:
    community.searches("ASC", "U1")
    community.searches("adult social care charging", "U2")
    community.searches("who does Adult Social Care", "U3")

    assert community.topics()["Adult social care"] == Figure(3)


def test_what_is_not_found_is_told(community: Community) -> None:
    community.searches("bins", *THREE)
    community.searches("damp and mould", *THREE, found=False)

    assert [(one.label, one.figure) for one in community.sees().unmet] == [("Damp and mould", Figure(3, 3))]


def test_by_theme(community: Community) -> None:
    community.searches("damp and mould", *THREE)
    community.searches("blue badges", *THREE)
    community.searches("zebras theme:housing-and-homelessness", "U4")

    housing = community.sees("housing-and-homelessness")
    assert [one.label for one in housing.topics] == ["Damp and mould"]
    assert [(one.label, one.figure.searches) for one in housing.themes] == [("housing-and-homelessness", 4)]
    assert {one.label for one in community.sees().themes} == {
        "housing-and-homelessness",
        "highways-transport-and-parking",
    }


def test_a_word_of_several_titles_is_shown_as_they_write_it_and_under_their_theme(
    community: Community,
) -> None:
    for title in ("Stairlifts on time", "Stairlifts for all", "Lend a ladder"):
        community.has(title, themes=("housing-and-homelessness",))
    community.searches("STAIRLIFT", *THREE)
    community.searches("ladder", *THREE)

    assert community.topics() == {"Stairlifts": Figure(3)}
    assert community.topics("housing-and-homelessness") == {"Stairlifts": Figure(3)}
    assert community.topics("waste-and-recycling") == {}


@pytest.mark.parametrize(
    "typed",
    [
        "Jane Smith",
        "jane.smith@example.org",
        "bins 020 7946 0123 smith",
        "<@U0JANE> damp",
        "https://example.org/jane/bins",
        '"Jane Smith" kind:project',
        "by:@U0JANE since:2026-01-01 bins",
        "Margaret Thornbury’s leaking roof at 14 Acacia Avenue SW1A 1AA",
    ],
)
def test_nothing_that_was_typed_is_shown_as_it_was_typed(community: Community, typed: str) -> None:
    community.has("Jane’s bins", people=("Jane Smith",), description="Ask Jane Smith, 020 7946 0123.")
    community.has("Bins for Jane Smith", description="Ask Margaret Thornbury of Acacia Avenue.")
    community.has("Smith and bins", description="Ask Margaret Thornbury of Acacia Avenue.")
    community.searches(typed, *THREE, "U4", found=False)

    said = repr(community.sees()).casefold()

    for private in (
        "jane",
        "smith",
        "7946",
        "0123",
        "example",
        "thornbury",
        "margaret",
        "acacia",
        "sw1a",
        "14",
    ):
        assert private not in said.replace("2026, 11, 14", "")
    assert "U0" not in repr(community.sees())


def test_what_holds_no_word_that_may_be_shown_is_only_counted(community: Community) -> None:
    community.searches("zeppelin moorings", *THREE)

    assert community.topics() == {}
    assert community.sees().other == 3


def test_two_people_are_not_shown_anywhere(community: Community) -> None:
    community.searches("damp and mould", "U1", "U2", found=False)
    community.searches("zeppelins", "U1", "U2")

    assert not community.sees()


def test_after_thirty_days_nobody_can_tell_who_looked(community: Community, database: Database) -> None:
    community.searches("damp and mould", *THREE, days_ago=40, found=False)
    community.searches("bins", *THREE, days_ago=5)
    shown = community.topics(days=90)

    Housekeeping(database).forget_old(TEAM, now=NOW)
    Housekeeping(database).forget_old(TEAM, now=NOW)

    assert community.topics(days=90) == shown == {"Damp and mould": Figure(3, 3), "Bins": Figure(3)}
    with database.reading(TEAM) as tx:
        assert {one.text for one in tx.searches.made()} == {"bins"}


def test_no_search_is_older_than_thirty_days(community: Community, database: Database) -> None:
    """Whatever day of the week it is; and the buttons of an answer work for three weeks."""
    for days_ago in range(60):
        community.searches("bins", "U1", days_ago=days_ago)

    for today in range(7):
        Housekeeping(database).forget_old(TEAM, now=NOW + today * DAY)
        with database.reading(TEAM) as tx:
            ages = [NOW + today * DAY - one.at for one in tx.searches.made()]
        assert 21 * DAY <= max(ages) <= 29 * DAY


def test_what_is_kept_of_old_searches_names_nobody(community: Community, database: Database) -> None:
    community.searches("Jane Smith and her bins", "U0AMIRA", days_ago=40)
    Housekeeping(database).forget_old(TEAM, now=NOW)

    with database.engine.connect() as connection:
        rows = [*connection.execute(text("SELECT * FROM search_weeks"))]
        rows += [*connection.execute(text("SELECT * FROM searches"))]

    assert len(rows) == 2  # a term and its theme
    assert "jane" not in repr(rows).casefold()
    assert "AMIRA" not in repr(rows)


def test_what_rises_is_told_once_there_is_something_to_compare_with(community: Community) -> None:
    community.searches("bins", *THREE, days_ago=1)
    assert community.sees().topics[0].change is Change.UNKNOWN

    community.searches("libraries", *THREE, days_ago=61)

    assert [(one.label, one.change) for one in community.sees().rising] == [("Bins", Change.NEW)]


def test_what_it_was_worth_is_told_once_three_people_say_so(community: Community, database: Database) -> None:
    introductions = Introductions(database)
    for number, member in enumerate(("U2", "U3", "U4")):
        assert not community.reports.worth(TEAM, days=30, now=NOW)
        item = community.has(f"Bins {number}")
        Interests(database).interested(TEAM, item.id, member_id=member, hope="Help", now=NOW)
        with database.reading(TEAM) as tx:
            one = tx.introductions.latest(item.id, member)
        assert one
        introductions.accept(TEAM, one.id, by="U9", now=NOW)
        introductions.save(TEAM, one.id, Saving(hours=2, pounds=50), by=member, now=NOW)

    assert community.reports.worth(TEAM, days=30, now=NOW) == Worth(hours=6, pounds=150)
    assert not community.reports.worth("T0OTHER", days=30, now=NOW)


def test_another_workspace_counts_for_itself(community: Community, database: Database) -> None:
    community.searches("bins", *THREE, team="T0OTHER")
    community.searches("bins", *THREE, days_ago=40, team="T0OTHER")
    Housekeeping(database).forget_old("T0OTHER", now=NOW)
    Housekeeping(database).forget_old(TEAM, now=NOW)

    assert not community.sees(days=90)
    assert community.sees(days=90, team="T0OTHER").topics[0].figure == Figure(6)


def test_the_demo_begins_with_trends(community: Community) -> None:
    remember_sample_searches(community.database, TEAM, now=NOW)

    assert community.sees().topics[0].label == "Damp and mould"
    assert {one.label for one in community.sees().unmet} == {
        "Electric vehicle charging",
        "Temporary accommodation",
    }
