"""Names for groups of contributions: the words that they share and others do not, as people wrote them."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.data import stopwords
from bot.search.text import fold, stem, words

LONGEST_NAME = 60
LONGEST_RUN = 3  # words
MOST_RUNS = 2
ENOUGH = 0.6  # of a group's texts that have the first run: then one says it all
NO_WORDS = "No words"
_LITTLE = frozenset(
    words(
        "nobody no-one people person other way day time make made take took tell told left kept work works working"
    )
)
"""Words that say little by themselves, beside the stop words."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")  # `lock-in` is one

Run = tuple[str, ...]  # of stems


@dataclass(frozen=True, slots=True)
class _Word:
    written: str
    stem: str
    says_little: bool
    at: int
    end: int


class Naming:
    """Gives names to groups of these texts, no two the same."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = len(texts)
        self._held = Counter(run for text in texts for run in _runs(text))
        self._given: set[str] = set()

    def name(self, texts: Sequence[str], typical: str) -> str:
        """A name for some of the texts; `typical` is the one that is most like the others, for want of shared words."""
        shared = self._shared(texts) if len(texts) > 1 else ""
        for name in (shared, _shortened(typical)):
            if name and name.casefold() not in self._given:
                return self._taken(name)
        return self._numbered(shared or _shortened(typical) or NO_WORDS)

    def _shared(self, texts: Sequence[str]) -> str:
        """The most telling run of words that at least two of them have, and another for those that have it not."""
        runs = [_runs(text) for text in texts]
        chosen: list[Run] = []
        wanting = list(range(len(texts)))
        while wanting and len(chosen) < MOST_RUNS and (best := self._best(runs, wanting, chosen)):
            chosen.append(best)
            wanting = [at for at in wanting if best not in runs[at]]
            if len(wanting) <= (1 - ENOUGH) * len(texts):
                break
        written = [self._as_written(run, runs) for run in chosen]
        name = ", ".join(written)
        return _capitalised(name if len(name) <= LONGEST_NAME else written[0])

    def _best(
        self, runs: Sequence[dict[Run, str]], wanting: Sequence[int], chosen: Sequence[Run]
    ) -> Run | None:
        here = Counter(run for each in runs for run in each)
        new = Counter(run for at in wanting for run in runs[at])
        used = {one for run in chosen for one in run}
        telling = {
            run: count * here[run] / self._held[run] * self._rarity(run)
            for run, count in new.items()
            if here[run] > 1 and not used & set(run)
        }
        return min(telling, key=lambda run: (-telling[run], run)) if telling else None

    def _rarity(self, run: Run) -> float:
        """How telling a run is: the sum of what its words are, each log(1 + texts / texts that have it)."""
        return sum(math.log(1 + self._texts / self._held[one,]) for one in run if self._held[one,])

    def _as_written(self, run: Run, runs: Sequence[dict[Run, str]]) -> str:
        written = Counter(each[run] for each in runs if run in each)
        return min(written, key=lambda one: (-written[one], len(one), one))

    def _taken(self, name: str) -> str:
        self._given.add(name.casefold())
        return name

    def _numbered(self, name: str) -> str:
        number = 2
        while name.casefold() in self._given:
            name = f"{name.removesuffix(f' ({number - 1})')} ({number})"
            number += 1
        return self._taken(name)


def _runs(text: str) -> dict[Run, str]:
    """Every run of words that begins and ends with one that says something, and how it is written here."""
    found: dict[Run, str] = {}
    for sentence in _sentences(text):
        for start, first in enumerate(sentence):
            for end in range(start + 1, min(start + LONGEST_RUN, len(sentence)) + 1):
                last = sentence[end - 1]
                if not (first.says_little or last.says_little):
                    run = tuple(word.stem for word in sentence[start:end])
                    found.setdefault(
                        run, text[first.at : last.end] if start else _uncapitalised(text[first.at : last.end])
                    )
    return found


def _sentences(text: str) -> Iterator[list[_Word]]:
    """The words between one mark and the next; a hyphen parts none."""
    found: list[_Word] = []
    for match in _WORD.finditer(text):
        if found and text[found[-1].end : match.start()].strip(" -"):
            yield found
            found = []
        plain = fold(match[0])
        says_little = plain in stopwords() or plain in _LITTLE or len(plain) < 2
        found.append(_Word(match[0], stem(plain), says_little, match.start(), match.end()))
    yield found


def _shortened(text: str) -> str:
    """The beginning of a text, cut between words."""
    said = " ".join(text.split())
    if len(said) <= LONGEST_NAME:
        return said
    cut = said[: LONGEST_NAME - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut}…"


def _uncapitalised(run: str) -> str:
    """What begins a sentence, as it would be written within one: `API` stays."""
    return run[:1].lower() + run[1:] if run[1:2].islower() else run


def _capitalised(name: str) -> str:
    return name[:1].upper() + name[1:] if not name[1:2].isupper() else name
