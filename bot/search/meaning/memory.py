"""A workspace's vectors in memory, where the database itself cannot compare them.

A byte a number and a scale a row: a quarter of what floats take, as quick to go through, and 99% of the nearest are the
same (docs/decisions/0017). Changes are read by their numbers, so what another process changed is seen at once.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from threading import Lock
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.search.meaning.numbers import Vector, from_bytes
from storage.nearest import Conditions
from storage.transaction import Transaction
from storage.vectors import VectorChange

BLOCK = 256  # rows that are made floats at once: they fit the processor's nearest memory
FIRST_ROOM = 1024  # rows
LARGEST_BYTE = 127
WIDER = 8  # times as many as are wanted are looked at first
WIDEST = 5000  # of the nearest; where that will not do, the filters are asked first


_Number = TypeVar("_Number", np.int8, np.float32, np.int64)


class Matrix:
    """The vectors of one workspace, as of the change numbered `seen`. Threads take turns."""

    def __init__(self, dimensions: int) -> None:
        self.seen = -1
        self._count = 0
        self._bytes = np.zeros((FIRST_ROOM, dimensions), np.int8)
        self._scales = np.zeros(FIRST_ROOM, np.float32)
        self._ids = np.zeros(FIRST_ROOM, np.int64)
        self._rows: dict[int, int] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return self._count

    def follow(self, latest: int, changes: Callable[[int], Iterable[VectorChange]]) -> None:
        """Take in what changed, if the latest change is not seen yet; `changes` reads those after a number."""
        with self._lock:
            if latest <= self.seen:
                return
            unread = iter(changes(self.seen))
            while some := list(islice(unread, FIRST_ROOM)):
                self._take(some)
                latest = max(latest, some[-1].sequence)
            self.seen = latest

    def scores(self, question: Vector) -> tuple[NDArray[np.int64], Vector]:
        """Every item's id, and its cosine to the question."""
        with self._lock:
            count = self._count
            block = np.empty((BLOCK, len(question)), np.float32)
            found = np.empty(count, np.float32)
            for start in range(0, count, BLOCK):
                end = min(start + BLOCK, count)
                floats = block[: end - start]
                np.copyto(floats, self._bytes[start:end], casting="unsafe")
                np.dot(floats, question, out=found[start:end])
            found *= self._scales[:count]
            return self._ids[:count].copy(), found

    def _take(self, changes: Sequence[VectorChange]) -> None:
        for change in changes:
            if change.vector is None:
                self._remove(change.item_id)
        kept = [(change.item_id, change.vector) for change in changes if change.vector is not None]
        if not kept:
            return
        rows = [self._row(item_id) for item_id, _ in kept]
        floats = from_bytes(vector for _, vector in kept)
        scales = np.maximum(np.abs(floats).max(axis=1), np.finfo(np.float32).tiny) / LARGEST_BYTE
        self._scales[rows] = scales
        self._bytes[rows] = np.rint(floats / scales[:, None]).astype(np.int8)

    def _row(self, item_id: int) -> int:
        if item_id not in self._rows:
            if self._count == len(self._ids):
                self._grow()
            self._rows[item_id] = self._count
            self._ids[self._count] = item_id
            self._count += 1
        return self._rows[item_id]

    def _remove(self, item_id: int) -> None:
        """Take an item out: the last one moves into its row."""
        row = self._rows.pop(item_id, None)
        if row is None:
            return
        self._count -= 1
        last = self._count
        if row != last:
            self._bytes[row], self._scales[row] = self._bytes[last], self._scales[last]
            self._ids[row] = self._ids[last]
            self._rows[int(self._ids[row])] = row

    def _grow(self) -> None:
        room = self._count + max(FIRST_ROOM, self._count // 4)
        self._bytes = _larger(self._bytes, room)
        self._scales = _larger(self._scales, room)
        self._ids = _larger(self._ids, room)


def nearest_in(
    matrix: Matrix, tx: Transaction, question: Vector, conditions: Conditions, *, limit: int, sure: bool
) -> list[tuple[int, float]]:
    """The items nearest to a question that pass, the nearest first. `sure`: the matrix holds no archived ones."""
    ids, scores = matrix.scores(question)
    if sure and not conditions:
        return _best(ids, scores, limit)
    looked_at = limit * WIDER
    while looked_at <= WIDEST:
        best = _best(ids, scores, looked_at)
        passing = set(tx.vectors.passing(conditions, among=[item_id for item_id, _ in best]))
        left = [one for one in best if one[0] in passing]
        if len(left) >= limit or looked_at >= len(ids):
            return left[:limit]
        looked_at *= max(2, 2 * limit // max(1, len(left)))  # about twice as many as should do
    allowed = np.isin(ids, np.array(tx.vectors.passing(conditions), np.int64))
    return _best(ids[allowed], scores[allowed], limit)


def _best(ids: NDArray[np.int64], scores: Vector, limit: int) -> list[tuple[int, float]]:
    """The highest scores, of equals the newest item first."""
    if len(ids) > limit:
        some = np.argpartition(scores, len(ids) - limit)[-limit:]
        ids, scores = ids[some], scores[some]
    order = np.lexsort((-ids, -scores))
    return list(zip(ids[order].tolist(), scores[order].tolist(), strict=True))


def _larger(old: NDArray[_Number], room: int) -> NDArray[_Number]:
    new = np.zeros((room, *old.shape[1:]), old.dtype)
    new[: len(old)] = old
    return new
