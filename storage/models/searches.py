"""Searches, and those that are saved."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from storage.models.base import Base, Key, SlackId, Workspace


class SearchRow(Base):
    """A search somebody made: what its buttons page through."""

    __tablename__ = "searches"
    __table_args__ = (Index(None, "workspace_id", "at"),)

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    member_id: Mapped[SlackId]
    text: Mapped[str]
    at: Mapped[datetime]


class SavedSearchRow(Base):
    """A search whose maker wants to be told of new items."""

    __tablename__ = "saved_searches"
    __table_args__ = (UniqueConstraint("workspace_id", "member_id", "text"),)

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    member_id: Mapped[SlackId]
    text: Mapped[str]
    at: Mapped[datetime]
