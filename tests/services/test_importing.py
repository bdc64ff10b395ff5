"""Importing rows, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.items import Action, Collaboration, Item, Kind, Link, Phase, Source
from bot.domain.refusals import FieldProblem
from bot.search.search import Search
from bot.services.finder import Finder
from bot.services.importing import ROWS_A_TRANSACTION, Outcome, import_rows, own_id
from bot.services.items import Items
from bot.services.samples import import_samples
from bot.services.tables.table import RawRow, RowProblem
from storage.database import Database
from storage.items import Items as ItemRows
from storage.items import NewItem
from tests.conftest import TEAM
from tests.factories import NOW, content
from tests.services.importing import counts, items, row, taken_in

LATER = NOW + timedelta(days=30)
LONG_AGO = "0001-01-01T00:00+05:00"  # which no datetime holds in UTC


def finds(database: Database, text: str) -> list[str]:
    hits = Finder(database, Search()).find(TEAM, "U1", text, now=LATER).hits
    return [hit.item.title for hit in hits]


def problems(outcome: Outcome) -> dict[int, dict[str, str]]:
    return {bad.at: {name: problem.code for name, problem in bad.problems.items()} for bad in outcome.refused}


# ---------------------------------------------------------------- what a row becomes


def test_every_column_is_kept(database: Database) -> None:
    said = row(
        source_id="their-7",
        description="Two paragraphs.\n\nAbout repairs.",
        links=[{"url": "https://example.org/a", "title": "Show and tell"}, "https://example.org/b"],
        phase="public beta",
        themes="Housing and homelessness; revs and bens",
        councils="Ambleford Borough Council (sample); Easterleigh City Council (sample)",
        people="U2; <@U3|priya>",
        open_to="delivery; Networking",
        looking_for="A landlord to test with",
        owner="@U1",
        contact="Repairs team",
        created="2026-01-02",
        confirmed="2026-10-01T09:30:00+01:00",
        source_link="https://example.org/their/7",
    )

    outcome = taken_in(database, [said])

    (item,) = items(database)
    assert counts(outcome) == (1, 0, 0, 0)
    assert item == Item(
        id=item.id,
        kind=Kind.PROJECT,
        title="Housing repairs online",
        summary="Tenants book a repair.",
        description="Two paragraphs.\n\nAbout repairs.",
        links=(
            Link(url="https://example.org/a", title="Show and tell"),
            Link(url="https://example.org/b"),
        ),
        phase=Phase.BETA,
        themes=("housing-and-homelessness", "revenues-and-benefits"),
        councils=("Ambleford Borough Council (sample)", "Easterleigh City Council (sample)"),
        people=("U2", "U3"),
        open_to=(Collaboration.NETWORKING, Collaboration.DELIVERY),
        looking_for="A landlord to test with",
        owner_id="U1",
        contact="Repairs team",
        origin=item.origin,
        created_at=datetime(2026, 1, 2, tzinfo=UTC),
        updated_at=datetime(2026, 1, 2, tzinfo=UTC),
        confirmed_at=datetime(2026, 10, 1, 8, 30, tzinfo=UTC),
    )
    assert (item.origin.source, item.origin.source_id) == (Source.IMPORT, "their-7")
    assert item.origin.link == "https://example.org/their/7"


def test_what_a_row_does_not_say_begins_now(database: Database) -> None:
    taken_in(database, [row()])

    (item,) = items(database)
    assert (item.created_at, item.confirmed_at, item.archived_at, item.owner_id) == (NOW, NOW, None, None)


@pytest.mark.parametrize(
    ("said", "summary", "description"),
    [
        pytest.param("Tenants book repairs.", "Tenants book repairs.", "", id="a short one is the summary"),
        pytest.param(
            f"Tenants book, e.g. a plumber. {'We learned much. ' * 20}",
            "Tenants book, e.g. a plumber.",
            f"Tenants book, e.g. a plumber. {'We learned much. ' * 20}".strip(),
            id="of a long one, the first sentence",
        ),
        pytest.param(
            "No stop\n\nMore.", "No stop", "No stop\n\nMore.", id="of several paragraphs, the first"
        ),
        pytest.param(
            "word " * 100,
            f"{'word ' * 48}word…",
            ("word " * 100).strip(),
            id="an endless one is cut at a word",
        ),
        pytest.param("", "Housing repairs online", "", id="none at all: the title"),
    ],
)
def test_a_missing_summary_is_made_of_the_description(
    database: Database, said: str, summary: str, description: str
) -> None:
    taken_in(database, [row(summary="", description=said)])

    (item,) = items(database)
    assert (item.summary, item.description) == (summary, description)


def test_themes_of_others_are_kept_as_words_and_found(database: Database) -> None:
    outcome = taken_in(database, [row(themes="bins; Border Force, Working age")])

    (item,) = items(database)
    assert item.themes == ("waste-and-recycling",)
    assert item.description == "Also about: Border Force, Working age."
    assert outcome.loose_themes == {"Border Force": 1, "Working age": 1}
    assert finds(database, "border force") == ["Housing repairs online"]


def test_words_for_themes_are_replaced_when_they_change_not_piled_up(database: Database) -> None:
    taken_in(database, [row(description="Long.\n\nTwo.", themes="Border Force")])

    again = taken_in(database, [row(themes="Working age")])

    (item,) = items(database)
    assert counts(again) == (0, 1, 0, 0)
    assert item.description == "Long.\n\nTwo.\n\nAlso about: Working age."


def test_an_owner_who_is_not_a_member_is_somebody_to_contact(database: Database) -> None:
    taken_in(database, [row(owner="Sam Poole (sample)", contact="repairs@ambleford.example")])

    (item,) = items(database)
    assert (item.owner_id, item.contact) == (None, "Sam Poole (sample), repairs@ambleford.example")


def test_a_default_owner_owns_what_nobody_else_does(database: Database) -> None:
    taken_in(database, [row(1), row(2, owner="U2")], owner="U9")

    assert [item.owner_id for item in items(database)] == ["U9", "U2"]


def test_what_no_database_keeps_is_left_out(database: Database) -> None:
    taken_in(database, [row(title="Re\x00pairs \ud800")])

    assert items(database)[0].title == "Repairs ?"


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"kind": ""}, {"kind": FieldProblem(code="missing")}),
        ({"kind": "rumour"}, {"kind": FieldProblem(code="unknown", value="rumour")}),
        ({"title": " "}, {"title": FieldProblem(code="missing")}),
        ({"title": "", "summary": ""}, {"title": FieldProblem(code="missing")}),
        ({"title": "x" * 101}, {"title": FieldProblem(code="too_long", limit=100)}),
        ({"phase": "gamma"}, {"phase": FieldProblem(code="unknown", value="gamma")}),
        ({"links": "ftp://x"}, {"links": FieldProblem(code="not_a_web_address", value="ftp://x")}),
        ({"source_link": "there"}, {"source_link": FieldProblem(code="not_a_web_address", value="there")}),
        ({"open_to": "gossip"}, {"open_to": FieldProblem(code="unknown", value="gossip")}),
        ({"people": "Priya"}, {"people": RowProblem(code="not_a_member", value="Priya")}),
        ({"created": "May"}, {"created": RowProblem(code="not_a_date", value="May")}),
        ({"confirmed": LONG_AGO}, {"confirmed": RowProblem(code="not_a_date", value=LONG_AGO)}),
        ({"title": ["a"]}, {"title": RowProblem(code="not_text")}),
        ({"themes": [["a"]]}, {"themes": RowProblem(code="not_text")}),
        ({"source_id": "x" * 301}, {"source_id": FieldProblem(code="too_long", limit=300)}),
        ({"contact": "x" * 251}, {"contact": FieldProblem(code="too_long", limit=250)}),
        (
            {"title": "", "phase": "gamma", "created": "?"},
            {
                "title": FieldProblem(code="missing"),
                "phase": FieldProblem(code="unknown", value="gamma"),
                "created": RowProblem(code="not_a_date", value="?"),
            },
        ),
    ],
    ids=lambda one: str(one)[:40],
)
def test_a_row_is_refused_with_all_that_is_wrong(
    database: Database, cells: dict[str, Any], wrong: dict[str, Any]
) -> None:
    outcome = taken_in(database, [row(7, **cells)])

    (bad,) = outcome.refused
    assert (bad.at, dict(bad.problems)) == (7, wrong)
    assert items(database) == []


def test_bad_rows_do_not_hold_up_the_others(database: Database) -> None:
    rows = [row(n, title=f"Title {n}", phase="gamma" if n % 3 == 0 else "live") for n in range(1, 10)]

    outcome = taken_in(database, rows)

    assert counts(outcome) == (6, 0, 0, 3)
    assert [item.title for item in items(database)] == [f"Title {n}" for n in (1, 2, 4, 5, 7, 8)]


def test_the_same_item_twice_in_a_file_is_refused_the_second_time(database: Database) -> None:
    no_id = {"source_id": None, "councils": "Ambleford (sample)"}
    rows = [row(1, source_id="a"), row(2, source_id="a"), row(3, **no_id), row(4, **no_id)]

    outcome = taken_in(database, rows)

    assert [(bad.at, dict(bad.problems)) for bad in outcome.refused] == [
        (2, {"source_id": RowProblem(code="repeated", value="1")}),
        (4, {"": RowProblem(code="repeated", value="3")}),
    ]


def test_a_row_that_the_database_refuses_is_refused_whole_and_alone(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when somebody else has just imported the same: the first try fails, and each row is tried by itself."""
    taken_in(database, [row(2, title="Theirs")])
    blind = iter([True])
    find = ItemRows.by_source_ids
    monkeypatch.setattr(
        ItemRows, "by_source_ids", lambda self, ids: {} if next(blind, False) else find(self, ids)
    )

    outcome = taken_in(database, [row(n, title=f"Title {n}") for n in (1, 2, 3)])

    assert counts(outcome) == (2, 1, 0, 0)
    assert sorted(item.title for item in items(database)) == ["Title 1", "Title 2", "Title 3"]
    assert sorted(finds(database, "title")) == ["Title 1", "Title 2", "Title 3"]


