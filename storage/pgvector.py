"""Whether a PostgreSQL database keeps vectors with the pgvector extension, and how."""

import array
import struct
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import UserDefinedType

_HEADER = 4  # bytes, before the numbers of `halfvec_send`
_CACHED_AS = "collab_vectors"
_COLUMN = text(
    "SELECT t.typname, coalesce((SELECT extversion FROM pg_extension WHERE extname = 'vector'), '')"
    " FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid"
    " WHERE a.attrelid = to_regclass('item_vectors') AND a.attname = 'vector'"
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
    """How this database keeps vectors; asked once a connection."""
    if connection.dialect.name == "sqlite":
        return Keeps.BYTES
    if _CACHED_AS not in connection.info:
        found = connection.execute(_COLUMN).one()
        connection.info[_CACHED_AS] = _of(*found)
    kept: Keeps = connection.info[_CACHED_AS]
    return kept


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
