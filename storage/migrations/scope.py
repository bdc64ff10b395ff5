"""What Alembic compares: the tables of the models, and not what SQLAlchemy cannot describe.

That is vectors where PostgreSQL has an extension for them: their type, and their index.
"""

from typing import Any


def is_ours(thing: Any, name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:  # noqa: FBT001 - Alembic's signature
    """Alembic's `include_object` hook."""
    del reflected, compare_to
    if kind == "column":
        return (thing.table.name, name) != ("item_vectors", "vector")
    return not (name or "").startswith("ix_item_vectors_nearest")
