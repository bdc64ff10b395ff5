"""How alike short texts are that were written on one subject: by the words they share, by meaning, and by cause.

By words and by meaning are cosines. A word says the more the rarer it is among these texts: what everybody writes of
says nothing. Of meanings, a part of what all have in common is taken off. Causes are what `bot/data/causes.yml` knows
of why projects go wrong: "nobody owned it" and "each thought the other would do it" share only a cause.
"""

import functools
import math
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import structlog
from numpy.typing import NDArray

from bot.data import causes, english_words, stopwords
from bot.search.synonyms import council_shorthand
from bot.search.text import WORD, stem, words

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
Matrix = NDArray[np.float64]

MEANING = 0.6
"""The part that meaning has in how alike two texts are, beside words."""
COMMON = 0.5  # of what all have in common is taken off before meanings are compared
CAUSES = 0.5
"""The most that causes can have, beside words and meaning: as much as two texts are near to any at all."""
SHARP = 0.06  # how much nearer a cause must be to count e times as much as another
SURE_BY_WORDS, SURE_BY_MEANING = 0.3, 0.45  # so near to a cause, a text surely has one
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
            found[np.ix_(readable, readable)] = by_meaning([texts[at] for at in readable], embed)
        except Exception:
            log.exception("the embedding model failed")
    said = np.array([" ".join(text.casefold().split()) for text in texts], dtype=object)
    found[said[:, None] == said[None, :]] = 1.0
    rounded: Matrix = np.round(found, DECIMALS)
    return rounded


def by_words(texts: Sequence[str]) -> Matrix:
    """By the words that texts share, with each other and with the causes.

    The cosines of texts of ten words are small, so their roots are taken.
    """
    near = word_cosines([*texts, *_phrases()])[: len(texts), len(texts) :]
    return _with_causes(np.sqrt(word_cosines(texts)), near, SURE_BY_WORDS)


def by_meaning(texts: Sequence[str], embed: Embed) -> Matrix:
    """By their vectors, and in part by their words."""
    vectors = (embed(texts).astype(np.float64), _phrase_vectors(embed))
    own, theirs = (_units(each - COMMON * each.mean(axis=0)) for each in vectors)
    mixed = MEANING * (own @ own.T) + (1 - MEANING) * np.sqrt(word_cosines(texts))
    return _with_causes(mixed, own @ theirs.T, SURE_BY_MEANING)


def word_cosines(texts: Sequence[str]) -> Matrix:
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
    units = _units(weighed)
    cosines: Matrix = units @ units.T
    return cosines


def is_readable(text: str) -> bool:
    """Whether a text is in English, as far as its words tell: of a few they tell nothing but the script."""
    said = words(text)
    if len(said) < FEW:
        return any(word[:1].isascii() for word in said)
    known = sum(word in english_words() or word in stopwords() for word in said)
    return known >= READABLE * len(said)


def _with_causes(own: Matrix, near: Matrix, sure: float) -> Matrix:
    """Likenesses, in part by how alike the texts' causes are; `near` says how near each text is to each phrase.

    A text is as near to a cause as the mean of the nearest phrase and of all of them. Of these, softmax makes shares;
    what is near to no cause has a share of each alike, which is nothing.
    """
    ends = np.cumsum([len(each) for each in causes()])[:-1]
    each = np.stack(
        [(one.max(axis=1) + one.mean(axis=1)) / 2 for one in np.split(near, ends, axis=1)], axis=1
    )
    shares = np.exp(each / SHARP)
    shares = shares / shares.sum(axis=1, keepdims=True) - 1 / len(causes())
    surely = np.clip(each.max(axis=1) / sure, 0, 1)
    part = CAUSES * np.sqrt(surely[:, None] * surely[None, :])
    units = _units(shares)
    mixed: Matrix = (1 - part) * own + part * (units @ units.T)
    return mixed


def _bag(text: str) -> frozenset[str]:
    typed = WORD.findall(text)
    found = {stem(word) for word in words(text) if word not in stopwords()}
    for span in council_shorthand().spans(typed):
        said = words(" ".join(typed[span.start : span.start + span.length]))
        found.add(min([" ".join(map(stem, said)), *(other.stems for other in span.others)]))
    return frozenset(found)


def _units(rows: Matrix) -> Matrix:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    units: Matrix = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return units


@functools.lru_cache(maxsize=2)
def _phrase_vectors(embed: Embed) -> Matrix:
    """They are the same each time, and half of the work."""
    vectors: Matrix = embed(_phrases()).astype(np.float64)
    return vectors


def _phrases() -> list[str]:
    return [phrase for each in causes() for phrase in each]
