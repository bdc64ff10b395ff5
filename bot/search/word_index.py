"""Which items hold which stems, in memory: every item is scored, exactly as `bot.search.ranking` would.

What is true stands in the database. Each process follows it: before a search it reads what changed since the last.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from bot.domain.matching import INDEXED_FIELDS, Clause, IndexedText
from bot.search import weights
from bot.search.ranking import spaced, weighed_fields
from storage.transaction import Transaction
from storage.words import ALL_ITEMS

Floats = NDArray[np.float32]
Postings = tuple[NDArray[np.int32], Floats]  # where, in ascending order, and how often
_NOWHERE = (array("i"), array("f"))
_MARK = "|"  # no stem has it
_GONE = ""
_MOST_RUNS = 1_000
_FEW = 1_000  # places of items that are gone: below it they are not worth a rebuilding


@dataclass(frozen=True, slots=True)
class Scored:
    """The items that hold something of what was asked for and all that must be there, in no order.

    `scores` are BM25F, as a part of the most that can be had; `shares` say how much of the question each has, by
    rarity, from 0 to 1; `names` how many of the names in it.
    """

    item_ids: NDArray[np.int64]
    scores: Floats
    shares: Floats
    names: NDArray[np.int8]

    def best(self) -> "Scored":
        """The same, the best first; of equals the newest."""
        return self.only(np.lexsort((-self.item_ids, -self.scores)))

    def only(self, chosen: NDArray[np.int64] | NDArray[np.bool_]) -> "Scored":
        """Some of them: those at these places, or where this is true."""
        return Scored(self.item_ids[chosen], self.scores[chosen], self.shares[chosen], self.names[chosen])

    def among(self, item_ids: Sequence[int]) -> "Scored":
        """Those with these ids."""
        return self.only(np.isin(self.item_ids, np.array(item_ids, np.int64)))

    def __len__(self) -> int:
        return len(self.item_ids)


class WordIndex:
    """One workspace's items. Not for two threads at once."""

    def __init__(self) -> None:
        self._sequence = 0
        self._clear()

    def follow(self, tx: Transaction) -> int:
        """Take in what changed since the last time; answers the number of the last change."""
        if tx.texts.sequence() == self._sequence:
            return self._sequence
        seen = self._sequence
        for sequence, item_id, text in tx.texts.since(seen):
            self.put(item_id, text)
            seen = sequence
        self._sequence = seen  # only now: an import is many items of one number, and reading may break off
        if self._gone > _FEW + len(self._place):
            self._rebuild()
        return self._sequence

    def put(self, item_id: int, text: IndexedText | None) -> None:
        """Hold what an item says now; None when it is not to be found."""
        self._runs.clear()
        place = self._place.pop(item_id, None)
        if place is not None:
            self._gone_of.update(set(self._texts[place].replace(_MARK, " ").split()))
            self._texts[place] = _GONE
            self._there[place] = 0
            self._gone += 1
        if text is None:
            return
        place = len(self._texts)
        self._place[item_id] = place
        fields = weighed_fields(text)
        self._texts.append(_MARK.join(field for field, _ in fields))
        self._weights.append(tuple(weight for _, weight in fields))
        self._item_ids.append(item_id)
        self._there.append(1)
        for stem, frequency in _frequencies(fields).items():
            held = self._postings.get(stem)
            if held is None:
                held = self._postings[stem] = (array("i"), array("f"))
            held[0].append(place)
            held[1].append(frequency)

    def held(self, stem: str) -> int:
        """How many items hold a stem; of `ALL_ITEMS` how many there are."""
        if stem == ALL_ITEMS:
            return len(self._place)
        return len(self._postings.get(stem, _NOWHERE)[0]) - self._gone_of[stem]

    def joined(self, item_id: int) -> str:
        """What an item says, for `parted`; nothing if it cannot be found."""
        place = self._place.get(item_id)
        return _GONE if place is None else self._texts[place]

    def scored(self, clauses: Sequence[Clause]) -> Scored:
        """Every item that fits, with its score and its share of what was asked for."""
        spellings = dict.fromkeys(phrase.stems for clause in clauses for phrase in clause.phrases)
        postings = {stems: self._holding(stems) for stems in spellings}
        held = [self._frequency(clause, postings) for clause in clauses]
        whole = self._with_whole_term(clauses, held)
        score, had = np.zeros((2, len(self._texts)), np.float32)
        names = np.zeros(len(self._texts), np.int8)
        for clause, frequency in zip(clauses, held, strict=True):
            rarity = np.where(whole[clause.term], clause.rarity, clause.rarity * weights.PART_OF_A_TERM)
            rarity = rarity.astype(np.float32, copy=False)
            had += rarity * (frequency > 0)
            score += rarity * frequency / (frequency + weights.SATURATION)
            if clause.name:
                names += frequency > 0
        fits = had > 0
        for clause, frequency in zip(clauses, held, strict=True):
            if clause.exact:
                fits &= frequency > 0
        (places,) = np.nonzero(fits)
        sought = np.float32(sum(clause.rarity for clause in clauses) or 1.0)
        share = had[places] / sought
        ids = np.array(self._item_ids, np.int64)[places]
        found = Scored(ids, score[places] / sought, share, names[places])
        return found.only(np.array(self._there, np.bool_)[places]) if self._gone else found

    def _frequency(self, clause: Clause, postings: Mapping[str, Postings]) -> Floats:
        """How often each item has a clause, weighed by field: by the spelling that it has most of."""
        most = np.zeros(len(self._texts), np.float32)
        for position, phrase in enumerate(clause.phrases):
            counts = np.float32(1.0 if position == 0 else weights.OTHER_SPELLING)
            places, frequencies = postings[phrase.stems]
            most[places] = np.maximum(most[places], frequencies * counts)
        return most

    def _holding(self, stems: str) -> Postings:
        """Where a run of stems stands, and how often there."""
        found = [self._postings.get(stem, _NOWHERE) for stem in stems.split()]
        if len(found) == 1:
            return np.array(found[0][0], np.int32), np.array(found[0][1], np.float32)
        if (known := self._runs.get(stems)) is not None:
            return known
        run = spaced(stems)
        texts = self._texts
        common = self._common(sorted((one[0] for one in found), key=len)).tolist()
        places = [at for at in common if run in texts[at]]  # few have the run of those that have its stems
        frequencies = [self._frequency_at(at, run) for at in places]
        if len(self._runs) >= _MOST_RUNS:
            self._runs.clear()
        self._runs[stems] = np.array(places, np.int32), np.array(frequencies, np.float32)
        return self._runs[stems]

    def _common(self, postings: Sequence["array[int]"]) -> NDArray[np.int32]:
        """The places that all of them have, the shortest given first."""
        common, *others = (np.array(places, np.int32) for places in postings)
        for places in others:
            there = np.zeros(len(self._texts), np.bool_)
            there[places] = True
            common = common[there[common]]
        return common

    def _frequency_at(self, place: int, run: str) -> float:
        weighed = zip(self._texts[place].split(_MARK), self._weights[place], strict=True)
        return sum([field.count(run) * weight for field, weight in weighed])

    def _with_whole_term(
        self, clauses: Sequence[Clause], held: Sequence[Floats]
    ) -> dict[str, NDArray[np.bool_] | np.bool_]:
        """Which items have all the clauses of a term; every item has those of none."""
        whole: dict[str, NDArray[np.bool_] | np.bool_] = {"": np.True_}
        for clause, frequency in zip(clauses, held, strict=True):
            if clause.term:
                whole[clause.term] = whole.get(clause.term, np.True_) & (frequency > 0)
        return whole

    def _clear(self) -> None:
        self._postings: dict[str, tuple[array[int], array[float]]] = {}
        self._texts: list[str] = []  # spaced fields, with a mark between them
        self._weights: list[tuple[float, ...]] = []  # of each field, by how long it is
        self._item_ids = array("q")
        self._there = bytearray()  # whether each place still has its item
        self._place: dict[int, int] = {}
        self._runs: dict[str, Postings] = {}  # of several stems; people ask for the same
        self._gone = 0
        self._gone_of: Counter[str] = Counter()  # how many of them held each stem

    def _rebuild(self) -> None:
        kept = [(item_id, parted(self._texts[place])) for item_id, place in self._place.items()]
        self._clear()
        for item_id, text in kept:
            self.put(item_id, text)


