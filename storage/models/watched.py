"""Messages whose reactions are votes, and when to ask Slack for them."""

from datetime import datetime

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, SlackKey, SlackTs, WorkspaceKey


class WatchedMessageRow(Base):
    """A message whose reactions are votes.

    `as_of` is the moment, by Slack's clock, of the latest showing that we have seen: what happened before it is known.
    From `ask_at` on Slack may be asked, and while somebody does, until their lease ends; None: not by itself (the
    choices of a workshop are asked for together). Nobody has reacted since `quiet_since`.
    """

    __tablename__ = "watched_messages"
    __table_args__ = (Index(None, "workspace_id", "ask_at"), Index(None, "workspace_id", "claimed_at"))

    workspace_id: Mapped[WorkspaceKey]
    channel_id: Mapped[SlackKey]
    message_ts: Mapped[SlackTs]
    as_of: Mapped[int] = mapped_column(BigInteger)  # microseconds, as `votes.event_ts`
    ask_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    quiet_since: Mapped[datetime]
