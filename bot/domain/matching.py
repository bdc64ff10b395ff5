"""What the full-text index holds, and what it is asked. All text here is stems, separated by single spaces."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedText:
    """An item's text, stemmed, by how much it matters."""

    title: str
    summary: str
    tags: str
    body: str


INDEXED_FIELDS = ("title", "summary", "tags", "body")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """An item as the index keeps it: its text, and its distinct words with their stems."""

    text: IndexedText
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One thing that was asked for.

    `phrases` are its spellings, any of which will do: runs of stems such as "adult social care".
    `label` is how a person would say it. `rarity` is its inverse document frequency. An `exact` clause (a quoted
    phrase) must be there.
    """

    label: str
    phrases: tuple[str, ...]
    rarity: float
    exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An item that holds at least one of the clauses, with the text to judge it by."""

    item_id: int
    text: IndexedText


@dataclass(frozen=True, slots=True, kw_only=True)
class WordCount:
    """A word of the workspace's items: its stem, and how many items hold the word."""

    word: str
    stem: str
    items: int


def by_stem(counts: Iterable[WordCount]) -> dict[str, int]:
    """How many items hold each stem, at most: the sum over its words."""
    totals: dict[str, int] = {}
    for count in counts:
        totals[count.stem] = totals.get(count.stem, 0) + count.items
    return totals
