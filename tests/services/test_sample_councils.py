"""The invented councils of the demo have places."""

import pytest

from bot.data import sample_councils
from bot.search.places import gazetteer_of
from bot.search.search import Search
from bot.services.finder import Finder
from bot.services.samples import import_samples, take_in_sample_councils
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW


@pytest.fixture
def demo(database: Database) -> Database:
    take_in_sample_councils(database, TEAM)
    import_samples(database, TEAM, now=NOW)
    return database


def test_each_is_known_marked_and_has_a_place(demo: Database) -> None:
    with demo.reading(TEAM) as tx:
        known = gazetteer_of(tx)
        for one in sample_councils():
            council = known.named(one.name)
            assert council
            assert council.short_name.endswith(" (sample)")
            assert council.latitude
            assert council.setting
            assert known.find(one.name.removesuffix(" (sample)")).one == council


@pytest.mark.parametrize(
    "typed",
    ["housing near:Ambleford", "near:Brackenshire within:50mi", "like:Ambleford", "in:Wexmoor", "in:Wales"],
)
def test_the_demo_finds_items_by_place(demo: Database, typed: str) -> None:
    found = Finder(demo, Search()).find(TEAM, "U0BEN", typed, now=NOW)

    assert found.question is None
    assert len(found.hits) >= 2
    assert any(hit.places for hit in found.hits)
