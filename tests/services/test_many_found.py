"""Finding in more items than are shown, on both databases."""

import pytest

from bot.domain.finding import Found
from bot.search import weights
from bot.search.search import Search
from bot.services.finder import Finder
from bot.services.items import Items
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW, content


@pytest.fixture
def database_of_many(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Thirty items with a word in their title, twelve with it and another in their description; ten are shown."""
    monkeypatch.setattr(weights, "MOST_FOUND", 10)
    items = Items(database, Search())
    for number in range(12):
        items.share(TEAM, "U1", content(title=f"Both {number}", description="Drones on roofs"), now=NOW)
    for number in range(30):
        items.share(TEAM, "U1", content(title=f"Drones over roads {number}"), now=NOW)
    return database


def find(database: Database, text: str) -> Found:
    return Finder(database, Search()).find(TEAM, "U2", text, now=NOW)


def test_of_many_those_with_all_of_it_come_first(database_of_many: Database) -> None:
    found = find(database_of_many, "drones roofs")

    assert (found.total, found.more_than) == (10, True)
    assert all(hit.item.title.startswith("Both") for hit in found.hits)


def test_where_few_have_all_of_it_those_with_a_part_are_found_too(database_of_many: Database) -> None:
    Items(database_of_many, Search()).share(TEAM, "U1", content(title="Drones and kites"), now=NOW)

    found = find(database_of_many, "drones kites")

    assert found.hits[0].item.title == "Drones and kites"
    assert find(database_of_many, "drones").total == 10
