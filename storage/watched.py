"""Messages whose reactions are votes: what Slack showed of them, and when to ask again."""

import json
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, literal, or_, select, tuple_, update
from sqlalchemy.orm import Session

from bot.domain.reconciling import SHORTEST, Place
from bot.domain.workshops import WorkshopPhase
from storage.models import WatchedMessageRow, WorkshopBallotRow, WorkshopMessageRow, WorkshopRow
from storage.types import UtcDateTime
from storage.upsert import insert_new

_MICROSECONDS = 1_000_000

# As text, which takes a quarter of the time: it is asked with every reaction. Who asks holds up, until their
# transaction ends, whoever would keep what Slack showed since: else an event that it makes old could come after it.
_AS_OF = """
    SELECT channel_id, message_ts, as_of FROM watched_messages
    WHERE workspace_id = {} AND message_ts {} ORDER BY channel_id, message_ts {}
"""
_ON_SQLITE = _AS_OF.format("?", "IN (SELECT value FROM json_each(?))", "")
_ON_POSTGRESQL = _AS_OF.format("%s", "= ANY (%s)", "FOR SHARE")


def watch(
    session: Session, workspace_id: int, *, channel_id: str, message_ts: str, by_itself: bool = True
) -> None:
    """From now on the reactions to a message are votes; `by_itself`: and Slack is asked for those of it alone."""
    posted = datetime.fromtimestamp(float(message_ts), UTC)
    insert_new(
        session,
        WatchedMessageRow,
        {
            "workspace_id": workspace_id,
            "channel_id": channel_id,
            "message_ts": message_ts,
            "as_of": 0,
            "ask_at": posted + SHORTEST if by_itself else None,
            "claimed_at": None,
            "quiet_since": posted,
        },
    )


