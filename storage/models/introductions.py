"""Interests on their way to an introduction, and what the two say of it."""

from datetime import datetime
from typing import Annotated

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import (
    Base,
    ItemRef,
    JsonList,
    JsonObject,
    Key,
    SlackId,
    SlackKey,
    Workspace,
)

IntroductionKey = Annotated[
    int, mapped_column(ForeignKey("introductions.id", ondelete="CASCADE"), primary_key=True)
]


class IntroductionRow(Base):
    """A member's interest in an item that somebody owns."""

    __tablename__ = "introductions"
    __table_args__ = (Index(None, "workspace_id", "closed_at", "close_at"),)

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    item_id: Mapped[ItemRef]
    state: Mapped[str] = mapped_column(String(20))
    hope: Mapped[str]
    questions: Mapped[JsonList]
    since: Mapped[datetime]
    close_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(30))
    closed_at: Mapped[datetime | None]

    sides: Mapped[list["IntroductionSideRow"]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class IntroductionSideRow(Base):
    """One of the two: when they are asked next, and what they said."""

    __tablename__ = "introduction_sides"
    __table_args__ = (Index(None, "workspace_id", "ask_at"), Index(None, "workspace_id", "member_id"))

    introduction_id: Mapped[IntroductionKey]
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    workspace_id: Mapped[Workspace]
    member_id: Mapped[SlackId]
    ask_at: Mapped[datetime | None]
    waited_for: Mapped[bool]
    answer: Mapped[str | None] = mapped_column(String(30))
    hours: Mapped[float | None]
    pounds: Mapped[int | None]
    saved_at: Mapped[datetime | None]


class AlignmentRow(Base):
    """What one of the two answered to *Check we’re aligned*."""

    __tablename__ = "alignments"

    introduction_id: Mapped[IntroductionKey]
    member_id: Mapped[SlackKey]
    workspace_id: Mapped[Workspace]
    answers: Mapped[JsonObject]
    at: Mapped[datetime]
