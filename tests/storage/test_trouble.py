"""What a database complains of, in words."""

import psycopg.errors
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from storage.database import Database
from storage.trouble import DatabaseTrouble, RowsRefused, told_plainly


def test_a_row_that_is_there_already_is_refused_without_what_it_says(database: Database) -> None:
    insert = text("INSERT INTO workspaces (id, team_id) VALUES (7, 'T0SECRET')")

    with pytest.raises(RowsRefused) as refused, told_plainly(), database.engine.begin() as connection:
        connection.execute(insert)
        connection.execute(insert)

    assert str(refused.value).startswith("The database refused it: ")
    assert "T0SECRET" not in str(refused.value)


def test_a_table_that_is_not_there_is_trouble_with_the_database(database: Database) -> None:
    with pytest.raises(DatabaseTrouble) as trouble, told_plainly(), database.engine.begin() as connection:
        connection.execute(text("SELECT 1 FROM nowhere"))

    assert not isinstance(trouble.value, RowsRefused)
    assert str(trouble.value).startswith("The database cannot be used: ")
    assert "nowhere" in str(trouble.value)


def test_who_loses_a_deadlock_may_try_again() -> None:
    with pytest.raises(RowsRefused), told_plainly():
        raise OperationalError("UPDATE words", {}, psycopg.errors.DeadlockDetected("deadlock detected"))