def test_nothing_of_a_refused_row_stays(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database refuses it when the item, its themes and its councils are already written."""
    add = ItemRows.add_many

    def add_and_stumble(self: ItemRows, news: list[NewItem]) -> list[Item]:
        added = add(self, news)
        if any(new.content.title == "Bad" for new in news):
            add(self, [new for new in news if new.content.title == "Bad"])  # its source id is taken by now
        return added

    monkeypatch.setattr(ItemRows, "add_many", add_and_stumble)

    outcome = taken_in(database, [row(1, title="Good"), row(2, title="Bad"), row(3, title="Fine")])

    assert counts(outcome) == (2, 0, 0, 1)
    assert problems(outcome) == {2: {"": "not_kept"}}
    assert [item.title for item in items(database)] == ["Good", "Fine"]
    with database.reading(TEAM) as tx:
        vocabulary = tx.words.vocabulary()
    assert (vocabulary["good"], vocabulary["fine"], vocabulary.get("bad")) == (1, 1, None)


# ---------------------------------------------------------------- again


def test_importing_again_touches_nothing(database: Database) -> None:
    rows = [row(n, themes="bins", councils="Ambleford (sample); AMBLEFORD (sample)") for n in (1, 2)]
    taken_in(database, rows)
    before = items(database)

    again = taken_in(database, rows, now=LATER)

    assert counts(again) == (0, 0, 2, 0)
    assert items(database) == before
    with database.reading(TEAM) as tx:
        assert [change.action for change in tx.history.of(before[0].id, limit=10)] == [Action.SHARED]


def test_a_row_without_a_source_id_is_known_by_kind_title_and_councils(database: Database) -> None:
    same = {"source_id": None, "councils": "Ambleford (sample)"}
    taken_in(database, [row(1, **same)])

    again = taken_in(
        database,
        [row(1, **same, summary="Better."), row(2, source_id="", councils="Easterleigh (sample)")],
        now=LATER,
    )

    assert counts(again) == (1, 1, 0, 0)
    assert [item.summary for item in items(database)] == ["Better.", "Tenants book a repair."]


def test_a_change_is_kept_found_and_remembered(database: Database) -> None:
    taken_in(database, [row(title="Housing repairs online", phase="alpha")])

    taken_in(database, [row(title="Damp and mould sensors", phase="beta", owner="U5")], now=LATER)

    (item,) = items(database)
    assert (item.title, item.phase, item.owner_id) == ("Damp and mould sensors", Phase.BETA, "U5")
    assert (item.created_at, item.updated_at, item.confirmed_at) == (NOW, LATER, LATER)
    assert finds(database, "mould") == ["Damp and mould sensors"]
    assert finds(database, '"housing repairs"') == []
    with database.reading(TEAM) as tx:
        last, first = tx.history.of(item.id, limit=10)
        vocabulary = tx.words.vocabulary()
    assert (vocabulary["mould"], vocabulary["tenants"], vocabulary.get("online")) == (1, 1, None)
    assert (first.action, first.by, first.at) == (Action.SHARED, "import", NOW)
    assert (last.action, last.by, last.at) == (Action.EDITED, "import", LATER)
    assert last.fields == {
        "title": ("Housing repairs online", "Damp and mould sensors"),
        "phase": ("alpha", "beta"),
        "owner": ("", "U5"),
        "confirmed": ("2026-11-18", "2026-12-18"),
    }


def test_what_a_file_does_not_mention_stays_and_what_is_empty_goes(database: Database) -> None:
    taken_in(database, [row(description="Long.\n\nTwo.", looking_for="Partners", contact="Sam (sample)")])

    taken_in(database, [row(looking_for="", contact=None)], now=LATER)

    (item,) = items(database)
    assert (item.description, item.looking_for, item.contact) == ("Long.\n\nTwo.", "", "")


def test_nobody_loses_an_item_to_a_file_that_names_no_owner(database: Database) -> None:
    taken_in(database, [row(owner="U1")])
    (item,) = items(database)
    Items(database, Search()).hand_over(TEAM, item.id, to="U2", by="U1", now=NOW)

    taken_in(database, [row(owner="", phase="live")], owner="U9", now=LATER)

    assert items(database)[0].owner_id == "U2"


def test_being_confirmed_is_never_undone(database: Database) -> None:
    taken_in(database, [row(confirmed="2026-10-01", owner="U1")])
    (item,) = items(database)
    Items(database, Search()).confirm(TEAM, item.id, by="U1", now=NOW)

    taken_in(database, [row(confirmed="2026-10-01")], now=LATER)

    assert items(database)[0].confirmed_at == NOW


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        pytest.param("2026-06-01", datetime(2026, 6, 1, tzinfo=UTC), id="a date"),
        pytest.param("01/06/2026", datetime(2026, 6, 1, tzinfo=UTC), id="a British date"),
        pytest.param("yes", NOW, id="yes"),
    ],
)
def test_what_is_archived_is_kept_but_not_found_until_it_is_restored(
    database: Database, said: str, moment: datetime
) -> None:
    taken_in(database, [row(archived=said)])
    (item,) = items(database)
    assert item.archived_at == moment
    assert finds(database, "repairs") == []
    assert counts(taken_in(database, [row(archived=said)], now=LATER)) == (0, 0, 1, 0)

    taken_in(database, [row(archived="no")], now=LATER)

    assert items(database)[0].archived_at is None
    assert finds(database, "repairs") == ["Housing repairs online"]


# ---------------------------------------------------------------- many


def test_many_rows_are_kept_in_order_and_told_of_as_they_are(database: Database) -> None:
    heard: list[Outcome] = []
    rows = [row(n, title=f"Title {n}") for n in range(1, 2 * ROWS_A_TRANSACTION + 2)]

    total = taken_in(database, rows, tell=heard.append)

    assert [one.at for one in heard] == [ROWS_A_TRANSACTION, 2 * ROWS_A_TRANSACTION, len(rows)]
    assert sum(heard, Outcome()) == total
    assert [item.title for item in items(database)] == [one.cells["title"] for one in rows]


def test_a_dry_run_says_the_same_and_writes_nothing(database: Database) -> None:
    taken_in(database, [row(1), row(2)])
    before = items(database)
    rows = [row(1), row(2, title="New title"), row(3), row(4, kind="rumour")]

    tried = taken_in(database, rows, dry_run=True, now=LATER)

    assert items(database) == before
    assert finds(database, "new title") == []
    assert tried == taken_in(database, rows, now=LATER)
    assert counts(tried) == (1, 1, 1, 1)


def test_a_dry_run_makes_no_workspace(database: Database) -> None:
    taken_in(database, [row()], dry_run=True)

    assert database.workspaces() == []


def test_an_import_tells_nobody(database: Database) -> None:
    service, finder = Items(database, Search()), Finder(database, Search())
    followed = service.share(TEAM, "U1", content(), now=NOW)
    found = finder.find(TEAM, "U2", "repairs", now=NOW)
    finder.tell_me(TEAM, "U2", found.search_id, now=NOW)
    with database.transaction(TEAM) as tx:
        tx.follows.add(followed.id, "U2", NOW)

    outcome = taken_in(database, [row(1), row(2, source_id=own_id(followed), phase="live")], now=LATER)

    assert counts(outcome) == (1, 1, 0, 0)
    with database.transaction(TEAM) as tx:
        assert tx.notices.claim(now=LATER, lease=timedelta(minutes=1), limit=10) == []


def test_two_workspaces_import_the_same_file_each_for_itself(database: Database) -> None:
    taken_in(database, [row()])

    other = import_rows(database, "T0OTHER", [row(title="Theirs")], now=NOW)

    assert counts(other) == (1, 0, 0, 0)
    assert [item.title for item in items(database)] == ["Housing repairs online"]


# ---------------------------------------------------------------- samples


def test_the_samples_are_taken_in_as_young_as_they_were_written(database: Database) -> None:
    much_later = NOW + timedelta(days=365)

    outcome = import_samples(database, TEAM, now=much_later)

    kept = items(database)
    assert problems(outcome) == {}
    assert len(kept) == outcome.new >= 60
    assert max(item.confirmed_at for item in kept).date() == much_later.date()
    assert "Book and track housing repairs online" in finds(database, "housing repairs")


def test_samples_that_are_there_are_left_alone(database: Database) -> None:
    import_samples(database, TEAM, now=NOW)
    before = items(database)

    again = import_samples(database, TEAM, now=LATER)

    assert counts(again) == (0, 0, 0, 0)
    assert items(database) == before


def test_a_row_that_could_not_be_read_is_refused(database: Database) -> None:
    fault = RowProblem(code="not_an_item")

    outcome = taken_in(database, [replace(RawRow(at=3), fault=fault)])

    assert [(bad.at, dict(bad.problems)) for bad in outcome.refused] == [(3, {"": fault})]
