"""How-might-we questions: put together from their slots."""

import re
from collections.abc import Mapping
from string import Formatter

from bot.domain.workshops import TEXT_LIMIT, Format

MAY_BE_EMPTY = frozenset({"outcome"})
"""Slots that a question can do without: it is weaker then, and we say so after it is saved."""
_AT_THE_ENDS = " \t\r\n.,;:!?…"
_SAID_ALREADY = re.compile(r"(?:how might we|so that|so)\b[\s,:]*", re.IGNORECASE)
_TWICE = re.compile(r"\b(to|for|of|with|in|by|we|so that|the)\s+\1\b", re.IGNORECASE)


def slot_limit(form: Format) -> int:
    """The most characters of a slot, such that the whole sentence is within `TEXT_LIMIT`."""
    return (TEXT_LIMIT - len(form.sentence)) // len(form.slots)


def sentence(form: Format, slots: Mapping[str, str]) -> str:
    """The sentence that slots make, without repeating what stands at the seams; an empty slot leaves no gap.

    >>> from bot.data.formats import formats
    >>> from bot.domain.workshops import FormatKey
    >>> said = {"action": "How might we help", "who": "tenants to", "what": "to book a repair.", "outcome": ""}
    >>> sentence(formats()[FormatKey.HMW], said)
    'How might we help tenants to book a repair?'
    """
    made, ending = "", ""
    for literal, name, _, _ in Formatter().parse(form.sentence):
        said = _plain(slots.get(name, "")) if name else ""
        if name is None:
            ending = literal
        elif said or not made:
            made += literal + said
    return _TWICE.sub(r"\1", " ".join(made.split())) + ending


def _plain(said: str) -> str:
    """A slot without what the sentence says by itself: its opening words, and the mark at its end."""
    tidy = " ".join(said.split()).strip(_AT_THE_ENDS)
    return _SAID_ALREADY.sub("", tidy, count=1) if _SAID_ALREADY.match(tidy) else tidy
