"""Bringing a database's tables to the version that the code expects."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.database import open_engine
from storage.migrations.scope import is_ours
from storage.models import Base
from storage.pgvector import bring_in

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(url: str, revision: str = "head") -> None:
    """Run the migrations up to a revision."""
    command.upgrade(_config(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Run the migrations down to a revision; "base" leaves nothing."""
    command.downgrade(_config(url), revision)


def current(url: str) -> str | None:
    """The revision a database is at, or None before the first migration."""
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def latest() -> str | None:
    """The revision that the code expects."""
    return ScriptDirectory(str(_MIGRATIONS)).get_current_head()


def pending(url: str) -> bool:
    """Whether migrations are still to be run."""
    return current(url) != latest()


def bring_in_pgvector(url: str) -> bool:
    """Keep vectors with pgvector, where PostgreSQL got it after its tables were made; answers whether that is new."""
    engine = open_engine(url)
    try:
        with engine.begin() as connection:
            return bring_in(connection)
    finally:
        engine.dispose()


def drift(url: str) -> list[str]:
    """How a database's tables differ from the models; empty when they agree."""
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"include_object": is_ours})
            return [str(difference) for difference in compare_metadata(context, Base.metadata)]
    finally:
        engine.dispose()


def _config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["url"] = url
    return config
