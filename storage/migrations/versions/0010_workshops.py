"""Workshops, and all that people bring to them."""

import sqlalchemy as sa
from alembic import op

from storage.types import Json, UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create(
        "workshops",
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.String(length=30), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("settings", Json, nullable=False),
        sa.Column("phase", sa.String(length=20), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("phase_ends_at", UtcDateTime(), nullable=True),
        sa.Column("time_up", sa.Boolean(), nullable=False),
        sa.Column("grouped", sa.Boolean(), nullable=False),
        sa.Column("remind_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("look_back_at", UtcDateTime(), nullable=True),
        sa.Column("board_ts", sa.String(length=30), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("request", sa.String(length=64), nullable=False),
        _reference("workshops", "item_id", "items", ondelete="SET NULL"),
        sa.UniqueConstraint("workspace_id", "request", name="uq_workshops_workspace_id_request"),
    )
    _index("workshops", "workspace_id", "channel_id", "board_ts")
    _index("workshops", "workspace_id", "closed_at")
    _index("workshops", "item_id")
    _create(
        "workshop_facilitators",
        _of_a_workshop(),
        sa.Column("member_id", sa.String(length=30), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _reference("workshop_facilitators", "workshop_id", "workshops"),
        key=("workshop_id", "member_id"),
    )
    _create(
        "workshop_groups",
        _of_a_workshop(),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _reference("workshop_groups", "workshop_id", "workshops"),
    )
    _index("workshop_groups", "workshop_id")
    _create(
        "workshop_contributions",
        _of_a_workshop(),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("slots", Json, nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("saves", sa.Double(), nullable=True),
        sa.Column("saves_unit", sa.String(length=30), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.Column("imported_votes", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        _reference("workshop_contributions", "workshop_id", "workshops"),
        _reference("workshop_contributions", "group_id", "workshop_groups", ondelete="SET NULL"),
    )
    _index("workshop_contributions", "workspace_id", "workshop_id", "author")
    _index("workshop_contributions", "workshop_id")
    _index("workshop_contributions", "group_id")
    _create(
        "workshop_submissions",
        _of_a_workshop(),
        sa.Column("request", sa.String(length=64), nullable=False),
        _reference("workshop_submissions", "workshop_id", "workshops"),
        key=("workshop_id", "request"),
    )
    _create(
        "workshop_messages",
        _of_a_workshop(),
        sa.Column("channel_id", sa.String(length=30), nullable=False),
        sa.Column("message_ts", sa.String(length=30), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        _reference("workshop_messages", "workshop_id", "workshops"),
        _reference("workshop_messages", "contribution_id", "workshop_contributions"),
        _reference("workshop_messages", "group_id", "workshop_groups"),
        key=("workspace_id", "channel_id", "message_ts"),
    )
    for column in ("workshop_id", "contribution_id", "group_id"):
        _index("workshop_messages", column)
    _create(
        "workshop_actions",
        _of_a_workshop(),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.String(length=30), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("reminded", sa.Boolean(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        _reference("workshop_actions", "workshop_id", "workshops"),
    )
    _index("workshop_actions", "workspace_id", "done_at", "due_on")
    _index("workshop_actions", "workshop_id")
    _create(
        "workshop_look_backs",
        _of_a_workshop(),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("happened", sa.String(length=20), nullable=False),
        sa.Column("told_by", sa.String(length=30), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        _reference("workshop_look_backs", "workshop_id", "workshops"),
        sa.UniqueConstraint("workshop_id", "position", name="uq_workshop_look_backs_workshop_id_position"),
    )
    _index("workshop_look_backs", "workshop_id")


def downgrade() -> None:
    for table in (
        "workshop_look_backs",
        "workshop_actions",
        "workshop_messages",
        "workshop_submissions",
        "workshop_contributions",
        "workshop_groups",
        "workshop_facilitators",
        "workshops",
    ):
        op.drop_table(table)


def _create(table: str, *parts: sa.schema.SchemaItem, key: tuple[str, ...] = ("id",)) -> None:
    numbered = [sa.Column("id", sa.Integer(), nullable=False)] if key == ("id",) else []
    op.create_table(
        table,
        *numbered,
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        *parts,
        _reference(table, "workspace_id", "workspaces"),
        sa.PrimaryKeyConstraint(*key, name=f"pk_{table}"),
    )


def _of_a_workshop() -> sa.Column[int]:
    return sa.Column("workshop_id", sa.Integer(), nullable=False)


def _reference(table: str, column: str, other: str, *, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}", ondelete=ondelete
    )


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
