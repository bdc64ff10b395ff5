"""Conversation starters for people who have just been introduced: three that fit what they meet about."""

import functools
from dataclasses import dataclass
from importlib import resources

import yaml

from bot.domain.items import Collaboration, Item, Kind, Phase

PARTS = ("begin", "room", "settle")
"""How to begin, who should be in the room, what to settle first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Starter:
    """One starter; an empty set fits everything."""

    part: str
    text: str
    kinds: frozenset[Kind] = frozenset()
    phases: frozenset[Phase] = frozenset()
    open_to: frozenset[Collaboration] = frozenset()

    def fits(self, item: Item) -> bool:
        """Whether every condition that it has holds for an item."""
        return (
            (not self.kinds or item.kind in self.kinds)
            and (not self.phases or item.phase in self.phases)
            and (not self.open_to or not self.open_to.isdisjoint(item.open_to))
        )

    @property
    def conditions(self) -> int:
        """How much it asks for: the most that fits is the most fitting."""
        return sum(map(bool, (self.kinds, self.phases, self.open_to)))


@functools.cache
def starters() -> tuple[Starter, ...]:
    """Every starter, in the order of the file."""
    text = (resources.files("bot.data") / "starters.yml").read_text(encoding="utf-8")
    return tuple(
        Starter(
            part=each["part"],
            text=each["text"],
            kinds=frozenset(map(Kind, each.get("kind", ()))),
            phases=frozenset(map(Phase, each.get("phase", ()))),
            open_to=frozenset(map(Collaboration, each.get("open_to", ()))),
        )
        for each in yaml.safe_load(text)
    )


def starters_for(item: Item) -> tuple[str, str, str]:
    """How to begin, who should be in the room and what to settle first, for two who meet about an item."""
    begin, room, settle = (
        max(
            (one for one in starters() if one.part == part and one.fits(item)), key=lambda one: one.conditions
        )
        for part in PARTS
    )
    return begin.text, room.text, settle.text
