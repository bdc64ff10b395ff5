"""Whoosh-Reloaded as its documentation has it: stemming, BM25F, both fields, any of the words, more are better."""

from collections.abc import Callable, Sequence
from pathlib import Path

from whoosh import index
from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.qparser import MultifieldParser, OrGroup
from whoosh.searching import Searcher

from benchmarks.quality.engines import Engine, Place, plain_words
from benchmarks.quality.measures import DEPTH
from benchmarks.quality.sets import Document

_MORE_WORDS = 0.9  # how much more a document counts that has more of the words: the documentation's example


class Whoosh:
    """An index in a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        analyser = StemmingAnalyzer()
        schema = Schema(id=ID(stored=True), title=TEXT(analyzer=analyser), text=TEXT(analyzer=analyser))
        self._index = index.create_in(folder, schema)
        self._searcher: Searcher | None = None
        group = OrGroup.factory(_MORE_WORDS)
        self._parser = MultifieldParser(["title", "text"], schema, group=group)

    def index(self, documents: Sequence[Document], step: Callable[[float], object]) -> None:
        """See `Engine`."""
        writer = self._index.writer()
        for one in documents:
            writer.add_document(id=one.id, title=one.title, text=one.text)
            step(1)
        writer.commit()
        self._searcher = self._index.searcher()

    def ask(self, text: str) -> list[str]:
        """See `Engine`."""
        assert self._searcher, "nothing was indexed"
        found = self._searcher.search(self._parser.parse(plain_words(text)), limit=DEPTH)
        return [str(hit["id"]) for hit in found]


def opened(place: Place) -> Engine:
    """An empty index."""
    return Whoosh(place.folder / "whoosh")
