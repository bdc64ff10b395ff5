"""What the sentence model finds by itself, and in a blend that never changes: to compare with, not to install."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.engines import Engine, Place
from benchmarks.quality.engines.bm25s import Bm25s
from benchmarks.quality.measures import DEPTH
from benchmarks.quality.sets import Document
from benchmarks.quality.vectors import of_documents, of_questions

_COSINE, _BM25 = 0.7, 0.3
_A_LOT = 50  # documents


class Model:
    """Every document's vector in memory; with words, the blend of 0.7 cosine and 0.3 BM25 over its highest score."""

    def __init__(self, place: Place, words: Bm25s | None = None) -> None:
        self._embedder = of_documents(place)
        self._questions = of_questions(place)
        self._words = words
        self._ids: list[str] = []
        self._vectors: NDArray[np.float32] = np.empty((0, self._embedder.dimensions), np.float32)

    def index(self, documents: Sequence[Document], step: Callable[[float], object]) -> None:
        """See `Engine`."""
        self._ids = [one.id for one in documents]
        lots = []
        for first in range(0, len(documents), _A_LOT):
            lots.append(self._embedder.embed([one.whole for one in documents[first : first + _A_LOT]]))
            step(len(lots[-1]))
        self._vectors = np.vstack(lots)
        if self._words:
            self._words.index(documents, lambda _: None)

    def ask(self, text: str) -> list[str]:
        """See `Engine`."""
        scores = self._vectors @ self._questions.embed([text])[0]
        if self._words:
            by_words = self._words.scores(text)
            scores = _COSINE * scores + _BM25 * by_words / (by_words.max() or 1)
        return [self._ids[at] for at in np.argsort(-scores, kind="stable")[:DEPTH]]


def alone(place: Place) -> Engine:
    """The model, and nothing else."""
    return Model(place)


def blend(place: Place) -> Engine:
    """The model and BM25, in the same shares whatever is asked."""
    return Model(place, Bm25s())
