"""The word index: it scores every item as the ranking does, and follows what other processes write."""

import contextlib
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.matching import INDEXED_FIELDS, Candidate, Clause, IndexedText, Phrase
from bot.search import weights, word_index
from bot.search.ranking import rank
from bot.search.search import Search
from bot.search.word_index import WordIndex, WordIndexes
from bot.services.finder import Finder
from bot.services.items import Items
from storage.database import Database
from storage.item_texts import ItemTexts
from storage.words import ALL_ITEMS
from tests.conftest import TEAM
from tests.factories import NOW, content

STEMS = st.sampled_from(["bin", "road", "tax", "council", "hous"])
FIELDS = st.lists(STEMS, max_size=6).map(" ".join)
TEXTS = st.builds(IndexedText, **dict.fromkeys(INDEXED_FIELDS, FIELDS))
PHRASES = st.lists(STEMS, min_size=1, max_size=3).map(lambda run: Phrase(stems=" ".join(run), label=""))
CLAUSES = st.lists(
    st.builds(
        Clause,
        phrases=st.lists(PHRASES, min_size=1, max_size=3).map(tuple),
        term=st.sampled_from(["", "", "bin road"]),
        rarity=st.floats(0.1, 5),
        exact=st.booleans(),
    ),
    min_size=1,
    max_size=4,
)


@given(texts=st.lists(TEXTS, min_size=1, max_size=8), clauses=CLAUSES)
def test_it_scores_as_the_ranking_does(texts: list[IndexedText], clauses: list[Clause]) -> None:
    index = WordIndex()
    for item_id, text in enumerate(texts, start=1):
        index.put(item_id, IndexedText(title="road", summary="", tags="", body=""))
        index.put(item_id, text)

    scored = index.scored(clauses)

    judged = {one.item_id: one for one in rank(_candidates(texts, clauses), clauses) if one.share > 0}
    found = zip(scored.item_ids.tolist(), scored.scores.tolist(), scored.shares.tolist(), strict=True)
    most = (weights.SATURATION + 1) * sum(clause.rarity for clause in clauses)
    assert {item_id: (score, share) for item_id, score, share in found} == {
        item_id: (pytest.approx(one.score / most, rel=1e-4), pytest.approx(one.share, rel=1e-4))
        for item_id, one in judged.items()
    }


def _candidates(texts: list[IndexedText], clauses: list[Clause]) -> list[Candidate]:
    """Those that have all that must be there."""
    exact = [clause for clause in clauses if clause.exact]
    return [
        Candidate(item_id=item_id, text=text)
        for item_id, text in enumerate(texts, start=1)
        if all(rank([Candidate(item_id=0, text=text)], [clause])[0].share for clause in exact)
    ]


def found_by(finder: Finder, words: str) -> list[str]:
    return [hit.item.title for hit in finder.find(TEAM, "U2", words, now=NOW).hits]


def test_every_process_finds_what_any_other_wrote(database: Database) -> None:
    here, there = Finder(database, Search()), Finder(database, Search())
    items = Items(database, Search())
    item = items.share(TEAM, "U1", content(title="Drones over roads"), now=NOW)
    assert found_by(here, "drones") == found_by(there, "drones") == ["Drones over roads"]

    items.edit(TEAM, item.id, content(title="Kites over roads"), by="U1", now=NOW)
    assert found_by(here, "drones") == found_by(there, "drones") == []
    assert found_by(here, "kites") == found_by(there, "kites") == ["Kites over roads"]

    items.archive(TEAM, item.id, by="U1", now=NOW)
    assert found_by(here, "kites") == found_by(there, "kites") == []


def test_what_is_taken_back_was_never_found(database: Database) -> None:
    finder = Finder(database, Search())
    item = Items(database, Search()).share(TEAM, "U1", content(title="Kites over roads"), now=NOW)
    assert found_by(finder, "drones") == []

    with pytest.raises(ZeroDivisionError), database.transaction(TEAM) as tx:
        tx.texts.write({item.id: IndexedText(title="drone", summary="", tags="", body="")})
        raise ZeroDivisionError

    assert found_by(finder, "drones") == []


