"""What is owed to somebody."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, JsonObject, Key, SlackId, Workspace


class NoticeRow(Base):
    """Something owed to somebody.

    `refreshes` counts how often its message was wanted up to date: never, for what is said once. What is written
    while a notice is on its way shows as a number that differs from the one its claimant was given.
    """

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index(None, "workspace_id", "state", "try_at"),
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