class WordIndexes:
    """The word index of every workspace, for all threads of a process."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[Lock, WordIndex]] = {}
        self._lock = Lock()

    def follow(self, tx: Transaction, workspace: str) -> int:
        """Take in what changed, before a search; answers the number of the last change.

        The transaction must be one that only reads.
        """
        with self._of(workspace) as index:
            return index.follow(tx)

    def held(self, workspace: str, stems: Iterable[str]) -> dict[str, int]:
        """How many items hold each of these stems; nothing of one that none holds. `ALL_ITEMS` counts all."""
        with self._of(workspace) as index:
            return {stem: items for stem in stems if (items := index.held(stem))}

    def scored(self, workspace: str, clauses: Sequence[Clause]) -> Scored:
        """Every item that fits, with its score and its share of what was asked for."""
        with self._of(workspace) as index:
            return index.scored(clauses)

    def texts(self, workspace: str, item_ids: Iterable[int]) -> dict[int, str]:
        """What the items say that can be found, for `parted`."""
        with self._of(workspace) as index:
            return {item_id: text for item_id in item_ids if (text := index.joined(item_id))}

    @contextmanager
    def _of(self, workspace: str) -> Iterator[WordIndex]:
        with self._lock:
            lock, index = self._held.setdefault(workspace, (Lock(), WordIndex()))
        with lock:
            yield index


def _frequencies(fields: Sequence[tuple[str, float]]) -> dict[str, float]:
    """How often a text has each of its stems, weighed by field."""
    frequencies: dict[str, float] = {}
    for field, weight in fields:
        for stem in field.split():
            frequencies[stem] = frequencies.get(stem, 0.0) + weight
    return frequencies


def parted(joined: str) -> IndexedText:
    """An item's text, from the one string that the index keeps of it."""
    fields = (" ".join(field.split()) for field in joined.split(_MARK))
    return IndexedText(**dict(zip(INDEXED_FIELDS, fields, strict=True)))
