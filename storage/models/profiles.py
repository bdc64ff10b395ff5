"""What members say of themselves."""

from datetime import datetime
from typing import Annotated

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, JsonList, Key, SlackId, Workspace

ProfileKey = Annotated[int, mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"), primary_key=True)]
ProfileRef = Annotated[int, mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"), index=True)]


class ProfileRow(Base):
    """A member's profile; only they see it unless it is public. `folded_council` is for comparing."""

    __tablename__ = "profiles"
    __table_args__ = (UniqueConstraint("workspace_id", "member_id"),)

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    member_id: Mapped[SlackId]
    council: Mapped[str]
    folded_council: Mapped[str]
    role: Mapped[str]
    offers: Mapped[str]
    needs: Mapped[str]
    welcomes: Mapped[JsonList]
    public: Mapped[bool]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class ProfileThemeRow(Base):
    """A theme of a profile, by its key."""

    __tablename__ = "profile_themes"

    profile_id: Mapped[ProfileKey]
    theme: Mapped[str] = mapped_column(String(50), primary_key=True)
    position: Mapped[int]


class ProfileWordRow(Base):
    """A word that somebody can be found by. Profiles that are not public have none."""

    __tablename__ = "profile_words"
    __table_args__ = (
        Index(None, "workspace_id", "word"),
        Index(None, "workspace_id", "stem"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    profile_id: Mapped[ProfileRef]
    word: Mapped[str]
    stem: Mapped[str]
