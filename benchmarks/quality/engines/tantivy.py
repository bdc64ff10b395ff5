"""tantivy with an analyser of its own parts: lower case, English stop words, English stemmer; any of the words."""

from collections.abc import Callable, Sequence
from pathlib import Path

import tantivy
from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from benchmarks.quality.engines import Engine, Place, plain_words
from benchmarks.quality.measures import DEPTH
from benchmarks.quality.sets import Document

_ANALYSER = "english"
_LONGEST = 40  # letters: what its `en_stem` takes


class Tantivy:
    """An index in a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("id", stored=True, tokenizer_name="raw")
        schema.add_text_field("title", tokenizer_name=_ANALYSER)
        schema.add_text_field("text", tokenizer_name=_ANALYSER)
        analyser = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(_LONGEST))
        analyser = analyser.filter(Filter.lowercase()).filter(Filter.stopword("english"))
        self._index = tantivy.Index(schema.build(), path=str(folder))
        self._index.register_tokenizer(_ANALYSER, analyser.filter(Filter.stemmer("english")).build())
        self._searcher = self._index.searcher()

    def index(self, documents: Sequence[Document], step: Callable[[float], object]) -> None:
        """See `Engine`."""
        writer = self._index.writer()
        for one in documents:
            writer.add_document(tantivy.Document(id=one.id, title=one.title, text=one.text))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()
        step(len(documents))

    def ask(self, text: str) -> list[str]:
        """See `Engine`."""
        query = self._index.parse_query(plain_words(text), ["title", "text"])
        found = self._searcher.search(query, DEPTH).hits
        return [str(self._searcher.doc(address)["id"][0]) for _, address in found]


def opened(place: Place) -> Engine:
    """An empty index."""
    return Tantivy(place.folder / "tantivy")
