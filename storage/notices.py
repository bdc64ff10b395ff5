"""Notices: what the bot owes people, until it is delivered.

`try_at` says when a notice may be claimed: from when it is pending, or when the lease of a claim ends. So a process
that dies with a claim gives it up by itself.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from bot.domain.notices import NewNotice, Notice, NoticeKind, NoticeState
from storage.models import NoticeRow
from storage.upsert import insert_new

_OPEN = (NoticeState.PENDING.value, NoticeState.CLAIMED.value)


class Notices:
    """One workspace's notices, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def add(self, new: NewNotice) -> bool:
        """Owe something; False when a notice with this key was written before (then nothing changes)."""
        values = {
            "workspace_id": self._workspace,
            "kind": new.kind.value,
            "key": new.key,
            "recipient": new.recipient,
            "subject": new.subject,
            "due_at": new.due_at,
            "state": NoticeState.PENDING.value,
            "try_at": new.due_at,
            "attempts": 0,
            "maybe_sent": False,
            "error": "",
        }
        return insert_new(self._session, NoticeRow, values) == 1

    def any_due(self, now: datetime) -> bool:
        """Whether there is anything to claim."""
        return bool(self._session.scalar(select(exists().where(*self._due(now)))))

    def claim(self, *, now: datetime, lease: timedelta, limit: int) -> list[Notice]:
        """Take what is due, the longest waiting first; nobody else gets it before the lease ends.

        What was claimed before and never settled may have been sent: its `maybe_sent` says so.
        """
        statement = (
            select(NoticeRow)
            .where(*self._due(now))
            .order_by(NoticeRow.try_at, NoticeRow.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = list(self._session.scalars(statement))
        for row in rows:
            row.maybe_sent = row.maybe_sent or row.state == NoticeState.CLAIMED.value
            row.state = NoticeState.CLAIMED.value
            row.attempts += 1
            row.try_at = now + lease
        self._session.flush()
        return [_to_notice(row) for row in rows]

    def sent(self, notice: Notice, *, channel_id: str, message_ts: str) -> bool:
        """Settle a claim: it is in Slack. False when the lease was lost; then nothing changes."""
        return self._settle(
            notice, NoticeState.SENT, channel_id=channel_id, message_ts=message_ts, error="", maybe_sent=False
        )

    def dropped(self, notice: Notice) -> bool:
        """Settle a claim: there is nothing to say any more. False when the lease was lost."""
        return self._settle(notice, NoticeState.DROPPED)

    def failed(self, notice: Notice, *, error: str) -> bool:
        """Settle a claim: Slack will never take it, for this reason. False when the lease was lost."""
        return self._settle(notice, NoticeState.FAILED, error=error)

    def retry(self, notice: Notice, *, at: datetime, error: str, maybe_sent: bool) -> bool:
        """Give a claim back until a moment. False when the lease was lost."""
        return self._settle(notice, NoticeState.PENDING, try_at=at, error=error, maybe_sent=maybe_sent)

    def hold(self, recipient: str, *, until: datetime) -> None:
        """Let everything that waits for a recipient wait at least until a moment."""
        self._update(
            NoticeRow.workspace_id == self._workspace,
            NoticeRow.recipient == recipient,
            NoticeRow.state == NoticeState.PENDING.value,
            NoticeRow.try_at < until,
            try_at=until,
        )

    def states(self) -> dict[str, NoticeState]:
        """How far each notice has come, by its key."""
        rows = self._session.execute(
            select(NoticeRow.key, NoticeRow.state).where(NoticeRow.workspace_id == self._workspace)
        )
        return {key: NoticeState(state) for key, state in rows}

    def forget_before(self, moment: datetime) -> None:
        """Drop what was due before a moment and is settled. Its key could be written again from then on."""
        self._session.execute(
            delete(NoticeRow).where(
                NoticeRow.workspace_id == self._workspace,
                NoticeRow.state.not_in(_OPEN),
                NoticeRow.due_at < moment,
            )
        )

    def _due(self, now: datetime) -> tuple[ColumnElement[bool], ...]:
        return (
            NoticeRow.workspace_id == self._workspace,
            NoticeRow.state.in_(_OPEN),
            NoticeRow.try_at <= now,
        )

    def _settle(self, notice: Notice, state: NoticeState, **values: Any) -> bool:
        return self._update(
            NoticeRow.workspace_id == self._workspace,
            NoticeRow.id == notice.id,
            NoticeRow.state == NoticeState.CLAIMED.value,
            NoticeRow.try_at == notice.lease_until,
            state=state.value,
            **values,
        )

    def _update(self, *wanted: ColumnElement[bool], **values: Any) -> bool:
        changed: Any = self._session.execute(
            update(NoticeRow).where(*wanted).values(**values).execution_options(synchronize_session=False)
        )
        assert isinstance(changed, CursorResult)  # noqa: S101 - what an update gives; for the type checker
        return changed.rowcount > 0


def _to_notice(row: NoticeRow) -> Notice:
    return Notice(
        id=row.id,
        kind=NoticeKind(row.kind),
        key=row.key,
        recipient=row.recipient,
        subject=row.subject,
        due_at=row.due_at,
        attempts=row.attempts,
        lease_until=row.try_at,
        maybe_sent=row.maybe_sent,
    )
