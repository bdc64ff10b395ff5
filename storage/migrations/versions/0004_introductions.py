"""Interests on their way to an introduction, what is asked afterwards, and who does not want to be asked."""

import sqlalchemy as sa
from alembic import op

from storage.types import Json, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "introductions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("hope", sa.String(), nullable=False),
        sa.Column("questions", Json, nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("close_at", UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=30), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name="fk_introductions_item_id_items", ondelete="CASCADE"
        ),
        _workspace("introductions"),
        sa.PrimaryKeyConstraint("id", name="pk_introductions"),
    )
    op.create_index("ix_introductions_item_id", "introductions", ["item_id"])
    op.create_index(
        "ix_introductions_workspace_id_closed_at_close_at",
        "introductions",
        ["workspace_id", "closed_at", "close_at"],
    )
    op.create_table(
        "introduction_sides",
        sa.Column("introduction_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.String(length=30), nullable=False),
        sa.Column("ask_at", UtcDateTime(), nullable=True),
        sa.Column("waited_for", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.String(length=30), nullable=True),
        sa.Column("hours", sa.Double(), nullable=True),
        sa.Column("pounds", sa.Integer(), nullable=True),
        sa.Column("saved_at", UtcDateTime(), nullable=True),
        _introduction("introduction_sides"),
        _workspace("introduction_sides"),
        sa.PrimaryKeyConstraint("introduction_id", "role", name="pk_introduction_sides"),
    )
    for column in ("ask_at", "member_id"):
        name = f"ix_introduction_sides_workspace_id_{column}"
        op.create_index(name, "introduction_sides", ["workspace_id", column])
    op.create_table(
        "alignments",
        sa.Column("introduction_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.String(length=30), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("answers", Json, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        _introduction("alignments"),
        _workspace("alignments"),
        sa.PrimaryKeyConstraint("introduction_id", "member_id", name="pk_alignments"),
    )
    op.create_table(
        "item_checks",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name="fk_item_checks_item_id_items", ondelete="CASCADE"
        ),
        _workspace("item_checks"),
        sa.PrimaryKeyConstraint("item_id", name="pk_item_checks"),
    )
    op.create_table(
        "preferences",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.String(length=30), nullable=False),
        sa.Column("follow_ups", sa.Boolean(), nullable=False),
        sa.Column("confirmations", sa.Boolean(), nullable=False),
        _workspace("preferences"),
        sa.PrimaryKeyConstraint("workspace_id", "member_id", name="pk_preferences"),
    )
    op.create_index("ix_items_workspace_id_confirmed_at", "items", ["workspace_id", "confirmed_at"])
    _recipients(was=30, now=100)  # a group message goes to several people


def downgrade() -> None:
    op.execute("DELETE FROM notices WHERE length(recipient) > 30")
    _recipients(was=100, now=30)
    op.drop_index("ix_items_workspace_id_confirmed_at", "items")
    for table in ("preferences", "item_checks", "alignments", "introduction_sides", "introductions"):
        op.drop_table(table)


def _workspace(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_workspace_id_workspaces"
    return sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=name, ondelete="CASCADE")


def _introduction(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_introduction_id_introductions"
    return sa.ForeignKeyConstraint(["introduction_id"], ["introductions.id"], name=name, ondelete="CASCADE")


def _recipients(*, was: int, now: int) -> None:
    with op.batch_alter_table("notices") as notices:
        notices.alter_column(
            "recipient",
            existing_type=sa.String(length=was),
            type_=sa.String(length=now),
            existing_nullable=False,
        )
