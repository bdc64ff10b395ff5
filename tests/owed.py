"""What is owed, as tests of services see it."""

from datetime import datetime, timedelta

from bot.domain.notices import Notice
from storage.transaction import Transaction

LEASE = timedelta(minutes=1)


def take_all(tx: Transaction, now: datetime) -> list[Notice]:
    """Everything that is due at a moment, in the order in which it would go out; it counts as sent from then on."""
    taken: list[Notice] = []
    while found := tx.notices.claim(now=now, lease=LEASE, limit=100):
        for notice in found:
            ts = f"{1_700_000_000 + notice.id}.000000"
            tx.notices.sent(notice, channel_id=notice.recipient[:30], message_ts=ts, now=now)
        taken += found
    return sorted(taken, key=lambda notice: (notice.due_at, notice.id))
