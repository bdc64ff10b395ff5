"""What is owed, from the moment it is due until Slack has it: claims, and what becomes of them."""

from datetime import datetime, timedelta

from bot.domain.introductions import State
from bot.domain.notices import UNKNOWN_FATE, NewNotice, Notice, NoticeKind
from bot.services.workshop_votes import note_place
from storage.database import Database
from storage.transaction import Transaction

LEASE = timedelta(seconds=60)
"""Longer than one delivery can take: each call to Slack gives up after `bot.delivery.clients.TIMEOUT`."""


class Outbox:
    """Hands out notices one at a time, each to one process only."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, workspace: str, *, now: datetime) -> Notice | None:
        """The notice that has been due longest, for this caller alone until its lease ends."""
        with self._database.reading(workspace) as tx:
            if not tx.notices.any_due(now):
                return None
        with self._database.transaction(workspace) as tx:
            return next(iter(tx.notices.claim(now=now, lease=LEASE, limit=1)), None)

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

    def dropped(self, workspace: str, notice: Notice, *, now: datetime) -> None:
        """Settle a notice that has nothing to say any more."""
        with self._database.transaction(workspace) as tx:
            if tx.notices.dropped(notice, now=now):
                _uncover(tx, notice)

    def retry(self, workspace: str, notice: Notice, *, at: datetime, error: str, maybe_sent: bool) -> None:
        """Try a notice again later."""
        with self._database.transaction(workspace) as tx:
            tx.notices.retry(notice, at=at, error=error, maybe_sent=maybe_sent)

    def post_head_again(self, workspace: str, notice: Notice, *, now: datetime) -> None:
        """The message that heads a notice's thread is gone: have it posted anew, if it is kept up to date."""
        with self._database.transaction(workspace) as tx:
            tx.notices.refresh_again(notice.in_thread_of or "", now=now)

    def hold(self, workspace: str, recipient: str, *, until: datetime) -> None:
        """Let everything for a recipient wait: Slack wants no more there for now."""
        with self._database.transaction(workspace) as tx:
            tx.notices.hold(recipient, until=until)

    def failed(self, workspace: str, notice: Notice, *, error: str, now: datetime) -> None:
        """Give a notice up, and owe word of it to whoever asked for it.

        A digest that Slack does not take is paused, and its period stays open. A channel that could not be told of
        quiet offers gets none.
        """
        with self._database.transaction(workspace) as tx:
            told = _who_asked(tx, notice)
            if not tx.notices.failed(notice, error=error, now=now):
                return
            if notice.kind is NoticeKind.DIGEST and error != UNKNOWN_FATE:
                _uncover(tx, notice)
                tx.digests.pause(notice.recipient)
            if notice.kind is NoticeKind.OFFERS_SWITCHED and error != UNKNOWN_FATE:
                tx.offers.switch_off(notice.recipient)  # nobody reads a channel that was not told
            for teller in told:
                tx.notices.add(
                    NewNotice(
                        kind=NoticeKind.UNDELIVERED,
                        key=f"undelivered:{notice.id}:{teller}",
                        recipient=teller,
                        subject={"kind": notice.kind.value, "recipient": notice.recipient, "error": error},
                        due_at=now,
                    )
                )


def _who_asked(tx: Transaction, notice: Notice) -> list[str]:
    match notice.kind:
        case NoticeKind.CONSENT_ROUND if found := tx.rounds.get(notice.subject["round"]):
            return [found.proposer_id] if found.is_open else []
        case NoticeKind.CARD | NoticeKind.OFFERS_SWITCHED | NoticeKind.GUIDANCE:
            return [str(notice.subject["by"])]
        case NoticeKind.DIGEST if subscription := tx.digests.get(notice.recipient):
            return [subscription.set_by]
        case NoticeKind.INTEREST if one := tx.introductions.get(notice.subject["introduction"]):
            return [one.interested.member_id] if one.state is State.PENDING and one.is_open else []
        case NoticeKind.INTRODUCTION:
            return notice.recipient.split(",")
    return []


def _uncover(tx: Transaction, notice: Notice) -> None:
    if notice.kind is NoticeKind.DIGEST:
        tx.digests.uncover(notice.recipient, since=datetime.fromisoformat(notice.subject["since"]))
