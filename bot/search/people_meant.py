"""How near what people offer and need is to a question, in meaning."""

import functools
import threading
from collections.abc import Collection

import numpy as np
import structlog

from bot.search.meaning.embedder import Broken
from bot.search.meaning.meaning import Meaning
from bot.search.meaning.numbers import Vector

MOST_NEW = 32  # texts embedded while somebody waits; a few milliseconds each
QUESTIONS_KEPT = 128

log = structlog.get_logger(__name__)


class PeopleMeant:
    """Keeps the vectors of what public people say, in memory, and forgets each text when nobody says it any more.

    One is enough for a process; threads may share it.
    """

    def __init__(self, meaning: Meaning) -> None:
        self._meaning = meaning
        self._kept: dict[str, dict[str, Vector]] = {}
        self._lock = threading.Lock()
        self._question = functools.lru_cache(QUESTIONS_KEPT)(self._embedded)

    def nearness(self, workspace: str, question: str, said: Collection[str]) -> dict[str, float] | None:
        """The cosine of a question to each of the texts that people say; None when there is no model.

        Of texts that are new a few have to wait for the next time: words must do for them.
        """
        vector = self._question(question) if question.strip() else None
        if vector is None:
            return None
        kept = self._followed(workspace, said, most_new=MOST_NEW)
        if not kept:
            return {}
        cosines = np.vstack(list(kept.values())) @ vector
        return dict(zip(kept, cosines.tolist(), strict=True))

    def warm(self, workspace: str, said: Collection[str]) -> None:
        """Embed what is new, while nobody waits for it."""
        self._followed(workspace, said, most_new=None)

    def _followed(self, workspace: str, said: Collection[str], *, most_new: int | None) -> dict[str, Vector]:
        texts = dict.fromkeys(said)
        with self._lock:
            before = self._kept.get(workspace, {})
            kept = {text: before[text] for text in texts if text in before}
            new = [text for text in texts if text not in kept][:most_new]
            kept |= {text: vector for text in new if (vector := self._embedded(text)) is not None}
            self._kept[workspace] = kept
            return kept

    def _embedded(self, text: str) -> Vector | None:
        """A text's vector, or none if there is no model or it fails: then words alone must do."""
        model = self._meaning.embedder()
        if isinstance(model, Broken):
            return None
        try:
            vector: Vector = model.embed([text])[0]
        except Exception:
            log.exception("the embedding model failed", model=model.name)
            return None
        return vector
