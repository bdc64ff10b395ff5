"""Which candidate fits best, and why: BM25F over the fields, and a share for how much of the question it has."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Self

from bot.domain.matching import INDEXED_FIELDS, Candidate, Clause, IndexedText, Phrase
from bot.search import weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A judged item. `share` is how much of the question it has, by rarity, from 0 to 1.

    `matched` holds the words that it has, as a person would say them; `in_title` whether one stands in its title.
    """

    item_id: int
    score: float
    share: float
    matched: tuple[str, ...]
    in_title: bool


def rank(candidates: Sequence[Candidate], clauses: Sequence[Clause]) -> list[Ranked]:
    """The candidates, the best first; of equals the newest."""
    asked = [_Asked.of(clause) for clause in clauses]
    judged = [_judged(candidate, asked) for candidate in candidates]
    return sorted(judged, key=lambda one: (-one.score, -one.item_id))


def share_of(text: IndexedText, clauses: Sequence[Clause]) -> float:
    """How much of the question a text has, by rarity, from 0 to 1."""
    return _judged(Candidate(item_id=0, text=text), [_Asked.of(clause) for clause in clauses]).share


@dataclass(frozen=True, slots=True)
class _Asked:
    """A clause, and its spellings as they stand in a spaced text: a run of stems is found whole."""

    clause: Clause
    spellings: tuple[tuple[str, float, Phrase], ...]  # with what each counts

    @classmethod
    def of(cls, clause: Clause) -> Self:
        weighed = zip(clause.phrases, chain([1.0], repeat(weights.OTHER_SPELLING)), strict=False)
        return cls(clause, tuple((spaced(phrase.stems), counts, phrase) for phrase, counts in weighed))


def _judged(candidate: Candidate, asked: Sequence[_Asked]) -> Ranked:
    fields = weighed_fields(candidate.text)
    whole = "|".join(text for text, _ in fields)
    found = [(one.clause, *_frequency(whole, fields, one)) for one in asked]
    broken = {clause.term for clause, best, _ in found if clause.term and best is None}
    score, had = 0.0, 0.0
    matched: list[str] = []
    in_title = False
    for clause, best, frequency in found:
        if best is None:
            continue
        rarity = clause.rarity * (weights.PART_OF_A_TERM if clause.term in broken else 1)
        had += rarity
        score += rarity * frequency * (weights.SATURATION + 1) / (frequency + weights.SATURATION)
        matched.append(_said(clause, best))
        in_title = in_title or _holds(fields[0][0], best)
    sought = sum(one.clause.rarity for one in asked)
    share = had / sought if sought else 0.0
    return Ranked(
        item_id=candidate.item_id,
        score=score,
        share=share,
        matched=tuple(dict.fromkeys(matched)),
        in_title=in_title,
    )


def weighed_fields(text: IndexedText) -> list[tuple[str, float]]:
    """A text's fields as `spaced` has them, and how much an occurrence in each counts."""
    return [_field(name, getattr(text, name)) for name in INDEXED_FIELDS]


def _field(name: str, text: str) -> tuple[str, float]:
    """A field's text, spaced, and how much an occurrence in it counts."""
    length = text.count(" ") + 1
    spread = 1 - weights.LENGTH_SHARE + weights.LENGTH_SHARE * length / weights.USUAL_LENGTHS[name]
    return spaced(text), weights.FIELD_WEIGHTS[name] / spread


def spaced(stems: str) -> str:
    """Stems with spaces of their own on both sides, so that each stands for itself when they are counted.

    >>> spaced("bin bin").count(spaced("bin"))
    2
    """
    return f" {stems.replace(' ', '  ')} "


def _frequency(whole: str, fields: Sequence[tuple[str, float]], asked: _Asked) -> tuple[Phrase | None, float]:
    """The spelling that the fields have most of, and how often, weighed by field. Others add nothing to it."""
    most, best = 0.0, None
    for spelling, counts, phrase in asked.spellings:
        if spelling not in whole:  # nearly always so
            continue
        here = counts * sum([text.count(spelling) * weight for text, weight in fields])
        if here > most:
            most, best = here, phrase
    return best, most


def _holds(text: str, phrase: Phrase) -> bool:
    return spaced(phrase.stems) in text


def _said(clause: Clause, best: Phrase) -> str:
    if best.stems == clause.phrases[0].stems:
        return best.label
    return f"{best.label} ({clause.label})"
