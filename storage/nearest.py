"""The items whose vectors are nearest to a question's, where PostgreSQL has pgvector."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, cast, exists, func, literal_column, select
from sqlalchemy.orm import Session
from sqlalchemy.types import Float

from storage.models import ItemRow, ItemVectorRow, WordRow
from storage.pgvector import INDEXED_DIMENSIONS, HalfVector, Keeps, as_halfvec, keeps
from storage.upsert import table_of
from storage.words import ALL_ITEMS

Conditions = Sequence[ColumnElement[bool]]
"""What an item's row must be, as `Items.conditions` gives it."""

EXACT_UP_TO = 5_000  # vectors: all of so few are compared in 2 ms, and none is missed
NEAREST_SETTINGS = {"hnsw.ef_search": "300", "hnsw.iterative_scan": "strict_order"}
"""What the index needs of each connection: so wide, it finds 99% of the true 100 nearest (docs/decisions/0017)."""

_TABLE = table_of(ItemVectorRow)
_TOTAL = select(WordRow.items).where(
    WordRow.workspace_id == bindparam("workspace"), WordRow.word == ALL_ITEMS
)  # made once, as is `_of_all`: making a statement takes longer than sending it


def nearest(
    session: Session, workspace_id: int, model: str, vector: bytes, conditions: Conditions, *, limit: int
) -> list[tuple[int, float]]:
    """The current items that pass, with their cosines, the nearest first."""
    indexed = (
        keeps(session.connection()) is Keeps.INDEXED
        and len(vector) == 2 * INDEXED_DIMENSIONS
        and _more_than(session, workspace_id, conditions, EXACT_UP_TO)
    )
    asked = {"workspace": workspace_id, "model": model, "vector": as_halfvec(vector), "limit": limit}
    found = session.execute(statement(conditions, indexed=indexed), asked)
    return [(row.item_id, -row.distance) for row in found]


def statement(conditions: Conditions = (), *, indexed: bool) -> Select[Any]:
    """What asks for the nearest: by the index, or by comparing all."""
    wanted = _of_all(indexed=indexed)
    return wanted.where(exists().where(ItemRow.id == _TABLE.c.item_id, *conditions)) if conditions else wanted


@cache
def _of_all(*, indexed: bool) -> Select[Any]:
    here = (_TABLE.c.workspace_id == bindparam("workspace"), _TABLE.c.model == bindparam("model"))
    distance = _distance(indexed=indexed).label("distance")
    wanted = select(_TABLE.c.item_id, distance).where(*here).order_by(distance).limit(bindparam("limit"))
    if indexed:
        wanted = wanted.where(func.vector_dims(_TABLE.c.vector) == literal_column(str(INDEXED_DIMENSIONS)))
    return wanted


def _distance(*, indexed: bool) -> ColumnElement[float]:
    """The inner product, negated: the index knows it under the cast that it was made with, and only that.

    The question goes as a `halfvec`: as text it would be read anew for each row, once PostgreSQL keeps the plan.
    """
    kind = HalfVector(INDEXED_DIMENSIONS if indexed else None)
    kept = cast(_TABLE.c.vector, kind) if indexed else _TABLE.c.vector
    return kept.op("<#>", return_type=Float())(cast(bindparam("vector", type_=HalfVector()), kind))


def _more_than(session: Session, workspace_id: int, conditions: Conditions, most: int) -> bool:
    """Whether more items than so many are to be compared."""
    if not conditions:
        return (session.scalar(_TOTAL, {"workspace": workspace_id}) or 0) > most
    here = (ItemRow.workspace_id == workspace_id, ItemRow.archived_at.is_(None))
    counted = select(ItemRow.id).where(*here, *conditions).limit(most + 1).subquery()
    return (session.scalar(select(func.count()).select_from(counted)) or 0) > most
