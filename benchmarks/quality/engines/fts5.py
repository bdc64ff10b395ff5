"""SQLite's own full-text search: its `porter` stemmer, its default BM25, any of the words."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.quality.engines import Engine, Place, plain_words
from benchmarks.quality.measures import DEPTH
from benchmarks.quality.sets import Document


class Fts5:
    """A table in a file."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.execute(
            "CREATE VIRTUAL TABLE docs USING fts5(id UNINDEXED, title, text, tokenize = 'porter unicode61')"
        )

    def index(self, documents: Sequence[Document], step: Callable[[float], object]) -> None:
        """See `Engine`."""
        rows = [(one.id, one.title, one.text) for one in documents]
        with self._connection:
            self._connection.executemany("INSERT INTO docs VALUES (?, ?, ?)", rows)
        step(len(documents))

    def ask(self, text: str) -> list[str]:
        """See `Engine`."""
        wanted = " OR ".join(f'"{word}"' for word in plain_words(text).split())
        if not wanted:
            return []
        asked = "SELECT id FROM docs WHERE docs MATCH ? ORDER BY rank LIMIT ?"
        return [row[0] for row in self._connection.execute(asked, (wanted, DEPTH))]


def opened(place: Place) -> Engine:
    """An empty table."""
    return Fts5(place.folder / "fts5.db")
