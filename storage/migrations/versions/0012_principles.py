"""Principles, what people said to them, and the guidance that others add."""

import sqlalchemy as sa
from alembic import op

from storage.types import Json, UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_NEWEST_FIRST = (
    "principle_uses",
    "guidance_postings",
    "principle_guidance",
    "principle_objections",
    "principle_consents",
    "principle_versions",
    "principle_rounds",
    "principles",
)


def upgrade() -> None:
    _create(
        "principles",
        _key(),
        _whole("number", nullable=True),
        _whole("adopted_version", nullable=True),
        _moment("adopted_at", nullable=True),
        sa.Column("evidence", Json, nullable=False),
        _slack_id("proposed_by"),
        _moment("proposed_at"),
        sa.UniqueConstraint("workspace_id", "number", name="uq_principles_workspace_id_number"),
    )
    _create(
        "principle_rounds",
        _key(),
        _whole("principle_id"),
        _slack_id("channel_id"),
        sa.Column("private", sa.Boolean(), nullable=False),
        _slack_id("proposer_id"),
        _whole("version"),
        _moment("opened_at"),
        _moment("asked_at"),
        _moment("ends_at"),
        _moment("ended_at", nullable=True),
        _word("outcome", nullable=True),
        _request(),
        _reference("principle_rounds", "principle_id", "principles"),
        sa.UniqueConstraint("workspace_id", "request", name="uq_principle_rounds_workspace_id_request"),
    )
    _index("principle_rounds", "principle_id")
    _index("principle_rounds", "workspace_id", "ended_at", "ends_at")
    _create(
        "principle_versions",
        _whole("principle_id"),
        _whole("number"),
        _whole("round_id"),
        _text("title"),
        _text("sentence"),
        _text("meaning"),
        _slack_id("by"),
        _moment("at"),
        _reference("principle_versions", "principle_id", "principles"),
        _reference("principle_versions", "round_id", "principle_rounds"),
        key=("principle_id", "number"),
    )
    _index("principle_versions", "round_id")
    _create(
        "principle_consents",
        _whole("round_id"),
        _slack_id("member_id"),
        _word("answer"),
        _whole("version"),
        _moment("at"),
        _reference("principle_consents", "round_id", "principle_rounds"),
        key=("round_id", "member_id"),
    )
    _create(
        "principle_objections",
        _key(),
        _whole("round_id"),
        _slack_id("member_id"),
        _text("reason"),
        _text("amendment"),
        _whole("version"),
        _moment("raised_at"),
        _word("state"),
        _moment("settled_at", nullable=True),
        _reference("principle_objections", "round_id", "principle_rounds"),
    )
    _index("principle_objections", "round_id")
    _create(
        "principle_guidance",
        _key(),
        _whole("principle_id"),
        _word("section"),
        _text("text"),
        _slack_id("by"),
        _moment("at"),
        _request(),
        _reference("principle_guidance", "principle_id", "principles"),
        sa.UniqueConstraint("workspace_id", "request", name="uq_principle_guidance_workspace_id_request"),
    )
    _index("principle_guidance", "principle_id")
    _create(
        "guidance_postings",
        _slack_id("channel_id"),
        _slack_id("message_ts"),
        _whole("guidance_id"),
        _reference("guidance_postings", "guidance_id", "principle_guidance"),
        key=("workspace_id", "channel_id", "message_ts"),
    )
    _index("guidance_postings", "guidance_id")
    _create(
        "principle_uses",
        _whole("principle_id"),
        _whole("item_id"),
        _slack_id("by"),
        _moment("at"),
        _reference("principle_uses", "principle_id", "principles"),
        _reference("principle_uses", "item_id", "items"),
        key=("principle_id", "item_id"),
    )


def downgrade() -> None:
    for table in _NEWEST_FIRST:
        op.drop_table(table)


def _create(table: str, *parts: sa.schema.SchemaItem, key: tuple[str, ...] = ("id",)) -> None:
    op.create_table(
        table,
        _whole("workspace_id"),
        *parts,
        _reference(table, "workspace_id", "workspaces"),
        sa.PrimaryKeyConstraint(*key, name=f"pk_{table}"),
    )


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}", ondelete="CASCADE"
    )


def _key() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), nullable=False)


def _whole(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _word(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=20), nullable=nullable)


def _slack_id(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=30), nullable=False)


def _request() -> sa.Column[str]:
    return sa.Column("request", sa.String(length=150), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, UtcDateTime(), nullable=nullable)
