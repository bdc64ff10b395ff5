"""Which candidate fits best, and why: BM25F over the fields, and a share for how much of the question it has."""

from collections.abc import Sequence
from dataclasses import dataclass

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
    judged = [_judged(candidate, clauses) for candidate in candidates]
    return sorted(judged, key=lambda one: (-one.score, -one.item_id))


def share_of(text: IndexedText, clauses: Sequence[Clause]) -> float:
    """How much of the question a text has, by rarity, from 0 to 1."""
    return _judged(Candidate(item_id=0, text=text), clauses).share


def _judged(candidate: Candidate, clauses: Sequence[Clause]) -> Ranked:
    # A field's text between spaces, so that a run of stems is found whole; and how much an occurrence in it counts.
    fields = [_field(name, getattr(candidate.text, name)) for name in INDEXED_FIELDS]
    found = [(clause, *_frequency(fields, clause)) for clause in clauses]
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
    asked = sum(clause.rarity for clause in clauses)
    share = had / asked if asked else 0.0
    return Ranked(
        item_id=candidate.item_id,
        score=score * share**weights.COVERAGE_POWER,
        share=share,
        matched=tuple(dict.fromkeys(matched)),
        in_title=in_title,
    )


def _field(name: str, text: str) -> tuple[str, float]:
    length = text.count(" ") + 1
    spread = 1 - weights.LENGTH_SHARE + weights.LENGTH_SHARE * length / weights.USUAL_LENGTHS[name]
    return f" {text} ", weights.FIELD_WEIGHTS[name] / spread


def _frequency(fields: Sequence[tuple[str, float]], clause: Clause) -> tuple[Phrase | None, float]:
    """The spelling that the fields have most of, and how often, weighed by field. Others add nothing to it."""
    most, best = 0.0, None
    for number, phrase in enumerate(clause.phrases):
        here = sum(text.count(f" {phrase.stems} ") * weight for text, weight in fields)
        here *= 1.0 if number == 0 else weights.OTHER_SPELLING
        if here > most:
            most, best = here, phrase
    return best, most


def _holds(text: str, phrase: Phrase) -> bool:
    return f" {phrase.stems} " in text


def _said(clause: Clause, best: Phrase) -> str:
    if best.stems == clause.phrases[0].stems:
        return best.label
    return f"{best.label} ({clause.label})"
