"""What speaks for an item, or against it, whatever was asked: enough to order what fits equally well."""

import math
from collections.abc import Sequence
from datetime import datetime

from bot.domain.follow_ups import STALE_AFTER
from bot.domain.items import Phase
from bot.domain.votes import NO_VOTES
from bot.search import weights
from storage.transaction import Transaction


def boosts(
    tx: Transaction, item_ids: Sequence[int], *, emoji: Sequence[str], now: datetime
) -> dict[int, float]:
    """What to add to each item's score."""
    tallies = tx.votes.tallies(item_ids, emoji=emoji) if emoji and item_ids else {}
    return {
        item_id: boost(
            phase, old=confirmed_at <= now - STALE_AFTER, votes=tallies.get(item_id, NO_VOTES).total
        )
        for item_id, (phase, confirmed_at) in tx.items.standings(item_ids).items()
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
