"""What is owed, from the moment it is due until Slack has it: claims, and what becomes of them."""

from datetime import datetime, timedelta

from bot.domain.notices import ACCOUNT_INACTIVE, PACE, UNKNOWN_FATE, Notice, NoticeKind, Step
from bot.services.telling import tell
from bot.services.workshop_votes import note_place
from storage.database import Database
from storage.transaction import Transaction

LEASE = timedelta(seconds=60)
"""Longer than one delivery can take: each call to Slack gives up after `bot.delivery.posting.TIMEOUT`."""

_CANDIDATES = 8
"""Of so many a process takes the first that no other has just taken."""


class Outbox:
    """Hands out notices one at a time, each to one process only; for one recipient at most one a pace."""

    def __init__(
        self, database: Database, *, moderators: frozenset[str] = frozenset(), pace: timedelta = PACE
    ) -> None:
        self._database = database
        self._moderators = moderators
        self._pace = pace

    def claim(self, workspace: str, *, now: datetime) -> Notice | None:
        """The notice that has been due longest and may go out now, for this caller alone until its lease ends."""
        while True:
            with self._database.reading(workspace) as tx:  # what takes long when much waits holds nobody up
                due = tx.notices.due(now, limit=_CANDIDATES)
            if not due:
                return None
            with self._database.transaction(workspace) as tx:
                claimed = tx.notices.claim(now=now, lease=LEASE, limit=1, pace=self._pace, among=due)
            if claimed:
                return claimed[0]

    def sent(
        self, workspace: str, notice: Notice, *, channel_id: str, message_ts: str, now: datetime
    ) -> bool:
        """Remember where a notice is in Slack; reactions to what shows an item, or a choice, are votes from now on.

        False when the lease ended before: somebody else settles it. A message that is kept up to date is then changed
        once more, lest it show what was so when this claim began.
        """
        with self._database.transaction(workspace) as tx:
            if notice.kind is NoticeKind.CARD:
                item_id: int = notice.subject["item"]
                tx.postings.add(channel_id=channel_id, message_ts=message_ts, item_id=item_id)
            if notice.kind is NoticeKind.GUIDANCE:
                tx.guidance.posted(notice.subject["guidance"], channel_id=channel_id, message_ts=message_ts)
            if notice.kind is NoticeKind.WORKSHOP_BOARD and notice.message_ts != message_ts:
                tx.workshops.board_posted(notice.subject["workshop"], message_ts)
            if notice.kind is NoticeKind.WORKSHOP_CHOICE:
                note_place(tx, notice, channel_id=channel_id, message_ts=message_ts)
            settled = tx.notices.sent(notice, channel_id=channel_id, message_ts=message_ts, now=now)
            if not settled:
                tx.notices.refresh_again(notice.key, now=now)
            return settled

    def dropped(self, workspace: str, notice: Notice, *, now: datetime, error: str = "") -> None:
        """Settle a notice that has nothing to say any more, or, as its error tells, too late."""
        with self._database.transaction(workspace) as tx:
            if tx.notices.dropped(notice, now=now, error=error):
                _uncover(tx, notice)

    def retry(self, workspace: str, notice: Notice, *, at: datetime, error: str, maybe_sent: bool) -> None:
        """Try a notice again later, after a failure."""
        with self._database.transaction(workspace) as tx:
            tx.notices.retry(notice, at=at, error=error, maybe_sent=maybe_sent)

    def put_off(
        self,
        workspace: str,
        notice: Notice,
        *,
        at: datetime,
        error: str,
        maybe_sent: bool,
        step: Step | None = None,
        all_of_recipient: bool = False,
    ) -> None:
        """Try a notice again later, though nothing failed; and let what has to wait with it do so.

        That is whatever needs the same step, or is to be posted for the same recipient.
        """
        with self._database.transaction(workspace) as tx:
            tx.notices.retry(notice, at=at, error=error, maybe_sent=maybe_sent, counts=False)
            if step:
                tx.notices.hold(step, until=at)
            if all_of_recipient:
                tx.notices.hold(notice.recipient, until=at)

    def post_head_again(self, workspace: str, notice: Notice, *, now: datetime) -> None:
        """The message that heads a notice's thread is gone: have it posted anew, if it is kept up to date."""
        with self._database.transaction(workspace) as tx:
            tx.notices.refresh_again(notice.in_thread_of or "", now=now)

    def failed(
        self, workspace: str, notice: Notice, *, error: str, now: datetime, final: bool = True
    ) -> None:
        """Give a notice up, and owe word of it to somebody who can act. `final`: Slack will never take it.

        A digest that Slack does not take is paused, and its period stays open; it is not paused where our own account
        may be off, for that may come back. A channel that could not be told of quiet offers gets none.
        """
        with self._database.transaction(workspace) as tx:
            if not tx.notices.failed(notice, error=error, now=now):
                return
            tell(tx, notice, error=error, final=final, moderators=self._moderators, now=now)
            if error != UNKNOWN_FATE:
                _uncover(tx, notice)
            if notice.kind is NoticeKind.DIGEST and error not in {UNKNOWN_FATE, ACCOUNT_INACTIVE}:
                tx.digests.pause(notice.recipient)
            if notice.kind is NoticeKind.OFFERS_SWITCHED and error != UNKNOWN_FATE:
                tx.offers.switch_off(notice.recipient)  # nobody reads a channel that was not told


def _uncover(tx: Transaction, notice: Notice) -> None:
    """It was not shown."""
    tx.shown.forget(notice.recipient, notice.key)
    if notice.kind is NoticeKind.DIGEST:
        tx.digests.uncover(notice.recipient, since=datetime.fromisoformat(notice.subject["since"]))
