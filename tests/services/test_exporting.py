"""Everything comes out, and goes back in as it was, on both databases."""

import io
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.items import Collaboration, Item, Kind, Origin, Source
from bot.search.search import Search
from bot.services import exporting
from bot.services.exporting import export_rows
from bot.services.importing import Outcome, import_rows
from bot.services.items import Items
from bot.services.tables.columns import FIELDS
from bot.services.tables.csv_tables import write_csv
from bot.services.tables.json_tables import write_json
from bot.services.tables.reading import read
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW, content
from tests.services.importing import counts, items, row, taken_in

LATER = NOW + timedelta(days=30)
AWKWARD = "=HYPERLINK(“x”), 'quoted'; \"twice\"\r\n+1\n-2\t@ é 🏠"

Write = Callable[[io.StringIO, Iterator[Mapping[str, object]]], int]
FORMS: dict[str, Write] = {
    "csv": lambda file, rows: write_csv(file, FIELDS, rows),
    "json": write_json,
}


@pytest.fixture(params=sorted(FORMS))
def export(request: pytest.FixtureRequest) -> Callable[[Database, str], str]:
    """Everything in a workspace, as the text of a file of each form."""

    def written(database: Database, workspace: str) -> str:
        file = io.StringIO(newline="")
        FORMS[request.param](file, export_rows(database, workspace))
        return file.getvalue()

    return written


Export = Callable[[Database, str], str]


def put_back(database: Database, workspace: str, text: str) -> Outcome:
    return import_rows(database, workspace, read(text.encode()).rows, now=LATER)


def shared_here(database: Database, **wanted: Any) -> Item:
    """An item that somebody shared in Slack, so that no other system has a name for it."""
    return Items(database, Search()).share(TEAM, "U1", content(**wanted), now=NOW + timedelta(microseconds=7))


@pytest.fixture
def full(database: Database) -> Database:
    """A workspace with items that came in every way and are awkward in every way."""
    taken_in(
        database,
        [
            row(
                1,
                title="-" + AWKWARD.split("\r", maxsplit=1)[0],
                summary="@everyone =1+1",
                description=AWKWARD,
                links=[
                    {"url": "https://example.org/a;b", "title": "One (2026); two, three"},
                    {"url": "https://example.org/", "title": "https://example.org/not-this"},
                    "https://example.org/c",
                ],
                phase="beta",
                themes="bins; housing",
                councils=["[One] (sample)", "Two; (sample)", "=Three, (sample)"],
                people="U2; U3",
                open_to="networking; delivery",
                looking_for="+44 partners",
                open_to_public="yes",
                contact="-",
                created="2026-01-02",
                confirmed="2026-01-02T03:04:05.000006+01:00",
                archived="2026-11-01",
                source_link="https://example.org/1",
            ),
            row(2, source_id="'=2", kind="idea", councils='["one"]'),
            row(3, source_id=None, kind="problem"),
        ],
    )
    shared_here(database)
    shared_here(database)  # alike in everything but its id
    shared_here(database, kind=Kind.RESOURCE, description="'tis\n\n  indented")
    return database


def test_an_export_put_into_an_empty_workspace_exports_the_same(full: Database, export: Export) -> None:
    before = export(full, TEAM)

    outcome = put_back(full, "T0OTHER", before)

    assert counts(outcome) == (6, 0, 0, 0)
    assert export(full, "T0OTHER") == before


def test_an_export_put_back_changes_nothing(full: Database, export: Export) -> None:
    kept = items(full)

    outcome = put_back(full, TEAM, export(full, TEAM))

    assert counts(outcome) == (0, 0, 6, 0)
    assert items(full) == kept


def test_what_was_changed_in_an_export_changes_the_item(database: Database, export: Export) -> None:
    """Even one that no other system has a name for."""
    shared = shared_here(database)
    changed = export(database, TEAM).replace("Housing repairs online", "Damp and mould")

    outcome = put_back(database, TEAM, changed)

    assert counts(outcome) == (0, 1, 0, 0)
    (item,) = items(database)
    assert (item.id, item.title, item.origin) == (shared.id, "Damp and mould", shared.origin)


def test_another_item_with_the_same_number_elsewhere_is_left_alone(
    database: Database, export: Export
) -> None:
    """As when a workspace was begun anew, and then gets back what it had before."""
    shared_here(database)
    old = export(database, TEAM)
    other = Items(database, Search()).share("T0OTHER", "U1", content(title="Mine"), now=LATER)
    number = items(database)[0].id
    old = old.replace(f"collab:{number}:", f"collab:{other.id}:")

    outcome = put_back(database, "T0OTHER", old)

    assert counts(outcome) == (1, 0, 0, 0)
    with database.reading("T0OTHER") as tx:
        assert [item.title for item in tx.items.all(limit=9)] == ["Mine", "Housing repairs online"]


def test_an_export_has_every_column_in_words(full: Database) -> None:
    first, *_ = export_rows(full, TEAM)

    assert tuple(first) == FIELDS
    assert first == {
        "source_id": "row-1",
        "kind": "project",
        "title": "-" + AWKWARD.split("\r", maxsplit=1)[0],
        "summary": "@everyone =1+1",
        "description": AWKWARD,
        "links": [
            {"url": "https://example.org/a;b", "title": "One (2026); two, three"},
            {"url": "https://example.org/", "title": "https://example.org/not-this"},
            {"url": "https://example.org/c", "title": ""},
        ],
        "phase": "beta",
        "themes": ["waste-and-recycling", "housing-and-homelessness"],
        "councils": ["[One] (sample)", "Two; (sample)", "=Three, (sample)"],
        "people": ["U2", "U3"],
        "open_to": ["networking", "delivery"],
        "looking_for": "+44 partners",
        "open_to_public": True,
        "owner": None,
        "contact": "-",
        "created": "2026-01-02",
        "confirmed": "2026-01-02T02:04:05.000006Z",
        "archived": "2026-11-01",
        "source_link": "https://example.org/1",
    }


def test_an_export_is_read_a_page_at_a_time(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "ITEMS_A_PAGE", 2)
    taken_in(database, [row(n) for n in range(1, 6)])

    assert [each["source_id"] for each in export_rows(database, TEAM)] == [f"row-{n}" for n in range(1, 6)]


def test_only_one_workspace_is_exported(database: Database) -> None:
    taken_in(database, [row()])

    assert list(export_rows(database, "T0OTHER")) == []


def test_items_saved_from_messages_keep_the_way_back(database: Database) -> None:
    service = Items(database, Search())
    origin = Origin(source=Source.MESSAGE, link="https://collab.example/archives/C1/p1")
    service.share(TEAM, "U1", content(open_to=(Collaboration.DELIVERY,)), origin=origin, now=NOW)
    (exported,) = export_rows(database, TEAM)

    import_rows(database, "T0OTHER", read(b"[" + _json(exported) + b"]").rows, now=LATER)

    with database.reading("T0OTHER") as tx:
        (item,) = tx.items.all(limit=9)
    assert item.origin.link == "https://collab.example/archives/C1/p1"
    assert item.created_at == NOW
    assert item.owner_id == "U1"


def _json(one: Mapping[str, object]) -> bytes:
    file = io.StringIO()
    write_json(file, [one])
    return file.getvalue().split("\n")[1].encode()
