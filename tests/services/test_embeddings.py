"""The work of embedding: what one process does, what two do beside each other, and what is left when one dies."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from bot.search.meaning.meaning import Meaning, no_meaning
from bot.search.meaning.texts import hash_of, text_to_embed
from bot.search.search import Search
from bot.services.embeddings import BATCH, LEASE, Embeddings
from bot.services.importing import import_rows
from bot.services.items import Items
from bot.services.tables.table import RawRow
from storage.database import Database
from tests.conftest import TEAM
from tests.embedders import Topics
from tests.factories import NOW, content

MANY = 3 * BATCH + 1


@pytest.fixture
def items(database: Database) -> Items:
    return Items(database, Search())


@pytest.fixture
def embedder() -> Topics:
    return Topics()


@pytest.fixture
def embeddings(database: Database, embedder: Topics) -> Embeddings:
    return Embeddings(database, Meaning(lambda: embedder))


def clock() -> datetime:
    return NOW


def waiting(database: Database) -> int:
    with database.reading(TEAM) as tx:
        return tx.vectors.waiting("topics-1")


def bring_in(database: Database, count: int) -> None:
    cells = [
        {"source_id": f"row-{number}", "kind": "idea", "title": f"Idea {number}"} for number in range(count)
    ]
    outcome = import_rows(
        database, TEAM, [RawRow(at=at, cells=each) for at, each in enumerate(cells)], now=NOW
    )
    assert outcome.new == count


def test_what_was_shared_edited_or_imported_waits(
    database: Database, items: Items, embeddings: Embeddings
) -> None:
    item = items.share(TEAM, "U1", content(), now=NOW)
    assert waiting(database) == 1
    assert embeddings.embed_waiting(TEAM, clock=clock) == 1
    assert waiting(database) == 0

    items.edit(TEAM, item.id, content(summary="Something else."), by="U1", now=NOW)
    bring_in(database, 3)
    assert waiting(database) == 4

    items.archive(TEAM, item.id, by="U1", now=NOW)
    assert embeddings.embed_waiting(TEAM, clock=clock) == 3
    assert embeddings.embed_waiting(TEAM, clock=clock) == 0


def test_an_item_is_embedded_by_all_that_it_says(
    items: Items, embeddings: Embeddings, embedder: Topics
) -> None:
    said = content(
        title="Damp homes",
        summary="We look at walls.",
        description="More about it.",
        looking_for="Two councils.",
        themes=("housing-and-homelessness",),
    )
    item = items.share(TEAM, "U1", said, now=NOW)
    embeddings.embed_waiting(TEAM, clock=clock)

    assert embedder.asked == [
        "Damp homes",
        "Damp homes\nWe look at walls.\nMore about it.\nTwo councils.\nHousing and homelessness",
    ]
    assert hash_of(text_to_embed(item)) == hash_of(embedder.asked[1])


def test_two_processes_share_the_work(database: Database) -> None:
    bring_in(database, MANY)
    two = [Topics(), Topics()]
    workers = [Embeddings(database, Meaning(lambda each=each: each)) for each in two]  # type: ignore[misc]

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda worker: worker.embed_waiting(TEAM, clock=clock), workers))

    assert sum(done) == MANY
    assert sorted([*two[0].asked, *two[1].asked]) == sorted({*two[0].asked, *two[1].asked}), "none twice"
    assert waiting(database) == 0


def test_what_a_process_died_with_is_done_by_another(
    database: Database, embeddings: Embeddings, monkeypatch: pytest.MonkeyPatch, embedder: Topics
) -> None:
    bring_in(database, 2)

    def dies(_texts: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(embedder, "embed", dies)
        embeddings.embed_waiting(TEAM, clock=clock)

    assert waiting(database) == 2
    assert embeddings.embed_waiting(TEAM, clock=clock) == 0, "it may yet be at it"
    assert embeddings.embed_waiting(TEAM, clock=lambda: NOW + LEASE) == 2


def test_what_changes_while_it_is_embedded_is_embedded_again(
    database: Database,
    items: Items,
    embeddings: Embeddings,
    embedder: Topics,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    item = items.share(TEAM, "U1", content(title="Damp"), now=NOW)
    whole = embedder.embed

    def slow(texts: list[str]) -> object:
        items.edit(TEAM, item.id, content(title="Bins"), by="U1", now=NOW)
        monkeypatch.setattr(embedder, "embed", whole)
        return whole(texts)

    monkeypatch.setattr(embedder, "embed", slow)
    embeddings.embed_waiting(TEAM, clock=clock)

    assert [text.partition("\n")[0] for text in embedder.asked] == ["Damp", "Damp", "Bins", "Bins"]
    assert waiting(database) == 0


def test_it_stops_between_batches_when_told_to(database: Database, embeddings: Embeddings) -> None:
    bring_in(database, MANY)
    told = iter([False, True])

    assert embeddings.embed_waiting(TEAM, clock=clock, stop=lambda: next(told)) == BATCH
    assert waiting(database) == MANY - BATCH


def test_without_a_model_everything_waits_for_one(
    database: Database, items: Items, embeddings: Embeddings
) -> None:
    items.share(TEAM, "U1", content(), now=NOW)

    assert Embeddings(database, no_meaning()).embed_waiting(TEAM, clock=clock) == 0
    assert embeddings.embed_waiting(TEAM, clock=clock) == 1


def test_looking_through_is_by_pages_and_leaves_archived_items_out(
    database: Database, items: Items, embeddings: Embeddings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.embeddings.PAGE", 2)
    bring_in(database, 4)
    item = items.share(TEAM, "U1", content(), now=NOW)
    items.archive(TEAM, item.id, by="U1", now=NOW + timedelta(days=1))

    assert embeddings.look_through(TEAM) == 4
    assert waiting(database) == 4
