"""Workshops, and all that people bring to them. Votes stand in tables of their own."""

from datetime import date, datetime
from typing import Annotated

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, JsonObject, Key, SlackId, SlackKey, SlackTs, Workspace, WorkspaceKey

WorkshopRef = Annotated[int, mapped_column(ForeignKey("workshops.id", ondelete="CASCADE"), index=True)]
WorkshopKey = Annotated[int, mapped_column(ForeignKey("workshops.id", ondelete="CASCADE"), primary_key=True)]
Hashed = Annotated[str, mapped_column(String(64))]


class WorkshopRow(Base):
    """A workshop in a channel, and where it is. `time_up`: everybody was told that the phase's time is over."""

    __tablename__ = "workshops"
    __table_args__ = (
        UniqueConstraint("workspace_id", "request"),
        Index(None, "workspace_id", "channel_id", "board_ts"),
        Index(None, "workspace_id", "closed_at"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    format: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(Text)
    channel_id: Mapped[SlackId]
    private: Mapped[bool]
    settings: Mapped[JsonObject]
    phase: Mapped[str] = mapped_column(String(20))
    opened_at: Mapped[datetime]
    phase_ends_at: Mapped[datetime | None]
    time_up: Mapped[bool]
    grouped: Mapped[bool]
    remind_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    look_back_at: Mapped[datetime | None]
    board_ts: Mapped[SlackId | None]
    item_id: Mapped[int | None] = mapped_column(ForeignKey("items.id", ondelete="SET NULL"), index=True)
    request: Mapped[Hashed]  # of the form that opened it: sent twice, it opens one


class WorkshopFacilitatorRow(Base):
    """Somebody who leads a workshop; who opened it has position 0."""

    __tablename__ = "workshop_facilitators"

    workshop_id: Mapped[WorkshopKey]
    member_id: Mapped[SlackKey]
    workspace_id: Mapped[Workspace]
    position: Mapped[int]


class WorkshopGroupRow(Base):
    """Contributions that say much the same."""

    __tablename__ = "workshop_groups"

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    workshop_id: Mapped[WorkshopRef]
    name: Mapped[str] = mapped_column(Text)
    position: Mapped[int]


class ContributionRow(Base):
    """What somebody wrote. In an anonymous workshop `author` is a keyed hash, and `created_at` only a day.

    `late`: it waits for the facilitator; `left_out`: they did not let it in. It is kept all the same. `replaces` is
    the id of what it is to stand in the place of; no foreign key, for SQLite cannot add one without a new table.
    """

    __tablename__ = "workshop_contributions"
    __table_args__ = (Index(None, "workspace_id", "workshop_id", "author"),)

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    workshop_id: Mapped[WorkshopRef]
    author: Mapped[Hashed]
    category: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    slots: Mapped[JsonObject]
    rating: Mapped[int | None]
    saves: Mapped[float | None]
    saves_unit: Mapped[str] = mapped_column(String(30))
    group_id: Mapped[int | None] = mapped_column(
        ForeignKey("workshop_groups.id", ondelete="SET NULL"), index=True
    )
    late: Mapped[bool]
    left_out: Mapped[bool]
    replaces: Mapped[int | None]
    imported_votes: Mapped[int]
    created_at: Mapped[datetime]


class SubmissionRow(Base):
    """A form or a reply whose contributions are kept: sent twice, it is kept once. A hash of which one it was."""

    __tablename__ = "workshop_submissions"

    workshop_id: Mapped[WorkshopKey]
    request: Mapped[str] = mapped_column(String(64), primary_key=True)
    workspace_id: Mapped[Workspace]


class WorkshopMessageRow(Base):
    """A message in the thread that stands for a contribution or for a group: reactions to it are votes."""

    __tablename__ = "workshop_messages"

    workspace_id: Mapped[WorkspaceKey]
    channel_id: Mapped[SlackKey]
    message_ts: Mapped[SlackTs]
    workshop_id: Mapped[WorkshopRef]
    contribution_id: Mapped[int | None] = mapped_column(
        ForeignKey("workshop_contributions.id", ondelete="CASCADE"), index=True
    )
    group_id: Mapped[int | None] = mapped_column(
        ForeignKey("workshop_groups.id", ondelete="CASCADE"), index=True
    )


class WorkshopActionRow(Base):
    """What people decided to do, who does it, and by when."""

    __tablename__ = "workshop_actions"
    __table_args__ = (Index(None, "workspace_id", "done_at", "due_on"),)

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    workshop_id: Mapped[WorkshopRef]
    text: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[SlackId]
    due_on: Mapped[date]
    done_at: Mapped[datetime | None]
    reminded: Mapped[bool]
    about: Mapped[str] = mapped_column(Text)


class LookBackRow(Base):
    """Whether something that a pre-mortem feared did happen, as somebody says who was asked in its thread."""

    __tablename__ = "workshop_look_backs"
    __table_args__ = (UniqueConstraint("workshop_id", "position"),)

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    workshop_id: Mapped[WorkshopRef]
    position: Mapped[int]
    about: Mapped[str] = mapped_column(Text)
    happened: Mapped[str] = mapped_column(String(20))
    told_by: Mapped[SlackId]
    at: Mapped[datetime]
