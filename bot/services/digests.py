"""Digests: which channels and people want one, when it is due, and what it says."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.data.holidays import is_holiday
from bot.domain.digests import FIRST_LOOKS_BACK, SETTLING, Digest, Following, Period, Subscription
from bot.domain.notices import NewNotice, Notice, NoticeKind
from bot.domain.refusals import NotSubscribed
from bot.domain.schedules import Schedule
from bot.search.partners import PartnerSearch
from bot.services.choosing import Choice, Chooser
from bot.services.digest_entries import entries_of
from bot.services.digest_replies import period_in
from bot.services.helping import Helping
from bot.services.waiting import end_digest
from storage.database import Database
from storage.transaction import Transaction

MOST_AT_ONCE = 50
"""A person's takes searches, up to a second; meanwhile whatever else falls due has to wait."""


class Digests:
    """What a channel or a person may do about their digest, and the writing of those that are due."""

    def __init__(
        self,
        database: Database,
        *,
        vote_emoji: tuple[str, ...],
        time_zone: str = "Europe/London",
        finder: PartnerSearch | None = None,
    ) -> None:
        """Without a `finder` nobody is told what only they can help with."""
        self._database = database
        self._vote_emoji = vote_emoji
        self._chooser = Chooser(vote_emoji=vote_emoji, finder=finder)
        self.usual = Schedule(time_zone=time_zone)

    def subscription(self, workspace: str, recipient: str) -> Subscription | None:
        """The subscription of a channel or of a person, if they have one."""
        with self._database.reading(workspace) as tx:
            return tx.digests.get(recipient)

    def subscriptions(self, workspace: str) -> list[Subscription]:
        """Every subscription, the one that is due next first."""
        with self._database.reading(workspace) as tx:
            return tx.digests.all()

    def subscribe(
        self,
        workspace: str,
        channel_id: str,
        schedule: Schedule,
        *,
        themes: Sequence[str] = (),
        by: str,
        now: datetime,
    ) -> Subscription:
        """Start a channel's digest, or change when it comes and what it holds.

        The first one looks back a week from now. A change goes on where the last one ended.
        """
        with self._database.transaction(workspace) as tx:
            had = tx.digests.get(channel_id)
            wanted = self._wish_of(channel_id, schedule, by=by, had=had, now=now)
            wanted = replace(wanted, themes=tuple(themes), paused=had.paused if had else False)
            tx.digests.put(wanted)
            return wanted

    def subscribe_member(
        self, workspace: str, member_id: str, schedule: Schedule, following: Following, *, now: datetime
    ) -> Subscription:
        """Start a member's own digest, or change it; one that rested comes again. Otherwise as `subscribe`."""
        with self._database.transaction(workspace) as tx:
            had = tx.digests.get(member_id)
            wanted = self._wish_of(member_id, schedule, by=member_id, had=had, now=now)
            wanted = replace(
                wanted, themes=following.themes, councils=following.councils, kinds=following.kinds
            )
            tx.digests.put(wanted)
            return wanted

    def pause(self, workspace: str, channel_id: str) -> Subscription:
        """Send a channel no digest until it is resumed. What happens meanwhile is in the first one after.

        Raises:
            NotSubscribed: the channel has none.
        """
        with self._database.transaction(workspace) as tx:
            paused = replace(_subscribed(tx, channel_id), paused=True)
            tx.digests.put(paused)
            return paused

    def resume(self, workspace: str, channel_id: str, *, now: datetime) -> Subscription:
        """Send a paused digest again, from its next day on.

        Raises:
            NotSubscribed: the channel has none.
        """
        with self._database.transaction(workspace) as tx:
            had = _subscribed(tx, channel_id)
            resumed = replace(had, paused=False, next_at=had.schedule.next_after(now, is_holiday))
            tx.digests.put(resumed)
            return resumed

    def stop(self, workspace: str, recipient: str, *, now: datetime) -> None:
        """End the digest of a channel or of a person. What a person waits for comes as it did before they had one.

        Raises:
            NotSubscribed: there is none.
        """
        with self._database.transaction(workspace) as tx:
            end_digest(tx, _subscribed(tx, recipient), now)

    def preview(self, workspace: str, recipient: str, *, now: datetime) -> Digest:
        """What somebody's digest would say now; of those who have none, what the first would say."""
        with self._database.reading(workspace) as tx:
            wish = tx.digests.get(recipient)
            if wish is None:
                wish = self._wish_of(recipient, self.usual, by=recipient, had=None, now=now)
            period = Period(since=wish.covered_until, until=now)
            choice = self._chooser.choose(tx, workspace, wish, period, self._chooser.helping(), now)
            return self._digest(tx, wish, period, choice)

    def write_due(self, workspace: str, *, now: datetime, most: int | None = MOST_AT_ONCE) -> int:
        """Owe a notice to everybody whose digest is due and has something to say; answers how many.

        `most` are written, those that have been due longest; the others are due still. None: all.

        Each is written in a transaction of its own, together with its next date, so that any number of processes may
        do this at once. Times that were missed are covered by one digest. When there is nothing to say, the period
        stays open and the next digest covers it too.
        """
        with self._database.reading(workspace) as tx:
            due = tx.digests.due(now)
        helping = self._chooser.helping()
        return sum(self._write(workspace, subscription, helping, now) for subscription in due[:most])

    def to_post(self, workspace: str, notice: Notice) -> Digest | None:
        """What a digest's notice says now, or None when its reader wants it no more or nothing is left to say."""
        with self._database.reading(workspace) as tx:
            wish = tx.digests.get(notice.recipient)
            if wish is None or wish.paused:
                return None
            picks = tx.shown.in_message(notice.recipient, notice.key)
            choice = Choice(picks=picks, more=notice.subject.get("more", 0))
            digest = self._digest(tx, wish, period_in(notice.subject), choice)
            return replace(digest, message=notice.key) if digest else None

    def _write(self, workspace: str, due: Subscription, helping: Helping, now: datetime) -> bool:
        schedule = due.schedule
        was_due = schedule.by_todays_rules(due.next_at, is_holiday)
        if was_due > now:
            with self._database.transaction(workspace) as tx:
                tx.digests.claim(due, next_at=was_due)
            return False
        period = Period(since=due.covered_until, until=now - SETTLING)
        with self._database.reading(workspace) as tx:
            choice = self._chooser.choose(tx, workspace, due, period, helping, now)
        key = f"digest:{due.recipient}:{was_due.isoformat()}"
        with self._database.transaction(workspace) as tx:
            if not tx.digests.claim(due, next_at=schedule.next_after(now, is_holiday)) or not choice.picks:
                return False
            owed = tx.notices.add(
                NewNotice(
                    kind=NoticeKind.DIGEST,
                    key=key,
                    recipient=due.recipient,
                    subject={
                        "since": period.since.isoformat(),
                        "until": period.until.isoformat(),
                        "more": choice.more,
                        "asks": list(choice.asks),
                    },
                    due_at=was_due,
                )
            )
            if owed:
                tx.digests.cover(due.recipient, until=period.until)
                tx.shown.add(due.recipient, choice.picks, message=key, at=now)
            return owed

    def _digest(self, tx: Transaction, wish: Subscription, period: Period, choice: Choice) -> Digest:
        reader = wish.recipient if wish.is_personal else None
        return Digest(
            period=period,
            time_zone=wish.schedule.time_zone,
            recipient=wish.recipient,
            personal=wish.is_personal,
            entries=entries_of(tx, choice.picks, reader=reader, vote_emoji=self._vote_emoji),
            more=choice.more,
        )

    def _wish_of(
        self, recipient: str, schedule: Schedule, *, by: str, had: Subscription | None, now: datetime
    ) -> Subscription:
        return Subscription(
            recipient=recipient,
            schedule=schedule,
            set_by=by,
            covered_until=had.covered_until if had else now - FIRST_LOOKS_BACK,
            next_at=schedule.next_after(now, is_holiday),
        )


def _subscribed(tx: Transaction, recipient: str) -> Subscription:
    found = tx.digests.get(recipient)
    if found is None:
        raise NotSubscribed(own=recipient.startswith(("U", "W")))
    return found
