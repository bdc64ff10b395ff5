"""Subscriptions to the digest: of channels, and of people."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from bot.domain.digests import Subscription
from bot.domain.items import Kind
from bot.domain.schedules import Frequency, HolidaysOf, Schedule
from storage.models import DigestRow, SignOfLifeRow
from storage.upsert import insert_for

_MINUTES = 60


class Digests:
    """One workspace's digest subscriptions, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def get(self, recipient: str) -> Subscription | None:
        """The subscription of a channel or a member, if they have one."""
        row = self._session.scalars(select(DigestRow).where(*self._of(recipient))).one_or_none()
        return _to_subscription(row) if row else None

    def all(self) -> list[Subscription]:
        """Everybody's, the one that is due next first."""
        statement = select(DigestRow).where(DigestRow.workspace_id == self._workspace)
        rows = self._session.scalars(statement.order_by(DigestRow.next_at, DigestRow.recipient))
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
            .order_by(DigestRow.next_at, DigestRow.recipient)
        )
        return [_to_subscription(row) for row in self._session.scalars(statement)]

    def put(self, subscription: Subscription) -> None:
        """Keep a subscription in place of what its recipient had."""
        values = _to_values(subscription)
        new = insert_for(self._session, DigestRow).values(workspace_id=self._workspace, **values)
        keys = ["workspace_id", "recipient"]
        self._session.execute(new.on_conflict_do_update(index_elements=keys, set_=values))

    def claim(self, due: Subscription, *, next_at: datetime) -> bool:
        """Take the turn of a due subscription; False when somebody else took it, or it was changed meanwhile."""
        return self._update(
            *self._of(due.recipient),
            DigestRow.next_at == due.next_at,
            DigestRow.paused.is_(False),
            next_at=next_at,
        )

    def cover(self, recipient: str, *, until: datetime) -> None:
        """Remember how far somebody's digests go."""
        self._update(*self._of(recipient), covered_until=until)

    def uncover(self, recipient: str, *, since: datetime) -> None:
        """Take back a period whose digest did not come: the next one covers it too."""
        self._update(*self._of(recipient), DigestRow.covered_until > since, covered_until=since)

    def pause(self, recipient: str) -> None:
        """Let a digest rest."""
        self._update(*self._of(recipient), paused=True)

    def remove(self, recipient: str) -> bool:
        """Forget a subscription, and when its member was seen; answers whether there was one."""
        seen = (SignOfLifeRow.workspace_id == self._workspace, SignOfLifeRow.member_id == recipient)
        self._session.execute(delete(SignOfLifeRow).where(*seen))
        gone: Any = self._session.execute(delete(DigestRow).where(*self._of(recipient)))
        assert isinstance(gone, CursorResult)  # noqa: S101 - what a delete gives; for the type checker
        return gone.rowcount == 1

    def _of(self, recipient: str) -> Sequence[ColumnElement[bool]]:
        return (DigestRow.workspace_id == self._workspace, DigestRow.recipient == recipient)

    def _update(self, *wanted: ColumnElement[bool], **values: Any) -> bool:
        changed: Any = self._session.execute(
            update(DigestRow).where(*wanted).values(**values).execution_options(synchronize_session=False)
        )
        assert isinstance(changed, CursorResult)  # noqa: S101 - what an update gives; for the type checker
        return changed.rowcount == 1


def _to_values(subscription: Subscription) -> dict[str, Any]:
    schedule = subscription.schedule
    return {
        "recipient": subscription.recipient,
        "frequency": schedule.frequency.value,
        "weekday": schedule.weekday,
        "odd_weeks": schedule.odd_weeks,
        "at_minute": schedule.at.hour * _MINUTES + schedule.at.minute,
        "time_zone": schedule.time_zone,
        "holidays": schedule.holidays and schedule.holidays.value,
        "themes": list(subscription.themes),
        "councils": list(subscription.councils),
        "kinds": [kind.value for kind in subscription.kinds],
        "paused": subscription.paused,
        "set_by": subscription.set_by,
        "covered_until": subscription.covered_until,
        "next_at": subscription.next_at,
    }


def _to_subscription(row: DigestRow) -> Subscription:
    return Subscription(
        recipient=row.recipient,
        schedule=Schedule(
            frequency=Frequency(row.frequency),
            weekday=row.weekday,
            odd_weeks=row.odd_weeks,
            at=time(*divmod(row.at_minute, _MINUTES)),
            time_zone=row.time_zone,
            holidays=HolidaysOf(row.holidays) if row.holidays else None,
        ),
        themes=tuple(row.themes),
        councils=tuple(row.councils),
        kinds=tuple(map(Kind, row.kinds)),
        paused=row.paused,
        set_by=row.set_by,
        covered_until=row.covered_until,
        next_at=row.next_at,
    )
