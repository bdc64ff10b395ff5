"""What items mean, as a model's vectors."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, ItemKey, Workspace, WorkspaceKey


class ItemVectorRow(Base):
    """An item's vector: half floats as bytes, or pgvector's `halfvec` where the migration found that extension.

    `model` made it of the text that `text_hash` stands for; "" is none yet, so the item waits for one. None wants no
    vector: the item is archived. `sequence` orders the changes of a workspace, for those who keep a copy in memory.
    """

    __tablename__ = "item_vectors"
    __table_args__ = (
        Index(None, "workspace_id", "model"),
        Index(None, "workspace_id", "sequence"),
    )

    item_id: Mapped[ItemKey]
    workspace_id: Mapped[Workspace]
    model: Mapped[str | None] = mapped_column(String(150))
    text_hash: Mapped[str] = mapped_column(String(32))
    vector: Mapped[bytes | None] = mapped_column(LargeBinary)
    claimed_until: Mapped[datetime | None]
    sequence: Mapped[int] = mapped_column(BigInteger)


class VectorSequenceRow(Base):
    """The number of the latest change of a workspace's vectors."""

    __tablename__ = "vector_sequences"

    workspace_id: Mapped[WorkspaceKey]
    last: Mapped[int] = mapped_column(BigInteger)
