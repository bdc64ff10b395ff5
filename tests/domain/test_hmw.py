"""How-might-we questions: how they are put together, and how good the advice on them is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.data.formats import formats
from bot.domain.hmw import Weakness, advice, as_item_content, sentence, slot_limit
from bot.domain.items import TITLE_LIMIT, Kind, checked
from bot.domain.workshops import TEXT_LIMIT, FormatKey

HMW = formats()[FormatKey.HMW]
KEYS = ("action", "who", "what", "outcome")
SETS: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_name("how_might_we.yml").read_text("utf-8"))

UNSEEN: Mapping[Weakness, tuple[float, float]] = {
    Weakness.TOO_BROAD: (0.80, 0.80),
    Weakness.SOLUTION: (1.00, 0.83),
    Weakness.NO_OUTCOME: (1.00, 0.83),
    Weakness.NO_VERB: (0.67, 0.50),
    Weakness.TWO_QUESTIONS: (1.00, 0.75),
    Weakness.BLAME: (1.00, 0.75),
}
"""Precision and recall on questions that the rules were not made for: docs/decisions/0031 says what that means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question, and what is weak in it."""

    slots: Mapping[str, str]
    weak: frozenset[Weakness]


def examples(name: str) -> Iterator[Example]:
    for line in SETS[name]:
        *slots, weak = (part.strip() for part in line.split("|"))
        yield Example(
            slots=dict(zip(KEYS, slots, strict=True)),
            weak=frozenset(Weakness(one.strip()) for one in weak.split(",") if one.strip()),
        )


ALL = [*examples("seen"), *examples("unseen")]


def told(one: Example) -> set[Weakness]:
    return {each.weakness for each in advice(one.slots)}


def measured(name: str, weakness: Weakness) -> tuple[float, float]:
    """Precision and recall of the advice of one kind."""
    of_it = [one for one in examples(name) if weakness in one.weak]
    given = [one for one in examples(name) if weakness in told(one)]
    right = sum(weakness in one.weak for one in given)
    return (right / len(given) if given else 1.0, right / len(of_it))


def made(**slots: str) -> str:
    return sentence(HMW, dict.fromkeys(KEYS, "") | slots)


# ---------------------------------------------------------------- the sentence


def test_the_sentence_of_the_examples_is_the_one_that_we_promise() -> None:
    assert sentence(HMW, {slot.key: slot.example for slot in HMW.slots}) == (
        "How might we support local authorities to find suitable partners "
        "so that they can use resources more efficiently?"
    )


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        pytest.param(
            {"action": "help", "who": "tenants to", "what": "to book a repair", "outcome": "they are warm"},
            "How might we help tenants to book a repair so that they are warm?",
            id="no double to",
        ),
        pytest.param(
            {
                "action": "make it easier for",
                "who": "for carers",
                "what": "to rest.",
                "outcome": "They cope. ",
            },
            "How might we make it easier for carers to rest so that they cope?",
            id="no double for, and no full stops",
        ),
        pytest.param(
            {
                "action": "How might we help",
                "who": "carers",
                "what": "rest ",
                "outcome": "so that they cope?",
            },
            "How might we help carers rest so that they cope?",
            id="what the sentence says itself is not said twice",
        ),
        pytest.param(
            {"action": "help", "who": "carers", "what": "to rest"},
            "How might we help carers to rest?",
            id="no outcome",
        ),
        pytest.param(
            {"action": "help", "who": "carers", "what": "also to rest", "outcome": "they, and also we, cope"},
            "How might we help carers also to rest so that they, and also we, cope?",
            id="words are left whole",
        ),
        pytest.param(
            {"action": "Help", "who": "Welsh speakers", "what": "To rest", "outcome": "I can, and GPs too"},
            "How might we help Welsh speakers to rest so that I can, and GPs too?",
            id="capitals only for names",
        ),
        pytest.param(
            {"action": " reduce\n", "who": "", "what": "missed  bins", "outcome": "streets are clean!"},
            "How might we reduce missed bins so that streets are clean?",
            id="nobody, and white space",
        ),
    ],
)
def test_the_sentence_reads_well(slots: dict[str, str], expected: str) -> None:
    assert made(**slots) == expected


def test_slots_as_long_as_they_may_be_make_a_sentence_that_can_be_kept() -> None:
    assert len(sentence(HMW, dict.fromkeys(KEYS, "x" * slot_limit(HMW)))) <= TEXT_LIMIT
    assert slot_limit(HMW) > 100


# ---------------------------------------------------------------- the advice


def test_there_are_enough_examples_of_each_sort() -> None:
    for name in SETS:
        assert sum(not one.weak for one in examples(name)) >= 16
        for weakness in Weakness:
            assert sum(weakness in one.weak for one in examples(name)) >= 4
    assert len({tuple(one.slots.values()) for one in ALL}) == len(ALL) >= 60


@pytest.mark.parametrize("weakness", list(Weakness))
def test_the_advice_is_as_good_on_unseen_questions_as_we_say(weakness: Weakness) -> None:
    assert measured("unseen", weakness) == pytest.approx(UNSEEN[weakness], abs=0.005)


@pytest.mark.parametrize("one", [one for one in ALL if not one.weak], ids=lambda one: one.slots["what"])
def test_good_questions_are_left_alone(one: Example) -> None:
    assert told(one) == set()


@pytest.mark.parametrize("weakness", list(Weakness))
def test_on_the_questions_that_it_was_made_for_it_is_hardly_wrong(weakness: Weakness) -> None:
    precision, recall = measured("seen", weakness)

    assert precision == 1
    assert recall > 0.9


@pytest.mark.parametrize("one", ALL, ids=lambda one: " ".join(one.slots.values()))
def test_every_advice_says_in_one_kind_sentence_what_and_why_and_shows_better(one: Example) -> None:
    for each in advice(one.slots):
        assert each.slot in KEYS
        assert each.better
        assert each.says.endswith(".")
        assert "wrong" not in each.says
        assert "must" not in each.says


def test_a_question_may_be_weak_in_many_ways() -> None:
    found = advice({"action": "implement", "who": "everybody", "what": "an app", "outcome": ""})

    assert [each.weakness for each in found] == [Weakness.TOO_BROAD, Weakness.SOLUTION, Weakness.NO_OUTCOME]
    assert [each.slot for each in found] == ["who", "action", "outcome"]


def test_nothing_at_all_is_no_error() -> None:
    assert {each.weakness for each in advice({})} == {
        Weakness.TOO_BROAD,
        Weakness.NO_OUTCOME,
        Weakness.NO_VERB,
    }


# ---------------------------------------------------------------- what it becomes


@pytest.mark.parametrize(
    "words", ["x" * 450, "how can we do " * 32, "Short?"], ids=["a word", "words", "short"]
)
def test_a_question_of_any_length_begins_an_item_with_nothing_lost(words: str) -> None:
    begun = as_item_content(Kind.PROBLEM, words, outcome="they cope.", about="carers")

    assert len(begun.title) <= TITLE_LIMIT
    assert begun.description == f"{words}\n\nFrom a workshop about carers."
    assert begun.summary == "The aim is that they cope."
    checked(begun, themes=frozenset())


def test_without_an_outcome_the_summary_is_left_to_who_shares_it() -> None:
    assert as_item_content(Kind.IDEA, "How might we rest?").summary == ""
