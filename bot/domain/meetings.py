"""Introductions as they are shown: with their items, their answers side by side, and all of them summed up."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.alignment import Answered, Topic, View
from bot.domain.introductions import Introduction
from bot.domain.items import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """An introduction and the item it is about."""

    introduction: Introduction
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Both answers to *Check we're aligned*, the owner's first, and how they compare."""

    meeting: Meeting
    sides: tuple[Answered, Answered]
    views: Mapping[Topic, View]
