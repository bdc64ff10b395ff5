"""What a row makes of an item: a new one, or a change to the one that has its source id."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.data import themes
from bot.domain.items import (
    CONTENT_FIELDS,
    SUMMARY_LIMIT,
    Item,
    ItemContent,
    Kind,
    Origin,
    Source,
    checked,
    differences,
)
from bot.domain.refusals import FieldProblem, InvalidItem
from bot.services.tables.rows import Row
from bot.services.tables.table import Problem
from storage.items import NewItem

_BLANK = ItemContent(kind=Kind.PROJECT, title="", summary="")
_SENTENCE = re.compile(r"""(.+?[.!?]['"’”)]*)\s+(?=["“‘'(]?[A-Z0-9])""")
_ALSO = re.compile(r"\s*^Also about: .*\Z", re.MULTILINE)


class RowRefused(Exception):
    """A row that makes no item."""

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


def made(row: Row, *, owner: str | None, now: datetime) -> NewItem:
    """The new item that a row makes. What somebody here owns is not open to the public yet, whatever the row says.

    Raises:
        RowRefused: with every field that is wrong.
    """
    said = row.said
    content, owner = _content(row, None), said.get("owner", owner)
    return NewItem(
        content=replace(content, open_to_public=False) if owner else content,
        owner_id=owner,
        contact=said.get("contact", ""),
        origin=Origin(source=Source.IMPORT, source_id=row.source_id, link=said.get("source_link", "")),
        created_at=said.get("created", now),
        confirmed_at=said.get("confirmed", now),
        archived_at=_archived(said, None, now),
    )


def changed(row: Row, before: Item, *, owner: str | None, now: datetime) -> Item:
    """An item as a row wants it: only what the row mentions changes, and being confirmed is never undone.

    What somebody here owns is never opened to the public by a row: only its owner can do that.

    Raises:
        RowRefused: with every field that is wrong.
    """
    said = row.said
    content, owner = _content(row, before), said.get("owner") or before.owner_id or owner
    if owner and not before.open_to_public:
        content = replace(content, open_to_public=False)
    after = replace(
        before,
        **{name: getattr(content, name) for name in CONTENT_FIELDS},
        owner_id=owner,
        contact=said.get("contact", before.contact),
        archived_at=_archived(said, before.archived_at, now),
    )
    differs = after != before
    confirmed = said.get("confirmed", now if differs else before.confirmed_at)
    return replace(
        after,
        confirmed_at=max(before.confirmed_at, confirmed),
        updated_at=now if differs else before.updated_at,
    )


def what_changed(before: Item, after: Item) -> dict[str, tuple[str, str]]:
    """Each field that an import changed, as (before, after) in words."""
    pairs = {
        "owner": (before.owner_id or "", after.owner_id or ""),
        "contact": (before.contact, after.contact),
        "confirmed": (_day(before.confirmed_at), _day(after.confirmed_at)),
        "archived": (_day(before.archived_at), _day(after.archived_at)),
    }
    others = {name: (was, is_) for name, (was, is_) in pairs.items() if was != is_}
    return differences(before.content, after.content) | others


def _content(row: Row, before: ItemContent | None) -> ItemContent:
    problems = dict(row.problems)
    if "" in problems:
        raise RowRefused(problems)
    if before is None and "kind" not in row.said:
        problems.setdefault("kind", FieldProblem(code="missing"))
    content = _merged(row, before or _BLANK)
    try:
        tidy = checked(content, themes=_theme_keys())
    except InvalidItem as invalid:
        problems = {**invalid.problems, **problems}
        if not content.summary:  # it would have been made of what is missing
            del problems["summary"]
        raise RowRefused(problems) from invalid
    if problems:
        raise RowRefused(problems)
    return tidy


def _merged(row: Row, base: ItemContent) -> ItemContent:
    said: dict[str, Any] = {name: row.said[name] for name in CONTENT_FIELDS if name in row.said}
    content = ItemContent(**{name: getattr(base, name) for name in CONTENT_FIELDS} | said)
    summary, description = content.summary, content.description
    if not said.get("summary"):
        summary = base.summary or content.title
        if said.get("description"):
            summary, description = in_short(description)
    if row.loose_themes:
        kept = _ALSO.sub("", description)
        also = f"Also about: {', '.join(row.loose_themes)}."
        description = f"{kept}\n\n{also}".strip()
    return replace(content, summary=summary, description=description)


def in_short(description: str) -> tuple[str, str]:
    """A summary made of a description, and what is left for the description to say.

    A short description is the summary; the summary of a long one is its first sentence.

    >>> in_short("Tenants book repairs.")
    ('Tenants book repairs.', '')
    """
    if len(description) <= SUMMARY_LIMIT and "\n" not in description:
        return description, ""
    paragraph = description.split("\n", maxsplit=1)[0].strip()
    match = _SENTENCE.match(paragraph)
    sentence = match[1] if match else paragraph
    if len(sentence) > SUMMARY_LIMIT:
        sentence = sentence[: SUMMARY_LIMIT - 1].rsplit(" ", maxsplit=1)[0] + "…"
    return sentence, description


def _archived(said: Mapping[str, Any], before: datetime | None, now: datetime) -> datetime | None:
    match said.get("archived", before):
        case True:
            return before or now
        case datetime() as moment:
            return moment
    return None


def _day(moment: datetime | None) -> str:
    return moment.date().isoformat() if moment else ""


def _theme_keys() -> frozenset[str]:
    return frozenset(theme.key for theme in themes())
