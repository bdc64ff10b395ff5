"""From a question to ranked items. Meaning-based search joins here: a second source of candidates, and a blend."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.items import Item
from bot.domain.matching import Clause, IndexedText
from bot.search import weights
from bot.search.entries import index_entry
from bot.search.planning import Planner, worth_asking
from bot.search.query import MAX_WORDS, Query, split
from bot.search.ranking import Ranked, rank, share_of
from bot.search.synonyms import council_shorthand
from storage.transaction import Transaction

MOST_NEAREST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What a search found, the best first; `nearest` only when nothing fits. `more_than`: there may be more."""

    ranked: tuple[Ranked, ...]
    nearest: tuple[Ranked, ...] = ()
    mended: tuple[tuple[str, str], ...] = ()
    more_than: bool = False


class Search:
    """Finds items by words. It keeps nothing but a cache of vocabularies, so any number of processes may run."""

    def __init__(self) -> None:
        self._planner = Planner(council_shorthand())

    def find(self, tx: Transaction, workspace: str, query: Query) -> Results:
        """The items that fit a question; of filters alone, the newest items that pass them."""
        if not query.typed and not query.phrases:
            items = tx.items.newest(query.filters, limit=weights.CANDIDATES)
            return Results(
                ranked=tuple(_unranked(item) for item in items), more_than=len(items) == weights.CANDIDATES
            )
        plan = self._planner.plan(tx, workspace, query)
        conditions = tx.items.conditions(query.filters)
        candidates = tx.index.candidates(worth_asking(plan), conditions, limit=weights.CANDIDATES)
        ranked = rank(candidates, plan.clauses)
        fitting = tuple(one for one in ranked if one.share >= weights.MATCH_SHARE)
        return Results(
            ranked=fitting,
            nearest=() if fitting else tuple(ranked[:MOST_NEAREST]),
            mended=plan.mended,
            more_than=len(fitting) == weights.CANDIDATES,
        )

    def similar(self, tx: Transaction, workspace: str, title: str, *, limit: int) -> list[int]:
        """The ids of items whose words are much like a title's, the likest first."""
        plan = self._planner.plan(tx, workspace, Query(typed=split(title)[:MAX_WORDS]))
        candidates = tx.index.candidates(worth_asking(plan), [], limit=weights.CANDIDATES)
        ranked = rank(candidates, plan.clauses)
        return [one.item_id for one in ranked if one.share >= weights.SIMILAR_SHARE][:limit]

    def granted(self, item: Item, wish: Query) -> bool:
        """Whether an item is what a saved search waits for, its filters aside."""
        clauses: Sequence[Clause] = self._planner.wish(wish)
        text: IndexedText = index_entry(item).text
        return not clauses or share_of(text, clauses) >= weights.WISH_SHARE


def _unranked(item: Item) -> Ranked:
    return Ranked(item_id=item.id, score=0.0, share=1.0, matched=(), in_title=False)
