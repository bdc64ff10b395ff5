"""Somebody asks to be introduced to a person whom they found; only when that person agrees do the two meet."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.profiles import Profile
from bot.domain.refusals import FieldProblem, InvalidFields

HOPE_LIMIT = 250


class Answer(StrEnum):
    """What the person said. Only they know that they declined: to whoever asked it looks like waiting."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Approach:
    """`asker_id` would like to meet `person_id`, and says what they hope for."""

    id: int
    asker_id: str
    person_id: str
    hope: str
    answer: Answer
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An approach with what each of the two lets everybody see of themselves; None where that is nothing."""

    approach: Approach
    asker: Profile | None
    person: Profile | None


def checked_hope(hope: str) -> str:
    """What somebody hopes for, on one line.

    Raises:
        InvalidFields: there is nothing, or too much of it.
    """
    tidy = " ".join(hope.split())
    if not tidy:
        raise InvalidFields({"hope": FieldProblem(code="missing")})
    if len(tidy) > HOPE_LIMIT:
        raise InvalidFields({"hope": FieldProblem(code="too_long", limit=HOPE_LIMIT)})
    return tidy


def accepted(approach: Approach) -> Approach:
    """The person agrees, maybe after all."""
    return replace(approach, answer=Answer.ACCEPTED)


def declined(approach: Approach) -> Approach:
    """The person would rather not. What was accepted stays so: the two have met."""
    return approach if approach.answer is Answer.ACCEPTED else replace(approach, answer=Answer.DECLINED)
