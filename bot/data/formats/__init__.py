"""The formats of workshops, one file each: prompt, categories or slots, phases and how long they take."""

import functools
from importlib import resources

import yaml

from bot.domain.workshops import ContributionKind, Format, FormatKey, Slot, WorkshopPhase


@functools.cache
def formats() -> dict[FormatKey, Format]:
    """Every format, by its key, in the order of `FormatKey`."""
    return {key: _read(key) for key in FormatKey}


def _read(key: FormatKey) -> Format:
    text = (resources.files(__name__) / f"{key.value}.yml").read_text(encoding="utf-8")
    said = yaml.safe_load(text)
    return Format(
        **said
        | {
            "key": FormatKey(said["key"]),
            "kind": ContributionKind(said["kind"]),
            "minutes": {WorkshopPhase(phase): minutes for phase, minutes in said["minutes"].items()},
            "categories": tuple(said.get("categories", ())),
            "aliases": tuple(said.get("aliases", ())),
            "slots": tuple(Slot(**slot) for slot in said.get("slots", ())),
        }
    )
