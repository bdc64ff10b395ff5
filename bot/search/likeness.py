"""How alike short texts are that were written on one subject: by the words they share, and by meaning.

Both are cosines. That by words goes by how rare a word is among these texts alone: what everybody writes of says
nothing. That by meaning is of what sets each text apart from all of them together, for on one subject all are near.
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import structlog
from numpy.typing import NDArray

from bot.data import english_words, stopwords
from bot.search.synonyms import council_shorthand
from bot.search.text import WORD, stem, words

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
Matrix = NDArray[np.float64]

MEANING = 0.75
"""The part that meaning has in how alike two texts are; words have the rest."""
COMMON = 0.5  # of what all have in common is taken off before meanings are compared
READABLE = 0.5  # of its words must be English: the rest all looks alike to the model
FEW = 4  # words
DECIMALS = 6  # so that every machine finds the same

log = structlog.get_logger(__name__)


def alike(texts: Sequence[str], embed: Embed | None) -> Matrix:
    """How alike each two texts are, about 0 for those that have nothing in common and 1 for equal ones.

    Without `embed`, or where it fails, by words alone; so too each text that is hardly in English, or has no words.
    """
    found = by_words(texts)
    readable = [at for at, text in enumerate(texts) if embed and is_readable(text)]
    if embed and len(readable) > 1:
        try:
            vectors = embed([texts[at] for at in readable])
        except Exception:
            log.exception("the embedding model failed")
        else:
            among = np.ix_(readable, readable)
            found[among] = MEANING * by_meaning(vectors) + (1 - MEANING) * found[among]
    said = np.array([" ".join(text.casefold().split()) for text in texts], dtype=object)
    found[said[:, None] == said[None, :]] = 1.0
    rounded: Matrix = np.round(found, DECIMALS)
    return rounded


def by_words(texts: Sequence[str]) -> Matrix:
    """The cosines of the texts' stems, each weighed by how rare it is. Council shorthand is what it is short for.

    A stem that `n` of `N` texts have weighs log(1 + N / n).
    """
    bags = [_bag(text) for text in texts]
    held = Counter(one for bag in bags for one in bag)
    places = {one: place for place, one in enumerate(sorted(held))}
    weighed = np.zeros((len(texts), len(places)))
    for row, bag in zip(weighed, bags, strict=True):
        for one in bag:
            row[places[one]] = math.log(1 + len(texts) / held[one])
    return _cosines(weighed)


def by_meaning(vectors: NDArray[np.float32]) -> Matrix:
    """The cosines of the vectors, less a part of what all have in common."""
    exact = vectors.astype(np.float64)
    return _cosines(exact - COMMON * exact.mean(axis=0))


def is_readable(text: str) -> bool:
    """Whether a text is in English, as far as its words tell: of a few they tell nothing but the script."""
    said = words(text)
    if len(said) < FEW:
        return any(word[:1].isascii() for word in said)
    known = sum(word in english_words() or word in stopwords() for word in said)
    return known >= READABLE * len(said)


def _bag(text: str) -> frozenset[str]:
    typed = WORD.findall(text)
    found = {stem(word) for word in words(text) if word not in stopwords()}
    for span in council_shorthand().spans(typed):
        own = " ".join(
            stem(word) for token in typed[span.start : span.start + span.length] for word in words(token)
        )
        found.add(min([own, *(other.stems for other in span.others)]))
    return frozenset(found)


def _cosines(rows: Matrix) -> Matrix:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    units = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    cosines: Matrix = units @ units.T
    return cosines
