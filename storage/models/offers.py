"""Quiet offers: the channels that want them, and what people said of those they got. Never what anybody asked."""

from datetime import datetime

from sqlalchemy.orm import Mapped

from storage.models.base import Base, SlackId, SlackKey, WorkspaceKey


class OfferChannelRow(Base):
    """A channel whose questions are answered with quiet offers."""

    __tablename__ = "offer_channels"

    workspace_id: Mapped[WorkspaceKey]
    channel_id: Mapped[SlackKey]
    set_by: Mapped[SlackId]
    unhelpful: Mapped[int]


class OfferReaderRow(Base):
    """When somebody was last offered something, and whether it helped."""

    __tablename__ = "offer_readers"

    workspace_id: Mapped[WorkspaceKey]
    member_id: Mapped[SlackKey]
    last_at: Mapped[datetime | None]
    marked: Mapped[bool]
    in_a_row: Mapped[int]
    quiet_until: Mapped[datetime | None]


class OfferStopRow(Base):
    """Somebody who wants no offers in a channel."""

    __tablename__ = "offer_stops"

    workspace_id: Mapped[WorkspaceKey]
    channel_id: Mapped[SlackKey]
    member_id: Mapped[SlackKey]
