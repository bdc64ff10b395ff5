"""Who asked to be introduced to whom."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Key, SlackId, Workspace


class ApproachRow(Base):
    """Somebody would like to meet a person whom they found."""

    __tablename__ = "approaches"
    __table_args__ = (
        UniqueConstraint("workspace_id", "asker_id", "person_id"),
        Index(None, "workspace_id", "person_id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    asker_id: Mapped[SlackId]
    person_id: Mapped[SlackId]
    hope: Mapped[str]
    answer: Mapped[str] = mapped_column(String(20))
    asked_at: Mapped[datetime]
