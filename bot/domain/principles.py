"""Principles: what people have agreed to, every text that was put to them, and the guidance that others add."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum

from bot.domain.refusals import FieldProblem, InvalidFields

TITLE_LIMIT = 100
SENTENCE_LIMIT = 300
MEANING_LIMIT = 2000
GUIDANCE_LIMIT = 2000
MOST_EVIDENCE = 20
EVIDENCE_LIMIT = 500


class Section(StrEnum):
    """The parts of the guidance to a principle, in the order in which they are read."""

    MEANING = "meaning"
    HOW_TO = "how_to"
    EXAMPLES = "examples"
    ORIGIN = "origin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something that led to a principle: the title of a contribution or of a group, in a workshop."""

    title: str
    workshop_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipleText:
    """What people are asked to agree to: a title, one sentence, and what it means."""

    title: str
    sentence: str
    meaning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A text that was put to people. A principle's versions count from 1; none is ever changed or dropped."""

    number: int
    text: PrincipleText
    round_id: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle:
    """A principle, adopted or proposed. It is given a `number` once, when it is first adopted, and keeps it.

    `text` is what was adopted last; until then what was proposed last.
    """

    id: int
    number: int | None
    text: PrincipleText
    proposed_by: str
    proposed_at: datetime
    adopted_version: int | None = None
    adopted_at: datetime | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether people have agreed to it."""
        return self.number is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """What somebody wrote to help others with a principle. `votes`: how many members find it helpful."""

    id: int
    principle_id: int
    section: Section
    text: str
    by: str
    at: datetime
    votes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words of two texts: those of both (`before` and `after` are the same), taken out, put in, or changed."""

    before: str
    after: str

    @property
    def is_same(self) -> bool:
        """Whether both texts have it."""
        return self.before == self.after


def checked_text(text: PrincipleText) -> PrincipleText:
    """The same, trimmed, its title and its sentence on one line each.

    Raises:
        InvalidFields: something is missing or too long.
    """
    tidy = PrincipleText(
        title=" ".join(text.title.split()),
        sentence=" ".join(text.sentence.split()),
        meaning=text.meaning.strip(),
    )
    problems: dict[str, FieldProblem] = {}
    for name, limit in (("title", TITLE_LIMIT), ("sentence", SENTENCE_LIMIT), ("meaning", MEANING_LIMIT)):
        said = getattr(tidy, name)
        if not said and name != "meaning":
            problems[name] = FieldProblem(code="missing")
        if len(said) > limit:
            problems[name] = FieldProblem(code="too_long", limit=limit)
    if problems:
        raise InvalidFields(problems)
    return tidy


def checked_line(name: str, said: str, limit: int, *, needed: bool = True) -> str:
    """What stands in one field, trimmed.

    Raises:
        InvalidFields: it is needed and missing, or too long.
    """
    tidy = said.strip()
    if needed and not tidy:
        raise InvalidFields({name: FieldProblem(code="missing")})
    if len(tidy) > limit:
        raise InvalidFields({name: FieldProblem(code="too_long", limit=limit)})
    return tidy


def checked_evidence(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """What led to a principle, each once, as much of it as is kept."""
    tidy = [
        Evidence(title=" ".join(one.title.split())[:EVIDENCE_LIMIT], workshop_id=one.workshop_id)
        for one in evidence
    ]
    return tuple(dict.fromkeys(one for one in tidy if one.title))[:MOST_EVIDENCE]


def compared(before: str, after: str) -> list[Piece]:
    """Two texts side by side, word by word.

    >>> [(one.before, one.after) for one in compared("Ask users first", "Ask people first")]
    [('Ask', 'Ask'), ('users', 'people'), ('first', 'first')]
    """
    old, new = before.split(), after.split()
    return [
        Piece(before=" ".join(old[a:b]), after=" ".join(new[c:d]))
        for _, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    ]
