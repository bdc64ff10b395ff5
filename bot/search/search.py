"""From a question to ranked items: by the words they have, and by what they mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Thread

import structlog

from bot.domain.items import ItemContent
from bot.domain.matching import Candidate, Clause, IndexedText
from bot.domain.votes import Tally
from bot.search import weights
from bot.search.blend import Weighed, boosted, weigh, worth_showing
from bot.search.boosts import boosts
from bot.search.entries import index_entry
from bot.search.lexicon import ItemWords
from bot.search.meaning.meaning import Meaning, no_meaning
from bot.search.meaning.texts import text_to_embed
from bot.search.planning import Plan, Planner, without_common
from bot.search.query import MAX_WORDS, Query, split
from bot.search.ranking import rank, share_of
from bot.search.synonyms import council_shorthand
from bot.search.word_index import Scored, WordIndexes, parted
from storage.database import Database
from storage.transaction import Transaction

log = structlog.get_logger(__name__)

MOST_NEAREST = 5
LONGEST_NUMBER = 9  # digits
_ASKED_AT_ONCE = (500, 5_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why an item was found.

    `share` is how much of the question it has, by rarity, and `matched` the words; `likeness` the cosine of the two in
    meaning, and `alike` whether that is enough to say so.
    """

    item_id: int
    share: float = 1.0
    matched: tuple[str, ...] = ()
    in_title: bool = False
    likeness: float = 0.0

    @property
    def alike(self) -> bool:
        """Whether it is similar in meaning."""
        return self.likeness >= weights.MEANING_MATCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What a search found: the ids of items, the best first; `nearest` only when nothing fits.

    `more_than`: there may be more. `votes` of those whose votes were looked at to order them.
    """

    found: tuple[int, ...]
    nearest: tuple[int, ...] = ()
    mended: tuple[tuple[str, str], ...] = ()
    more_than: bool = False
    clauses: tuple[Clause, ...] = ()
    texts: Mapping[int, str] = field(default_factory=dict)
    likeness: Mapping[int, float] = field(default_factory=dict)
    votes: Mapping[int, Tally] = field(default_factory=dict)
    number: int | None = None

    def why(self, item_id: int) -> Why:
        """Why an item is among them."""
        if item_id == self.number:
            return Why(item_id=item_id, matched=(f"item {item_id}",))
        text = self.texts.get(item_id)
        if text is None:
            return Why(item_id=item_id)
        (judged,) = rank([Candidate(item_id=item_id, text=parted(text))], self.clauses)
        return Why(
            item_id=item_id,
            share=judged.share,
            matched=judged.matched,
            in_title=judged.in_title,
            likeness=self.likeness.get(item_id, 0.0),
        )


class Search:
    """Finds items. What it keeps follows the database, so any number of processes may run."""

    def __init__(self, meaning: Meaning | None = None, *, vote_emoji: tuple[str, ...] = ()) -> None:
        """Without a meaning it goes by words alone. Reactions with one of these emoji are votes."""
        self._emoji = vote_emoji
        self._planner = Planner(council_shorthand())
        self._words = WordIndexes()
        self._meaning = meaning or no_meaning()

    def warm(self, database: Database) -> Thread:
        """Read all items and load the model while nobody waits for it; answers the thread that does."""
        thread = Thread(target=self._warm, args=(database,), name="warming")
        thread.start()
        return thread

    def find(self, tx: Transaction, workspace: str, query: Query, *, now: datetime) -> Results:
        """The items that fit a question; of filters alone, the newest items that pass them.

        The transaction must be one that only reads.
        """
        if not query.typed and not query.phrases:
            items = tx.items.newest(query.filters, limit=weights.MOST_FOUND + 1)
            newest = tuple(item.id for item in items)
            return Results(found=newest[: weights.MOST_FOUND], more_than=len(newest) > weights.MOST_FOUND)
        plan = self._plan(tx, workspace, query)
        meant = self._meant(tx, workspace, plan, query)
        scored = self._words.scored(workspace, without_common(plan))
        weighed = _weighed(tx, scored, meant, plan, query)
        texts = self._words.texts(workspace, [one.item_id for one in weighed])
        number = _number(tx, query)
        first = [one.item_id for one in weighed[: weights.MOST_BOOSTED]]
        found = boosts(tx, first, emoji=self._emoji, now=now)
        weighed = boosted(weighed, {item_id: boost.adds for item_id, boost in found.items()})
        shown = [one.item_id for one in worth_showing(weighed)]
        if number is not None:
            shown = [number, *(one for one in shown if one != number)]
        return Results(
            found=tuple(shown[: weights.MOST_FOUND]),
            nearest=() if shown else tuple(one.item_id for one in weighed[:MOST_NEAREST]),
            mended=plan.mended,
            more_than=len(shown) > weights.MOST_FOUND,
            clauses=plan.clauses,
            texts=texts,
            likeness=meant,
            votes={item_id: boost.votes for item_id, boost in found.items()},
            number=number,
        )

    def similar(self, tx: Transaction, workspace: str, title: str, *, limit: int) -> list[int]:
        """The ids of items that are much like a title, in words or in meaning, the likest first."""
        plan = self._plan(tx, workspace, Query(typed=split(title)[:MAX_WORDS]))
        meant = dict(self._meaning.nearest(tx, workspace, plan.said, [], limit=limit))
        scored = self._words.scored(workspace, plan.clauses)
        alike = scored.only(scored.shares >= weights.SIMILAR_SHARE)
        near = {one: cosine for one, cosine in meant.items() if cosine >= weights.SIMILAR_MEANING}
        weighed = weigh(alike, near, grammar=plan.grammar, least=min(meant.values(), default=0.0))
        return [one.item_id for one in weighed][:limit]

    def mended(self, tx: Transaction, workspace: str, query: Query) -> Query:
        """The same question, spelt as it was understood. The transaction must be one that only reads."""
        meant = dict(self._plan(tx, workspace, query).mended)
        return replace(query, typed=tuple(meant.get(token, token) for token in query.typed))

    def granted(self, item: ItemContent, wish: Query) -> float:
        """How well an item is what a saved search waits for, its filters aside; 0 when it is not. Words go first."""
        clauses: Sequence[Clause] = self._planner.wish(wish)
        text: IndexedText = index_entry(item).text
        if not all(share_of(text, [clause]) for clause in clauses if clause.exact):
            return 0.0
        share = share_of(text, clauses) if clauses else 1.0
        if share >= weights.WISH_SHARE:
            return 1 + share
        likeness = None if wish.phrases else self._meaning.between(text_to_embed(item), [wish.text])
        return likeness[0] if likeness and likeness[0] >= weights.WISH_MEANING else 0.0

    def _warm(self, database: Database) -> None:
        try:
            for workspace in database.workspaces():
                with database.reading(workspace) as tx:
                    self._words.follow(tx, workspace)
            self._meaning.embedder()
        except Exception:
            log.exception("what search keeps is not ready ahead of time")

    def _plan(self, tx: Transaction, workspace: str, query: Query) -> Plan:
        return self._planner.plan(ItemWords(tx, workspace, self._words), workspace, query)

    def _meant(self, tx: Transaction, workspace: str, plan: Plan, query: Query) -> dict[int, float]:
        conditions = tx.items.conditions(query.filters)
        near = self._meaning.nearest(tx, workspace, plan.said, conditions, limit=weights.MOST_WEIGHED)
        return dict(near)


def _number(tx: Transaction, query: Query) -> int | None:
    """The item whose number was asked for ("12", "#12", "item 12"), if it can be found and passes the filters."""
    *before, last = query.typed or ("",)
    if query.phrases or [word.lower() for word in before] not in ([], ["item"]) or not last.isdecimal():
        return None
    item = tx.items.get(int(last)) if len(last) <= LONGEST_NUMBER else None
    there = item and item.archived_at is None and tx.items.passes(item.id, query.filters)
    return item.id if item and there else None


def _weighed(
    tx: Transaction, scored: Scored, meant: Mapping[int, float], plan: Plan, query: Query
) -> list[Weighed]:
    """What words and meaning propose together; of a quoted phrase only what has it."""
    least = min(meant.values(), default=0.0)
    if query.phrases:
        there = set(scored.item_ids.tolist())
        meant = {one: cosine for one, cosine in meant.items() if one in there}
    proposed = _passing(tx, scored.best(), query, limit=weights.MOST_WEIGHED)
    words = scored.among([*proposed, *meant])
    return weigh(words, meant, grammar=plan.grammar, least=least)


def _passing(tx: Transaction, best: Scored, query: Query, *, limit: int) -> list[int]:
    """The best of those that pass the filters."""
    ids: list[int] = best.item_ids.tolist()
    if not query.filters:
        return ids[:limit]
    passing: set[int] = set()
    for upto in _ASKED_AT_ONCE:  # most often enough of the best pass; only where few do are they all listed
        passing = tx.items.passing(query.filters, among=ids[:upto])
        if len(passing) >= limit or upto >= len(ids):
            return [one for one in ids if one in passing][:limit]
    passing = tx.items.passing(query.filters)
    return [one for one in ids if one in passing][:limit]