def test_what_was_not_read_to_the_end_is_read_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = Search()
    items = Items(database, search)
    ids = [items.share(TEAM, "U1", content(title=f"Drones {one}"), now=NOW).id for one in range(2)]
    with database.transaction(TEAM) as tx:  # as an import does: many items of one number
        tx.texts.write({one: IndexedText(title="kite", summary="", tags="", body="") for one in ids})
    whole = ItemTexts.since

    def breaks_off(self: ItemTexts, sequence: int) -> Iterator[object]:
        with contextlib.closing(whole(self, sequence)) as rows:
            yield next(rows)
        raise ConnectionError

    finder = Finder(database, search)
    monkeypatch.setattr(ItemTexts, "since", breaks_off)
    with pytest.raises(ConnectionError):
        found_by(finder, "kites")
    monkeypatch.setattr(ItemTexts, "since", whole)

    assert len(found_by(finder, "kites")) == 2


def test_a_run_of_words_that_was_asked_for_before_is_found_in_what_came_since() -> None:
    index, waste = WordIndex(), Clause(phrases=(Phrase(stems="wast collect", label="waste collection"),))
    index.put(1, IndexedText(title="wast collect", summary="", tags="", body=""))
    assert index.scored([waste]).item_ids.tolist() == [1]

    index.put(2, IndexedText(title="bin", summary="", tags="", body="wast collect"))
    index.put(1, None)

    assert index.scored([waste]).item_ids.tolist() == [2]


def test_one_workspace_does_not_follow_another(database: Database) -> None:
    search = Search()
    Items(database, search).share("T0OTHER", "U1", content(title="Drones over roads"), now=NOW)

    assert found_by(Finder(database, search), "drones") == []


def test_changes_are_seen_in_the_order_in_which_they_were_committed(database: Database) -> None:
    """Who takes a number first commits first: a process that saw the later number has missed nothing."""
    items, indexes = Items(database, Search()), WordIndexes()
    threads = [
        threading.Thread(
            target=items.share, args=(TEAM, "U1", content(title=f"Drones {number}")), kwargs={"now": NOW}
        )
        for number in range(12)
    ]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        with database.reading(TEAM) as tx:
            indexes.follow(tx, TEAM)
    with database.reading(TEAM) as tx:
        indexes.follow(tx, TEAM)
    assert len(indexes.scored(TEAM, [Clause(phrases=(Phrase(stems="drone", label="drones"),))])) == 12
    assert indexes.held(TEAM, ["drone", "road", ALL_ITEMS]) == {"drone": 12, ALL_ITEMS: 12}


def test_places_of_items_that_are_gone_are_given_back(
    monkeypatch: pytest.MonkeyPatch, database: Database
) -> None:
    monkeypatch.setattr(word_index, "_FEW", 3)
    finder, items = Finder(database, Search()), Items(database, Search())
    indexes = WordIndexes()
    item = items.share(TEAM, "U1", content(title="Drones over roads"), now=NOW)
    for number in range(12):
        items.edit(TEAM, item.id, content(title=f"Drones over roads {number}"), by="U1", now=NOW)
        assert found_by(finder, "drones") == [f"Drones over roads {number}"]
        with database.reading(TEAM) as tx:
            indexes.follow(tx, TEAM)
        assert indexes.held(TEAM, ["drone", str(number), str(number - 1), ALL_ITEMS]) == {
            "drone": 1,
            str(number): 1,
            ALL_ITEMS: 1,
        }


def test_it_can_be_read_before_anybody_asks(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    search = Search()
    Items(database, search).share(TEAM, "U1", content(title="Drones over roads"), now=NOW)

    search.warm(database).join(timeout=30)

    monkeypatch.setattr(WordIndex, "put", None)  # nothing is read again
    assert found_by(Finder(database, search), "drones") == ["Drones over roads"]
