"""A sentence model in ONNX, run on this machine's processor. Imported only when a model is loaded."""

import contextlib
import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

THREADS = 1  # a second one makes a short text no quicker, and a busy machine slower
MAX_TOKENS = 256  # what all-MiniLM-L6-v2 reads


class Pooling(StrEnum):
    """How the vectors of a text's tokens become the text's own."""

    MEAN = "mean"
    CLS = "cls"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFiles:
    """What a model is made of."""

    name: str
    weights: Path
    tokenizer: str
    pooling: Pooling = Pooling.MEAN
    max_tokens: int = MAX_TOKENS


class OnnxEmbedder:
    """Embeds texts one by one: together they would all be padded to the longest, which takes longer, not less."""

    def __init__(self, files: ModelFiles) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        options.inter_op_num_threads = 1
        options.log_severity_level = 3  # errors
        options.add_session_config_entry(
            "session.use_device_allocator_for_initializers", "1"
        )  # keeps no spare
        self._session = onnxruntime.InferenceSession(
            str(files.weights), options, providers=["CPUExecutionProvider"]
        )
        _give_back_memory()
        self._tokenizer = Tokenizer.from_str(files.tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(files.max_tokens)
        self._pooling = files.pooling
        self._asked = {each.name for each in self._session.get_inputs()}
        self._answer = self._session.get_outputs()[0].name
        self.name = files.name
        self.dimensions = len(self._one("what is this?"))

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text, of unit length."""
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        return np.vstack([self._one(text) for text in texts])

    def _one(self, text: str) -> NDArray[np.float32]:
        ids = np.array([self._tokenizer.encode(text).ids], np.int64)
        given: dict[str, Any] = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        (hidden,) = self._session.run(
            [self._answer], {name: value for name, value in given.items() if name in self._asked}
        )
        tokens: NDArray[np.float32] = hidden[0]
        pooled = tokens[0] if self._pooling is Pooling.CLS else tokens.mean(axis=0)
        return np.asarray(pooled / np.linalg.norm(pooled), np.float32)


def _give_back_memory() -> None:
    """Let the system have what loading took for a moment, a third of it all; glibc would keep it."""
    with contextlib.suppress(OSError, AttributeError, TypeError):  # another system's library
        ctypes.CDLL(None).malloc_trim(0)
