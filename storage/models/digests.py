"""Digests of channels."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, JsonList, SlackId, SlackKey, WorkspaceKey


class DigestRow(Base):
    """A channel's subscription to the digest."""

    __tablename__ = "digests"
    __table_args__ = (Index(None, "workspace_id", "next_at"),)

    workspace_id: Mapped[WorkspaceKey]
    channel_id: Mapped[SlackKey]
    weekday: Mapped[int]
    at_minute: Mapped[int]
    time_zone: Mapped[str] = mapped_column(String(50))
    themes: Mapped[JsonList]
    paused: Mapped[bool]
    set_by: Mapped[SlackId]
    covered_until: Mapped[datetime]
    next_at: Mapped[datetime]
