"""From a question's words to clauses: spelling mended, beginnings completed, shorthand expanded."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.data import stopwords
from bot.domain.matching import Clause, Phrase
from bot.search import weights
from bot.search.lexicon import Lexicon
from bot.search.names import is_english, names_among
from bot.search.query import Query
from bot.search.spelling import Spelling
from bot.search.synonyms import Synonyms
from bot.search.text import fold, stem, stems, words
from storage.words import ALL_ITEMS

SHORTEST_COMPLETED = 3  # letters
MOST_COMPLETIONS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to look for, and what was changed to get there. `total` is how many items there are.

    `said` is the question for search by meaning: mended, and with what its shorthand stands for. `grammar` is the
    share of its words that only hold the others together, from 0 (keywords) to 1.
    """

    clauses: tuple[Clause, ...]
    mended: tuple[tuple[str, str], ...] = ()
    total: int = 0
    said: str = ""
    grammar: float = 0.0


class Planner:
    """Makes plans. One is enough for all workspaces."""

    def __init__(self, synonyms: Synonyms) -> None:
        self._synonyms = synonyms
        self._spelling = Spelling(synonyms.vocabulary)

    def plan(self, lexicon: Lexicon, workspace: str, query: Query) -> Plan:
        """A plan for a question, by the words that there are in this workspace."""
        clauses = self._clauses(query.typed, {}, query.phrases)
        held = lexicon.held(_stems_of(clauses) | {ALL_ITEMS} | {stems(token) for token in query.typed})
        typed, completed, mended = self._understood(lexicon, workspace, query.typed, held)
        if completed or mended:
            clauses = self._clauses(typed, completed, query.phrases)
            held |= lexicon.held(_stems_of(clauses) - held.keys())
        total = held.get(ALL_ITEMS, 0)
        names = names_among(query.typed)
        return Plan(
            clauses=_named(_weighed(clauses, held, total), {stems(typed[at]) for at in names}, total),
            mended=mended,
            total=total,
            said=self._said(typed, query.phrases),
            grammar=1 - len(_that_matter(typed)) / len(typed) if typed else 0.0,
        )

    def wish(self, query: Query) -> tuple[Clause, ...]:
        """The clauses of a question that waits for items yet to come: nothing to mend it by, all of one weight."""
        return self._clauses(query.typed, {}, query.phrases)

    def _understood(
        self, lexicon: Lexicon, workspace: str, typed: Sequence[str], held: Mapping[str, int]
    ) -> tuple[list[str], dict[str, tuple[Phrase, ...]], tuple[tuple[str, str], ...]]:
        """The words as they were meant, completions of those that only begin a word, and what was mended."""
        folded = {token: words(token)[0] for token in typed}
        meant, completed, mended = [], {}, []
        for token in typed:
            word = folded[token]
            if stem(word) in held or word in self._synonyms.vocabulary or is_english(word):
                meant.append(token)
            elif completions := _completions(lexicon, word):
                completed[token] = completions
                meant.append(token)
            elif better := self._spelling.mended(lexicon, workspace, word):
                mended.append((token, better))
                meant.append(better)
            else:
                meant.append(token)
        return meant, completed, tuple(mended)

    def _said(self, typed: Sequence[str], phrases: Sequence[str]) -> str:
        """The words, and what shorthand among them stands for: a model was never told."""
        stands_for = [
            span.others[0].label
            for span in self._synonyms.spans(typed)
            if span.others and any(map(_is_shorthand, typed[span.start : span.start + span.length]))
        ]
        words_said = " ".join([*typed, *phrases])
        return f"{words_said} ({', '.join(dict.fromkeys(stands_for))})" if stands_for else words_said

    def _clauses(
        self, typed: Sequence[str], completed: dict[str, tuple[Phrase, ...]], phrases: Sequence[str]
    ) -> tuple[Clause, ...]:
        within: dict[int, tuple[str, tuple[Phrase, ...]]] = {}
        for span in self._synonyms.spans(typed):
            places = range(span.start, span.start + span.length)
            term = " ".join(typed[at] for at in places)
            within |= dict.fromkeys(places, (term, span.others))
        matter = _that_matter(typed) if typed else []
        found = []
        for at in matter:
            term, others = within.get(at, ("", ()))
            said = self._synonyms.marked(typed[at]) or _phrase(typed[at])
            phrases_of = (said, *completed.get(typed[at], ()), *others)
            found.append(Clause(phrases=phrases_of, term=term))
        exact = [Clause(phrases=(_phrase(phrase),), exact=True) for phrase in phrases]
        return _without_repeats([*found, *exact])


