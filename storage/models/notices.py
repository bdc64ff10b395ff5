"""What is owed to somebody, and what has to wait before more is said."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, JsonObject, Key, SlackId, Workspace, WorkspaceKey
from storage.types import Json

OPEN = ("pending", "claimed")
_IS_OPEN = text("state IN ('pending', 'claimed')")


class NoticeRow(Base):
    """Something owed to somebody.

    `refreshes` counts how often its message was wanted up to date: never, for what is said once. What is written
    while a notice is on its way shows as a number that differs from the one its claimant was given.
    """

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index(None, "workspace_id", "try_at", "id", sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN),
        Index(None, "workspace_id", "recipient", "state", "due_at"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    kind: Mapped[str] = mapped_column(String(30))
    key: Mapped[str] = mapped_column(String(200))
    recipient: Mapped[str] = mapped_column(String(100))
    subject: Mapped[JsonObject]
    due_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20))
    try_at: Mapped[datetime]
    attempts: Mapped[int]
    maybe_sent: Mapped[bool]
    channel_id: Mapped[SlackId | None]
    message_ts: Mapped[SlackId | None]
    error: Mapped[str]
    refreshes: Mapped[int] = mapped_column(server_default="0")
    in_thread_of: Mapped[str | None] = mapped_column(String(200))  # the key of another notice
    upload: Mapped[dict[str, Any] | None] = mapped_column(Json)


class HoldRow(Base):
    """A moment until which something waits: a recipient, for whom nothing is posted; or a step, which nobody takes.

    After each message its recipient waits for a second, and whatever Slack has had enough of for as long as it says.
    """

    __tablename__ = "delivery_holds"

    workspace_id: Mapped[WorkspaceKey]
    what: Mapped[str] = mapped_column(String(100), primary_key=True)
    until: Mapped[datetime]
