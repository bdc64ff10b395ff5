"""Votes in workshops: blind ones, and reactions as they were when voting ended."""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "workshop_ballots",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        _reference("workshop_ballots", "workshop_id", "workshops"),
        _reference("workshop_ballots", "workspace_id", "workspaces"),
        sa.PrimaryKeyConstraint("workshop_id", name="pk_workshop_ballots"),
    )
    op.create_table(
        "workshop_votes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("voter", sa.String(length=64), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        _reference("workshop_votes", "workspace_id", "workspaces"),
        _reference("workshop_votes", "workshop_id", "workshops"),
        _reference("workshop_votes", "contribution_id", "workshop_contributions"),
        _reference("workshop_votes", "group_id", "workshop_groups"),
        sa.PrimaryKeyConstraint("id", name="pk_workshop_votes"),
        _unique("workshop_id", "voter", "contribution_id"),
        _unique("workshop_id", "voter", "group_id"),
    )
    for column in ("workshop_id", "contribution_id", "group_id"):
        op.create_index(f"ix_workshop_votes_{column}", "workshop_votes", [column])


def downgrade() -> None:
    op.drop_table("workshop_votes")
    op.drop_table("workshop_ballots")


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}", ondelete="CASCADE"
    )


def _unique(*columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_workshop_votes_{'_'.join(columns)}")
