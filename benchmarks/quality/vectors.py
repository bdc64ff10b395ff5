"""Embedding less: texts that were embedded in an earlier run, and stand-ins for the many texts of made-up items."""

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.engines import Known, Place
from bot.search.meaning.embedder import Broken, Embedder
from bot.search.meaning.loading import load_embedder
from bot.search.meaning.texts import hash_of

TRULY_EMBEDDED = 2000  # texts of made-up items
_NEARNESS = 0.9  # the cosine of a stand-in to the true vector that it is made of
_PATIENCE = 60.0  # seconds for another process to finish writing


def model() -> Embedder:
    """The model that Collab would use here.

    Raises:
        RuntimeError: there is none, with what to do.
    """
    found = load_embedder(os.environ.get("COLLAB_EMBEDDING_MODEL"))
    if isinstance(found, Broken):
        raise RuntimeError(f"{found.why} {found.next_step}")  # noqa: TRY004 - no wrong type
    return found


def of_documents(place: Place) -> Embedder:
    """What makes the vectors of documents in a place."""
    if place.made_up:
        return StandIns(Kept(model()))
    return Kept(model()) if place.known >= Known.DOCUMENTS else model()


def of_questions(place: Place) -> Embedder:
    """What makes the vectors of questions in a place."""
    return Kept(model()) if place.known >= Known.QUESTIONS_TOO else model()


class Kept:
    """A model that remembers, over runs, what it embedded: in a file in the user's cache."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.dimensions = embedder.name, embedder.dimensions
        self._embedder = embedder
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "collab-bench"
        folder.mkdir(parents=True, exist_ok=True)
        self._file = sqlite3.connect(folder / "vectors.db", timeout=_PATIENCE, check_same_thread=False)
        self._file.execute("CREATE TABLE IF NOT EXISTS kept (model, text, vector, PRIMARY KEY (model, text))")

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Embedder`."""
        return np.vstack([self._one(text) for text in texts])

    def _one(self, text: str) -> NDArray[np.float32]:
        key = (self.name, hash_of(text))
        row = self._file.execute("SELECT vector FROM kept WHERE model = ? AND text = ?", key).fetchone()
        if row:
            return np.frombuffer(row[0], np.float32)
        vector: NDArray[np.float32] = self._embedder.embed([text])[0]
        with self._file:
            self._file.execute("INSERT OR IGNORE INTO kept VALUES (?, ?, ?)", (*key, vector.tobytes()))
        return vector


class StandIns:
    """A model for very many texts: it embeds the first of them, and gives the others vectors near one of those."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.dimensions = embedder.name, embedder.dimensions
        self._embedder = embedder
        self._true: list[NDArray[np.float32]] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Embedder`."""
        return np.vstack([self._one(text) for text in texts])

    def _one(self, text: str) -> NDArray[np.float32]:
        if len(self._true) < TRULY_EMBEDDED:
            self._true.append(self._embedder.embed([text])[0])
            return self._true[-1]
        chance = np.random.default_rng(int(hash_of(text), 16))
        true = self._true[chance.integers(TRULY_EMBEDDED)]
        aside = chance.standard_normal(self.dimensions).astype(np.float32)
        aside -= true * (aside @ true)
        aside *= np.sqrt(1 - _NEARNESS**2) / np.linalg.norm(aside)
        return np.asarray(true * np.float32(_NEARNESS) + aside, np.float32)
