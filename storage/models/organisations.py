"""Councils and other organisations of a workspace's own, and who the names on its items stand for."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, JsonList, WorkspaceKey


class OrganisationRow(Base):
    """A council or another organisation; it stands in for the one of this code that ships with the bot.

    `batch` names the import that wrote it last: no two imports have the same, in whatever database.
    """

    __tablename__ = "organisations"

    workspace_id: Mapped[WorkspaceKey]
    code: Mapped[str] = mapped_column(String(100), primary_key=True)
    name: Mapped[str]
    short_name: Mapped[str]
    type: Mapped[str] = mapped_column(String(30))
    nation: Mapped[str]
    region: Mapped[str]
    part_of: Mapped[JsonList]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    setting: Mapped[str | None] = mapped_column(String(20))
    population: Mapped[int | None]
    other_names: Mapped[JsonList]
    domains: Mapped[JsonList]
    closed: Mapped[bool]
    successors: Mapped[JsonList]
    batch: Mapped[str] = mapped_column(String(32))


class OrganisationNameRow(Base):
    """A name that items give to who is behind them, folded as there, and the code of who it is, if anybody known."""

    __tablename__ = "organisation_names"
    __table_args__ = (Index(None, "workspace_id", "code"),)

    workspace_id: Mapped[WorkspaceKey]
    folded: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(String(100))
