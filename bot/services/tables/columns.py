"""Which of a file's columns is which of ours."""

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.services.tables.table import Unreadable

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "source_id": ("id", "uid", "uuid", "key", "ref", "reference", "identifier", "external id"),
    "kind": ("type", "item type"),
    "title": ("name", "project", "project name", "project title"),
    "summary": ("short description", "overview", "abstract", "strapline", "in short"),
    "description": ("details", "long description", "full description", "about", "body"),
    "links": ("link", "url", "urls", "website", "websites", "web address", "web page", "homepage"),
    "phase": ("status", "stage", "project phase", "project stage"),
    "themes": ("theme", "tag", "tags", "topic", "topics", "category", "categories", "service area"),
    "councils": (
        "council",
        *("organisation", "organisations", "organization", "organizations"),
        *("authority", "authorities", "local authority", "local authorities", "lead council", "partners"),
    ),
    "people": ("person", "members", "other people"),
    "open_to": ("collaboration", "collaboration types"),
    "looking_for": ("needs", "asks", "wanted"),
    "open_to_public": ("open to the public",),  # no word that a file may use for something else
    "owner": ("owner id", "lead"),
    "contact": ("contacts", "contact name", "contact details", "contact email", "email", "email address"),
    "created": ("created at", "created on", "date", "date created", "date added", "added"),
    "confirmed": (
        *("confirmed at", "last confirmed", "last reviewed"),
        *("updated", "last updated", "updated at", "modified", "last modified"),
    ),
    "archived": ("archived at", "is archived"),
    "source_link": ("permalink", "source url"),
}
"""Our columns in the order they are exported, and the other names they go by."""

FIELDS = tuple(SYNONYMS)
MOST_LISTED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What somebody says about a file's columns.

    `names` pairs a column's name with ours, or with "" when the column is to be left out. A name may join columns
    (`repo+path`) or reach into nested JSON (`owner.email`).
    `values` translates what a field says, folded; `constants` is what every row says of a field.
    """

    names: Sequence[tuple[str, str]] = ()
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where to find each of our fields in a row. `unused` names the columns that nothing is taken from."""

    sources: Mapping[str, tuple[str, ...]]
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()

    def pick(self, cells: Mapping[str, object]) -> dict[str, list[object]]:
        """What a row says, by our names, cell by cell; fields that it does not mention are not there."""
        picked = {
            name: found
            for name, sources in self.sources.items()
            if (found := [value for source in sources for value in _reach(cells, source)])
        }
        return picked | {name: [value] for name, value in self.constants.items()}


OURS = Columns(sources={name: (name,) for name in FIELDS})
"""For rows that have our names already."""


def matched(columns: Sequence[str], wishes: Wishes) -> Columns:
    """Match a file's columns to our fields: as somebody wishes first, then by name, then by a synonym.

    Raises:
        Unreadable: a wish names a column or a field that there is not, or nothing says what the items are called.
    """
    if not columns:  # a file without items, which is nothing to complain of
        return Columns(sources={})
    sources: dict[str, list[str]] = {}
    taken: set[str] = set()
    for theirs, ours in wishes.names:
        parts = [theirs] if theirs in columns else theirs.split("+")
        for part in parts:
            taken.add(_known(part, columns))
        if ours:
            sources.setdefault(_field(ours), []).extend(parts)
    constants = {_field(name): value for name, value in wishes.constants.items()}
    free = {folded(name): name for name in reversed(columns) if name not in taken}
    for name, synonyms in SYNONYMS.items():
        if name not in sources and name not in constants:
            found = next((free[each] for each in map(folded, (name, *synonyms)) if each in free), None)
            if found is not None:
                sources[name] = [found]
                taken.add(found)
    _require(columns, {*sources, *constants})
    return Columns(
        sources={name: tuple(parts) for name, parts in sources.items()},
        values={(_field(name), folded(said)): ours for (name, said), ours in wishes.values.items()},
        constants=constants,
        unused=tuple(name for name in columns if name not in taken),
    )


@functools.lru_cache(maxsize=1000)
def folded(name: str) -> str:
    """A name or value without what does not matter: case, spaces, hyphens, underscores and other marks.

    >>> folded(" Open-to "), folded("looking_for")
    ('opento', 'lookingfor')
    """
    return re.sub(r"[\W_]+", "", name.casefold())


def _known(part: str, columns: Sequence[str]) -> str:
    """The column that a name, or a path into one, begins at."""
    for name in (part, part.split(".", maxsplit=1)[0]):
        if name in columns:
            return name
    raise Unreadable(f"The file has no column “{part}”. {_listed(columns)}")


def _field(name: str) -> str:
    for each in FIELDS:
        if folded(each) == folded(name):
            return each
    raise Unreadable(f"“{name}” is not one of Collab's columns. They are: {', '.join(FIELDS)}.")


def _require(columns: Sequence[str], known: Iterable[str]) -> None:
    if "title" not in known:
        raise Unreadable(
            f"No column says what the items are called. {_listed(columns)} "
            "Say which one is the title, for example: --map NAME=title"
        )
    if "kind" not in known:
        raise Unreadable(
            f"No column says what kind the items are. {_listed(columns)} "
            "Say which one does (--map NAME=kind), or what they all are, for example: --set kind=project"
        )


def _listed(columns: Sequence[str]) -> str:
    more = f" and {len(columns) - MOST_LISTED:,} more" if len(columns) > MOST_LISTED else ""
    return f"Its columns are: {', '.join(name[:40] for name in columns[:MOST_LISTED])}{more}."


def _reach(cells: object, path: str) -> list[object]:
    """The value at a path into nested objects, if it is there; of a list, what each of its objects has."""
    if isinstance(cells, list):
        return [[value for each in cells for value in _reach(each, path)]]
    if not isinstance(cells, Mapping):
        return []
    if path in cells:
        return [cells[path]]
    first, _, rest = path.partition(".")
    return _reach(cells[first], rest) if rest and first in cells else []
