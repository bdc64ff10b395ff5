"""*Check we're aligned*: what two people answer separately, and where their answers differ."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

TEXT_LIMIT = 300


class Pace(StrEnum):
    """When somebody wants to have something to show."""

    WEEKS = "within weeks"
    THREE_MONTHS = "within three months"
    THIS_YEAR = "within a year"
    NO_DATE = "no date yet"


class Decider(StrEnum):
    """Who decides on somebody's side."""

    ME = "I do"
    MANAGER = "my manager"
    BOARD = "a board or committee"
    NOT_KNOWN = "we do not know yet"


class Topic(StrEnum):
    """What is asked, in the order of the form."""

    GOAL = "goal"
    USERS = "users"
    PACE = "pace"
    BRINGS = "brings"
    TECHNOLOGY = "technology"
    DECIDES = "decides"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What one of the two answered. `technology` may be left empty."""

    goal: str
    users: str
    pace: Pace
    brings: str
    technology: str = ""
    decides: Decider

    def on(self, topic: Topic) -> str:
        """The answer on one topic, in words."""
        return str(asdict(self)[topic.value])


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Somebody's answers."""

    member_id: str
    answers: Answers
    at: datetime


class View(StrEnum):
    """How two answers to one question compare."""

    ALIKE = "alike"
    DIFFERENT = "different"
    OPEN = "open"  # one of them, or neither, has an answer yet


Words = Callable[[str], frozenset[str]]
"""What a text is about: its words without the small ones, as stems."""

_ALIKE_FROM = 1 / 3
"""Two texts are taken to say the same when they share this part of the words of the shorter one. A plain rule, and a
coarse one: what it finds is worth a look, no more."""


def compared(one: Answers, other: Answers, *, words: Words) -> dict[Topic, View]:
    """Every topic but what they bring, where differing is the point, and how the two see it."""
    return {
        Topic.GOAL: _texts(one.goal, other.goal, words),
        Topic.USERS: _texts(one.users, other.users, words),
        Topic.PACE: _choices(one.pace, other.pace, Pace.NO_DATE),
        Topic.TECHNOLOGY: _texts(one.technology, other.technology, words),
        Topic.DECIDES: _choices(one.decides, other.decides, Decider.NOT_KNOWN),
    }


def _choices(one: StrEnum, other: StrEnum, unknown: StrEnum) -> View:
    if unknown in {one, other}:
        return View.OPEN
    return View.ALIKE if one is other else View.DIFFERENT


def _texts(one: str, other: str, words: Words) -> View:
    mine, theirs = words(one), words(other)
    if not mine or not theirs:
        return View.OPEN
    shared = len(mine & theirs) / min(len(mine), len(theirs))
    return View.ALIKE if shared >= _ALIKE_FROM else View.DIFFERENT
