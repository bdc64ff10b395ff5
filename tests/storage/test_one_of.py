"""One statement for a list of any length."""

import pytest
from sqlalchemy import event, select

from bot.search.search import Search
from bot.services.items import Items
from storage.database import Database
from storage.models import ItemRow
from storage.one_of import one_of
from tests.conftest import TEAM
from tests.factories import NOW, content

TITLES = ("a", 'b"', "{c,d}")


@pytest.fixture(name="ids")
def three_items(database: Database) -> list[int]:
    items = Items(database, Search())
    return [items.share(TEAM, "U1", content(title=title), now=NOW).id for title in TITLES]


@pytest.mark.parametrize("values", [[], ["a"], ['b"', "{c,d}", "nothing", "'; DROP TABLE items; --"]])
def test_text_of_any_kind_is_found(database: Database, ids: list[int], values: list[str]) -> None:
    del ids
    with database.engine.connect() as connection:
        found = connection.scalars(select(ItemRow.title).where(one_of(ItemRow.title, values)))

        assert set(found) == set(TITLES) & set(values)


def test_a_list_of_any_length_is_one_statement(database: Database, ids: list[int]) -> None:
    said = set()
    event.listen(database.engine, "before_cursor_execute", lambda *told: said.add(told[2]))
    for length in range(1, 4):
        with database.reading(TEAM) as tx:
            assert list(tx.items.by_ids(ids[:length])) == ids[:length]

    assert len({one for one in said if "FROM items" in one}) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sqlite_looks_each_up_in_the_index(database: Database) -> None:
    with database.engine.connect() as connection:
        asked = select(ItemRow.title).where(one_of(ItemRow.id, [1, 2, 3]))
        sql = str(asked.compile(database.engine))
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", ("[1, 2, 3]",)).all()

        assert any("SEARCH items USING INTEGER PRIMARY KEY" in row[3] for row in plan), plan
