"""Which items are open to the public, on both databases."""

from datetime import datetime, timedelta

from bot.domain.items import Origin
from storage.database import Database
from storage.items import NewItem
from tests.conftest import TEAM
from tests.factories import NOW, content

OTHER = "T0OTHER"


def new(title: str, *, at: datetime = NOW, archived: bool = False, **wanted: object) -> NewItem:
    return NewItem(
        content=content(title=title, **wanted),
        owner_id="U1",
        contact="",
        origin=Origin(),
        created_at=at,
        confirmed_at=at,
        archived_at=at if archived else None,
    )


def test_items_from_before_are_not_open(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        item = tx.items.add(new("Old"))

    with database.reading(TEAM) as tx:
        assert not tx.items.by_ids([item.id])[item.id].open_to_public
        assert tx.public_items.ids() == []


def test_it_is_kept_and_changed(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        item = tx.items.add(new("Open", open_to_public=True))
        assert tx.items.get(item.id) == item
        assert tx.public_items.ids() == [item.id]


def test_what_changed_last_comes_first_of_the_themes_asked_for(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        added = tx.items.add_many(
            [
                new("A", open_to_public=True, themes=("housing-and-homelessness",)),
                new("B", open_to_public=True, at=NOW + timedelta(hours=1), themes=("waste-and-recycling",)),
                new("C", open_to_public=True, themes=("waste-and-recycling", "housing-and-homelessness")),
                new("D"),
                new("E", open_to_public=True, archived=True),
            ]
        )
        a, b, c = (item.id for item in added[:3])

        assert tx.public_items.ids() == [b, c, a]
        assert tx.public_items.ids(limit=2) == [b, c]
        assert tx.public_items.ids(themes=("housing-and-homelessness",)) == [c, a]
        assert tx.public_items.ids(themes=("waste-and-recycling", "housing-and-homelessness")) == [b, c, a]


def test_a_workspace_sees_only_its_own(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        tx.items.add(new("Ours", open_to_public=True))
    with database.transaction(OTHER) as tx:
        theirs = tx.items.add(new("Theirs", open_to_public=True))
        assert tx.public_items.ids() == [theirs.id]
