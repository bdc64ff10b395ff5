"""Messages that show items, the reactions to them, and the events that told of them."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, ItemRef, SlackKey, SlackTs, WorkspaceKey


class PostingRow(Base):
    """A message that shows an item: reactions to it are votes."""

    __tablename__ = "postings"

    workspace_id: Mapped[WorkspaceKey]
    channel_id: Mapped[SlackKey]
    message_ts: Mapped[SlackTs]
    item_id: Mapped[ItemRef]


class VoteRow(Base):
    """What a member's reaction to a message last was; one taken back is kept, so that a late event cannot undo it."""

    __tablename__ = "votes"

    workspace_id: Mapped[WorkspaceKey]
    channel_id: Mapped[SlackKey]
    message_ts: Mapped[SlackTs]
    member_id: Mapped[SlackKey]
    emoji: Mapped[str] = mapped_column(String(150), primary_key=True)
    counts_as: Mapped[str] = mapped_column(String(100))  # without its skin tone
    added: Mapped[bool]
    event_ts: Mapped[int] = mapped_column(BigInteger)  # microseconds; Slack's is seconds with six decimals


class SeenEventRow(Base):
    """An event of Slack's that came, and may come again. While it is answered it is claimed until a moment."""

    __tablename__ = "seen_events"
    __table_args__ = (Index(None, "at"),)

    workspace_id: Mapped[WorkspaceKey]
    event_id: Mapped[str] = mapped_column(String(50), primary_key=True)
    at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
