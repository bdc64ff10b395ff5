"""What became of notices: for whoever looks after Collab, and for those who ought to know that something failed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from bot.domain.notices import NoticeCount, NoticeKind, NoticeState
from storage.claimable import open_states
from storage.models import NoticeRow


class Outcomes:
    """Questions about one workspace's notices, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def counts(self) -> list[NoticeCount]:
        """How many notices there are, by kind, by how far they have come, and why no further."""
        what = (NoticeRow.kind, NoticeRow.state, NoticeRow.error)
        rows = self._session.execute(
            select(*what, func.count())
            .where(NoticeRow.workspace_id == self._workspace)
            .group_by(*what)
            .order_by(*what)
        )
        return [
            NoticeCount(kind=kind, state=NoticeState(state), error=error, number=number)
            for kind, state, error, number in rows
        ]

    def due_since(self, now: datetime) -> datetime | None:
        """Since when the one has been due that has waited longest; None when nothing waits."""
        return self._session.scalar(
            select(func.min(NoticeRow.due_at)).where(
                NoticeRow.workspace_id == self._workspace,
                NoticeRow.state.in_(open_states()),
                NoticeRow.due_at <= now,
            )
        )

    def is_on_its_way(self, kind: NoticeKind, recipient: str) -> bool:
        """Whether a message of a kind may be with its recipient already, without our knowing where."""
        on_its_way = exists().where(
            NoticeRow.workspace_id == self._workspace,
            NoticeRow.state.in_(open_states()),
            NoticeRow.kind == kind.value,
            NoticeRow.recipient == recipient,
            NoticeRow.message_ts.is_(None),
            NoticeRow.attempts > 0,
        )
        return bool(self._session.scalar(select(on_its_way)))

    def told_since(self, moment: datetime, *, who: str) -> list[Mapping[str, Any]]:
        """What somebody was to be told since a moment about what could not be delivered."""
        return list(
            self._session.scalars(
                select(NoticeRow.subject).where(
                    NoticeRow.workspace_id == self._workspace,
                    NoticeRow.recipient == who,
                    NoticeRow.kind == NoticeKind.UNDELIVERED.value,
                    NoticeRow.due_at > moment,
                )
            )
        )

    def last_in(self, recipient: str) -> str:
        """The `ts` of the last message that reached a recipient; nothing when none did."""
        return (
            self._session.scalar(
                select(func.max(NoticeRow.message_ts)).where(
                    NoticeRow.workspace_id == self._workspace, NoticeRow.recipient == recipient
                )
            )
            or ""
        )
