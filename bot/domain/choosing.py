"""What goes into a digest: of all that happened, what its reader was not shown yet, the most telling first.

Something is told when a reader was not told it before. That an item is new can be told only to those who never saw
it; that people voted for it, that somebody answered, each once; votes again when they have doubled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain, zip_longest
from types import MappingProxyType
from typing import Any

from bot.domain.digests import MAX_ENTRIES, News, Reason, Section, is_ask
from bot.domain.items import Item

MOST_TO_HELP = 5  # that lead a digest when there is more to tell
REMEMBERED = timedelta(days=180)
"""So long it is known who was shown what. After that something may be told again, when it happens again."""

_SECTIONS: Mapping[Reason, Section] = MappingProxyType(
    {
        Reason.NEW: Section.NEW,
        Reason.VOTED_UP: Section.RISEN,
        Reason.ANSWERED: Section.ANSWERED,
        Reason.ADOPTED: Section.ADOPTED,
        Reason.UNANSWERED: Section.QUIET,
        Reason.STALE: Section.QUIET,
    }
)
"""Where something stands for its first reason of these."""
_ONCE = (Reason.ANSWERED, Reason.ADOPTED, Reason.UNANSWERED, Reason.STALE)
_ASKS = {Reason.NEW, Reason.SEEKING, Reason.UNANSWERED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """Something for a digest: an item or a principle, the section it stands in, and what is told of it.

    `facts` are made to be compared: a reason, and after a colon what sets it apart from the same reason at another
    time. `about` holds the ids and small facts that it is shown with.
    """

    section: Section
    item_id: int | None = None
    principle_id: int | None = None
    facts: tuple[str, ...]
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def subject(self) -> tuple[int | None, int | None]:
        """What it is about: to compare."""
        return self.item_id, self.principle_id

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it is there."""
        return tuple(Reason(fact.partition(":")[0]) for fact in self.facts)


def told_elsewhere(item_id: int, reason: Reason) -> Pick:
    """What is told of an item by a message that is no digest."""
    section = Section.HELP if reason is Reason.CAN_HELP else Section.NEW
    return Pick(section=section, item_id=item_id, facts=(reason.value,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a reader was shown: the facts of items by their ids, and the ids of principles."""

    items: Mapping[int, frozenset[str]] = field(default_factory=dict)
    principles: frozenset[int] = frozenset()

    def of(self, item_id: int) -> frozenset[str]:
        """The facts that the reader was told of an item."""
        return self.items.get(item_id, frozenset())


def pick(
    item: Item, news: News, seen: frozenset[str], *, votes: int = 0, can_help: bool = False
) -> Pick | None:
    """What is told of an item to a reader who was told `seen` of it; None when that is nothing.

    `votes` are all that it has. `can_help`: the reader is one who can help with what is asked.
    """
    facts = tuple(_facts(item, news, seen, votes))
    reasons = {Reason(fact.partition(":")[0]) for fact in facts}
    asks = can_help and not seen and is_ask(item) and Reason.ANSWERED not in reasons
    if asks and reasons & _ASKS:
        section: Section | None = Section.HELP
    else:
        section = next((place for reason, place in _SECTIONS.items() if reason in reasons), None)
    if section is None:
        return None
    gained = news.gained.get(item.id, 0)
    return Pick(section=section, item_id=item.id, facts=facts, about={"gained": gained} if gained else {})


def _facts(item: Item, news: News, seen: frozenset[str], votes: int) -> list[str]:
    facts: list[str] = []
    if not seen:
        facts += [Reason.NEW.value] if item.created_at in news.period else []
        facts += [Reason.SEEKING.value] if item.id in news.of(Reason.SEEKING) else []
    if item.id in news.gained and (risen := risen_to(votes)) not in seen:
        facts.append(risen)
    facts += [one.value for one in _ONCE if item.id in news.of(one) and one.value not in seen]
    return facts


def risen_to(votes: int) -> str:
    """That an item has so many votes; the same for others until they are twice as many.

    >>> [risen_to(votes) for votes in (1, 2, 3, 4, 7, 8)]
    ['voted up:1', 'voted up:2', 'voted up:2', 'voted up:3', 'voted up:3', 'voted up:4']
    """
    return f"{Reason.VOTED_UP}:{votes.bit_length()}"


def chosen(picks: Sequence[Pick]) -> tuple[list[Pick], list[Pick]]:
    """What stands in the message, section by section, and what finds no room in it.

    What the reader can help with comes first; then the sections take turns, so that many new items crowd out nothing.
    """
    by_section = [[one for one in picks if one.section is section] for section in Section]
    (help_, *others) = by_section
    turns = (one for one in chain.from_iterable(zip_longest(*others)) if one is not None)
    order = [*help_[:MOST_TO_HELP], *turns, *help_[MOST_TO_HELP:]]
    places = {section: place for place, section in enumerate(Section)}
    return sorted(order[:MAX_ENTRIES], key=lambda one: places[one.section]), order[MAX_ENTRIES:]
