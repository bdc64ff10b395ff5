"""What members say of themselves, and the words by which those who want to be found are."""

import sqlalchemy as sa
from alembic import op

from storage.types import Json, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "profiles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.String(length=30), nullable=False),
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("folded_council", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("offers", sa.String(), nullable=False),
        sa.Column("needs", sa.String(), nullable=False),
        sa.Column("welcomes", Json, nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name="fk_profiles_workspace_id_workspaces",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_profiles"),
        sa.UniqueConstraint("workspace_id", "member_id", name="uq_profiles_workspace_id_member_id"),
    )
    op.create_table(
        "profile_themes",
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(length=50), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"],
            ["profiles.id"],
            name="fk_profile_themes_profile_id_profiles",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("profile_id", "theme", name="pk_profile_themes"),
    )
    op.create_table(
        "profile_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("stem", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name="fk_profile_words_workspace_id_workspaces",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"],
            ["profiles.id"],
            name="fk_profile_words_profile_id_profiles",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_profile_words"),
    )
    op.create_index("ix_profile_words_workspace_id_word", "profile_words", ["workspace_id", "word"])
    op.create_index("ix_profile_words_workspace_id_stem", "profile_words", ["workspace_id", "stem"])
    op.create_index("ix_profile_words_profile_id", "profile_words", ["profile_id"])


def downgrade() -> None:
    op.drop_table("profile_words")
    op.drop_table("profile_themes")
    op.drop_table("profiles")
