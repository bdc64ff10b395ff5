"""What somebody's late words are to stand in the place of."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("workshop_contributions", sa.Column("replaces", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("workshop_contributions", "replaces")
