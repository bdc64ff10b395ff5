"""Vectors between numpy and the database, which keeps half floats: they lose nothing that a ranking would show."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]

_KEPT = np.dtype("<f2")


def to_bytes(vector: Vector) -> bytes:
    """A vector as the database keeps it."""
    return vector.astype(_KEPT).tobytes()


def from_bytes(kept: Iterable[bytes]) -> Vector:
    """Kept vectors of one length, a row each."""
    rows = list(kept)
    flat = np.frombuffer(b"".join(rows), _KEPT).astype(np.float32)
    return flat.reshape(len(rows), -1) if rows else flat.reshape(0, 0)
