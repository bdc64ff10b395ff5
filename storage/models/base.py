"""What the tables have in common: their registry, their names for constraints, the types of their columns."""

from datetime import datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import BigInteger, ForeignKey, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

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
    texts_sequence: Mapped[int] = mapped_column(BigInteger, server_default="0")
