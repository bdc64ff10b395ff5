"""A picture, before Slack has it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A PNG, with a name for the file, a title, and words for those who do not see it."""

    png: bytes
    name: str
    title: str
    words: str
