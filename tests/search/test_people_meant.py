"""How near what people say of themselves is to a question: what is kept, what has to wait, what is forgotten."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.search.meaning.meaning import Meaning, no_meaning
from bot.search.people_meant import MOST_NEW, PeopleMeant
from tests.conftest import TEAM
from tests.embedders import Topics

DAMP, BINS = "damp and mould", "bins and waste"


@pytest.fixture
def topics() -> Topics:
    return Topics()


@pytest.fixture
def people(topics: Topics) -> PeopleMeant:
    return PeopleMeant(Meaning(lambda: topics))


def test_what_is_on_the_same_topic_is_near(people: PeopleMeant) -> None:
    found = people.nearness(TEAM, "black spots on walls", [DAMP, BINS])

    assert found is not None
    assert found[DAMP] > 0.9
    assert found[BINS] < 0.2


def test_a_text_is_read_once_and_forgotten_when_nobody_says_it(people: PeopleMeant, topics: Topics) -> None:
    people.nearness(TEAM, "mould", [DAMP, BINS])
    people.nearness(TEAM, "mould", [DAMP, BINS])
    assert topics.asked.count(DAMP) == 1

    assert people.nearness(TEAM, "mould", [BINS]) is not None
    assert DAMP not in people._kept[TEAM]
    assert people.nearness(TEAM, "mould", []) == {}
    people.nearness(TEAM, "mould", [DAMP])
    assert topics.asked.count(DAMP) == 2


def test_nobody_waits_for_more_than_a_few_new_texts(people: PeopleMeant) -> None:
    many = [f"damp {number}" for number in range(MOST_NEW + 3)]

    first = people.nearness(TEAM, "mould", many)
    again = people.nearness(TEAM, "mould", many)

    assert (len(first or {}), len(again or {})) == (MOST_NEW, MOST_NEW + 3)


def test_what_was_read_in_good_time_is_there_at_once(people: PeopleMeant) -> None:
    many = [f"damp {number}" for number in range(MOST_NEW + 3)]
    people.warm(TEAM, many)

    assert len(people.nearness(TEAM, "mould", many) or {}) == MOST_NEW + 3


def test_workspaces_are_kept_apart(people: PeopleMeant) -> None:
    people.nearness(TEAM, "mould", [DAMP])

    assert people.nearness("T0OTHER", "mould", []) == {}
    assert list(people._kept[TEAM]) == [DAMP]


def test_without_a_model_nothing_is_near() -> None:
    assert PeopleMeant(no_meaning()).nearness(TEAM, "mould", [DAMP]) is None


def test_nothing_is_near_to_no_words(people: PeopleMeant) -> None:
    assert people.nearness(TEAM, " ", [DAMP]) is None


def test_a_model_that_fails_leaves_it_to_the_words() -> None:
    class Failing(Topics):
        def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
            raise RuntimeError(texts)

    assert PeopleMeant(Meaning(Failing)).nearness(TEAM, "mould", [DAMP]) is None
