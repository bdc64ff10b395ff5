"""Who asked to be introduced to whom."""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "approaches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("asker_id", sa.String(length=30), nullable=False),
        sa.Column("person_id", sa.String(length=30), nullable=False),
        sa.Column("hope", sa.String(), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name="fk_approaches_workspace_id_workspaces",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_approaches"),
        sa.UniqueConstraint(
            "workspace_id", "asker_id", "person_id", name="uq_approaches_workspace_id_asker_id_person_id"
        ),
    )
    op.create_index("ix_approaches_workspace_id_person_id", "approaches", ["workspace_id", "person_id"])


def downgrade() -> None:
    op.drop_table("approaches")
