"""Notices: what the bot owes people, until it is delivered.

`try_at` says when a notice may be claimed: from when it is pending, or when the lease of a claim ends. So a process
that dies with a claim gives it up by itself. Of a message that is kept up to date it says, once it is sent, from when
it may change again. What is in the same channel or thread goes out in the order in which it was due.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, literal, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from bot.domain.notices import (
    REFRESH_EVERY,
    UNKNOWN_FATE,
    NewNotice,
    Notice,
    NoticeKind,
    NoticeState,
    Step,
    Upload,
)
from storage.claimable import due_ids, due_locked
from storage.holds import Holds
from storage.models import NoticeRow
from storage.models.notices import OPEN
from storage.types import UtcDateTime
from storage.upsert import insert_for, insert_new

_PENDING = NoticeState.PENDING.value
_AT_ONCE = timedelta()


class Notices:
    """One workspace's notices, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id
        self._holds = Holds(session, workspace_id)

    def add(self, new: NewNotice) -> bool:
        """Owe something; False when a notice with this key was written before (then nothing changes)."""
        return insert_new(self._session, NoticeRow, self._values(new)) == 1

    def refresh(self, new: NewNotice) -> None:
        """Owe a message that is kept up to date: posted the first time, changed from then on.

        Written again while it waits, nothing changes. Written again while it is being delivered, or after, it is due
        again, at the earliest `REFRESH_EVERY` after the last change: so what is shown in the end is what was written
        last. Whoever writes holds up others who want the same message refreshed until the transaction ends, so this
        is best the last thing that a transaction does.
        """
        statement = insert_for(self._session, NoticeRow).values(**self._values(new), refreshes=1)
        self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["workspace_id", "key"], set_=_wanted_again(new.due_at)
            )
        )

    def refresh_again(self, key: str, *, now: datetime) -> None:
        """Let a message that is kept up to date be changed once more, as `refresh` does; if there is one."""
        self._update(
            NoticeRow.workspace_id == self._workspace,
            NoticeRow.key == key,
            NoticeRow.refreshes > 0,
            **_wanted_again(now),
        )

    def any_due(self, now: datetime) -> bool:
        """Whether there is anything to claim."""
        return bool(self.due(now, limit=1))

    def due(self, now: datetime, *, limit: int) -> list[int]:
        """The ids of what there is to claim, the longest waiting first."""
        wanted = {"workspace": self._workspace, "now": now, "most": limit}
        return list(self._session.scalars(due_ids(self._held(now)), wanted))

    def claim(
        self,
        *,
        now: datetime,
        lease: timedelta,
        limit: int,
        pace: timedelta = _AT_ONCE,
        among: Sequence[int] = (),
    ) -> list[Notice]:
        """Take what is due, the longest waiting first; nobody else gets it before the lease ends.

        Of what is to be posted in the same channel or thread only the first is taken, and it is taken by nobody else
        for the same recipient before the pace is over. What was claimed before and never settled may have been sent:
        its `maybe_sent` says so. `among` are the ids that come into question, or all.
        """
        rows = self._first_due(now, limit, pace, among or self.due(now, limit=limit))
        for row in rows:
            row.maybe_sent = row.maybe_sent or row.state == NoticeState.CLAIMED.value
            row.state = NoticeState.CLAIMED.value
            row.attempts += 1
            row.try_at = now + lease
        self._session.flush()
        heads = self._heads(row.in_thread_of for row in rows if row.in_thread_of)
        return [_to_notice(row, heads) for row in rows]

    def sent(self, notice: Notice, *, channel_id: str, message_ts: str, now: datetime) -> bool:
        """Settle a claim: it is in Slack. False when the lease was lost; then nothing changes."""
        return self._finish(
            notice,
            NoticeState.SENT,
            now,
            channel_id=channel_id,
            message_ts=message_ts,
            error="",
            maybe_sent=False,
            due_at=_now_if_wanted_again(notice, now),
        )

    def dropped(self, notice: Notice, *, now: datetime, error: str = "") -> bool:
        """Settle a claim: there is nothing to say any more. False when the lease was lost."""
        return self._finish(
            notice, NoticeState.DROPPED, now, error=error, due_at=_now_if_wanted_again(notice, now)
        )

    def failed(self, notice: Notice, *, error: str, now: datetime) -> bool:
        """Settle a claim: Slack will never take it, for this reason. False when the lease was lost.

        What may be there all the same is looked for from when it was due, if it is wanted again.
        """
        return self._finish(notice, NoticeState.FAILED, now, error=error, maybe_sent=error == UNKNOWN_FATE)

    def retry(
        self, notice: Notice, *, at: datetime, error: str, maybe_sent: bool, counts: bool = True
    ) -> bool:
        """Give a claim back until a moment, as one attempt unless it does not count. False when the lease was lost."""
        return self._settle(
            notice,
            _PENDING,
            try_at=at,
            error=error,
            maybe_sent=maybe_sent,
            attempts=NoticeRow.attempts - int(not counts),
            upload=asdict(notice.upload) if notice.upload else None,
        )

    def hold(self, what: str, *, until: datetime) -> None:
        """Post nothing for a recipient, or take no step of a kind, before a moment."""
        self._holds.hold(what, until=until)

    def states(self) -> dict[str, NoticeState]:
        """How far each notice has come, by its key."""
        rows = self._session.execute(
            select(NoticeRow.key, NoticeRow.state).where(NoticeRow.workspace_id == self._workspace)
        )
        return {key: NoticeState(state) for key, state in rows}

    def forget_before(self, moment: datetime) -> None:
        """Drop what was due before a moment and is settled. Its key could be written again from then on.

        What knows a message that is kept up to date stays: it may change for as long as it is there.
        """
        self._session.execute(
            delete(NoticeRow).where(
                NoticeRow.workspace_id == self._workspace,
                NoticeRow.state.not_in(OPEN),
                NoticeRow.refreshes == 0,
                NoticeRow.due_at < moment,
            )
        )
        self._holds.forget_before(moment)

    def _first_due(self, now: datetime, limit: int, pace: timedelta, among: Sequence[int]) -> list[NoticeRow]:
        wanted = {"workspace": self._workspace, "now": now, "most": limit, "among": list(among)}
        while True:
            held = self._held(now)
            rows = list(self._session.scalars(due_locked(held, waits=False), wanted))
            if not rows:  # what many refresh at once is never free: wait for it in turn with them
                rows = list(self._session.scalars(due_locked(held, waits=True), wanted))
            taken = [row for row in rows if row.message_ts or self._takes_turn(row, now, pace)]
            if taken or not rows:  # else somebody posts there at this moment: see who else is due
                return taken

    def _takes_turn(self, row: NoticeRow, now: datetime, pace: timedelta) -> bool:
        return not pace or self._holds.take_turn(row.recipient, now=now, span=pace)

    def _values(self, new: NewNotice) -> dict[str, Any]:
        return {
            "workspace_id": self._workspace,
            "kind": new.kind.value,
            "key": new.key,
            "recipient": new.recipient,
            "subject": new.subject,
            "due_at": new.due_at,
            "in_thread_of": new.in_thread_of,
            "state": _PENDING,
            "try_at": new.due_at,
            "attempts": 0,
            "maybe_sent": False,
            "error": "",
        }

    def _held(self, now: datetime) -> frozenset[str]:
        return frozenset(self._holds.held(Step, now))

    def _heads(self, keys: Iterable[str]) -> dict[str, str]:
        """The `ts` of the messages that head threads, by the keys of their notices."""
        if not (wanted := set(keys)):
            return {}
        rows = self._session.execute(
            select(NoticeRow.key, NoticeRow.message_ts).where(
                NoticeRow.workspace_id == self._workspace,
                NoticeRow.key.in_(wanted),
                NoticeRow.message_ts.is_not(None),
            )
        )
        return {key: str(ts) for key, ts in rows}

    def _finish(self, notice: Notice, state: NoticeState, now: datetime, **values: Any) -> bool:
        """Settle a claim for good; or, when its message was wanted up to date meanwhile, let it be due again."""
        again = _is_wanted_again(notice)
        return self._settle(
            notice,
            case((again, _PENDING), else_=state.value),
            attempts=case((again, 0), else_=NoticeRow.attempts),
            try_at=now + REFRESH_EVERY,
            **values,
        )

    def _settle(self, notice: Notice, state: str | ColumnElement[str], **values: Any) -> bool:
        return self._update(
            NoticeRow.workspace_id == self._workspace,
            NoticeRow.id == notice.id,
            NoticeRow.state == NoticeState.CLAIMED.value,
            NoticeRow.try_at == notice.lease_until,
            state=state,
            **values,
        )

    def _update(self, *wanted: ColumnElement[bool], **values: Any) -> bool:
        changed: Any = self._session.execute(
            update(NoticeRow).where(*wanted).values(**values).execution_options(synchronize_session=False)
        )
        assert isinstance(changed, CursorResult)  # noqa: S101 - what an update gives; for the type checker
        return changed.rowcount > 0


