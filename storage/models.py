"""Tables, in SQLAlchemy 2 declarative style. Every table names its workspace, and is read through it."""

from datetime import datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, MetaData, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from storage.types import Json, UtcDateTime

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Key = Annotated[int, mapped_column(primary_key=True)]
Workspace = Annotated[int, mapped_column(ForeignKey("workspaces.id", ondelete="CASCADE"))]
WorkspaceKey = Annotated[
    int, mapped_column(ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True)
]
ItemKey = Annotated[int, mapped_column(ForeignKey("items.id", ondelete="CASCADE"), primary_key=True)]
ItemRef = Annotated[int, mapped_column(ForeignKey("items.id", ondelete="CASCADE"), index=True)]
SlackId = Annotated[str, mapped_column(String(30))]
SlackKey = Annotated[str, mapped_column(String(30), primary_key=True)]
SlackTs = Annotated[str, mapped_column(String(30), primary_key=True)]
JsonList = Annotated[list[Any], mapped_column(Json)]
JsonObject = Annotated[dict[str, Any], mapped_column(Json)]


class Base(DeclarativeBase):
    """The one registry of tables, with a naming convention for constraints."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar = {datetime: UtcDateTime}


class WorkspaceRow(Base):
    """A Slack workspace that uses Collab."""

    __tablename__ = "workspaces"

    id: Mapped[Key]
    team_id: Mapped[str] = mapped_column(String(30), unique=True)


class ItemRow(Base):
    """A project, problem, idea or resource."""

    __tablename__ = "items"
    __table_args__ = (
        UniqueConstraint("workspace_id", "source_id"),
        Index(None, "workspace_id", "archived_at", "created_at"),
        Index(None, "workspace_id", "owner_id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str]
    summary: Mapped[str]
    description: Mapped[str]
    looking_for: Mapped[str]
    phase: Mapped[str | None] = mapped_column(String(20))
    links: Mapped[JsonList]
    people: Mapped[JsonList]
    open_to: Mapped[JsonList]
    owner_id: Mapped[SlackId | None]
    contact: Mapped[str]
    source: Mapped[str] = mapped_column(String(20))
    source_id: Mapped[str | None]
    source_link: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    confirmed_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]

    themes: Mapped[list["ItemThemeRow"]] = relationship(
        cascade="all, delete-orphan", order_by="ItemThemeRow.position", lazy="selectin"
    )
    councils: Mapped[list["ItemCouncilRow"]] = relationship(
        cascade="all, delete-orphan", order_by="ItemCouncilRow.position", lazy="selectin"
    )


class ItemThemeRow(Base):
    """A theme of an item, by its key."""

    __tablename__ = "item_themes"

    item_id: Mapped[ItemKey]
    theme: Mapped[str] = mapped_column(String(50), primary_key=True, index=True)
    position: Mapped[int]


class ItemCouncilRow(Base):
    """A council (or another organisation) behind an item; `folded` is its name for comparing."""

    __tablename__ = "item_councils"

    item_id: Mapped[ItemKey]
    folded: Mapped[str] = mapped_column(primary_key=True, index=True)
    name: Mapped[str]
    position: Mapped[int]


class ItemChangeRow(Base):
    """One line of an item's history."""

    __tablename__ = "item_changes"

    id: Mapped[Key]
    item_id: Mapped[ItemRef]
    action: Mapped[str] = mapped_column(String(20))
    by: Mapped[SlackId]
    at: Mapped[datetime]
    fields: Mapped[JsonObject]


class WordRow(Base):
    """A word that items hold and how many do; the empty word stands for all items."""

    __tablename__ = "words"
    __table_args__ = (
        UniqueConstraint("workspace_id", "word"),
        Index(None, "workspace_id", "stem"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    word: Mapped[str]
    stem: Mapped[str]
    items: Mapped[int]


class SearchRow(Base):
    """A search somebody made: what its buttons page through."""

    __tablename__ = "searches"
    __table_args__ = (Index(None, "workspace_id", "at"),)

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    member_id: Mapped[SlackId]
    text: Mapped[str]
    at: Mapped[datetime]


class SavedSearchRow(Base):
    """A search whose maker wants to be told of new items."""

    __tablename__ = "saved_searches"
    __table_args__ = (UniqueConstraint("workspace_id", "member_id", "text"),)

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    member_id: Mapped[SlackId]
    text: Mapped[str]
    at: Mapped[datetime]


class InterestRow(Base):
    """A member who said *I'm interested*."""

    __tablename__ = "interests"
    __table_args__ = (Index(None, "workspace_id", "member_id"),)

    item_id: Mapped[ItemKey]
    member_id: Mapped[SlackKey]
    workspace_id: Mapped[Workspace]
    at: Mapped[datetime]


class FollowRow(Base):
    """A member who wants to hear when an item changes."""

    __tablename__ = "follows"
    __table_args__ = (Index(None, "workspace_id", "member_id"),)

    item_id: Mapped[ItemKey]
    member_id: Mapped[SlackKey]
    workspace_id: Mapped[Workspace]
    at: Mapped[datetime]


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
    """An event of Slack's that was dealt with: it may come again."""

    __tablename__ = "seen_events"
    __table_args__ = (Index(None, "at"),)

    workspace_id: Mapped[WorkspaceKey]
    event_id: Mapped[str] = mapped_column(String(50), primary_key=True)
    at: Mapped[datetime]


class DigestRow(Base):
    """A channel's subscription to the digest."""

    __tablename__ = "digests"
    __table_args__ = (Index(None, "workspace_id", "next_at"),)

    workspace_id: Mapped[WorkspaceKey]
    channel_id: Mapped[SlackKey]
    weekday: Mapped[int]
    at_minute: Mapped[int]
    time_zone: Mapped[str] = mapped_column(String(50))
    themes: Mapped[JsonList]
    paused: Mapped[bool]
    set_by: Mapped[SlackId]
    covered_until: Mapped[datetime]
    next_at: Mapped[datetime]


class NoticeRow(Base):
    """Something owed to somebody."""

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index(None, "workspace_id", "state", "try_at"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    kind: Mapped[str] = mapped_column(String(30))
    key: Mapped[str] = mapped_column(String(200))
    recipient: Mapped[SlackId]
    subject: Mapped[JsonObject]
    due_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20))
    try_at: Mapped[datetime]
    attempts: Mapped[int]
    maybe_sent: Mapped[bool]
    channel_id: Mapped[SlackId | None]
    message_ts: Mapped[SlackId | None]
    error: Mapped[str]