class WatchedMessages:
    """One workspace's watched messages, valid while its transaction is open."""

    def __init__(self, session: Session, connection: Connection, workspace_id: int) -> None:
        self._session = session
        self._connection = connection
        self._workspace = workspace_id
        self._mine = WatchedMessageRow.workspace_id == workspace_id

    def as_of(self, places: Collection[Place]) -> dict[Place, Decimal]:
        """When Slack showed us these messages; nothing of those that are not watched."""
        stamps = [ts for _, ts in places]
        if self._connection.dialect.name == "sqlite":
            rows = self._connection.exec_driver_sql(_ON_SQLITE, (self._workspace, json.dumps(stamps)))
        else:
            rows = self._connection.exec_driver_sql(_ON_POSTGRESQL, (self._workspace, stamps))
        return {(one[0], one[1]): _moment(one[2]) for one in rows if (one[0], one[1]) in places}

    def advance(self, places: Collection[Place], to: Decimal) -> dict[Place, Decimal]:
        """Slack showed messages as they were at a moment; answers those that we knew of an earlier one, and which.

        Nobody else keeps reactions to them before this transaction ends.
        """
        rows = self._session.scalars(
            select(WatchedMessageRow)
            .where(self._at(places), WatchedMessageRow.as_of < _micros(to))
            .order_by(WatchedMessageRow.channel_id, WatchedMessageRow.message_ts)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).all()
        before = {(row.channel_id, row.message_ts): _moment(row.as_of) for row in rows}
        for row in rows:
            row.as_of = _micros(to)
        self._session.flush()
        return before

    def quiet_since(self, place: Place) -> datetime | None:
        """From when on nobody has reacted to a message, as far as it was noted."""
        return self._session.scalars(select(WatchedMessageRow.quiet_since).where(self._at([place]))).first()

    def rest(self, place: Place, *, quiet_since: datetime, until: datetime) -> None:
        """Leave a message alone until a moment."""
        self._change(self._at([place]), quiet_since=quiet_since, ask_at=until)

    def put_off(self, places: Collection[Place], *, until: datetime | None) -> None:
        """Ask again for messages that are asked for by themselves, from a moment on, or not at all."""
        self._change(self._at(places), WatchedMessageRow.ask_at.is_not(None), ask_at=until)

    def put_off_ballot(self, workshop_id: int, *, until: datetime) -> None:
        """Ask again for the votes in a workshop from a moment on."""
        self._change_ballots(WorkshopBallotRow.workshop_id == workshop_id, ask_at=until)

    def rest_ballot(self, workshop_id: int, *, until: datetime) -> None:
        """Ask again from a moment on, if people vote; what was shown since the vote ended is all there is to know."""
        votes = WorkshopBallotRow.ended_at.is_(None)
        ask_at = case((votes, literal(until, UtcDateTime())), else_=None)
        self._change_ballots(WorkshopBallotRow.workshop_id == workshop_id, ask_at=ask_at)

    def any_due(self, now: datetime) -> bool:
        """Whether there is anything to claim."""
        ballots = select(WorkshopBallotRow.workshop_id).where(*self._due_ballots(now)).limit(1)
        messages = (
            select(WatchedMessageRow.message_ts).where(self._mine, WatchedMessageRow.ask_at <= now).limit(1)
        )
        return self._session.scalar(ballots) is not None or self._session.scalar(messages) is not None

    def claim_ballot(self, now: datetime, *, lease: timedelta) -> int | None:
        """The workshop whose votes matter most now: that whose vote ended, then that whose vote ends next."""
        found = self._session.scalar(
            select(WorkshopBallotRow.workshop_id)
            .join(WorkshopRow, WorkshopRow.id == WorkshopBallotRow.workshop_id)
            .where(*self._due_ballots(now))
            .order_by(
                WorkshopBallotRow.ended_at.is_(None),
                WorkshopRow.phase_ends_at.is_(None),
                WorkshopRow.phase_ends_at,
                WorkshopBallotRow.ask_at,
            )
            .limit(1)
            .with_for_update(of=WorkshopBallotRow, skip_locked=True)
        )
        if found is not None:
            self._change_ballots(WorkshopBallotRow.workshop_id == found, ask_at=now + lease)
        return found

    def claim_message(self, now: datetime, *, lease: timedelta, apart: timedelta) -> Place | None:
        """The message that is due and was reacted to last; None too when somebody asked for one just before."""
        latest = self._session.scalar(select(func.max(WatchedMessageRow.claimed_at)).where(self._mine))
        if latest is not None and now - apart < latest <= now:
            return None
        row = self._session.scalars(
            select(WatchedMessageRow)
            .where(self._mine, WatchedMessageRow.ask_at <= now)
            .order_by(WatchedMessageRow.quiet_since.desc())
            .limit(1)
            .with_for_update(skip_locked=True)
        ).first()
        if row is None:
            return None
        row.ask_at, row.claimed_at = now + lease, now
        self._session.flush()
        return row.channel_id, row.message_ts

    def ask_soon(self, now: datetime, *, not_since: datetime, quiet_since: datetime) -> None:
        """Be due now: all votes that are open, and messages not quiet for so long that Slack did not just show."""
        self._change_ballots(WorkshopBallotRow.ask_at > now, ask_at=now)
        free = (  # who holds the others asks about them, or keeps reactions to them
            select(WatchedMessageRow.channel_id, WatchedMessageRow.message_ts)
            .where(
                self._mine,
                WatchedMessageRow.ask_at > now,
                WatchedMessageRow.as_of < _micros(Decimal(not_since.timestamp())),
                WatchedMessageRow.quiet_since > quiet_since,
            )
            .with_for_update(skip_locked=True)
        )
        self._change(
            self._mine,
            tuple_(WatchedMessageRow.channel_id, WatchedMessageRow.message_ts).in_(free),
            ask_at=now,
        )

    def choices(
        self, workshop_id: int, *, not_since: datetime | None = None
    ) -> tuple[Place | None, list[Place]]:
        """The message that heads a workshop's thread, if it is there, and those in it that are voted for.

        First those that Slack showed longest ago; without those that it showed after a moment (`not_since`).
        """
        head = self._session.execute(
            select(WorkshopRow.channel_id, WorkshopRow.board_ts).where(
                WorkshopRow.workspace_id == self._workspace,
                WorkshopRow.id == workshop_id,
                WorkshopRow.board_ts.is_not(None),
            )
        ).first()
        wanted = [self._mine, WorkshopMessageRow.workshop_id == workshop_id]
        if not_since:
            wanted.append(WatchedMessageRow.as_of < _micros(Decimal(not_since.timestamp())))
        rows = self._session.execute(
            select(WorkshopMessageRow.channel_id, WorkshopMessageRow.message_ts)
            .join(
                WatchedMessageRow,
                and_(
                    WatchedMessageRow.workspace_id == WorkshopMessageRow.workspace_id,
                    WatchedMessageRow.channel_id == WorkshopMessageRow.channel_id,
                    WatchedMessageRow.message_ts == WorkshopMessageRow.message_ts,
                ),
            )
            .where(*wanted)
            .order_by(WatchedMessageRow.as_of, WatchedMessageRow.message_ts)
        )
        return (head[0], str(head[1])) if head else None, [(one[0], one[1]) for one in rows]

    def ending(self, now: datetime) -> list[int]:
        """Workshops in which the time to vote with reactions is over, and the vote goes on by itself."""
        rows = self._session.scalars(
            select(WorkshopRow.id)
            .join(WorkshopBallotRow, WorkshopBallotRow.workshop_id == WorkshopRow.id)
            .where(
                WorkshopRow.workspace_id == self._workspace,
                WorkshopRow.phase == WorkshopPhase.VOTE.value,
                WorkshopRow.phase_ends_at <= now,
                WorkshopRow.time_up.is_(False),
                WorkshopBallotRow.ended_at.is_(None),
            )
            .order_by(WorkshopRow.phase_ends_at)
        )
        return list(rows)

    def everything(self) -> tuple[list[int], list[Place]]:
        """The workshops in whose reactions there may be news, and the messages that stand by themselves."""
        ballots = select(WorkshopBallotRow.workshop_id).where(
            WorkshopBallotRow.workspace_id == self._workspace, WorkshopBallotRow.ask_at.is_not(None)
        )
        of_workshops = select(WorkshopMessageRow.channel_id, WorkshopMessageRow.message_ts).where(
            WorkshopMessageRow.workspace_id == self._workspace
        )
        alone = select(WatchedMessageRow.channel_id, WatchedMessageRow.message_ts).where(
            self._mine,
            tuple_(WatchedMessageRow.channel_id, WatchedMessageRow.message_ts).not_in(of_workshops),
        )
        return list(self._session.scalars(ballots)), [
            (one[0], one[1]) for one in self._session.execute(alone)
        ]

    def _due_ballots(self, now: datetime) -> tuple[ColumnElement[bool], ...]:
        return WorkshopBallotRow.workspace_id == self._workspace, WorkshopBallotRow.ask_at <= now

    def _at(self, places: Iterable[Place]) -> ColumnElement[bool]:
        at = (
            and_(WatchedMessageRow.channel_id == channel_id, WatchedMessageRow.message_ts == message_ts)
            for channel_id, message_ts in places
        )
        return and_(self._mine, or_(False, *at))  # noqa: FBT003 - what nothing adds to

    def _change(self, *wanted: ColumnElement[bool], **values: Any) -> None:
        self._session.execute(
            update(WatchedMessageRow)
            .where(*wanted)
            .values(**values)
            .execution_options(synchronize_session=False)
        )

    def _change_ballots(self, *wanted: ColumnElement[bool], **values: Any) -> None:
        self._session.execute(
            update(WorkshopBallotRow)
            .where(WorkshopBallotRow.workspace_id == self._workspace, *wanted)
            .values(**values)
            .execution_options(synchronize_session=False)
        )


def _micros(moment: Decimal) -> int:
    return int(moment * _MICROSECONDS)


def _moment(micros: int) -> Decimal:
    return Decimal(micros) / _MICROSECONDS
