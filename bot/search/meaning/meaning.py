"""How alike texts and items are in meaning. Without a model it says nothing, and whoever asks goes by words alone."""

import functools
import threading
from collections.abc import Callable, Mapping, Sequence

import structlog

from bot.search.meaning.embedder import Broken, Embedder
from bot.search.meaning.memory import Matrix, nearest_in
from bot.search.meaning.numbers import Vector, from_bytes, to_bytes
from storage.nearest import Conditions
from storage.pgvector import Keeps
from storage.transaction import Transaction

OTHERS_KEPT = (
    5_000  # saved searches, and what people offer and need: the same ones are compared again and again
)
QUESTIONS_KEPT = 512  # questions come again: a page turned, a filter added

log = structlog.get_logger(__name__)


class Meaning:
    """One is enough for a process; threads may share it."""

    def __init__(self, load: Callable[[], Embedder | Broken]) -> None:
        """`load` is asked at the first use, and not again."""
        self._load = functools.cache(load)
        self._matrices: dict[str, Matrix] = {}
        self._making = threading.Lock()
        self._question = functools.lru_cache(QUESTIONS_KEPT)(self._embedded)
        self._other = functools.lru_cache(OTHERS_KEPT)(self._embedded)

    def embedder(self) -> Embedder | Broken:
        """The model, loaded when it is not yet; or why there is none."""
        return self._load()

    def nearest(
        self, tx: Transaction, workspace: str, text: str, conditions: Conditions, *, limit: int
    ) -> list[tuple[int, float]]:
        """The current items nearest in meaning to a text that pass, with their cosines, the nearest first."""
        model, question = self._asked(text)
        if model is None or question is None:
            return []
        if tx.vectors.keeps is not Keeps.BYTES:
            return tx.vectors.nearest(model.name, to_bytes(question), conditions, limit=limit)
        matrix = self._followed(tx, workspace, model)
        near = nearest_in(matrix, tx, question, conditions, limit=limit, sure=not tx.vectors.changed_here)
        return _exactly(tx, model, question, near)

    def likeness(
        self, tx: Transaction, workspace: str, text: str, item_ids: Sequence[int]
    ) -> dict[int, float]:
        """The cosine of a text to each of these items that has a vector."""
        _, question = self._asked(text)
        if question is None:
            return {}
        vectors = self.vectors_of(tx, workspace, item_ids)
        return {item_id: float(vector @ question) for item_id, vector in vectors.items()}

    def between(self, text: str, others: Sequence[str]) -> list[float] | None:
        """The cosine of a text to each of the others; None when there is no model."""
        model, question = self._asked(text)
        if model is None or question is None:
            return None
        rows = [self._understood(self._other, other) for other in others]
        return [float(row @ question) if row is not None else 0.0 for row in rows]

    def vectors_of(self, tx: Transaction, workspace: str, item_ids: Sequence[int]) -> Mapping[int, Vector]:
        """The vectors of these items; no entry for those that wait for one."""
        del workspace  # the transaction knows
        model = self._load()
        if isinstance(model, Broken) or not item_ids:
            return {}
        kept = tx.vectors.of(model.name, item_ids)
        return dict(zip(kept, from_bytes(kept.values()), strict=True))

    def _asked(self, text: str) -> tuple[Embedder | None, Vector | None]:
        model = self._load()
        if isinstance(model, Broken) or not text.strip():
            return None, None
        return model, self._understood(self._question, text)

    def _understood(self, embedded: Callable[[str], Vector], text: str) -> Vector | None:
        """A text's vector, or none if the model fails: then words alone must do, until it is asked again."""
        try:
            return embedded(text)
        except Exception:
            log.exception("the embedding model failed")
            return None

    def _embedded(self, text: str) -> Vector:
        model = self._load()
        assert not isinstance(model, Broken)  # noqa: S101 - who asks has seen to it; for the type checker
        vector: Vector = model.embed([text])[0]
        return vector

    def _followed(self, tx: Transaction, workspace: str, model: Embedder) -> Matrix:
        """The workspace's vectors as this transaction sees them, or, if it changed some itself, as they were."""
        with self._making:
            matrix = self._matrices.get(workspace)
            if matrix is None:
                matrix = self._matrices[workspace] = Matrix(model.dimensions)
        if not tx.vectors.changed_here:
            matrix.follow(tx.vectors.latest(), lambda after: tx.vectors.changes(model.name, after=after))
        return matrix


def no_meaning() -> Meaning:
    """A meaning that knows nothing: search goes by words alone."""
    return Meaning(lambda: Broken(why="No model was asked for.", next_step="", chosen=True))


def _exactly(
    tx: Transaction, model: Embedder, question: Vector, near: Sequence[tuple[int, float]]
) -> list[tuple[int, float]]:
    """The nearest by what the database keeps: the copy in memory is coarser, and would order some another way."""
    kept = tx.vectors.of(model.name, [item_id for item_id, _ in near])
    if not kept:
        return list(near)
    (asked,) = from_bytes([to_bytes(question)])
    cosines = dict(zip(kept, (from_bytes(kept.values()) @ asked).tolist(), strict=True))
    exact = [(item_id, cosines.get(item_id, cosine)) for item_id, cosine in near]
    return sorted(exact, key=lambda one: (-one[1], -one[0]))
