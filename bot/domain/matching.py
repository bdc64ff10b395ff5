"""What the word index holds, and what it is asked. All text here is stems, separated by single spaces."""

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
class Phrase:
    """A run of stems ("adult social care"), and how a person would write it."""

    stems: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One thing that was asked for.

    `phrases` are its spellings, any of which will do; the first is what was typed. `term` is the longer term that
    what was typed is part of ("waste collection" of "waste"). `items` is how many items hold it, at most, and `rarity`
    its inverse document frequency. An `exact` clause (a quoted phrase) must be there. Items that have a `name` (of a
    council, a product) come before those that do not.
    """

    phrases: tuple[Phrase, ...]
    term: str = ""
    rarity: float = 1.0
    items: int = 1
    exact: bool = False
    name: bool = False

    @property
    def label(self) -> str:
        """What was typed, with the rest of its term."""
        return self.term or self.phrases[0].label


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An item that holds at least one of the clauses, with the text to judge it by."""

    item_id: int
    text: IndexedText
