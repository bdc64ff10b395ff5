"""Quiet offers: when a question in a channel is answered with what Collab has, and when it had better say nothing."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.finding import Hit, PersonHit

STRONG = 0.6
"""How much of a question, by the rarity of its words, something must have to be offered at all."""

STEP, MOST = 0.05, 0.95
"""Each *not helpful* in a channel raises what is asked for there by so much, up to nearly all of the question."""

WORDS_NEEDED = 2  # that a question and what is offered have in common: one word alone says too little
MOST_OFFERED = 3
ONE_EACH = timedelta(days=1)
PATIENCE = 3  # offers in a row that were not helpful: then no more for a while
QUIET_FOR = timedelta(days=90)

_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n")
_ASKING = re.compile(
    r"\?\s*$"
    r"|\b(does|do|has|have|is|are|can|could|would) any ?(one|body|other council|council)s?\b"
    r"|\b(anyone|anybody|any council|any other council)s? (\w+ ){0,2}(know|got|have|has|had|using|used|done|tried|"
    r"doing|working|seen|solved|built|able|willing|interested)\b"
    r"|\b(i|we)( a|['’])?(m|re| am| are)? (currently |now )?(looking|searching) for\b|^\W*(looking|searching) for\b"
    r"|\bwho (has|have|else|is|knows)\b"
    r"|\b(any|some) (advice|recommendations|suggestions|tips|pointers|examples) (on|for|about|of)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferChannel:
    """A channel that wants offers. `unhelpful` counts those that did not help."""

    channel_id: str
    set_by: str
    unhelpful: int = 0

    @property
    def threshold(self) -> float:
        """How much of a question something must have to be offered here, from 0 to 1."""
        return min(MOST, STRONG + STEP * self.unhelpful)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferReader:
    """What is known of somebody who was offered something.

    `marked` says that the last offer was not helpful, `in_a_row` how many up to it were not.
    """

    member_id: str
    last_at: datetime | None = None
    marked: bool = False
    in_a_row: int = 0
    quiet_until: datetime | None = None

    def may_be_offered(self, now: datetime) -> bool:
        """Whether it is time for another: one a day, and none for a while after too many that did not help."""
        rested = self.last_at is None or now - self.last_at >= ONE_EACH
        return rested and (self.quiet_until is None or now >= self.quiet_until)

    def offered(self, now: datetime) -> "OfferReader":
        """After another offer."""
        return replace(self, last_at=now, marked=False, in_a_row=self.in_a_row if self.marked else 0)

    def not_helped(self, at: datetime, now: datetime) -> "OfferReader":
        """After they said that the offer made `at` a moment did not help; one before the last counts for nothing."""
        if self.marked or at != self.last_at:
            return self
        if self.in_a_row + 1 < PATIENCE:
            return replace(self, marked=True, in_a_row=self.in_a_row + 1)
        return replace(self, marked=False, in_a_row=0, quiet_until=now + QUIET_FOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What somebody who asked in a channel may want to see, made `at` a moment."""

    channel_id: str
    at: datetime
    hits: tuple[Hit, ...]
    people: tuple[PersonHit, ...]


def question_in(text: str) -> str:
    """The sentences of a message that ask for something; nothing when none does.

    >>> question_in("Morning all. Does anyone have a policy on damp and mould? Thanks!")
    'Does anyone have a policy on damp and mould?'
    >>> question_in("We are live today.")
    ''
    """
    sentences = _BETWEEN_SENTENCES.split(text.strip())
    return " ".join(one.strip() for one in sentences if _ASKING.search(one))
