"""What readers were shown, and what was not for them."""

import sqlalchemy as sa
from alembic import op

from storage.types import Json, UtcDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shown",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=30), nullable=False),
        sa.Column("message", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("principle_id", sa.Integer(), nullable=True),
        sa.Column("section", sa.String(length=20), nullable=False),
        sa.Column("facts", Json, nullable=False),
        sa.Column("about", Json, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        *_references("shown", "workspaces", "items", "principles"),
        sa.PrimaryKeyConstraint("workspace_id", "recipient", "message", "position", name="pk_shown"),
    )
    op.create_index("ix_shown_workspace_id_at", "shown", ["workspace_id", "at"])
    op.create_index("ix_shown_item_id", "shown", ["item_id"])
    op.create_index("ix_shown_principle_id", "shown", ["principle_id"])
    op.create_table(
        "not_for_me",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.String(length=30), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        *_references("not_for_me", "workspaces", "items"),
        sa.PrimaryKeyConstraint("workspace_id", "member_id", "item_id", name="pk_not_for_me"),
    )


def downgrade() -> None:
    op.drop_table("not_for_me")
    op.drop_table("shown")


def _references(table: str, *others: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [column := f"{other[:-1]}_id"],
            [f"{other}.id"],
            name=f"fk_{table}_{column}_{other}",
            ondelete="CASCADE",
        )
        for other in others
    ]
