"""An item, its history, and the words that items hold."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import Base, ItemKey, ItemRef, JsonList, JsonObject, Key, SlackId, Workspace


class ItemRow(Base):
    """A project, problem, idea or resource."""

    __tablename__ = "items"
    __table_args__ = (
        UniqueConstraint("workspace_id", "source_id"),
        Index(None, "workspace_id", "archived_at", "created_at"),
        Index(None, "workspace_id", "owner_id"),
        Index(None, "workspace_id", "confirmed_at"),
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
    open_to_public: Mapped[bool] = mapped_column(server_default=false())
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


class ItemTextRow(Base):
    """The stems of an item that can be found, or could; a greater `sequence` is a later change."""

    __tablename__ = "item_texts"
    __table_args__ = (Index(None, "workspace_id", "sequence"),)

    item_id: Mapped[ItemKey]
    workspace_id: Mapped[Workspace]
    sequence: Mapped[int] = mapped_column(BigInteger)
    found: Mapped[bool]
    title: Mapped[str]
    summary: Mapped[str]
    tags: Mapped[str]
    body: Mapped[str]


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
