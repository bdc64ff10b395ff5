"""Channels' subscriptions to the digest."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from bot.domain.digests import Subscription
from bot.domain.schedules import Schedule
from storage.models import DigestRow
from storage.upsert import insert_for

_MINUTES = 60


class Digests:
    """One workspace's digest subscriptions, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def get(self, channel_id: str) -> Subscription | None:
        """A channel's subscription, if it has one."""
        row = self._session.scalars(select(DigestRow).where(*self._of(channel_id))).one_or_none()
        return _to_subscription(row) if row else None

    def all(self) -> list[Subscription]:
        """Every channel's, the one that is due next first."""
        statement = select(DigestRow).where(DigestRow.workspace_id == self._workspace)
        rows = self._session.scalars(statement.order_by(DigestRow.next_at, DigestRow.channel_id))
        return [_to_subscription(row) for row in rows]

    def due(self, now: datetime) -> list[Subscription]:
        """The subscriptions that are due and not paused, the one that waited longest first."""
        statement = (
            select(DigestRow)
            .where(
                DigestRow.workspace_id == self._workspace,
                DigestRow.next_at <= now,
                DigestRow.paused.is_(False),
            )
            .order_by(DigestRow.next_at, DigestRow.channel_id)
        )
        return [_to_subscription(row) for row in self._session.scalars(statement)]

    def put(self, subscription: Subscription) -> None:
        """Keep a subscription in place of what the channel had."""
        values = _to_values(subscription)
        new = insert_for(self._session, DigestRow).values(workspace_id=self._workspace, **values)
        keys = ["workspace_id", "channel_id"]
        self._session.execute(new.on_conflict_do_update(index_elements=keys, set_=values))

    def claim(self, due: Subscription, *, next_at: datetime) -> bool:
        """Take the turn of a due subscription; False when somebody else took it, or it was changed meanwhile."""
        return self._update(
            *self._of(due.channel_id),
            DigestRow.next_at == due.next_at,
            DigestRow.paused.is_(False),
            next_at=next_at,
        )

    def cover(self, channel_id: str, *, until: datetime) -> None:
        """Remember how far a channel's digests go."""
        self._update(*self._of(channel_id), covered_until=until)

    def uncover(self, channel_id: str, *, since: datetime) -> None:
        """Take back a period whose digest did not come: the next one covers it too."""
        self._update(*self._of(channel_id), DigestRow.covered_until > since, covered_until=since)

    def pause(self, channel_id: str) -> None:
        """Let a channel's digest rest."""
        self._update(*self._of(channel_id), paused=True)

    def remove(self, channel_id: str) -> bool:
        """Forget a channel's subscription; answers whether there was one."""
        gone: Any = self._session.execute(delete(DigestRow).where(*self._of(channel_id)))
        assert isinstance(gone, CursorResult)  # noqa: S101 - what a delete gives; for the type checker
        return gone.rowcount == 1

    def _of(self, channel_id: str) -> Sequence[ColumnElement[bool]]:
        return (DigestRow.workspace_id == self._workspace, DigestRow.channel_id == channel_id)

    def _update(self, *wanted: ColumnElement[bool], **values: Any) -> bool:
        changed: Any = self._session.execute(
            update(DigestRow).where(*wanted).values(**values).execution_options(synchronize_session=False)
        )
        assert isinstance(changed, CursorResult)  # noqa: S101 - what an update gives; for the type checker
        return changed.rowcount == 1


def _to_values(subscription: Subscription) -> dict[str, Any]:
    at = subscription.schedule.at
    return {
        "channel_id": subscription.channel_id,
        "weekday": subscription.schedule.weekday,
        "at_minute": at.hour * _MINUTES + at.minute,
        "time_zone": subscription.schedule.time_zone,
        "themes": list(subscription.themes),
        "paused": subscription.paused,
        "set_by": subscription.set_by,
        "covered_until": subscription.covered_until,
        "next_at": subscription.next_at,
    }


def _to_subscription(row: DigestRow) -> Subscription:
    return Subscription(
        channel_id=row.channel_id,
        schedule=Schedule(
            weekday=row.weekday, at=time(*divmod(row.at_minute, _MINUTES)), time_zone=row.time_zone
        ),
        themes=tuple(row.themes),
        paused=row.paused,
        set_by=row.set_by,
        covered_until=row.covered_until,
        next_at=row.next_at,
    )
