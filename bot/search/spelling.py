"""Mending misspelt words against the words that items and the shorthand hold."""

from collections import OrderedDict
from threading import Lock

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.search.lexicon import Lexicon

SHORTEST_MENDED = 4  # letters: shorter words have too many neighbours
_MOST_WORKSPACES = 50
_NEIGHBOURS = 60


class Spelling:
    """Finds the word that was meant. Keeps each workspace's vocabulary until items change."""

    def __init__(self, extra: frozenset[str]) -> None:
        """Take words that are right although no item holds them."""
        self._extra = extra
        self._kept: OrderedDict[str, tuple[int, dict[str, int]]] = OrderedDict()
        self._lock = Lock()

    def mended(self, lexicon: Lexicon, workspace: str, word: str) -> str | None:
        """The likeliest word within a few slips of this one, or None.

        A slip is a letter added, left out, changed, or swapped with the next (optimal string alignment distance). One
        is forgiven in words of 4 or 5 letters, two from 6, three from 10; hardly anybody slips at the first letter, so
        it must be the same, or swapped with the second. Nearer words win, then those that more items hold.
        """
        if len(word) < SHORTEST_MENDED or not word.isalpha():
            return None
        vocabulary = self._vocabulary(lexicon, workspace)
        near = process.extract(
            word, vocabulary.keys(), scorer=OSA.distance, score_cutoff=_slips(word), limit=_NEIGHBOURS
        )
        alike = [one for one in near if one[0][0] == word[0] or one[0][1::-1] == word[:2]]
        if not alike:
            return None
        return min(alike, key=lambda one: (one[1], -vocabulary[one[0]], one[0]))[0]

    def _vocabulary(self, lexicon: Lexicon, workspace: str) -> dict[str, int]:
        stamp = lexicon.stamp()
        with self._lock:
            kept = self._kept.get(workspace)
            if kept and kept[0] == stamp:
                self._kept.move_to_end(workspace)
                return kept[1]
        vocabulary = dict.fromkeys(self._extra, 0) | lexicon.vocabulary()
        with self._lock:
            self._kept[workspace] = (stamp, vocabulary)
            while len(self._kept) > _MOST_WORKSPACES:
                self._kept.popitem(last=False)
        return vocabulary


def _slips(word: str) -> int:
    return 1 if len(word) < 6 else 2 if len(word) < 10 else 3
