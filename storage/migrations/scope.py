"""What Alembic compares: the tables of the models, and not the full-text index, which SQLAlchemy cannot describe."""

from typing import Any


def is_ours(thing: Any, name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:  # noqa: FBT001 - Alembic's signature
    """Alembic's `include_object` hook."""
    del thing, reflected, compare_to
    return not (kind == "table" and (name or "").startswith("item_index"))