def _is_shorthand(token: str) -> bool:
    return token.isupper() or not is_english(fold(token))


def _named(clauses: Sequence[Clause], names: Collection[str], total: int) -> tuple[Clause, ...]:
    """The clauses, with those marked that are names and tell items apart."""
    most = weights.NAME_SHARE * (total + weights.SUPPOSED_ITEMS)
    return tuple(
        replace(clause, name=clause.items <= most and clause.phrases[0].stems in names) for clause in clauses
    )


def _that_matter(typed: Sequence[str]) -> list[int]:
    """Where the words stand that are not just grammar; all of them when there are no others."""
    matter = [at for at, token in enumerate(typed) if words(token)[0] not in stopwords()]
    return matter or list(range(len(typed)))


def _phrase(text: str) -> Phrase:
    return Phrase(stems=stems(text), label=text)


def _completions(lexicon: Lexicon, word: str) -> tuple[Phrase, ...]:
    if len(word) < SHORTEST_COMPLETED:
        return ()
    found = lexicon.beginning_with(word, limit=MOST_COMPLETIONS)
    return tuple({stem: Phrase(stems=stem, label=word) for word, stem in reversed(found)}.values())


def _without_repeats(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    unique: dict[tuple[str, bool], Clause] = {}
    for clause in clauses:
        phrases: dict[str, Phrase] = {}
        for phrase in clause.phrases:
            phrases.setdefault(phrase.stems, phrase)
        once = replace(clause, phrases=tuple(phrases.values()))
        unique.setdefault((clause.phrases[0].stems, clause.exact), once)
    return tuple(unique.values())


def _stems_of(clauses: Iterable[Clause]) -> set[str]:
    return {one for clause in clauses for phrase in clause.phrases for one in phrase.stems.split()}


def _weighed(clauses: Sequence[Clause], held: Mapping[str, int], total: int) -> tuple[Clause, ...]:
    """The clauses with how many items hold them (at most), and how rare that makes them."""
    weighed = []
    for clause in clauses:
        items = sum(min(held.get(one, 0) for one in phrase.stems.split()) for phrase in clause.phrases)
        items = min(items, total)
        weighed.append(replace(clause, items=items, rarity=rarity(items, total)))
    return tuple(weighed)


def rarity(items: int, total: int) -> float:
    """Inverse document frequency as BM25 has it; never negative. A word that nothing holds counts as one item's.

    Source: Robertson and Zaragoza, 2009, with the 1 + of Lucene.
    """
    held = max(items, 1)
    return math.log(1 + (total + weights.SUPPOSED_ITEMS - held + 0.5) / (held + 0.5))


def without_common(plan: Plan) -> tuple[Clause, ...]:
    """The clauses to weigh items by: without the very common, if rarer ones that some item holds are there."""
    common = weights.COMMON_SHARE * (plan.total + weights.SUPPOSED_ITEMS)
    rare = tuple(clause for clause in plan.clauses if clause.exact or clause.items <= common)
    return rare if any(clause.items or clause.exact for clause in rare) else plan.clauses


def worth_asking(plan: Plan) -> tuple[Clause, ...]:
    """Of those, the clauses that some item holds, or that must be there."""
    return tuple(clause for clause in without_common(plan) if clause.items or clause.exact)
