"""What speaks for an item, or against it, whatever was asked: enough to order what fits equally well."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.follow_ups import STALE_AFTER
from bot.domain.items import Phase
from bot.domain.votes import Tally
from bot.search import weights
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Boost:
    """What to add to an item's score, as a part of the best score, and the votes that are a part of it."""

    adds: float
    votes: Tally


def boosts(
    tx: Transaction, item_ids: Sequence[int], *, emoji: Sequence[str], now: datetime
) -> dict[int, Boost]:
    """What speaks for each of some items."""
    return {
        item_id: Boost(
            adds=boost(one.phase, old=one.confirmed_at <= now - STALE_AFTER, votes=one.votes.total),
            votes=one.votes,
        )
        for item_id, one in tx.standings.of(item_ids, emoji=emoji).items()
    }


def boost(phase: Phase | None, *, old: bool, votes: int) -> float:
    """What its phase, its age and its votes add to an item's score, as a part of the best score."""
    found = weights.VOTE_COUNTS * math.log1p(votes)
    if old:
        found += weights.OLD_COUNTS
    if phase is Phase.RETIRED:
        found += weights.RETIRED_COUNTS
    elif phase is Phase.LIVE:
        found += weights.LIVE_COUNTS
    return found
