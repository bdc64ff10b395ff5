"""The verbs of `/collab`: who answers each, and how help lists them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.refusals import UnknownVerb
from handlers.asking import Asked

_MOST_SUGGESTIONS = 3
_LONG_WORD = 6  # letters: such a word may have two slips, a shorter one has one
_PUNCTUATION = "!?.,:;/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """A word after `/collab`: what follows it, what it does, and what answers it.

    One that only `reads` is acknowledged at once: if the process dies then, an answer is missing, and nothing else.
    """

    name: str
    usage: str
    summary: str
    answer: Callable[[Asked], None]
    aliases: tuple[str, ...] = ()
    reads: bool = False


class Verbs:
    """The verbs that features have added. Features add theirs when they register; nothing else knows them all."""

    def __init__(self) -> None:
        self._verbs: dict[str, Verb] = {}

    def __iter__(self) -> Iterator[Verb]:
        return iter(self._verbs.values())

    def add(self, verb: Verb) -> None:
        """Add a verb.

        Raises:
            ValueError: the name or an alias is taken.
        """
        taken = set(self.names())
        if clash := taken & {verb.name, *verb.aliases}:
            raise ValueError(f"{clash} is taken")
        self._verbs[verb.name] = verb

    def names(self) -> list[str]:
        """Every name and alias."""
        return [name for verb in self._verbs.values() for name in (verb.name, *verb.aliases)]

    def table(self) -> list[tuple[str, str]]:
        """What follows `/collab` and what it does, a verb each, for help and for the README."""
        return [(verb.usage, verb.summary) for verb in self]

    def called_in(self, said: str) -> tuple[Verb, str]:
        """The verb that somebody's words begin with, in any case, and the rest of them; no words ask for help.

        Raises:
            UnknownVerb: they begin with none; it says which might have been meant.
        """
        word, _, rest = said.strip().partition(" ")
        wanted = word.strip(_PUNCTUATION).casefold() or "help"
        for verb in self._verbs.values():
            if wanted in {verb.name, *verb.aliases}:
                return verb, rest.strip()
        near = process.extract(
            wanted,
            self.names(),
            scorer=OSA.distance,
            score_cutoff=2 if len(wanted) >= _LONG_WORD else 1,
            limit=_MOST_SUGGESTIONS,
        )
        nearest: dict[str, str] = {}
        for name, _, _ in near:
            nearest.setdefault(self.called_in(name)[0].name, name)
        raise UnknownVerb(word, tuple(nearest.values()), said.strip())
