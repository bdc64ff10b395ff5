"""Messages whose reactions are votes, when to ask Slack for them, and events that are being answered."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_PLACE = ("workspace_id", "channel_id", "message_ts")


def upgrade() -> None:
    watched = op.create_table(
        "watched_messages",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.String(length=30), nullable=False),
        sa.Column("message_ts", sa.String(length=30), nullable=False),
        sa.Column("as_of", sa.BigInteger(), nullable=False),
        sa.Column("ask_at", UtcDateTime(), nullable=True),
        sa.Column("claimed_at", UtcDateTime(), nullable=True),
        sa.Column("quiet_since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name="fk_watched_messages_workspace_id_workspaces",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(*_PLACE, name="pk_watched_messages"),
    )
    for column in ("ask_at", "claimed_at"):
        op.create_index(
            f"ix_watched_messages_workspace_id_{column}", "watched_messages", ["workspace_id", column]
        )
    op.add_column("workshop_ballots", sa.Column("ask_at", UtcDateTime(), nullable=True))
    op.add_column("seen_events", sa.Column("claimed_until", UtcDateTime(), nullable=True))
    _watch_what_is_there(watched, datetime.now(UTC))


def downgrade() -> None:
    op.drop_column("seen_events", "claimed_until")
    op.drop_column("workshop_ballots", "ask_at")
    op.drop_table("watched_messages")


def _watch_what_is_there(watched: sa.Table, now: datetime) -> None:
    moment = sa.literal(now, UtcDateTime())
    for table, ask_at in (
        ("postings", moment),
        ("guidance_postings", moment),
        ("workshop_messages", sa.null()),  # asked for with their workshop
    ):
        there = sa.table(table, *(sa.column(name) for name in _PLACE))
        op.execute(
            sa.insert(watched).from_select(
                [*_PLACE, "as_of", "ask_at", "quiet_since"],
                sa.select(*(there.c[name] for name in _PLACE), sa.literal(0), ask_at, moment),
            )
        )
    ballots = sa.table("workshop_ballots", sa.column("ask_at", UtcDateTime()), sa.column("ended_at"))
    op.execute(sa.update(ballots).where(ballots.c.ended_at.is_(None)).values(ask_at=now))
