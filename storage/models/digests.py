"""Digests of channels and of people, and when people were last seen."""

from datetime import datetime

from sqlalchemy import Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, JsonList, SlackId, SlackKey, WorkspaceKey
from storage.types import Json


class DigestRow(Base):
    """A subscription to the digest: of a channel, or of a member."""

    __tablename__ = "digests"
    __table_args__ = (Index(None, "workspace_id", "next_at"),)

    workspace_id: Mapped[WorkspaceKey]
    recipient: Mapped[SlackKey]
    frequency: Mapped[str] = mapped_column(String(20), server_default="weekly")
    weekday: Mapped[int]
    odd_weeks: Mapped[bool] = mapped_column(server_default=false())
    at_minute: Mapped[int]
    time_zone: Mapped[str] = mapped_column(String(50))
    holidays: Mapped[str | None] = mapped_column(String(30))
    themes: Mapped[JsonList]
    councils: Mapped[JsonList] = mapped_column(Json, server_default="[]")
    kinds: Mapped[JsonList] = mapped_column(Json, server_default="[]")
    paused: Mapped[bool]
    set_by: Mapped[SlackId]
    covered_until: Mapped[datetime]
    next_at: Mapped[datetime]


class SignOfLifeRow(Base):
    """When a member last did anything with Collab, to the day."""

    __tablename__ = "signs_of_life"

    workspace_id: Mapped[WorkspaceKey]
    member_id: Mapped[SlackKey]
    at: Mapped[datetime]
