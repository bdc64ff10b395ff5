"""Migrations, on both databases."""

import pytest

from storage import schema
from storage.database import Database, open_engine
from tests.conftest import TEAM
from tests.factories import NOW


def test_the_migrations_make_what_the_models_describe(database_url: str) -> None:
    assert schema.drift(database_url) == []
    assert not schema.pending(database_url)


def test_every_migration_runs_down_and_up_again(database_url: str) -> None:
    schema.downgrade(database_url, "base")
    assert schema.current(database_url) is None

    schema.upgrade(database_url)
    assert schema.drift(database_url) == []


def test_drift_is_noticed(database_url: str) -> None:
    engine = open_engine(database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE notices DROP COLUMN error")
    engine.dispose()

    assert "error" in str(schema.drift(database_url))


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError), database.transaction(TEAM) as tx:
        tx.searches.add(member_id="U1", text="bins", at=NOW)
        raise RuntimeError

    with database.reading(TEAM) as tx:
        assert tx.searches.text(1) is None


def test_a_workspace_sees_only_its_own(database: Database) -> None:
    with database.transaction(TEAM) as tx:
        search = tx.searches.add(member_id="U1", text="bins", at=NOW)

    with database.reading("T0OTHER") as tx:
        assert tx.searches.text(search) is None
    with database.reading(TEAM) as tx:
        assert tx.searches.text(search) == "bins"
