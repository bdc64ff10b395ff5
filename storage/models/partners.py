"""Who was told of which problem, and who does not want to be."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from storage.models.base import Base, ItemKey, SlackId, SlackKey, Workspace, WorkspaceKey


class MatchedProblemRow(Base):
    """A problem whose partners were looked for, once."""

    __tablename__ = "matched_problems"

    item_id: Mapped[ItemKey]
    workspace_id: Mapped[Workspace]


class PartnerToldRow(Base):
    """A member who was told of a problem that they might help with, and whether it was nothing for them."""

    __tablename__ = "partners_told"
    __table_args__ = (Index(None, "workspace_id", "member_id", "at"),)

    item_id: Mapped[ItemKey]
    member_id: Mapped[SlackKey]
    workspace_id: Mapped[Workspace]
    posted_by: Mapped[SlackId]
    at: Mapped[datetime]
    declined: Mapped[bool]


class PartnerReaderRow(Base):
    """Whether a member wants to be told of problems; who has no row does."""

    __tablename__ = "partner_readers"

    workspace_id: Mapped[WorkspaceKey]
    member_id: Mapped[SlackKey]
    wants: Mapped[bool]
