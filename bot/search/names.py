"""Which words of a question are names: of councils, of products. Nothing else will do in their place."""

from collections.abc import Sequence

from bot.data import english_words, stopwords
from bot.data.councils import is_place
from bot.search.synonyms import council_shorthand
from bot.search.text import fold, words

LONGEST_PLACE = 4  # words
SHORTEST_REST = 4  # letters
_BEFORE = (
    "anti",
    "down",
    "fore",
    "multi",
    "non",
    "off",
    "out",
    "over",
    "pre",
    "self",
    "sub",
    "un",
    "under",
    "up",
)
_ORDINARY = frozenset(
    ("barking", "bath", "bury", "deal", "eden", "hart", "reading", "rugby", "sale", "stone", "test", "wells")
)
"""Places that are words as well: in small letters they are only words."""


def is_english(word: str) -> bool:
    """Whether it is a word as it stands, or one with something before it, so that it is not a slip if no item has it.

    >>> is_english("sisters"), is_english("offline"), is_english("libary")
    (True, True, False)
    """
    known = english_words()
    if word in stopwords() or word in known or word.removesuffix("s") in known:
        return True
    rests = (word.removeprefix(before) for before in _BEFORE if word.startswith(before))
    return any(len(rest) >= SHORTEST_REST and rest in known for rest in rests)


def names_among(typed: Sequence[str]) -> set[int]:
    """Where in a question names stand: places, and what has a capital and is no English word.

    >>> sorted(names_among("repairs with Liquidlogic in west Sussex".split()))
    [2, 4, 5]
    """
    found = {at for at, token in enumerate(typed) if token[:1].isupper() and not _is_ordinary(token)}
    for length in range(min(LONGEST_PLACE, len(typed)), 0, -1):
        for start in range(len(typed) - length + 1):
            run = typed[start : start + length]
            if _names_place(run):
                found.update(range(start, start + length))
    return found


def _is_ordinary(token: str) -> bool:
    return all(
        is_english(word) or word in council_shorthand().vocabulary or not word.isalpha()
        for word in words(token)
    )


def _names_place(run: Sequence[str]) -> bool:
    text = " ".join(run)
    return (
        fold(run[0]) not in stopwords()
        and is_place(text)
        and (fold(text) not in _ORDINARY or run[0].istitle())
    )
