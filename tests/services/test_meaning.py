"""Finding by meaning, with the model itself, on both databases."""

from collections.abc import Callable

import pytest

from bot.domain.finding import Found
from bot.search.meaning.loading import load_embedder
from bot.search.meaning.meaning import Meaning
from bot.search.query import parse
from bot.search.search import Search
from bot.services.embeddings import Embeddings
from bot.services.finder import Finder
from bot.services.items import Items
from bot.views.cards import why_it_matched
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW, content

MEANING = Meaning(lambda: load_embedder(None))
DAMP = content(
    title="Condensation and mould in council homes",
    summary="Sensors tell us which flats are wet before the walls turn black.",
)
PLANNING = content(
    title="Planning applications online", summary="Residents send plans and follow the decision."
)
LIQUIDLOGIC = content(
    title="Moving away from Liquidlogic", summary="How we moved case records to a new system."
)
LIBRARY = content(title="Library opening hours", summary="A page with the opening times of every branch.")

Ask = Callable[[str], Found]


@pytest.fixture
def ask(database: Database) -> Ask:
    search = Search(MEANING)
    items = Items(database, search)
    for said in (DAMP, PLANNING, LIQUIDLOGIC, LIBRARY):
        items.share(TEAM, "U1", said, now=NOW)
    Embeddings(database, MEANING).embed_waiting(TEAM, clock=lambda: NOW)
    finder = Finder(database, search)
    return lambda words: finder.find(TEAM, "U2", words, now=NOW)


def titles(found: Found) -> list[str]:
    return [hit.item.title for hit in found.hits]


def test_a_problem_in_other_words_finds_the_item_that_helps(ask: Ask) -> None:
    found = ask("black spots on the bedroom wall and the tenant coughs")

    assert titles(found)[0] == DAMP.title
    assert found.hits[0].alike


def test_a_result_without_any_of_the_words_says_that_it_is_similar_in_meaning(ask: Ask) -> None:
    (hit,) = (one for one in ask("soggy dwellings").hits if one.item.title == DAMP.title)

    assert (hit.matched, hit.alike) == ((), True)


def test_every_result_says_why(ask: Ask) -> None:
    hits = ask("where tenants dwell").hits

    assert [why_it_matched(hit) for hit in hits] == ["Similar in meaning", "Somewhat similar in meaning"]


def test_a_quoted_phrase_wins_over_meaning(ask: Ask) -> None:
    assert titles(ask('"opening hours" of the place with the mould')) == [LIBRARY.title]


def test_the_name_of_a_product_wins_over_meaning(ask: Ask) -> None:
    assert titles(ask("condensation sensors that talk to Liquidlogic"))[0] == LIQUIDLOGIC.title


def test_the_name_of_a_council_wins_over_meaning(database: Database, ask: Ask) -> None:
    del ask
    items = Items(database, Search(MEANING))
    theirs = items.share(
        TEAM, "U1", content(title="Tenancy changes", councils=("Wiltshire Council",)), now=NOW
    )

    found = Finder(database, Search(MEANING)).find(TEAM, "U2", "mould in council homes in Wiltshire", now=NOW)

    assert found.hits[0].item.id == theirs.id


def test_filters_hold_for_what_is_found_by_meaning_too(ask: Ask) -> None:
    assert DAMP.title not in titles(ask("soggy dwellings kind:resource"))


def test_nonsense_is_not_similar_to_anything(ask: Ask) -> None:
    found = ask("quantum zeppelin")

    assert found.hits == ()
    assert found.nearest


def test_a_saved_search_is_granted_in_other_words(database: Database, ask: Ask) -> None:
    del ask
    search = Search(MEANING)
    item = Items(database, search).share(TEAM, "U1", DAMP, now=NOW)

    def granted(words: str) -> float:
        return search.granted(item, parse(words, member_id="U2", now=NOW))

    assert granted("wet walls in council flats")
    assert not granted("parking permits")


def test_a_quoted_phrase_in_a_saved_search_must_be_there() -> None:
    wish = parse('"opening hours" library branch', member_id="U2", now=NOW)

    assert Search(MEANING).granted(LIBRARY, wish)
    assert not Search(MEANING).granted(content(title="Library branch finder"), wish)


def test_a_day_of_the_week_is_no_name(ask: Ask) -> None:
    assert titles(ask("the mould comes back every Monday"))[0] == DAMP.title


def test_a_title_in_other_words_looks_the_same(database: Database, ask: Ask) -> None:
    del ask
    similar = Items(database, Search(MEANING)).similar(TEAM, "Mould and condensation in our housing")

    assert [item.title for item in similar] == [DAMP.title]
