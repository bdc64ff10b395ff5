"""The items whose vectors are nearest to a question's, where PostgreSQL has pgvector."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, cast, exists, func, literal, literal_column, select, text
from sqlalchemy.orm import Session
from sqlalchemy.types import Float

from storage.models import ItemRow, ItemVectorRow, WordRow
from storage.pgvector import INDEXED_DIMENSIONS, HalfVector, Keeps, as_halfvec, keeps
from storage.upsert import table_of
from storage.words import ALL_ITEMS

Conditions = Sequence[ColumnElement[bool]]
"""What an item's row must be, as `Items.conditions` gives it."""

EXACT_UP_TO = 20_000  # vectors: all of so few are compared in 5 ms, and none is missed
_WIDTH = 300  # hnsw.ef_search: finds 99% of the true 100 nearest (docs/decisions/0017)
_SEARCH_SETTINGS = text(
    f"SELECT set_config('hnsw.ef_search', '{_WIDTH}', true), "
    "set_config('hnsw.iterative_scan', 'strict_order', true)"
)

_TABLE = table_of(ItemVectorRow)


def nearest(
    session: Session, workspace_id: int, model: str, vector: bytes, conditions: Conditions, *, limit: int
) -> list[tuple[int, float]]:
    """The current items that pass, with their cosines, the nearest first."""
    indexed = (
        keeps(session.connection()) is Keeps.INDEXED
        and len(vector) == 2 * INDEXED_DIMENSIONS
        and _more_than(session, workspace_id, conditions, EXACT_UP_TO)
    )
    if indexed:
        session.execute(_SEARCH_SETTINGS)
    found = session.execute(statement(workspace_id, model, vector, conditions, limit=limit, indexed=indexed))
    return [(row.item_id, -row.distance) for row in found]


def statement(
    workspace_id: int, model: str, vector: bytes, conditions: Conditions, *, limit: int, indexed: bool
) -> Select[Any]:
    """What asks for the nearest: by the index, or by comparing all."""
    wanted = select(_TABLE.c.item_id).where(_TABLE.c.workspace_id == workspace_id, _TABLE.c.model == model)
    if conditions:
        wanted = wanted.where(exists().where(ItemRow.id == _TABLE.c.item_id, *conditions))
    if indexed:
        wanted = wanted.where(func.vector_dims(_TABLE.c.vector) == literal_column(str(INDEXED_DIMENSIONS)))
    distance = _distance(vector, indexed=indexed).label("distance")
    return wanted.add_columns(distance).order_by(distance).limit(limit)


def _distance(vector: bytes, *, indexed: bool) -> ColumnElement[float]:
    """The inner product, negated: the index knows it under the cast that it was made with, and only that."""
    kind = HalfVector(INDEXED_DIMENSIONS if indexed else None)
    kept = cast(_TABLE.c.vector, kind) if indexed else _TABLE.c.vector
    return kept.op("<#>", return_type=Float())(cast(literal(as_halfvec(vector)), kind))


def _more_than(session: Session, workspace_id: int, conditions: Conditions, most: int) -> bool:
    """Whether more items than so many are to be compared."""
    if not conditions:
        total = select(WordRow.items).where(WordRow.workspace_id == workspace_id, WordRow.word == ALL_ITEMS)
        return (session.scalar(total) or 0) > most
    here = (ItemRow.workspace_id == workspace_id, ItemRow.archived_at.is_(None))
    counted = select(ItemRow.id).where(*here, *conditions).limit(most + 1).subquery()
    return (session.scalar(select(func.count()).select_from(counted)) or 0) > most
