"""What readers do with their digests: say what is not for them, look at the rest, and see in place what they did."""

from collections.abc import Mapping
from datetime import datetime
from math import ceil
from typing import Any

from bot.domain.digests import Digest, Period, RestPage, Subscription
from bot.domain.refusals import ItemGone
from bot.domain.schedules import Schedule
from bot.services.choosing import Chooser
from bot.services.digest_entries import entries_of
from storage.database import Database

PAGE_SIZE = 15


class DigestReplies:
    """What a reader of a digest may do."""

    def __init__(self, database: Database, *, vote_emoji: tuple[str, ...], time_zone: str) -> None:
        self._database = database
        self._vote_emoji = vote_emoji
        self._time_zone = time_zone
        self._chooser = Chooser(vote_emoji=vote_emoji)

    def again(self, workspace: str, member_id: str, message: str) -> Digest | None:
        """A member's own digest as it is now, by the key of its notice; None when it is not known any more."""
        with self._database.reading(workspace) as tx:
            subject = tx.shown.subject(member_id, message)
            if subject is None:
                return None
            picks = tx.shown.in_message(member_id, message)
            wish = tx.digests.get(member_id)
            return Digest(
                period=period_in(subject),
                time_zone=wish.schedule.time_zone if wish else self._time_zone,
                recipient=member_id,
                personal=True,
                entries=entries_of(tx, picks, reader=member_id, vote_emoji=self._vote_emoji),
                more=subject.get("more", 0),
                message=message,
                stopped=wish is None,
            )

    def not_for_me(self, workspace: str, item_id: int, *, by: str, now: datetime) -> None:
        """An item is not for a member, who is shown less of what is like it. Nobody else hears of that.

        Raises:
            ItemGone: there is no such item.
        """
        with self._database.transaction(workspace) as tx:
            if tx.items.get(item_id) is None:
                raise ItemGone
            tx.not_for_me.add(by, item_id, now)

    def for_me(self, workspace: str, item_id: int, *, by: str) -> None:
        """An item is for a member after all."""
        with self._database.transaction(workspace) as tx:
            tx.not_for_me.remove(by, item_id)

    def forget(self, workspace: str, member_id: str) -> None:
        """Forget all that was not for a member."""
        with self._database.transaction(workspace) as tx:
            tx.not_for_me.forget(member_id)

    def dismissed(self, workspace: str, member_id: str) -> int:
        """How much was not for a member, as far as it still counts."""
        with self._database.reading(workspace) as tx:
            return len(tx.not_for_me.of(member_id))

    def rest(
        self, workspace: str, recipient: str, period: Period, *, message: str = "", page: int
    ) -> RestPage:
        """A page of what happened in the period of a digest and found no room in it.

        `message` is the key of its notice, as long as that is known.
        """
        with self._database.reading(workspace) as tx:
            wish = tx.digests.get(recipient) or Subscription(
                recipient=recipient,
                schedule=Schedule(time_zone=self._time_zone),
                set_by=recipient,
                covered_until=period.until,
                next_at=period.until,
            )
            rest = self._chooser.rest(tx, wish, period, message)
            pages = max(1, ceil(len(rest.picks) / PAGE_SIZE))
            page = min(max(page, 1), pages)
            here = rest.picks[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
            return RestPage(
                entries=entries_of(tx, here, reader=None, vote_emoji=self._vote_emoji),
                page=page,
                pages=pages,
                beyond=rest.more,
                period=period,
                recipient=recipient,
                message=message,
            )


def period_in(subject: Mapping[str, Any]) -> Period:
    """The period that the notice of a digest covers."""
    since, until = (datetime.fromisoformat(subject[name]) for name in ("since", "until"))
    return Period(since=since, until=until)
