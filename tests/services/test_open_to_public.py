"""What is open to the public: only what its owner opened, through imports and exports too; on both databases."""

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.items import Action, Item
from bot.domain.refusals import FieldProblem, InvalidItem, NotYours
from bot.search.search import Search
from bot.services.exporting import export_rows
from bot.services.importing import import_rows
from bot.services.items import Items
from bot.services.tables.columns import FIELDS
from bot.services.tables.csv_tables import write_csv
from bot.services.tables.json_tables import write_json
from bot.services.tables.reading import read
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW, content
from tests.services.importing import counts, items, row, taken_in

LATER = NOW + timedelta(days=1)


def shared(database: Database, **wanted: Any) -> Item:
    return Items(database, Search()).share(TEAM, "U1", content(**wanted), now=NOW)


def opened(database: Database) -> list[bool]:
    return [item.open_to_public for item in items(database)]


def test_only_its_owner_opens_an_item_and_a_moderator_may_close_it(database: Database) -> None:
    service = Items(database, Search(), moderators=frozenset({"UMOD"}))
    item = shared(database)
    wide = replace(item.content, open_to_public=True)

    with pytest.raises(NotYours):
        service.edit(TEAM, item.id, wide, by="U2", now=LATER)
    with pytest.raises(InvalidItem):
        service.edit(TEAM, item.id, wide, by="UMOD", now=LATER)
    assert opened(database) == [False]

    service.edit(TEAM, item.id, wide, by="U1", now=LATER)
    service.edit(TEAM, item.id, replace(wide, title="Anew"), by="UMOD", now=LATER)
    assert opened(database) == [True]
    service.edit(TEAM, item.id, replace(item.content, title="Anew"), by="UMOD", now=LATER)
    lines = service.details(TEAM, item.id, viewer="U1").history
    assert [(line.action, line.by, dict(line.fields)) for line in lines] == [
        (Action.EDITED, "UMOD", {"open_to_public": ("yes", "no")}),
        (Action.EDITED, "UMOD", {"title": (item.title, "Anew")}),
        (Action.EDITED, "U1", {"open_to_public": ("no", "yes")}),
        (Action.SHARED, "U1", {}),
    ]


def test_history_keeps_that_it_was_open_from_the_first(database: Database) -> None:
    item = shared(database, open_to_public=True)
    taken_in(database, [row(1, open_to_public="yes")])

    for one in items(database):
        with database.reading(TEAM) as tx:
            (line,) = tx.history.of(one.id, limit=9)
        assert dict(line.fields) == {"open_to_public": ("no", "yes")}
    assert item.open_to_public


@pytest.mark.parametrize("form", ["csv", "json"])
def test_it_is_kept_when_items_move_elsewhere(database: Database, form: str) -> None:
    taken_in(database, [row(1, title="Open", open_to_public="yes"), row(2, title="Not open")])
    file = io.StringIO(newline="")
    rows = export_rows(database, TEAM)
    if form == "csv":
        write_csv(file, FIELDS, rows)
    else:
        write_json(file, rows)

    import_rows(database, "T0OTHER", read(file.getvalue().encode()).rows, now=LATER)

    with database.reading("T0OTHER") as tx:
        moved = {item.title: item.open_to_public for item in tx.items.all(limit=9)}
    assert moved == {"Open": True, "Not open": False}


def test_a_file_that_does_not_say_opens_and_closes_nothing(database: Database) -> None:
    taken_in(database, [row(1), row(2, open_to_public="yes")])

    taken_in(database, [row(1, title="Anew"), row(2, title="Anew too")])

    assert opened(database) == [False, True]


@pytest.mark.parametrize(
    ("said", "is_open"),
    [("yes", True), ("TRUE", True), (True, True), ("no", False), ("", False), (None, False), (False, False)],
)
def test_a_new_item_is_as_the_file_says(database: Database, said: object, is_open: bool) -> None:
    taken_in(database, [row(1, open_to_public=said)])

    assert opened(database) == [is_open]


def test_a_word_that_is_neither_yes_nor_no_is_refused(database: Database) -> None:
    outcome = taken_in(database, [row(1, open_to_public="everyone")])

    (bad,) = outcome.refused
    assert bad.problems == {"open_to_public": FieldProblem(code="unknown", value="everyone")}
    assert opened(database) == []


def test_an_import_never_opens_what_somebody_here_owns(database: Database) -> None:
    """Such as a file from before its owner thought again."""
    item = shared(database)
    (exported,) = export_rows(database, TEAM)

    outcome = taken_in(database, [row(1, **exported | {"open_to_public": "yes"})])

    assert counts(outcome) == (0, 0, 1, 0)
    assert items(database) == [item]


@pytest.mark.parametrize(
    "known", [pytest.param(False, id="a new item"), pytest.param(True, id="one that nobody owned until then")]
)
@pytest.mark.parametrize(
    ("cells", "manner"),
    [
        pytest.param({"owner": "U0AMIRA"}, {}, id="the row names an owner"),
        pytest.param({}, {"owner": "U0AMIRA"}, id="the import does"),
    ],
)
def test_nor_what_it_gives_an_owner(
    database: Database, known: bool, cells: dict[str, str], manner: dict[str, str]
) -> None:
    if known:
        taken_in(database, [row(1)])

    taken_in(database, [row(1, open_to_public="yes", **cells)], **manner)

    (item,) = items(database)
    assert (item.owner_id, item.open_to_public) == ("U0AMIRA", False)


def test_a_moderator_opens_what_nobody_here_owns(database: Database) -> None:
    taken_in(database, [row(1)])
    (item,) = items(database)

    service = Items(database, Search(), moderators=frozenset({"UMOD"}))
    service.edit(TEAM, item.id, replace(item.content, open_to_public=True), by="UMOD", now=LATER)

    assert opened(database) == [True]


def test_an_import_may_close_it_and_may_open_what_nobody_here_owns(database: Database) -> None:
    shared(database, open_to_public=True)
    (exported,) = export_rows(database, TEAM)
    taken_in(database, [row(2)])

    taken_in(database, [row(1, **exported | {"open_to_public": "no"}), row(2, open_to_public="yes")])

    assert opened(database) == [False, True]


def test_a_column_of_another_name_opens_nothing(database: Database) -> None:
    file = b"kind,title,public,open\nidea,Tool library,yes,yes\n"

    import_rows(database, TEAM, read(file).rows, now=NOW)

    assert opened(database) == [False]
