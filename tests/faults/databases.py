"""Fresh databases: each a copy of one that was migrated once."""

import shutil
import uuid
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from benchmarks.databases import postgresql
from storage import schema

SQLITE, POSTGRESQL = "sqlite", "postgresql"
BOTH = (SQLITE, POSTGRESQL)


@contextmanager
def templates(folder: Path, names: Collection[str]) -> Iterator[dict[str, str]]:
    """The URLs of migrated databases, by the name of what they are; a PostgreSQL server runs until the context ends."""
    with ExitStack() as stack:
        urls = {}
        if SQLITE in names:
            urls[SQLITE] = f"sqlite:///{folder / 'template.db'}"
        if POSTGRESQL in names:
            urls[POSTGRESQL] = stack.enter_context(postgresql(folder))("template")
        for url in urls.values():
            schema.upgrade(url)
        yield urls


@contextmanager
def copied(template: str, folder: Path) -> Iterator[str]:
    """The URL of a copy, which is gone in the end; on SQLite it is in the folder. Nobody may use the template."""
    url = make_url(template)
    if url.database and url.get_backend_name() == SQLITE:
        shutil.copy(url.database, folder / "collab.db")
        yield f"sqlite:///{folder}/collab.db"
        return
    name = f"run_{uuid.uuid4().hex}"
    admin_url = url.set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {url.database}".encode())
        yield url.set(database=name).render_as_string(hide_password=False)
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
