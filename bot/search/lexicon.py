"""The words that a search may go by: what is known of them before anything is looked for."""

from collections.abc import Collection
from typing import Protocol

from bot.search.word_index import WordIndexes
from storage.transaction import Transaction


class Lexicon(Protocol):
    """The words of all that can be found."""

    def held(self, stems: Collection[str]) -> dict[str, int]:
        """How many hold a word with each of these stems; none for a word that is not known.

        `storage.words.ALL_ITEMS` may be among the stems: how many can be found.
        """

    def beginning_with(self, prefix: str, *, limit: int) -> list[tuple[str, str]]:
        """The words that begin so, with their stems, the most used first."""

    def stamp(self) -> int:
        """Another number when the vocabulary has changed."""

    def vocabulary(self) -> dict[str, int]:
        """Every word, and how many hold it."""


class ItemWords:
    """The words of a workspace's items, as they are when it is made."""

    def __init__(self, tx: Transaction, workspace: str, indexes: WordIndexes) -> None:
        self._words = tx.words
        self._indexes = indexes
        self._workspace = workspace
        self._stamp = indexes.follow(tx, workspace)

    def held(self, stems: Collection[str]) -> dict[str, int]:
        """How many items hold a word with each of these stems."""
        return self._indexes.held(self._workspace, stems)

    def beginning_with(self, prefix: str, *, limit: int) -> list[tuple[str, str]]:
        """The words that begin so, with their stems, the most used first."""
        return self._words.beginning_with(prefix, limit=limit)

    def stamp(self) -> int:
        """The number of the last change to items."""
        return self._stamp

    def vocabulary(self) -> dict[str, int]:
        """Every word that some item holds, and how many do."""
        return self._words.vocabulary()
