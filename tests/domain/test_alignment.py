"""How two people's answers compare."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.alignment import Answers, Decider, Pace, Topic, View, compared

ANSWERS = Answers(
    goal="fewer missed bins", users="residents", pace=Pace.WEEKS, brings="time", decides=Decider.ME
)


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def view_of(topic: Topic, one: Any, other: Any) -> View:
    mine, theirs = (replace(ANSWERS, **{topic.value: said}) for said in (one, other))
    both = compared(mine, theirs, words=words)
    assert both == compared(theirs, mine, words=words), "it does not matter who is who"
    return both[topic]


@pytest.mark.parametrize(
    ("one", "other", "view"),
    [
        ("fewer missed bins", "fewer missed bins", View.ALIKE),
        ("fewer missed bins", "bins are emptied on the right day", View.ALIKE),
        ("fewer missed bins in all streets", "bins on time and residents who know when", View.DIFFERENT),
        ("fewer missed bins", "cheaper lorries", View.DIFFERENT),
        ("fewer missed bins", "", View.OPEN),
        ("", "", View.OPEN),
    ],
)
def test_texts_are_alike_when_they_share_a_third_of_the_shorter_ones_words(
    one: str, other: str, view: View
) -> None:
    assert view_of(Topic.GOAL, one, other) is view


@pytest.mark.parametrize(
    ("topic", "one", "other", "view"),
    [
        (Topic.PACE, Pace.WEEKS, Pace.WEEKS, View.ALIKE),
        (Topic.PACE, Pace.WEEKS, Pace.THIS_YEAR, View.DIFFERENT),
        (Topic.PACE, Pace.NO_DATE, Pace.NO_DATE, View.OPEN),
        (Topic.PACE, Pace.WEEKS, Pace.NO_DATE, View.OPEN),
        (Topic.DECIDES, Decider.ME, Decider.ME, View.ALIKE),
        (Topic.DECIDES, Decider.ME, Decider.BOARD, View.DIFFERENT),
        (Topic.DECIDES, Decider.NOT_KNOWN, Decider.NOT_KNOWN, View.OPEN),
    ],
)
def test_choices_are_alike_when_they_are_the_same_and_known(
    topic: Topic, one: Any, other: Any, view: View
) -> None:
    assert view_of(topic, one, other) is view


def test_what_each_brings_is_not_compared() -> None:
    assert Topic.BRINGS not in compared(ANSWERS, ANSWERS, words=words)
