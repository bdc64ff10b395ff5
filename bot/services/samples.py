"""The sample items and people of the demo."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.data import sample_items_path, sample_people
from bot.domain.profiles import Contact, ProfileContent
from bot.services.importing import Outcome, import_rows
from bot.services.profiles import Profiles
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


def save_sample_people(
    profiles: Profiles, workspace: str, members: Mapping[str, str], *, now: datetime
) -> None:
    """Let the invented people among these members (names and ids) be found, as they say they want to be."""
    for person in sample_people():
        if member_id := members.get(person.name):
            said = ProfileContent(
                council=person.council,
                role=person.role,
                themes=person.themes,
                offers=person.offers,
                needs=person.needs,
                welcomes=tuple(map(Contact, person.welcomes)),
                public=True,
            )
            profiles.save(workspace, member_id, said, now=now)


def _later(row: RawRow, days: int) -> RawRow:
    moved = {name: (_day(row, name) + timedelta(days=days)).isoformat() for name in DATES}
    return replace(row, cells={**row.cells, **moved})


def _day(row: RawRow, name: str) -> datetime:
    return datetime.fromisoformat(str(row.cells[name])).replace(tzinfo=UTC)
