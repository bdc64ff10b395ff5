"""The weekly digest: who wants it, when it is due, and what it says."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.data.holidays import is_holiday
from bot.domain.digests import (
    FIRST_LOOKS_BACK,
    MAX_ENTRIES,
    SETTLING,
    Digest,
    Entry,
    Period,
    Reason,
    Subscription,
)
from bot.domain.notices import NewNotice, Notice, NoticeKind
from bot.domain.refusals import NotSubscribed
from bot.domain.schedules import Schedule
from bot.domain.votes import NO_VOTES
from storage.database import Database
from storage.transaction import Transaction


class Digests:
    """What a channel may do about its digest, and the writing of those that are due."""

    def __init__(
        self, database: Database, *, vote_emoji: tuple[str, ...], time_zone: str = "Europe/London"
    ) -> None:
        self._database = database
        self._vote_emoji = vote_emoji
        self.usual = Schedule(time_zone=time_zone)

    def subscription(self, workspace: str, channel_id: str) -> Subscription | None:
        """A channel's subscription, if it has one."""
        with self._database.reading(workspace) as tx:
            return tx.digests.get(channel_id)

    def subscriptions(self, workspace: str) -> list[Subscription]:
        """Every channel's subscription, the one that is due next first."""
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
            wanted = Subscription(
                recipient=channel_id,
                schedule=schedule,
                themes=tuple(themes),
                paused=had.paused if had else False,
                set_by=by,
                covered_until=had.covered_until if had else now - FIRST_LOOKS_BACK,
                next_at=schedule.next_after(now, is_holiday),
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

    def stop(self, workspace: str, channel_id: str) -> None:
        """End a channel's digest.

        Raises:
            NotSubscribed: the channel has none.
        """
        with self._database.transaction(workspace) as tx:
            if not tx.digests.remove(channel_id):
                raise NotSubscribed

    def preview(self, workspace: str, channel_id: str, *, now: datetime) -> Digest:
        """What a channel's digest would say now; of a channel that has none, what the first would say."""
        with self._database.reading(workspace) as tx:
            found = tx.digests.get(channel_id)
            since = found.covered_until if found else now - FIRST_LOOKS_BACK
            zone = (found.schedule if found else self.usual).time_zone
            themes = found.themes if found else ()
            return self._content(tx, Period(since=since, until=now), zone, themes)

    def write_due(self, workspace: str, *, now: datetime) -> int:
        """Owe a notice to every channel whose digest is due and has something to say; answers how many.

        Each channel's is written in a transaction of its own, together with its next date, so that any number of
        processes may do this at once. Weeks that were missed are covered by one digest. When there is nothing to
        say, the period stays open and the next digest covers it too.
        """
        with self._database.reading(workspace) as tx:
            due = tx.digests.due(now)
        return sum(self._write(workspace, subscription, now) for subscription in due)

    def to_post(self, workspace: str, notice: Notice) -> Digest | None:
        """What a digest's notice says now, or None when the channel wants it no more or nothing is left to say."""
        with self._database.reading(workspace) as tx:
            found = tx.digests.get(notice.recipient)
            if found is None or found.paused:
                return None
            since, until = (datetime.fromisoformat(notice.subject[name]) for name in ("since", "until"))
            period = Period(since=since, until=until)
            return self._content(tx, period, found.schedule.time_zone, found.themes) or None

    def _write(self, workspace: str, due: Subscription, now: datetime) -> bool:
        schedule = due.schedule
        was_due = schedule.nearest(due.next_at, is_holiday)  # by the rules of today
        with self._database.transaction(workspace) as tx:
            if was_due > now:
                tx.digests.claim(due, next_at=was_due)
                return False
            if not tx.digests.claim(due, next_at=schedule.next_after(now, is_holiday)):
                return False
            period = Period(since=due.covered_until, until=now - SETTLING)
            if not tx.news.of(period, themes=due.themes, emoji=self._vote_emoji, limit=1):
                return False
            tx.digests.cover(due.recipient, until=period.until)
            return tx.notices.add(
                NewNotice(
                    kind=NoticeKind.DIGEST,
                    key=f"digest:{due.recipient}:{was_due.isoformat()}",
                    recipient=due.recipient,
                    subject={"since": period.since.isoformat(), "until": period.until.isoformat()},
                    due_at=was_due,
                )
            )

    def _content(self, tx: Transaction, period: Period, time_zone: str, themes: tuple[str, ...]) -> Digest:
        news = tx.news.of(period, themes=themes, emoji=self._vote_emoji, limit=MAX_ENTRIES)
        ids = news.chosen()
        items = tx.items.by_ids(ids)
        votes = tx.votes.tallies(ids, emoji=self._vote_emoji)
        entries = tuple(
            Entry(
                item=items[one],
                reasons=news.reasons_for(items[one]),
                gained=news.gained.get(one, 0),
                votes=votes.get(one, NO_VOTES),
            )
            for one in ids
            if one in items
        )
        shown = sum(Reason.NEW in entry.reasons for entry in entries)
        return Digest(
            period=period, time_zone=time_zone, themes=themes, entries=entries, more=news.new - shown
        )


def _subscribed(tx: Transaction, channel_id: str) -> Subscription:
    found = tx.digests.get(channel_id)
    if found is None:
        raise NotSubscribed
    return found
