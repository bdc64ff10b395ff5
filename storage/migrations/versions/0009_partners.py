"""Who was told of which problem, and who does not want to be."""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "matched_problems",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        *_references("matched_problems", "items", "workspaces"),
        sa.PrimaryKeyConstraint("item_id", name="pk_matched_problems"),
    )
    op.create_table(
        "partners_told",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.String(length=30), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("posted_by", sa.String(length=30), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("declined", sa.Boolean(), nullable=False),
        *_references("partners_told", "items", "workspaces"),
        sa.PrimaryKeyConstraint("item_id", "member_id", name="pk_partners_told"),
    )
    op.create_index(
        "ix_partners_told_workspace_id_member_id_at", "partners_told", ["workspace_id", "member_id", "at"]
    )
    op.create_table(
        "partner_readers",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.String(length=30), nullable=False),
        sa.Column("wants", sa.Boolean(), nullable=False),
        *_references("partner_readers", "workspaces"),
        sa.PrimaryKeyConstraint("workspace_id", "member_id", name="pk_partner_readers"),
    )


def downgrade() -> None:
    op.drop_table("partner_readers")
    op.drop_table("partners_told")
    op.drop_table("matched_problems")


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
