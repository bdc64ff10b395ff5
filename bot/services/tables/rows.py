"""From what a row says to what it means, with everything that is wrong with it."""

import functools
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.data import themes
from bot.domain.items import LOOKING_FOR_LIMIT
from bot.domain.refusals import FieldProblem
from bot.search.text import words
from bot.services.tables.cells import Unfit, text, texts
from bot.services.tables.columns import Columns, folded
from bot.services.tables.table import Problem, RawRow
from bot.services.tables.values import READ_LIST, READ_TEXT, member_id

CONTACT_LIMIT = LOOKING_FOR_LIMIT
JOINED_BY = {"source_id": "/", "description": "\n\n"}  # others by a space
NEVER_CLEARED = ("source_id", "kind", "title", "owner", "created", "confirmed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a row means. `said` has the fields that it mentions; `problems` is by field, "" being the row itself.

    `source_id` is its own, or made of its kind, title and councils. `loose_themes` are words that are no theme of ours.
    """

    at: int
    source_id: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)
    loose_themes: tuple[str, ...] = ()
    problems: Mapping[str, Problem] = field(default_factory=dict)


def understood(row: RawRow, columns: Columns) -> Row:
    """What a row means: every field that can be read, and why the others cannot."""
    if row.fault:
        return Row(at=row.at, problems={"": row.fault})
    said: dict[str, Any] = {}
    problems: dict[str, Problem] = {}
    for name, cells in columns.pick(row.cells).items():
        try:
            said[name] = _read(name, cells, columns.values)
        except Unfit as unfit:
            problems[name] = unfit.problem
    _owner_or_contact(said)
    if len(said.get("contact", "")) > CONTACT_LIMIT:
        problems["contact"] = FieldProblem(code="too_long", limit=CONTACT_LIMIT)
    for name in NEVER_CLEARED:
        if not said.get(name, True):
            del said[name]
    loose: tuple[str, ...] = ()
    if "themes" in said:
        said["themes"], loose = _themes(said["themes"])
    return Row(
        at=row.at,
        source_id=said.get("source_id") or _made_of(said),
        said=said,
        loose_themes=loose,
        problems=problems,
    )


def _read(name: str, cells: Sequence[object], values: Mapping[tuple[str, str], str]) -> Any:
    if name in READ_LIST:
        several = [one for cell in cells for one in texts(cell)]
        if values:
            several = [found for one in several if (found := values.get((name, folded(one)), one))]
        return READ_LIST[name](several)
    one = JOINED_BY.get(name, " ").join(filter(None, map(text, cells)))
    return READ_TEXT[name](values.get((name, folded(one)), one) if values else one)


def _made_of(said: Mapping[str, Any]) -> str:
    parts = [said.get("kind", ""), said.get("title", ""), *said.get("councils", ())]
    same = "|".join(" ".join(words(part)) for part in parts)
    return f"row-{hashlib.sha256(same.encode()).hexdigest()[:20]}"


def _owner_or_contact(said: dict[str, Any]) -> None:
    """An owner is a member of Slack; anybody else is somebody to contact."""
    owner = said.get("owner", "")
    if found := member_id(owner):
        said["owner"] = found
    elif owner:
        del said["owner"]
        said["contact"] = ", ".join(filter(None, (owner, said.get("contact"))))


def _themes(names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of our themes among some names, and the other names. Commas may part them, too."""
    known = _theme_keys()
    parts = [
        part
        for name in names
        for part in ([name] if _comparable(name) in known else map(str.strip, name.split(",")))
        if part
    ]
    keys = [known[_comparable(part)] for part in parts if _comparable(part) in known]
    return tuple(dict.fromkeys(keys)), tuple(part for part in parts if _comparable(part) not in known)


@functools.cache
def _theme_keys() -> dict[str, str]:
    return {
        _comparable(name): theme.key for theme in themes() for name in (theme.key, theme.name, *theme.also)
    }


@functools.lru_cache(maxsize=1000)
def _comparable(name: str) -> str:
    return " ".join(words(name))
