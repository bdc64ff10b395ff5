"""Whether a search found anything, what is kept of old ones, and how somebody wants to be told."""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("searches", sa.Column("found", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column(
        "saved_searches",
        sa.Column("cadence", sa.String(length=20), server_default="at once", nullable=False),
    )
    op.create_table(
        "search_weeks",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("searches", sa.Integer(), nullable=False),
        sa.Column("unmet", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("unmet_people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name="fk_search_weeks_workspace_id_workspaces",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "week", "subject", name="pk_search_weeks"),
    )
    op.create_table(
        "search_matches",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.String(length=30), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("search", sa.String(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name="fk_search_matches_item_id_items", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name="fk_search_matches_workspace_id_workspaces",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("item_id", "member_id", name="pk_search_matches"),
    )
    op.create_index(
        "ix_search_matches_workspace_id_member_id_due_at",
        "search_matches",
        ["workspace_id", "member_id", "due_at"],
    )


def downgrade() -> None:
    op.drop_table("search_matches")
    op.drop_table("search_weeks")
    op.drop_column("saved_searches", "cadence")
    op.drop_column("searches", "found")
