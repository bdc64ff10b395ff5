"""Quiet offers: where they are wanted, and whether they help."""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create(
        "offer_channels",
        sa.Column("channel_id", sa.String(length=30), nullable=False),
        sa.Column("set_by", sa.String(length=30), nullable=False),
        sa.Column("unhelpful", sa.Integer(), nullable=False),
        key=("workspace_id", "channel_id"),
    )
    _create(
        "offer_readers",
        sa.Column("member_id", sa.String(length=30), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=True),
        sa.Column("marked", sa.Boolean(), nullable=False),
        sa.Column("in_a_row", sa.Integer(), nullable=False),
        sa.Column("quiet_until", UtcDateTime(), nullable=True),
        key=("workspace_id", "member_id"),
    )
    _create(
        "offer_stops",
        sa.Column("channel_id", sa.String(length=30), nullable=False),
        sa.Column("member_id", sa.String(length=30), nullable=False),
        key=("workspace_id", "channel_id", "member_id"),
    )


def downgrade() -> None:
    op.drop_table("offer_stops")
    op.drop_table("offer_readers")
    op.drop_table("offer_channels")


def _create(table: str, *columns: sa.Column[object], key: tuple[str, ...]) -> None:
    op.create_table(
        table,
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=f"fk_{table}_workspace_id_workspaces",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(*key, name=f"pk_{table}"),
    )
