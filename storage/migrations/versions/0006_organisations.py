"""Organisations of a workspace's own, and who the names on its items stand for.

Who the names that are there already stand for is noted by `collab db upgrade` when the tables are made: it is no matter
of tables.
"""

import sqlalchemy as sa
from alembic import op

from storage.types import Json

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "organisations",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=False),
        sa.Column("type", sa.String(length=30), nullable=False),
        sa.Column("nation", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("part_of", Json, nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("setting", sa.String(length=20), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("other_names", Json, nullable=False),
        sa.Column("domains", Json, nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("successors", Json, nullable=False),
        sa.Column("batch", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name="fk_organisations_workspace_id_workspaces",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "code", name="pk_organisations"),
    )
    op.create_table(
        "organisation_names",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name="fk_organisation_names_workspace_id_workspaces",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "folded", name="pk_organisation_names"),
    )
    op.create_index("ix_organisation_names_workspace_id_code", "organisation_names", ["workspace_id", "code"])


def downgrade() -> None:
    op.drop_table("organisation_names")
    op.drop_table("organisations")
