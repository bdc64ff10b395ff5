"""What readers were shown, and what was not for them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, ItemKey, JsonList, JsonObject, SlackKey, WorkspaceKey


class ShownRow(Base):
    """An entry of a message that shows news to a channel or to a member, with what it told them."""

    __tablename__ = "shown"
    __table_args__ = (Index(None, "workspace_id", "at"),)

    workspace_id: Mapped[WorkspaceKey]
    recipient: Mapped[SlackKey]
    message: Mapped[str] = mapped_column(String(200), primary_key=True)  # the key of its notice
    position: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), index=True)
    principle_id: Mapped[int | None] = mapped_column(
        ForeignKey("principles.id", ondelete="CASCADE"), index=True
    )
    section: Mapped[str] = mapped_column(String(20))
    facts: Mapped[JsonList]
    about: Mapped[JsonObject]
    at: Mapped[datetime]


class NotForMeRow(Base):
    """An item that was not for a member."""

    __tablename__ = "not_for_me"

    workspace_id: Mapped[WorkspaceKey]
    member_id: Mapped[SlackKey]
    item_id: Mapped[ItemKey]
    at: Mapped[datetime]
