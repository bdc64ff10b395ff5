"""Emoji reactions that count as votes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

_SKIN_TONE = re.compile(r"::skin-tone-[2-6]$")
_SAME_EMOJI = {"thumbsup": "+1"}  # Slack's other name for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """One member's reaction to one message, added or taken back at `event_ts`."""

    channel_id: str
    message_ts: str
    member_id: str
    emoji: str
    added: bool
    event_ts: Decimal

    @property
    def place(self) -> tuple[str, str]:
        """Its message: a channel and a `ts` in it."""
        return self.channel_id, self.message_ts


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many members voted for an item, by emoji; the emoji in the order of the settings."""

    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All votes, whatever the emoji."""
        return sum(self.counts.values())


NO_VOTES = Tally()


def folded(emoji: str) -> str:
    """The emoji's name without a skin tone.

    >>> folded("+1::skin-tone-3"), folded("thumbsup")
    ('+1', '+1')
    """
    plain = _SKIN_TONE.sub("", emoji)
    return _SAME_EMOJI.get(plain, plain)
