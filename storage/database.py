"""Engine set-up, and the one way to open a transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.orm import Session

from storage.models import WorkspaceRow
from storage.transaction import Transaction
from storage.upsert import insert_new

BUSY_TIMEOUT_MS = 10_000
POOL_SIZE = 20  # above the number of threads that answer Slack, so that none waits for a connection


class Database:
    """Opens transactions: committed on success, rolled back on any exception.

    A transaction belongs to one Slack workspace; its repositories see nothing of any other.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing = engine.execution_options(collab_writes=True)
        self._reading = engine.execution_options(collab_writes=False)
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
        """A transaction that only reads: on SQLite it waits for no writer and holds none up."""
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
    return create_engine(url, pool_pre_ping=True, **settings)


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
