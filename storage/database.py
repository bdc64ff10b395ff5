"""Engine set-up, and the one way to open a transaction."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, create_engine, event, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from storage.models import WorkspaceRow
from storage.nearest import NEAREST_SETTINGS
from storage.transaction import Transaction
from storage.upsert import insert_new

BUSY_TIMEOUT_MS = 10_000
RESTED = 1.0  # seconds after which a connection is asked whether it still lives
POOL_SIZE = 20  # above the number of threads that answer Slack, so that none waits for a connection


class Database:
    """Opens transactions: committed on success, rolled back on any exception.

    A transaction belongs to one Slack workspace; its repositories see nothing of any other.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing = engine.execution_options(collab_writes=True)
        self._reading = engine.execution_options(collab_writes=False, **_reads_as_it_goes(engine))
        self._workspace_ids: dict[str, int] = {}

    @classmethod
    def connect(cls, url: str) -> "Database":
        """Open the database at a SQLAlchemy URL. Nothing is read before the first transaction."""
        return cls(open_engine(url))

    @contextmanager
    def transaction(self, workspace: str) -> Iterator[Transaction]:
        """A transaction that may write. On SQLite it takes the write lock at once, so it never fails half-way."""
        known = self._workspace_ids.get(workspace)
        with self._writing.begin() as connection:
            session = Session(connection, expire_on_commit=False)
            workspace_id = known or _workspace_id(session, workspace)
            yield Transaction(session, connection, workspace_id)
            session.flush()
        self._workspace_ids[workspace] = workspace_id  # only now that it is committed

    @contextmanager
    def reading(self, workspace: str) -> Iterator[Transaction]:
        """A transaction that only reads: on SQLite it waits for no writer and holds none up.

        On PostgreSQL each statement sees what is committed when it begins, as it would in a transaction there.
        """
        if workspace not in self._workspace_ids:
            with self.transaction(workspace):
                pass
        with self._reading.begin() as connection:
            yield Transaction(Session(connection), connection, self._workspace_ids[workspace])

    def workspaces(self) -> list[str]:
        """The Slack ids of all workspaces that have ever been opened."""
        with self._reading.begin() as connection:
            return list(connection.scalars(select(WorkspaceRow.team_id).order_by(WorkspaceRow.id)))

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


def _workspace_id(session: Session, workspace: str) -> int:
    insert_new(session, WorkspaceRow, {"team_id": workspace})
    return session.scalars(select(WorkspaceRow.id).where(WorkspaceRow.team_id == workspace)).one()


def _reads_as_it_goes(engine: Engine) -> dict[str, Any]:
    """PostgreSQL's usual isolation is by statement, so BEGIN and COMMIT around reading are two trips for nothing."""
    return {} if engine.dialect.name == "sqlite" else {"isolation_level": "AUTOCOMMIT"}


def open_engine(url: str) -> Engine:
    """An engine whose transactions mean what they say on both databases."""
    settings: dict[str, Any] = {
        "pool_size": POOL_SIZE,
        "max_overflow": POOL_SIZE,
        "hide_parameters": True,  # an error must not carry what people wrote into the logs
    }
    if url.startswith("sqlite"):
        engine = create_engine(url, **settings)
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(url, **settings)
    event.listen(engine, "connect", _configure_postgresql)
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", partial(_see_if_it_lives, engine.dialect))
    return engine


def _configure_postgresql(connection: Any, _record: object) -> None:
    """Settings of pgvector's. Where it is not installed they are names that nobody reads."""
    for setting, value in NEAREST_SETTINGS.items():
        connection.execute("SELECT set_config(%s, %s, false)", (setting, value))
    connection.commit()


def _note_use(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info["used"] = time.monotonic()


def _see_if_it_lives(
    dialect: Dialect, connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object
) -> None:
    """Ask a connection that has rested whether the server is still there; `pool_pre_ping` would ask every time."""
    used = record.info.get("used")
    if used is None or time.monotonic() - used < RESTED:
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        raise InvalidatePoolError from error


def _configure_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy, not sqlite3, emits BEGIN
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("collab_writes", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
