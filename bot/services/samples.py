"""The sample councils, items, people and searches of the demo."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

from bot.data import sample_councils, sample_items_path, sample_people
from bot.data.councils import council_of
from bot.domain.council_names import shortened
from bot.domain.profiles import Contact, ProfileContent
from bot.services.council_lists import Councils
from bot.services.importing import Outcome, import_rows
from bot.services.profiles import Profiles
from bot.services.tables.reading import read
from bot.services.tables.table import RawRow
from storage.database import Database

DATES = ("created", "confirmed")
SAMPLE = " (sample)"
LOOKED_FOR = {  # by how many invented people each week, and whether they found it
    "damp and mould": (8, True),
    "electric vehicle charging": (7, False),
    "temporary accommodation": (5, False),
    "blue badges": (4, True),
    "planning backlog": (3, True),
}
WEEKS_OF_SEARCHES = 11
WEEKS_OF_MANY = 5  # the latest ones; before them half as many people looked


def import_samples(database: Database, workspace: str, *, now: datetime) -> Outcome:
    """Put the sample items into a workspace, as young as they were written to be; those it has are left alone."""
    rows = list(read(sample_items_path().read_bytes()).rows)
    age = now - max(_day(row, name) for row in rows for name in DATES)
    with database.reading(workspace) as tx:
        there = tx.items.by_source_ids([str(row.cells["source_id"]) for row in rows])
    absent = [_later(row, age.days) for row in rows if row.cells["source_id"] not in there]
    return import_rows(database, workspace, absent, now=now)


def take_in_sample_councils(database: Database, workspace: str) -> None:
    """Let the invented councils be known, with places, so that there is something near and like others."""
    councils = []
    for one in sample_councils():
        cells = {name: str(value) for name, value in asdict(one).items()}
        short_name = f"{shortened(one.name.removesuffix(SAMPLE))}{SAMPLE}"
        councils.append(council_of(cells | {"short_name": short_name}))
    Councils(database).take_in(workspace, councils)


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


def remember_sample_searches(database: Database, workspace: str, *, now: datetime) -> None:
    """Let some invented people have looked for things, so that there are trends."""
    with database.transaction(workspace) as tx:
        for words, (people, found) in LOOKED_FOR.items():
            for number in range(people * WEEKS_OF_SEARCHES):
                week, who = divmod(number, people)
                if week < WEEKS_OF_MANY or who % 2 == 0:
                    at = now - timedelta(weeks=week, hours=number % 24)
                    tx.searches.add(member_id=f"U1{who}", text=words, at=at, found=found)


def _later(row: RawRow, days: int) -> RawRow:
    moved = {name: (_day(row, name) + timedelta(days=days)).isoformat() for name in DATES}
    return replace(row, cells={**row.cells, **moved})


def _day(row: RawRow, name: str) -> datetime:
    return datetime.fromisoformat(str(row.cells[name])).replace(tzinfo=UTC)
