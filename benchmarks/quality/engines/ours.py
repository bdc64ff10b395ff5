"""Collab itself: a migrated database, filled by the import that people use, asked as `bot.services.finder` asks."""

from collections.abc import Callable, Sequence

from benchmarks.databases import settle
from benchmarks.quality.engines import Engine, Place
from benchmarks.quality.measures import DEPTH
from benchmarks.quality.sets import Document
from bot.domain.clock import system_clock
from bot.domain.refusals import Refusal
from bot.search.meaning.embedder import Embedder
from bot.search.meaning.meaning import Meaning, no_meaning
from bot.search.query import parse
from bot.search.search import Search
from bot.services.embeddings import Embeddings
from bot.services.importing import ROWS_A_TRANSACTION, import_rows
from bot.services.tables.table import RawRow
from storage import schema
from storage.database import Database

_WORKSPACE = "T0BENCH"
_ASKS = "U0ASKS"


class Collab:
    """One workspace of a database. `embedder` makes the vectors of items, that of `meaning` those of questions."""

    def __init__(self, place: Place, meaning: Meaning, embedder: Embedder | None = None) -> None:
        url = place.url or f"sqlite:///{place.folder / 'collab.db'}"
        schema.upgrade(url)
        self._database = Database.connect(url)
        self._search = _search(meaning)
        self._embedder = embedder
        self._ids: dict[int, str] = {}

    def index(self, documents: Sequence[Document], step: Callable[[float], object]) -> None:
        """See `Engine`. The vectors are made at once, not in the background."""
        share = 0.5 if self._embedder else 1.0  # of the work of a document, before its vector is made
        rows = (RawRow(at=at, cells=dict(one.row)) for at, one in enumerate(documents, start=1))
        outcome = import_rows(
            self._database,
            _WORKSPACE,
            rows,
            now=system_clock(),
            tell=lambda lot: step(lot.new * share),
        )
        assert (outcome.new, outcome.refused) == (len(documents), ()), outcome.refused[:3]
        if self._embedder:
            embeddings = Embeddings(self._database, _only(self._embedder))
            embedded = 0
            while some := embeddings.embed_some(_WORKSPACE, now=system_clock()):
                embedded += some
                step(some * (1 - share))
            assert embedded == len(documents), embedded
        settle(self._database)
        with self._database.reading(_WORKSPACE) as tx:
            for first in range(0, len(documents), ROWS_A_TRANSACTION):
                some_ids = [one.id for one in documents[first : first + ROWS_A_TRANSACTION]]
                self._ids |= {item.id: name for name, item in tx.items.by_source_ids(some_ids).items()}

    def ask(self, text: str) -> list[str]:
        """See `Engine`. What is shown as nearest, when nothing fits, counts as found."""
        try:
            query = parse(text, member_id=_ASKS, now=system_clock())
        except Refusal:
            return []
        if not query:
            return []
        with self._database.reading(_WORKSPACE) as tx:
            results = self._search.find(tx, _WORKSPACE, query, now=system_clock())
        return [self._ids[one] for one in (results.found or results.nearest)[:DEPTH]]


def by_words(place: Place) -> Engine:
    """Collab without a model."""
    return Collab(place, no_meaning())


def by_meaning(place: Place) -> Engine:
    """Collab as it is."""
    from benchmarks.quality.vectors import of_documents, of_questions  # noqa: PLC0415 - words alone need no numpy

    return Collab(place, _only(of_questions(place)), of_documents(place))


def _search(meaning: Meaning) -> Search:
    return Search(meaning)


def _only(embedder: Embedder) -> Meaning:
    return Meaning(lambda: embedder)
