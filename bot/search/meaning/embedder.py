"""What turns texts into vectors, and what stands in its place where there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.search.meaning.numbers import Vector


class Embedder(Protocol):
    """A sentence model. `name` says which, weights and all: vectors of two names are never compared."""

    name: str
    dimensions: int

    def embed(self, texts: Sequence[str]) -> Vector:
        """One row a text, each of unit length, so that the inner product of two is their cosine."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """Why there is no model, in a sentence, and what to do. `chosen`: somebody wanted it so, or never asked for one."""

    why: str
    next_step: str
    chosen: bool = False
