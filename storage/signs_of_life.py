"""When members who have a digest of their own were last seen."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from bot.domain.notices import NoticeState
from storage.models import DigestRow, NoticeRow, SignOfLifeRow, VoteRow
from storage.upsert import insert_for

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class SignsOfLife:
    """One workspace's, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def note(self, member_id: str, at: datetime) -> None:
        """Remember that a member did something; what is later is kept."""
        new = insert_for(self._session, SignOfLifeRow).values(
            workspace_id=self._workspace, member_id=member_id, at=at
        )
        self._session.execute(
            new.on_conflict_do_update(
                index_elements=["workspace_id", "member_id"],
                set_={"at": new.excluded.at},
                where=SignOfLifeRow.at < new.excluded.at,
            )
        )

    def last(self, member_id: str) -> datetime | None:
        """When a member last did something that we noted; None when we never did."""
        return self._session.scalar(
            select(SignOfLifeRow.at).where(
                SignOfLifeRow.workspace_id == self._workspace, SignOfLifeRow.member_id == member_id
            )
        )

    def last_reaction(self, member_id: str) -> datetime | None:
        """When a member last reacted to something of ours, or took that back."""
        latest = self._session.scalar(
            select(func.max(VoteRow.event_ts)).where(
                VoteRow.workspace_id == self._workspace, VoteRow.member_id == member_id
            )
        )
        return None if latest is None else _EPOCH + timedelta(microseconds=latest)

    def unseen_since(self, moment: datetime) -> list[str]:
        """The members with a digest of their own that is not paused, who did nothing since a moment but maybe react."""
        seen = SignOfLifeRow
        statement = (
            select(DigestRow.recipient)
            .outerjoin(
                seen,
                (seen.workspace_id == DigestRow.workspace_id) & (seen.member_id == DigestRow.recipient),
            )
            .where(
                DigestRow.workspace_id == self._workspace,
                DigestRow.paused.is_(False),
                or_(*(DigestRow.recipient.startswith(letter) for letter in "UW")),
                or_(seen.at.is_(None), seen.at <= moment),
            )
            .order_by(DigestRow.recipient)
        )
        return list(self._session.scalars(statement))

    def asked(self, key: str) -> tuple[NoticeState, datetime] | None:
        """How far the question of this key has come, and when Slack had it, or else was to; None if nobody asked."""
        row = self._session.execute(
            select(NoticeRow.state, NoticeRow.message_ts, NoticeRow.due_at).where(
                NoticeRow.workspace_id == self._workspace, NoticeRow.key == key
            )
        ).one_or_none()
        if row is None:
            return None
        state, message_ts, due_at = row
        return NoticeState(state), _EPOCH + timedelta(seconds=float(message_ts)) if message_ts else due_at
