"""`column IN (…)` for a list of any length, as one and the same statement.

SQLAlchemy's own `in_` writes a mark for every value: each length is another statement, to be written, taken apart and
planned anew, and for a few hundred ids that takes longer than the answer. Here the whole list is one parameter.
"""

from collections.abc import Collection, Sequence
from typing import Any, Self

from sqlalchemy import ARRAY, Boolean, ColumnElement, Integer, String, bindparam
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import QueryableAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import JSON, TypeDecorator, TypeEngine


class _Values(TypeDecorator[Sequence[Any]]):
    """A list in one parameter: an array in PostgreSQL, JSON in SQLite."""

    impl = JSON
    cache_ok = True

    def __init__(self, each: type[Integer | String]) -> None:
        super().__init__()
        self.each = each

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(ARRAY(self.each) if dialect.name == "postgresql" else JSON())

    def process_bind_param(self, value: Collection[Any] | None, dialect: Dialect) -> list[Any] | None:  # noqa: ARG002 - SQLAlchemy's
        return None if value is None else list(value)


class _OneOf(FunctionElement[bool]):
    name = "one_of"
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: OperatorType | None = None) -> Self:  # noqa: ARG002 - SQLAlchemy's
        """As it is: with the `= 1` that SQLite's booleans are given it would use no index."""
        return self


def one_of(
    column: ColumnElement[Any] | QueryableAttribute[Any], values: str | Collection[Any]
) -> ColumnElement[bool]:
    """Whether a column is one of these values, or of those that a parameter of this name brings.

    The column must hold whole numbers or text.
    """
    list_type = _Values(Integer if isinstance(column.type, Integer) else String)
    if isinstance(values, str):
        return _OneOf(column, bindparam(values, type_=list_type))
    return _OneOf(column, bindparam(None, list(values), type_=list_type))


@compiles(_OneOf, "postgresql")
def _in_array(element: _OneOf, compiler: SQLCompiler, **options: Any) -> str:
    column, listed = (compiler.process(one, **options) for one in element.clauses)
    return f"{column} = ANY ({listed})"


@compiles(_OneOf, "sqlite")
def _in_json(element: _OneOf, compiler: SQLCompiler, **options: Any) -> str:
    column, listed = (compiler.process(one, **options) for one in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({listed}))"  # noqa: S608 - both are compiled, not written
