"""Digests of people as well as channels: daily to monthly, around holidays, and who was seen last when."""

import sqlalchemy as sa
from alembic import op

from storage.types import Json, UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE digests RENAME COLUMN channel_id TO recipient")
    for column in (
        sa.Column("frequency", sa.String(length=20), server_default="weekly", nullable=False),
        sa.Column("odd_weeks", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("holidays", sa.String(length=30), nullable=True),
        sa.Column("councils", Json, server_default="[]", nullable=False),
        sa.Column("kinds", Json, server_default="[]", nullable=False),
    ):
        op.add_column("digests", column)
    op.create_table(
        "signs_of_life",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.String(length=30), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name="fk_signs_of_life_workspace_id_workspaces",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "member_id", name="pk_signs_of_life"),
    )


def downgrade() -> None:
    """Digests of people, and of another rhythm than a week, are not known before."""
    op.drop_table("signs_of_life")
    op.execute("DELETE FROM digests WHERE recipient LIKE 'U%' OR recipient LIKE 'W%'")
    for column in ("kinds", "councils", "holidays", "odd_weeks", "frequency"):
        op.drop_column("digests", column)
    op.execute("ALTER TABLE digests RENAME COLUMN recipient TO channel_id")
