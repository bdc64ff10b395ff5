"""Slack's events: it sends each at least once, and again when we do not say in time that we have it."""

from enum import Enum


class Standing(Enum):
    """What became of an event before it came this time."""

    NEW = "new"
    IN_HAND = "in hand"
    """Somebody is answering it, or died while doing so not long ago."""
    AGAIN = "again"
    """Whoever answered it died, before or after, or could not say it: look for the answer before giving it."""
    DONE = "done"
