"""From a question to ranked items. Meaning-based search joins here: a second source of candidates, and a blend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.finding import Filters
from bot.domain.items import Item
from bot.domain.matching import Candidate, Clause, IndexedText
from bot.search import weights
from bot.search.entries import index_entry
from bot.search.planning import Planner
from bot.search.query import MAX_WORDS, Query, split
from bot.search.ranking import Ranked, rank, share_of
from bot.search.synonyms import council_shorthand
from bot.search.word_index import Scored, WordIndex, WordIndexes
from storage.transaction import Transaction

MOST_NEAREST = 3
_ASKED_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What a search found: the ids of items, the best first; `nearest` only when nothing fits.

    `more_than`: there may be more.
    """

    found: tuple[int, ...]
    nearest: tuple[int, ...] = ()
    mended: tuple[tuple[str, str], ...] = ()
    more_than: bool = False
    clauses: tuple[Clause, ...] = ()
    texts: Mapping[int, IndexedText] = field(default_factory=dict)

    def why(self, item_id: int) -> Ranked:
        """Why an item is among them."""
        text = self.texts.get(item_id)
        if text is None:
            return Ranked(item_id=item_id, score=0.0, share=1.0, matched=(), in_title=False)
        return rank([Candidate(item_id=item_id, text=text)], self.clauses)[0]


class Search:
    """Finds items by words. What it keeps follows the database, so any number of processes may run."""

    def __init__(self) -> None:
        self._planner = Planner(council_shorthand())
        self._words = WordIndexes()

    def find(self, tx: Transaction, workspace: str, query: Query) -> Results:
        """The items that fit a question; of filters alone, the newest items that pass them.

        The transaction must be one that only reads.
        """
        if not query.typed and not query.phrases:
            items = tx.items.newest(query.filters, limit=weights.MOST_FOUND)
            return Results(found=tuple(item.id for item in items), more_than=len(items) == weights.MOST_FOUND)
        plan = self._planner.plan(tx, workspace, query)
        with self._words.following(tx, workspace) as index:
            scored = index.scored(plan.clauses)
            fitting = scored.only(scored.shares >= weights.MATCH_SHARE)
            found = _best(tx, fitting, query.filters, weights.MOST_FOUND)
            nearest = [] if found else _best(tx, scored, query.filters, MOST_NEAREST)
            texts = _texts(index, [*found, *nearest])
        return Results(
            found=tuple(found),
            nearest=tuple(nearest),
            mended=plan.mended,
            more_than=len(found) == weights.MOST_FOUND,
            clauses=plan.clauses,
            texts=texts,
        )

    def similar(self, tx: Transaction, workspace: str, title: str, *, limit: int) -> list[int]:
        """The ids of items whose words are much like a title's, the likest first."""
        plan = self._planner.plan(tx, workspace, Query(typed=split(title)[:MAX_WORDS]))
        with self._words.following(tx, workspace) as index:
            scored = index.scored(plan.clauses)
        alike = scored.only(scored.shares >= weights.SIMILAR_SHARE).best()
        return [int(one) for one in alike.item_ids[:limit]]

    def granted(self, item: Item, wish: Query) -> bool:
        """Whether an item is what a saved search waits for, its filters aside."""
        clauses: Sequence[Clause] = self._planner.wish(wish)
        text: IndexedText = index_entry(item).text
        return not clauses or share_of(text, clauses) >= weights.WISH_SHARE


def _best(tx: Transaction, scored: Scored, filters: Filters, limit: int) -> list[int]:
    """The best of those that pass the filters."""
    ids: list[int] = scored.best().item_ids.tolist()
    if not filters:
        return ids[:limit]
    # Most often the best of them pass; where they do not, few items pass, and these are soon listed.
    passing = tx.items.passing(filters, among=ids[:_ASKED_AT_ONCE])
    if len(passing) < limit and len(ids) > _ASKED_AT_ONCE:
        passing = tx.items.passing(filters)
    return [one for one in ids if one in passing][:limit]


def _texts(index: WordIndex, item_ids: Sequence[int]) -> dict[int, IndexedText]:
    return {one: text for one in item_ids if (text := index.text(one))}
