"""Who is interested in an item, and who follows it."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from storage.models.base import Base, ItemKey, SlackKey, Workspace


class InterestRow(Base):
    """A member who said *I'm interested*."""

    __tablename__ = "interests"
    __table_args__ = (Index(None, "workspace_id", "member_id"),)

    item_id: Mapped[ItemKey]
    member_id: Mapped[SlackKey]
    workspace_id: Mapped[Workspace]
    at: Mapped[datetime]


class FollowRow(Base):
    """A member who wants to hear when an item changes."""

    __tablename__ = "follows"
    __table_args__ = (Index(None, "workspace_id", "member_id"),)

    item_id: Mapped[ItemKey]
    member_id: Mapped[SlackKey]
    workspace_id: Mapped[Workspace]
    at: Mapped[datetime]
