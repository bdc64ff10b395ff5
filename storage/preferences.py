"""What members want to be asked."""

from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.follow_ups import ASK_EVERYTHING, Preferences
from storage.models import PreferenceRow
from storage.upsert import insert_for


class MemberPreferences:
    """One workspace's preferences, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def of(self, member_id: str) -> Preferences:
        """What a member chose; everything, if they never did."""
        row = self._session.scalars(
            select(PreferenceRow).where(
                PreferenceRow.workspace_id == self._workspace, PreferenceRow.member_id == member_id
            )
        ).one_or_none()
        if row is None:
            return ASK_EVERYTHING
        return Preferences(follow_ups=row.follow_ups, confirmations=row.confirmations)

    def put(self, member_id: str, chosen: Preferences) -> None:
        """Keep what a member chose."""
        keys = {"workspace_id": self._workspace, "member_id": member_id}
        new = insert_for(self._session, PreferenceRow).values(**keys, **asdict(chosen))
        self._session.execute(new.on_conflict_do_update(index_elements=list(keys), set_=asdict(chosen)))
