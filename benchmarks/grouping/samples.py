"""Contributions as people write them, and the groups they are meant to be in."""

import functools
from dataclasses import dataclass
from pathlib import Path

import yaml

REPAIRS, PLANNING, SHARING = SAMPLES = ("repairs", "planning", "sharing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One contribution, and the name of the group that it is meant to be in."""

    group: str
    category: str
    text: str


@functools.cache
def notes(name: str) -> tuple[Note, ...]:
    """A sample's notes, mixed as they would come, but always in the same way."""
    groups = yaml.safe_load((Path(__file__).parent / f"{name}.yml").read_text(encoding="utf-8"))
    found = [
        Note(group=each["group"], category=category, text=text)
        for each in groups
        for one in each["said"]
        for category, text in one.items()
    ]
    step = 37  # shares no factor with the numbers of notes: 94, 40 and 19
    return tuple(found[at * step % len(found)] for at in range(len(found)))
