"""Principles, every text that was put to people, what they said to it, and the guidance that others add."""

from datetime import datetime
from typing import Annotated

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import (
    Base,
    ItemKey,
    JsonList,
    Key,
    SlackId,
    SlackKey,
    SlackTs,
    Workspace,
    WorkspaceKey,
)

PrincipleKey = Annotated[
    int, mapped_column(ForeignKey("principles.id", ondelete="CASCADE"), primary_key=True)
]
PrincipleRef = Annotated[int, mapped_column(ForeignKey("principles.id", ondelete="CASCADE"), index=True)]
RoundKey = Annotated[
    int, mapped_column(ForeignKey("principle_rounds.id", ondelete="CASCADE"), primary_key=True)
]
RoundRef = Annotated[int, mapped_column(ForeignKey("principle_rounds.id", ondelete="CASCADE"), index=True)]
GuidanceRef = Annotated[
    int, mapped_column(ForeignKey("principle_guidance.id", ondelete="CASCADE"), index=True)
]


class PrincipleRow(Base):
    """A principle; its number is given once, when it is first adopted. Its texts are in its versions."""

    __tablename__ = "principles"
    __table_args__ = (UniqueConstraint("workspace_id", "number"),)

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    number: Mapped[int | None]
    adopted_version: Mapped[int | None]
    adopted_at: Mapped[datetime | None]
    evidence: Mapped[JsonList]
    proposed_by: Mapped[SlackId]
    proposed_at: Mapped[datetime]


class PrincipleRoundRow(Base):
    """A round of consent: whether people agree to a version of a principle's text."""

    __tablename__ = "principle_rounds"
    __table_args__ = (
        UniqueConstraint("workspace_id", "request"),
        Index(None, "workspace_id", "ended_at", "ends_at"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    principle_id: Mapped[PrincipleRef]
    channel_id: Mapped[SlackId]
    private: Mapped[bool]
    proposer_id: Mapped[SlackId]
    version: Mapped[int]
    opened_at: Mapped[datetime]
    asked_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(20))
    request: Mapped[str] = mapped_column(String(150))  # of the form that opened it: sent twice, it opens one


class PrincipleVersionRow(Base):
    """A text that was put to people. It is never changed."""

    __tablename__ = "principle_versions"

    principle_id: Mapped[PrincipleKey]
    number: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[Workspace]
    round_id: Mapped[RoundRef]
    title: Mapped[str]
    sentence: Mapped[str]
    meaning: Mapped[str]
    by: Mapped[SlackId]
    at: Mapped[datetime]


class PrincipleConsentRow(Base):
    """A member agrees to a version of the text, or stands aside."""

    __tablename__ = "principle_consents"

    round_id: Mapped[RoundKey]
    member_id: Mapped[SlackKey]
    workspace_id: Mapped[Workspace]
    answer: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    at: Mapped[datetime]


class PrincipleObjectionRow(Base):
    """Why a member could not agree, and what became of it."""

    __tablename__ = "principle_objections"

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    round_id: Mapped[RoundRef]
    member_id: Mapped[SlackId]
    reason: Mapped[str]
    amendment: Mapped[str]
    version: Mapped[int]
    raised_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20))
    settled_at: Mapped[datetime | None]


class PrincipleGuidanceRow(Base):
    """What somebody wrote to help others with a principle."""

    __tablename__ = "principle_guidance"
    __table_args__ = (UniqueConstraint("workspace_id", "request"),)

    id: Mapped[Key]
    workspace_id: Mapped[Workspace]
    principle_id: Mapped[PrincipleRef]
    section: Mapped[str] = mapped_column(String(20))
    text: Mapped[str]
    by: Mapped[SlackId]
    at: Mapped[datetime]
    request: Mapped[str] = mapped_column(String(150))


class GuidancePostingRow(Base):
    """A message that shows guidance: reactions to it are votes."""

    __tablename__ = "guidance_postings"

    workspace_id: Mapped[WorkspaceKey]
    channel_id: Mapped[SlackKey]
    message_ts: Mapped[SlackTs]
    guidance_id: Mapped[GuidanceRef]


class PrincipleUseRow(Base):
    """An item that uses a principle, as its owner says."""

    __tablename__ = "principle_uses"

    principle_id: Mapped[PrincipleKey]
    item_id: Mapped[ItemKey]
    workspace_id: Mapped[Workspace]
    by: Mapped[SlackId]
    at: Mapped[datetime]
