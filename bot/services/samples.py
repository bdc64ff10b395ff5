"""The sample items of the demo."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.data import sample_items_path
from bot.services.importing import Outcome, import_rows
from bot.services.tables.reading import read
from bot.services.tables.table import RawRow
from storage.database import Database

DATES = ("created", "confirmed")


def import_samples(database: Database, workspace: str, *, now: datetime) -> Outcome:
    """Put the sample items into a workspace, as young as they were written to be; those it has are left alone."""
    rows = list(read(sample_items_path().read_bytes()).rows)
    age = now - max(_day(row, name) for row in rows for name in DATES)
    with database.reading(workspace) as tx:
        there = tx.items.by_source_ids([str(row.cells["source_id"]) for row in rows])
    absent = [_later(row, age.days) for row in rows if row.cells["source_id"] not in there]
    return import_rows(database, workspace, absent, now=now)


def _later(row: RawRow, days: int) -> RawRow:
    moved = {name: (_day(row, name) + timedelta(days=days)).isoformat() for name in DATES}
    return replace(row, cells={**row.cells, **moved})


def _day(row: RawRow, name: str) -> datetime:
    return datetime.fromisoformat(str(row.cells[name])).replace(tzinfo=UTC)
