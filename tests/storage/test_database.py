"""Connections: kept, and replaced when the server went away meanwhile."""

import psycopg
import pytest
from sqlalchemy import make_url

from storage import database as module
from storage.database import Database
from tests.conftest import TEAM


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_connection_that_rested_and_was_cut_is_replaced(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RESTED", 0.0)
    with database.transaction(TEAM):
        pass
    with database.transaction(TEAM), database.reading(TEAM):
        pass  # two connections, which go back to the pool

    plain = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    with database.transaction(TEAM) as tx, database.reading(TEAM) as other:
        assert tx.items.newest(limit=1) == other.items.newest(limit=1) == []
