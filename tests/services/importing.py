"""Rows to import, and what became of them."""

from collections.abc import Iterable
from typing import Any

from bot.domain.items import Item
from bot.services.importing import Manner, Outcome, import_rows
from bot.services.tables.table import RawRow
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW


def row(at: int = 1, **cells: object) -> RawRow:
    """A row with all that a new item needs."""
    return RawRow(
        at=at,
        cells={
            "source_id": f"row-{at}",
            "kind": "project",
            "title": "Housing repairs online",
            "summary": "Tenants book a repair.",
            **cells,
        },
    )


def taken_in(database: Database, rows: Iterable[RawRow], **wanted: Any) -> Outcome:
    """Import rows, at a moment of the tests' own."""
    manner = Manner(**{name: wanted.pop(name) for name in ("columns", "owner", "dry_run") if name in wanted})
    return import_rows(database, TEAM, rows, manner=manner, **({"now": NOW} | wanted))


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    """New, updated, unchanged, refused."""
    return outcome.new, outcome.updated, outcome.unchanged, len(outcome.refused)


def items(database: Database) -> list[Item]:
    """Every item, archived ones too."""
    with database.reading(TEAM) as tx:
        return tx.items.all(limit=10_000)
