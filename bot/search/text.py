"""From text to words, and from words to stems: the same for items and for questions."""

import functools
import re
import threading
import unicodedata
from collections.abc import Iterable
from typing import Any

import snowballstemmer

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_threads = threading.local()
LONGEST_WORD = 40


def words(text: str) -> list[str]:
    """The words of a text, in order, in lower case and without accents or apostrophes.

    >>> words("Awaab’s Law: anti-social GOV.UK café")
    ['awaabs', 'law', 'anti', 'social', 'gov', 'uk', 'cafe']
    """
    return words_of(WORD.findall(text))


def words_of(tokens: Iterable[str]) -> list[str]:
    """The words that tokens of a text stand for, one each; none for a sign that only looks like a letter."""
    folded = (fold(token)[:LONGEST_WORD] for token in tokens)
    return [word for word in folded if word and not word.isspace()]


def fold(text: str) -> str:
    """Text made comparable: lower case, no accents, no apostrophes."""
    if text.isascii():  # the same, ten times as fast
        return text.lower().replace("'", "")
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c) and c not in "'’")
    return plain.casefold()


@functools.lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The part of a word that its forms share (Snowball's English stemmer).

    >>> stem("repairs"), stem("repairing")
    ('repair', 'repair')
    """
    return str(_stemmer().stemWord(word))


def _stemmer() -> Any:
    """This thread's own: a stemmer keeps the word that it is at."""
    if not hasattr(_threads, "stemmer"):
        _threads.stemmer = snowballstemmer.stemmer("english")
    return _threads.stemmer


def stems(text: str) -> str:
    """A text's stems in order, separated by spaces: what the index holds."""
    return " ".join(stem(word) for word in words(text))
