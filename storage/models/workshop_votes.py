"""Votes in workshops."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Key, Workspace
from storage.models.workshops import WorkshopKey, WorkshopRef


class WorkshopBallotRow(Base):
    """A vote by reactions: open, or ended at a moment. What people do to their reactions after it counts no more.

    From `ask_at` on Slack may be asked what it shows, and while somebody does, until their lease ends.
    """

    __tablename__ = "workshop_ballots"

    workshop_id: Mapped[WorkshopKey]
    workspace_id: Mapped[Workspace]
    ended_at: Mapped[datetime | None]
    ask_at: Mapped[datetime | None]


class WorkshopVoteRow(Base):
    """A blind vote; or a reaction as it was when voting ended.

    `voter` is a member's id, or in an anonymous workshop a keyed hash.
    """

    __tablename__ = "workshop_votes"
    __table_args__ = (
        UniqueConstraint("workshop_id", "voter", "contribution_id"),
        UniqueConstraint("workshop_id", "voter", "group_id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    workshop_id: Mapped[WorkshopRef]
    voter: Mapped[str] = mapped_column(String(64))
    contribution_id: Mapped[int | None] = mapped_column(
        ForeignKey("workshop_contributions.id", ondelete="CASCADE"), index=True
    )
    group_id: Mapped[int | None] = mapped_column(
        ForeignKey("workshop_groups.id", ondelete="CASCADE"), index=True
    )
