"""Order and pace of delivery: what waits before more is said, pictures that Slack has, and ways to what is due."""

import sqlalchemy as sa
from alembic import op

from storage.types import Json, UtcDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_IS_OPEN = sa.text("state IN ('pending', 'claimed')")


def upgrade() -> None:
    op.create_table(
        "delivery_holds",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=100), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_delivery_holds_workspace_id_workspaces"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "what", name=op.f("pk_delivery_holds")),
    )
    op.add_column("notices", sa.Column("upload", Json, nullable=True))
    op.drop_index(op.f("ix_notices_workspace_id_state_try_at"), table_name="notices")
    op.create_index(
        op.f("ix_notices_workspace_id_try_at_id"),
        "notices",
        ["workspace_id", "try_at", "id"],
        sqlite_where=_IS_OPEN,
        postgresql_where=_IS_OPEN,
    )
    op.create_index(
        op.f("ix_notices_workspace_id_recipient_state_due_at"),
        "notices",
        ["workspace_id", "recipient", "state", "due_at"],
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_notices_workspace_id_recipient_state_due_at"), table_name="notices")
    op.drop_index(op.f("ix_notices_workspace_id_try_at_id"), table_name="notices")
    op.create_index(
        op.f("ix_notices_workspace_id_state_try_at"), "notices", ["workspace_id", "state", "try_at"]
    )
    op.drop_column("notices", "upload")
    op.drop_table("delivery_holds")
