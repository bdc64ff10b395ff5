"""The search engines that are measured, each in a module that is imported only in the process that measures it."""

import importlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from types import ModuleType
from typing import Protocol

from benchmarks.quality.sets import Document

_WORD = re.compile(r"\w+")


class Engine(Protocol):
    """Something that finds documents."""

    def index(self, documents: Sequence[Document], step: Callable[[float], object]) -> None:
        """Take in documents, once, so that they can be found. `step` is told of each lot, in documents."""
        ...

    def ask(self, text: str) -> list[str]:
        """The ids of at most ten documents, the best first."""
        ...


class Known(IntEnum):
    """Whose vectors may be those of an earlier run."""

    NOTHING = 0
    DOCUMENTS = 1
    QUESTIONS_TOO = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an engine works: a folder of its own, the database if it needs one, and what it need not embed.

    `known`: documents, or questions too, may have the vectors that an earlier run made. `made_up`: only some documents
    are embedded, and the others get vectors near those.
    """

    folder: Path
    url: str = ""
    known: Known = Known.NOTHING
    made_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An engine in the tables. `opener` is `module:function`; the function takes a place.

    `ours`: it is Collab. `reference`: it is nothing that one could install. `embeds`: it makes vectors of documents.
    """

    title: str
    opener: str
    ours: bool = False
    reference: bool = False
    embeds: bool = False
    largest: int = 1_000_000  # documents

    def opened(self, place: Place) -> Engine:
        """An empty engine."""
        opener: Callable[[Place], Engine] = getattr(self.load(), self.opener.partition(":")[2])
        return opener(place)

    def load(self) -> ModuleType:
        """Import the engine."""
        return importlib.import_module(f"{__name__}.{self.opener.partition(':')[0]}")


OURS, POSTGRESQL, WORDS = "ours", "postgresql", "words"
ENTRIES = {
    OURS: Entry(title="Collab", opener="ours:by_meaning", ours=True, embeds=True),
    POSTGRESQL: Entry(title="Collab on PostgreSQL", opener="ours:by_meaning", ours=True, embeds=True),
    WORDS: Entry(title="Collab, words only", opener="ours:by_words", ours=True, largest=10_000),
    "fts5": Entry(title="SQLite FTS5", opener="fts5:opened"),
    "bm25s": Entry(title="bm25s", opener="bm25s:opened"),
    "tantivy": Entry(title="tantivy", opener="tantivy:opened"),
    "whoosh": Entry(title="Whoosh-Reloaded", opener="whoosh:opened", largest=10_000),
    "model": Entry(title="the model alone", opener="model:alone", reference=True, embeds=True),
    "blend": Entry(title="a fixed blend", opener="model:blend", reference=True, embeds=True),
}


def plain_words(text: str) -> str:
    """A question as bare words, so that no engine takes a question mark or a colon for its query language.

    >>> plain_words("What's GOV.UK: a site?")
    'what s gov uk a site'
    """
    return " ".join(_WORD.findall(text.lower()))
