"""Giving everything back, in the form that an import takes."""

from collections.abc import Iterator
from datetime import datetime, time

from bot.domain.items import Item
from bot.services.importing import own_id
from bot.services.tables.columns import FIELDS
from storage.database import Database

ITEMS_A_PAGE = 500


def export_rows(database: Database, workspace: str) -> Iterator[dict[str, object]]:
    """Every item of a workspace, archived ones too, in the order they came; never many of them in memory.

    Importing the rows again changes nothing; importing them elsewhere makes the same items.
    """
    with database.reading(workspace) as tx:
        last = 0
        while items := tx.items.all(after_id=last, limit=ITEMS_A_PAGE):
            yield from map(_row, items)
            last = items[-1].id


def _row(item: Item) -> dict[str, object]:
    row = {
        "source_id": own_id(item),
        "kind": item.kind.value,
        "title": item.title,
        "summary": item.summary,
        "description": item.description,
        "links": [{"url": link.url, "title": link.title} for link in item.links],
        "phase": item.phase and item.phase.value,
        "themes": list(item.themes),
        "councils": list(item.councils),
        "people": list(item.people),
        "open_to": [kind.value for kind in item.open_to],
        "looking_for": item.looking_for,
        "open_to_public": item.open_to_public,
        "owner": item.owner_id,
        "contact": item.contact,
        "created": _moment(item.created_at),
        "confirmed": _moment(item.confirmed_at),
        "archived": _moment(item.archived_at),
        "source_link": item.origin.link,
    }
    return {name: row[name] for name in FIELDS}


def _moment(moment: datetime | None) -> str | None:
    """A day where it is one, a moment to the microsecond where it is not; UTC."""
    if moment is None:
        return None
    if moment.time() == time.min:
        return moment.date().isoformat()
    return f"{moment.replace(tzinfo=None).isoformat()}Z"
