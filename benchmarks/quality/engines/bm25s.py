"""bm25s as its README sets it up: English stop words, PyStemmer's English stemmer, BM25 as Lucene has it."""

from collections.abc import Callable, Sequence

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

from benchmarks.quality.engines import Engine, Place
from benchmarks.quality.measures import DEPTH
from benchmarks.quality.sets import Document


class Bm25s:
    """An index in memory."""

    def __init__(self) -> None:
        self._stemmer = Stemmer.Stemmer("english")
        self._index = bm25s.BM25()
        self._ids: list[str] = []

    def index(self, documents: Sequence[Document], step: Callable[[float], object]) -> None:
        """See `Engine`."""
        tokens = bm25s.tokenize(
            [one.whole for one in documents], stopwords="en", stemmer=self._stemmer, show_progress=False
        )
        self._index.index(tokens, show_progress=False)
        self._ids = [one.id for one in documents]
        step(len(documents))

    def ask(self, text: str) -> list[str]:
        """See `Engine`."""
        tokens = bm25s.tokenize(text, stopwords="en", stemmer=self._stemmer, show_progress=False)
        depth = min(DEPTH, len(self._ids))
        found, scores = self._index.retrieve(tokens, k=depth, show_progress=False)
        return [self._ids[at] for at, score in zip(found[0], scores[0], strict=True) if score > 0]

    def scores(self, text: str) -> NDArray[np.float32]:
        """The score of every document, in the order they were taken in."""
        (tokens,) = bm25s.tokenize(
            text, stopwords="en", stemmer=self._stemmer, show_progress=False, return_ids=False
        )
        known = [token for token in tokens if token in self._index.vocab_dict]
        if not known:
            return np.zeros(len(self._ids), np.float32)
        return np.asarray(self._index.get_scores(known), np.float32)


def opened(_place: Place) -> Engine:
    """An empty index."""
    return Bm25s()
