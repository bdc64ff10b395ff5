"""The items nearest in meaning, wherever vectors are kept, and however many processes change them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from bot.domain.finding import NO_FILTERS, Filters
from bot.domain.items import Item, Kind, Origin, Phase
from bot.search.meaning.embedder import Broken
from bot.search.meaning.meaning import Meaning, no_meaning
from bot.search.search import Search
from bot.services.embeddings import Embeddings
from bot.services.indexing import reindex
from bot.services.items import Items
from storage.database import Database
from storage.items import NewItem
from tests.conftest import TEAM
from tests.embedders import Topics
from tests.factories import NOW, content

pytestmark = pytest.mark.parametrize(
    "database_url", ["sqlite", "postgresql", "without_pgvector"], indirect=True
)


class Process:
    """A process of its own: its own connections, and its own copy of the vectors."""

    def __init__(self, url: str) -> None:
        self.database = Database.connect(url)
        self.embedder = Topics()
        self.meaning = Meaning(lambda: self.embedder)
        self.items = Items(self.database, Search())
        self.embeddings = Embeddings(self.database, self.meaning)

    def shares(self, title: str, *, embedded: bool = True, team: str = TEAM, **wanted: object) -> Item:
        item = self.items.share(team, "U1", content(title=title, summary="A summary.", **wanted), now=NOW)
        if embedded:
            assert self.embeds(team=team) == 1
        return item

    def embeds(self, *, team: str = TEAM) -> int:
        return self.embeddings.embed_waiting(team, clock=lambda: NOW)

    def nearest(
        self, text: str, filters: Filters = NO_FILTERS, *, limit: int = 9, team: str = TEAM
    ) -> list[str]:
        """The titles of what is nearest, the nearest first."""
        with self.database.reading(team) as tx:
            conditions = tx.items.conditions(filters)
            found = self.meaning.nearest(tx, team, text, conditions, limit=limit)
            items = tx.items.by_ids([item_id for item_id, _ in found])
            assert [cosine for _, cosine in found] == sorted((cosine for _, cosine in found), reverse=True)
            return [items[item_id].title for item_id, _ in found]


@pytest.fixture
def start(database_url: str) -> Iterator[Callable[[], Process]]:
    """Starts processes over the same database."""
    started: list[Process] = []

    def another() -> Process:
        started.append(Process(database_url))
        return started[-1]

    yield another
    for each in started:
        each.database.close()


@pytest.fixture
def process(start: Callable[[], Process]) -> Process:
    return start()


def test_what_says_it_in_other_words_is_nearest(process: Process) -> None:
    process.shares("Missed bins")
    process.shares("Damp and mould in homes")
    process.shares("Planning permission")

    assert process.nearest("black spots on walls", limit=2)[0] == "Damp and mould in homes"
    assert process.nearest("rubbish", limit=1) == ["Missed bins"]


def test_only_what_passes_the_filters_is_found(process: Process) -> None:
    process.shares("Damp and mould")
    process.shares("Damp walls", kind=Kind.PROBLEM, themes=("housing-and-homelessness",))
    process.shares("Bins", kind=Kind.PROBLEM, themes=("waste-and-recycling",))

    assert process.nearest("mildew", Filters(kind=Kind.PROBLEM)) == ["Damp walls", "Bins"]
    assert process.nearest("mildew", Filters(kind=Kind.PROBLEM, theme="waste-and-recycling")) == ["Bins"]
    assert process.nearest("mildew", Filters(kind=Kind.IDEA)) == []


def test_filters_that_leave_little_leave_all_of_it(process: Process) -> None:
    """However far down the ranking it is."""
    for number in range(30):
        process.shares(f"Damp and mould {number}", embedded=False)
    process.shares("Bins", embedded=False, kind=Kind.IDEA)
    process.embeds()

    assert process.nearest("mould", Filters(kind=Kind.IDEA), limit=2) == ["Bins"]
    assert len(process.nearest("mould", limit=2)) == 2


def test_what_waits_is_found_once_it_is_embedded(process: Process) -> None:
    process.shares("Damp and mould", embedded=False)
    assert process.nearest("mould") == []

    process.embeds()
    assert process.nearest("mould") == ["Damp and mould"]


def test_what_is_archived_is_not_found_until_it_is_restored(process: Process) -> None:
    item = process.shares("Damp and mould")
    process.shares("Bins")
    assert process.nearest("mould") == ["Damp and mould", "Bins"]

    process.items.archive(TEAM, item.id, by="U1", now=NOW)
    assert process.nearest("mould") == ["Bins"]
    assert process.nearest("mould", Filters(kind=Kind.PROJECT)) == ["Bins"]

    process.items.restore(TEAM, item.id, by="U1", now=NOW)
    process.embeds()
    assert process.nearest("mould") == ["Damp and mould", "Bins"]


def test_what_is_edited_is_found_by_what_it_says_now(process: Process) -> None:
    item = process.shares("Damp and mould")
    process.shares("Planning permission")
    process.items.edit(TEAM, item.id, content(title="Bins"), by="U1", now=NOW)

    process.embeds()

    assert process.nearest("rubbish", limit=1) == ["Bins"]
    assert "Damp and mould" not in process.nearest("mould")


def test_a_change_that_says_nothing_new_keeps_the_vector(process: Process) -> None:
    item = process.shares("Damp and mould")

    process.items.confirm(TEAM, item.id, by="U1", now=NOW + timedelta(days=1))
    process.items.edit(
        TEAM, item.id, content(title=item.title, summary=item.summary, phase=Phase.BETA), by="U1", now=NOW
    )

    assert process.embeds() == 0
    assert process.nearest("mould") == ["Damp and mould"]


def test_processes_stay_in_step(start: Callable[[], Process]) -> None:
    one, other = start(), start()
    assert (one.nearest("mould"), other.nearest("mould")) == ([], [])

    damp = one.shares("Damp and mould")
    assert other.nearest("mould") == ["Damp and mould"]

    other.shares("Bins")
    assert one.nearest("mould") == ["Damp and mould", "Bins"]

    one.items.edit(TEAM, damp.id, content(title="Planning permission"), by="U1", now=NOW)
    one.embeds()
    other.shares("Mildew")
    assert one.nearest("mould", limit=1) == other.nearest("mould", limit=1) == ["Mildew"]

    other.items.archive(TEAM, damp.id, by="U1", now=NOW)
    assert set(one.nearest("mould")) == set(other.nearest("mould")) == {"Bins", "Mildew"}


def test_what_was_taken_back_was_never_there(start: Callable[[], Process]) -> None:
    """A transaction that fails has looked for items, its own among them; nobody may find those later."""
    one, other = start(), start()
    one.shares("Bins")
    mould = other.shares("Damp and mould")
    one.nearest("mould")
    with pytest.raises(RuntimeError), one.database.transaction(TEAM) as tx:
        tx.vectors.forget([mould.id])
        one.meaning.nearest(tx, TEAM, "mould", [], limit=9)
        raise RuntimeError

    other.shares("Mildew")

    assert set(one.nearest("mould")) == {"Mildew", "Damp and mould", "Bins"}


def test_a_transaction_does_not_find_what_it_archived_itself(process: Process) -> None:
    mould = process.shares("Damp and mould")
    process.nearest("mould")

    with process.database.transaction(TEAM) as tx:
        kept = tx.items.get(mould.id)
        assert kept
        tx.items.update(replace(kept, archived_at=NOW))
        tx.vectors.forget([mould.id])

        assert process.meaning.nearest(tx, TEAM, "mould", [], limit=9) == []


def test_no_workspace_finds_what_is_in_another(process: Process) -> None:
    process.shares("Damp and mould", team="T0OTHER")
    process.shares("Bins")

    assert process.nearest("mould") == ["Bins"]
    assert process.nearest("mould", team="T0OTHER") == ["Damp and mould"]


def test_many_changes_come_through_in_any_order(start: Callable[[], Process]) -> None:
    """More than fit the room there is at first; some go, some change, some come back."""
    one, other = start(), start()
    with one.database.transaction(TEAM) as tx:
        news = [
            NewItem(
                content=content(title=f"Damp {number}" if number % 3 else f"Bins {number}"),
                owner_id="U1",
                contact="",
                origin=Origin(),
                created_at=NOW,
                confirmed_at=NOW,
            )
            for number in range(1100)
        ]
        added = tx.items.add_many(news)
        reindex(tx, [(None, item) for item in added])
    one.embeds()
    assert len(other.nearest("mould", limit=2000)) == 1100

    for item in (added[0], added[1], added[-1], added[500]):
        one.items.archive(TEAM, item.id, by="U1", now=NOW)
    one.items.restore(TEAM, added[500].id, by="U1", now=NOW)
    one.items.edit(TEAM, added[2].id, content(title="Rubbish"), by="U1", now=NOW)
    one.embeds()

    gone = {added[0].title, added[1].title, added[-1].title, added[2].title}
    left = {item.title for item in added} - gone | {"Rubbish"}
    assert set(other.nearest("mould", limit=2000)) == left
    assert "Rubbish" in other.nearest("bins", limit=400)


def test_likeness_is_of_those_that_have_a_vector(process: Process) -> None:
    damp, bins = process.shares("Damp and mould"), process.shares("Bins")
    waits = process.shares("Planning", embedded=False)

    with process.database.reading(TEAM) as tx:
        likeness = process.meaning.likeness(tx, TEAM, "mould", [damp.id, bins.id, waits.id])
        vectors = process.meaning.vectors_of(tx, TEAM, [damp.id, waits.id])

    assert likeness.keys() == {damp.id, bins.id}
    assert likeness[damp.id] > 0.9
    assert likeness[bins.id] < 0.2
    assert vectors.keys() == {damp.id}
    assert np.linalg.norm(vectors[damp.id]) == pytest.approx(1, abs=0.001)


def test_texts_are_compared_with_each_other(process: Process) -> None:
    alike, unlike = process.meaning.between("damp walls", ["mould", "bins"]) or (0, 0)

    assert alike > 0.9
    assert unlike < 0.2


def test_a_question_that_comes_again_is_not_embedded_again(process: Process) -> None:
    process.nearest("mould")
    asked = list(process.embedder.asked)
    process.nearest("mould", Filters(kind=Kind.IDEA))

    assert process.embedder.asked == asked


def test_without_a_model_nothing_is_near(process: Process) -> None:
    item = process.shares("Damp and mould")
    blind = no_meaning()

    with process.database.reading(TEAM) as tx:
        assert blind.nearest(tx, TEAM, "mould", [], limit=9) == []
        assert blind.likeness(tx, TEAM, "mould", [item.id]) == {}
        assert blind.vectors_of(tx, TEAM, [item.id]) == {}
    assert blind.between("mould", ["damp"]) is None
    assert isinstance(blind.embedder(), Broken)


def test_a_model_that_fails_leaves_words_alone(process: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    process.shares("Damp and mould")

    def fails(_texts: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(process.embedder, "embed", fails)

    assert process.nearest("mould") == []


def test_what_another_model_made_is_not_compared(process: Process) -> None:
    process.shares("Damp and mould")
    process.embedder.name = "topics-2"
    process.meaning = Meaning(lambda: process.embedder)
    assert process.nearest("mould") == []

    Embeddings(process.database, process.meaning).embed_waiting(TEAM, clock=lambda: NOW)
    assert process.nearest("mould") == ["Damp and mould"]


def test_the_model_is_loaded_once_and_only_when_it_is_needed(process: Process) -> None:
    process.shares("Damp and mould")
    loaded = []

    def load() -> Topics:
        loaded.append(True)
        return process.embedder

    process.meaning = Meaning(load)
    assert loaded == []

    assert process.nearest("mould") == ["Damp and mould"]
    assert loaded == [True]
