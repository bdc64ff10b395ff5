"""Notices: what the bot owes people, until it is delivered."""

from sqlalchemy.orm import Session

from bot.domain.notices import NewNotice
from storage.models import NoticeRow
from storage.upsert import insert_new


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
            "state": "pending",
            "attempts": 0,
            "error": "",
        }
        return insert_new(self._session, NoticeRow, values) == 1
