"""Vectors of what items mean; with pgvector where PostgreSQL has it, or as bytes."""

import sqlalchemy as sa
from alembic import op

from storage.pgvector import bring_in
from storage.types import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

EVERY_CURRENT_ITEM_WAITS = """
    INSERT INTO item_vectors (item_id, workspace_id, model, text_hash, sequence)
    SELECT id, workspace_id, '', '', 0 FROM items WHERE archived_at IS NULL
"""


def upgrade() -> None:
    op.create_table(
        "item_vectors",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("model", sa.String(length=150), nullable=True),
        sa.Column("text_hash", sa.String(length=32), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=True),
        sa.Column("claimed_until", UtcDateTime(), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name="fk_item_vectors_item_id_items", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name="fk_item_vectors_workspace_id_workspaces",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("item_id", name="pk_item_vectors"),
    )
    op.create_index("ix_item_vectors_workspace_id_model", "item_vectors", ["workspace_id", "model"])
    op.create_index("ix_item_vectors_workspace_id_sequence", "item_vectors", ["workspace_id", "sequence"])
    op.create_table(
        "vector_sequences",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name="fk_vector_sequences_workspace_id_workspaces",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", name="pk_vector_sequences"),
    )
    bring_in(op.get_bind())
    op.execute(EVERY_CURRENT_ITEM_WAITS)


def downgrade() -> None:
    # The extension stays: somebody else may use it.
    op.drop_table("vector_sequences")
    op.drop_table("item_vectors")
