"""Messages that are kept up to date, and messages in threads."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notices", sa.Column("refreshes", sa.Integer(), server_default="0", nullable=False))
    op.add_column("notices", sa.Column("in_thread_of", sa.String(length=200), nullable=True))


def downgrade() -> None:
    op.drop_column("notices", "in_thread_of")
    op.drop_column("notices", "refreshes")
