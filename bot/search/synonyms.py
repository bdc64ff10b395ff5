"""Council shorthand: what else people call the same thing."""

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.data import synonym_groups
from bot.domain.matching import Phrase
from bot.search.text import fold, stem, stems, words

CAPITALS = "capitals"  # begins a mark; long enough that no word of anybody's is one


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One spelling of a group, how it is typed, and whether it only counts in capitals ("SEND").

    One that only counts in capitals is indexed under a mark of its own, so that "send a letter" is not taken for it.
    """

    phrase: Phrase
    typed: tuple[str, ...]
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
            [_term(text, number, capitals_only=capitals) for text, capitals in group]
            for number, group in enumerate(groups)
        ]
        self._by_first: dict[str, list[Term]] = {}
        for group in self._groups:
            for term in group:
                self._by_first.setdefault(term.typed[0], []).append(term)
        for terms in self._by_first.values():
            terms.sort(key=lambda term: -len(term.typed))
        self._marked = {
            term.typed[0]: term.phrase
            for group in self._groups
            for term in group
            if term.capitals_only and len(term.typed) == 1
        }
        self.vocabulary = frozenset(word for group in groups for text, _ in group for word in words(text))

    def marked(self, typed: str) -> Phrase | None:
        """The mark of a word that is a term because it is in capitals, if it is."""
        return self._marked.get(stem(fold(typed))) if typed.isupper() else None

    def marks(self, typed: Iterable[str]) -> list[str]:
        """What to index beside a text's words: the marks of those that are terms because they are in capitals."""
        return [mark.stems for mark in map(self.marked, typed) if mark]

    def spans(self, typed: Sequence[str]) -> list[Span]:
        """The terms in a row of words as they were typed, the longest first at each place, none overlapping."""
        stemmed = [stem(word) for token in typed for word in words(token) or [""]]
        found, at = [], 0
        while at < len(stemmed):
            term = self._longest(typed, stemmed, at)
            if term is None:
                at += 1
                continue
            length = len(term.typed)
            others = tuple(
                other.phrase for other in self._groups[term.group] if other.phrase.stems != term.phrase.stems
            )
            found.append(Span(start=at, length=length, others=others))
            at += length
        return found

    def _longest(self, typed: Sequence[str], stemmed: Sequence[str], at: int) -> Term | None:
        for term in self._by_first.get(stemmed[at], ()):
            upto = at + len(term.typed)
            if tuple(stemmed[at:upto]) != term.typed:
                continue
            if term.capitals_only and not all(word.isupper() for word in typed[at:upto]):
                continue
            return term
        return None


def _term(text: str, group: int, *, capitals_only: bool) -> Term:
    typed = tuple(stems(text).split())
    marked = capitals_only and len(typed) == 1
    phrase = Phrase(stems=f"{CAPITALS}{typed[0]}" if marked else " ".join(typed), label=text)
    return Term(phrase=phrase, typed=typed, capitals_only=capitals_only, group=group)


@functools.cache
def council_shorthand() -> Synonyms:
    """The groups that ship with the bot."""
    return Synonyms([[(term.text, term.capitals_only) for term in group] for group in synonym_groups()])
