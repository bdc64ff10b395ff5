"""INSERT … ON CONFLICT, which SQLite and PostgreSQL share and SQLAlchemy spells twice."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from storage.models import Base


def insert_for(session: Session, model: type[Base]) -> Any:
    """The dialect's own insert statement, which knows ON CONFLICT."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(table_of(model))


def table_of(model: type[Base]) -> Table:
    """A model's table: inserting into it skips the unit of work, which takes longer than the database."""
    return cast("Table", model.__table__)


def insert_new(
    session: Session, model: type[Base], values: Mapping[str, Any] | Sequence[Mapping[str, Any]]
) -> int:
    """Insert rows, leaving those that are there already alone; answers how many were new."""
    statement = insert_for(session, model).values(values).on_conflict_do_nothing()
    result = session.execute(statement, execution_options={"preserve_rowcount": True})
    assert isinstance(result, CursorResult)  # noqa: S101 - what an insert gives; for the type checker
    return result.rowcount
