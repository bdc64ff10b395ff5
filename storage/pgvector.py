"""Whether a PostgreSQL database keeps vectors with the pgvector extension, and how."""

import array
import struct
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import UserDefinedType

_HEADER = 4  # bytes, before the numbers of `halfvec_send`
INDEXED_DIMENSIONS = 384
_CACHED_AS = "collab_vectors"
_COLUMN = text(
    "SELECT t.typname, coalesce((SELECT extversion FROM pg_extension WHERE extname = 'vector'), '')"
    " FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid"
    " WHERE a.attrelid = to_regclass('item_vectors') AND a.attname = 'vector'"
)

# The inner product of vectors of unit length is their cosine. Only the model that Collab comes with has an index.
_NEAREST_FIRST = (
    "CREATE INDEX ix_item_vectors_nearest ON item_vectors "
    f"USING hnsw ((vector::halfvec({INDEXED_DIMENSIONS})) halfvec_ip_ops) "
    f"WHERE vector_dims(vector) = {INDEXED_DIMENSIONS}"
)
_BRING_IN = (
    "ALTER TABLE item_vectors ALTER COLUMN vector TYPE halfvec USING NULL",
    "UPDATE item_vectors SET model = '', claimed_until = NULL WHERE model IS NOT NULL",
    _NEAREST_FIRST,
)


class Keeps(StrEnum):
    """How a database keeps vectors."""

    BYTES = "bytes"
    """As bytes: they are compared in this process."""
    HALFVEC = "halfvec"
    """As pgvector's type, in a version (0.7) whose index cannot be read on when filters leave too few."""
    INDEXED = "indexed"
    """As pgvector's type, in a version whose index can: 0.8 or later."""


class HalfVector(UserDefinedType[str]):
    """pgvector's half floats, written as text: "[0.1,0.2]"."""

    cache_ok = True

    def __init__(self, dimensions: int | None = None) -> None:
        self.dimensions = dimensions

    def get_col_spec(self, **_: Any) -> str:
        """The name of the type in SQL."""
        return f"halfvec({self.dimensions})" if self.dimensions else "halfvec"


postgresql.base.ischema_names["halfvec"] = HalfVector  # so that Alembic knows it when it looks


def keeps(connection: Connection) -> Keeps:
    """How this database keeps vectors. Once it has pgvector, it is not asked again."""
    if connection.dialect.name == "sqlite":
        return Keeps.BYTES
    kept: Keeps = connection.info.get(_CACHED_AS) or _of(*connection.execute(_COLUMN).one())
    if kept is not Keeps.BYTES:
        connection.info[_CACHED_AS] = kept
    return kept


def bring_in(connection: Connection) -> bool:
    """Keep vectors with pgvector from now on, where it can be had and is not used yet. Those kept so far are gone."""
    if connection.dialect.name == "sqlite" or keeps(connection) is not Keeps.BYTES:
        return False
    try:
        with connection.begin_nested():
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS vector"))
    except DBAPIError:  # it is not installed on the server, or this user may not
        return False
    if connection.scalar(text("SELECT to_regtype('halfvec')")) is None:  # it came with version 0.7
        return False
    for statement in _BRING_IN:
        connection.execute(text(statement))
    return True


def _of(typname: str, version: str) -> Keeps:
    if typname != "halfvec":
        return Keeps.BYTES
    major, minor = (int(part) for part in version.split(".")[:2])
    return Keeps.INDEXED if (major, minor) >= (0, 8) else Keeps.HALFVEC


def as_halfvec(vector: bytes) -> str:
    """A vector (half floats, the lowest byte first) as pgvector writes it.

    >>> as_halfvec(struct.pack("<2e", 0.5, -1))
    '[0.5,-1]'
    """
    return "[" + ",".join(f"{one:.6g}" for one in struct.unpack(f"<{len(vector) // 2}e", vector)) + "]"


def from_halfvec(sent: bytes) -> bytes:
    """The vector that `halfvec_send` gave, with the highest byte first."""
    numbers = array.array("H", sent[_HEADER:])
    numbers.byteswap()
    return numbers.tobytes()
