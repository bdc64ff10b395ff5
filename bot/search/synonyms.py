"""Council shorthand: what else people call the same thing."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from bot.data import synonym_groups
from bot.domain.matching import Phrase
from bot.search.text import stem, stems, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One spelling of a group: its stems, and whether it only counts when typed in capitals ("SEND")."""

    phrase: Phrase
    capitals_only: bool
    group: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A term that somebody typed: where it stands in the words, and what else it is called."""

    start: int
    length: int
    others: tuple[Phrase, ...]


class Synonyms:
    """The groups of terms that mean the same, ready to be looked up in a question."""

    def __init__(self, groups: Sequence[Sequence[tuple[str, bool]]]) -> None:
        """Take groups of (term, counts only in capitals)."""
        self._groups = [
            [
                Term(phrase=Phrase(stems=stems(text), label=text), capitals_only=capitals, group=number)
                for text, capitals in group
            ]
            for number, group in enumerate(groups)
        ]
        self._by_first: dict[str, list[Term]] = {}
        for group in self._groups:
            for term in group:
                self._by_first.setdefault(term.phrase.stems.split()[0], []).append(term)
        for terms in self._by_first.values():
            terms.sort(key=lambda term: -len(term.phrase.stems.split()))
        self.vocabulary = frozenset(word for group in groups for text, _ in group for word in words(text))

    def spans(self, typed: Sequence[str]) -> list[Span]:
        """The terms in a row of words as they were typed, the longest first at each place, none overlapping."""
        stemmed = [stem(word) for token in typed for word in words(token) or [""]]
        found, at = [], 0
        while at < len(stemmed):
            term = self._longest(typed, stemmed, at)
            if term is None:
                at += 1
                continue
            length = len(term.phrase.stems.split())
            others = tuple(
                other.phrase for other in self._groups[term.group] if other.phrase.stems != term.phrase.stems
            )
            found.append(Span(start=at, length=length, others=others))
            at += length
        return found

    def _longest(self, typed: Sequence[str], stemmed: Sequence[str], at: int) -> Term | None:
        for term in self._by_first.get(stemmed[at], ()):
            wanted = term.phrase.stems.split()
            if stemmed[at : at + len(wanted)] != wanted:
                continue
            if term.capitals_only and not all(word.isupper() for word in typed[at : at + len(wanted)]):
                continue
            return term
        return None


@functools.cache
def council_shorthand() -> Synonyms:
    """The groups that ship with the bot."""
    return Synonyms([[(term.text, term.capitals_only) for term in group] for group in synonym_groups()])
