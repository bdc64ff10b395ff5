"""What is learned from *Not for me*: less of what is like it, never nothing without a way back.

Each time counts up to 1, by how like an item is to what was not for somebody, and half as much each three months. From
0.5 on one such item comes in a digest, after all others; from 2 on they are with the rest, one click away.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.items import Item

THEME = 0.5  # what having a theme in common counts
COUNCIL = 0.3
KIND = 0.2
HALF_LIFE = timedelta(days=90)
FEWER_FROM = 0.5
NONE_FROM = 2.0
MOST_ALIKE = 1  # in a digest
FORGOTTEN_AFTER = 4 * HALF_LIFE


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismissed:
    """An item that was not for somebody, and when they said so."""

    item: Item
    at: datetime


def likeness(item: Item, other: Item) -> float:
    """How like an item is to one that was not for somebody, from 0 to 1: how much it shares of what that one has."""
    parts = [(KIND, item.kind is other.kind)]
    if other.themes:
        parts.append((THEME, bool(set(item.themes) & set(other.themes))))
    if other.councils:
        parts.append((COUNCIL, bool(_folded(item.councils) & _folded(other.councils))))
    return sum(counts for counts, shared in parts if shared) / sum(counts for counts, _ in parts)


def against(item: Item, dismissed: Iterable[Dismissed], *, now: datetime) -> float:
    """How much speaks against showing somebody an item."""
    return sum(likeness(item, one.item) * math.pow(0.5, (now - one.at) / HALF_LIFE) for one in dismissed)


def _folded(names: Iterable[str]) -> set[str]:
    return {name.casefold() for name in names}