def _is_wanted_again(notice: Notice) -> ColumnElement[bool]:
    """Whether its message was wanted up to date since it was claimed."""
    return NoticeRow.refreshes != notice.refreshes


def _now_if_wanted_again(notice: Notice, now: datetime) -> ColumnElement[datetime]:
    return case((_is_wanted_again(notice), literal(now, UtcDateTime())), else_=NoticeRow.due_at)


def _wanted_again(at: datetime) -> dict[str, Any]:
    """What it changes in a notice that its message is wanted up to date at a moment."""
    moment = literal(at, UtcDateTime())
    settled = NoticeRow.state.not_in(OPEN)
    resting = and_(settled, NoticeRow.try_at > moment)
    known = and_(
        settled, NoticeRow.message_ts.is_not(None)
    )  # one that is not is looked for from when it was due
    return {
        "refreshes": NoticeRow.refreshes + 1,
        "state": case((settled, _PENDING), else_=NoticeRow.state),
        "try_at": case((resting, NoticeRow.try_at), (settled, moment), else_=NoticeRow.try_at),
        "due_at": case((known, moment), else_=NoticeRow.due_at),
        "attempts": case((settled, 0), else_=NoticeRow.attempts),
        "maybe_sent": or_(NoticeRow.maybe_sent, NoticeRow.error == UNKNOWN_FATE),
    }


def _to_notice(row: NoticeRow, heads: Mapping[str, str]) -> Notice:
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
        refreshes=row.refreshes,
        channel_id=row.channel_id,
        message_ts=row.message_ts,
        in_thread_of=row.in_thread_of,
        thread_ts=heads.get(row.in_thread_of or ""),
        upload=Upload(**row.upload) if row.upload else None,
    )
