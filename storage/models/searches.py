"""Searches, what is left of them when they are old, and those that are saved."""

from datetime import date, datetime

from sqlalchemy import Index, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, ItemKey, Key, SlackId, SlackKey, Workspace, WorkspaceKey


class SearchRow(Base):
    """A search somebody made: what its buttons page through."""

    __tablename__ = "searches"
    __table_args__ = (Index(None, "workspace_id", "at"),)

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    member_id: Mapped[SlackId]
    text: Mapped[str]
    at: Mapped[datetime]
    found: Mapped[bool] = mapped_column(server_default=true())


class SearchWeekRow(Base):
    """How often something was looked for in a week: what is kept of searches without who made them."""

    __tablename__ = "search_weeks"

    workspace_id: Mapped[WorkspaceKey]
    week: Mapped[date] = mapped_column(primary_key=True)  # its Monday
    subject: Mapped[str] = mapped_column(String(100), primary_key=True)
    searches: Mapped[int]
    unmet: Mapped[int]
    people: Mapped[int]
    unmet_people: Mapped[int]


class SavedSearchRow(Base):
    """A search whose maker wants to be told of new items."""

    __tablename__ = "saved_searches"
    __table_args__ = (UniqueConstraint("workspace_id", "member_id", "text"),)

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    member_id: Mapped[SlackId]
    text: Mapped[str]
    at: Mapped[datetime]
    cadence: Mapped[str] = mapped_column(String(20), server_default="at once")


class MatchRow(Base):
    """An item that somebody waited for and is told of in their weekly digest, once."""

    __tablename__ = "search_matches"
    __table_args__ = (Index(None, "workspace_id", "member_id", "due_at"),)

    item_id: Mapped[ItemKey]
    member_id: Mapped[SlackKey]
    workspace_id: Mapped[Workspace]
    search: Mapped[str]
    due_at: Mapped[datetime]
