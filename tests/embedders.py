"""A tiny embedder for tests: quick, always the same, and its idea of meaning is one that a reader can check."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray


class Topics:
    """A vector has one number a topic: how many of a text's words belong to it. What is on none is far from all."""

    dimensions = 5
    _WORDS: ClassVar = (
        {"damp", "mould", "black", "spots", "walls", "mildew"},
        {"bins", "rubbish", "waste", "refuse", "recycling"},
        {"debt", "arrears", "tax", "money", "bills"},
        {"planning", "permission", "building", "applications"},
    )

    def __init__(self, name: str = "topics-1") -> None:
        self.name = name
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        return np.vstack([self._one(text) for text in texts]).astype(np.float32)

    def _one(self, text: str) -> NDArray[np.float64]:
        words = text.lower().replace("\n", " ").split()
        counts = np.array([*(sum(word in topic for word in words) for topic in self._WORDS), 0.1])
        counts = counts + 0.01 * len(text) / 1000  # two texts on one topic are not quite the same
        return np.asarray(counts / np.linalg.norm(counts))
