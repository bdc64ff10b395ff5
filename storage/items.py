"""Items: what the services may ask of the database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    bindparam,
    exists,
    func,
    insert,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from bot.domain.finding import NO_FILTERS, Filters
from bot.domain.items import (
    CONTENT_FIELDS,
    Collaboration,
    Item,
    ItemContent,
    Kind,
    Link,
    Origin,
    Phase,
    Source,
)
from storage.models import ItemCouncilRow, ItemRow, ItemThemeRow
from storage.one_of import one_of
from storage.organisations import names_of
from storage.upsert import table_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """An item before storage has given it an id."""

    content: ItemContent
    owner_id: str | None
    contact: str
    origin: Origin
    created_at: datetime
    confirmed_at: datetime
    archived_at: datetime | None = None


class Items:
    """One workspace's items, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def add(self, new: NewItem) -> Item:
        """Keep an item; its id is part of the answer."""
        return self.add_many([new])[0]

    def add_many(self, news: Sequence[NewItem]) -> list[Item]:
        """Keep many items, with one statement a table; answers them in the same order, their ids ascending."""
        if not news:
            return []
        rows = [_new_columns(self._workspace, new) for new in news]
        inserted = insert(table_of(ItemRow)).returning(ItemRow.id, sort_by_parameter_order=True)
        ids = self._session.scalars(inserted, rows)
        items = [_kept(item_id, new) for item_id, new in zip(ids, news, strict=True)]
        themes = [
            {"item_id": item.id, "theme": theme, "position": position}
            for item in items
            for position, theme in enumerate(item.themes)
        ]
        councils = [
            {"item_id": item.id, "folded": name.casefold(), "name": name, "position": position}
            for item in items
            for position, name in enumerate(item.councils)
        ]
        if themes:
            self._session.execute(insert(table_of(ItemThemeRow)), themes)
        if councils:
            self._session.execute(insert(table_of(ItemCouncilRow)), councils)
        return items

    def update(self, item: Item) -> None:
        """Write an item back: everything but its id, origin and time of creation."""
        self.update_many([item])

    def update_many(self, items: Sequence[Item]) -> None:
        """Write items back, all read at once and written at once."""
        asked = {"ids": [item.id for item in items], "workspace": self._workspace}
        wanted = select(ItemRow).where(*_with_ids())
        rows = {row.id: row for row in self._session.scalars(wanted, asked)} if items else {}
        for item in items:
            row = rows[item.id]
            _write_content(row, item.content)
            row.owner_id = item.owner_id
            row.contact = item.contact
            row.updated_at = item.updated_at
            row.confirmed_at = item.confirmed_at
            row.archived_at = item.archived_at
        self._session.flush()

    def get(self, item_id: int) -> Item | None:
        """An item, archived or not."""
        return self.by_ids([item_id]).get(item_id)

    def locked(self, item_id: int) -> Item | None:
        """An item that nobody else can change until this transaction ends."""
        found = self._read(_wanted().where(ItemRow.id == item_id, *self._here()).with_for_update())
        return found[0] if found else None

    def by_ids(self, ids: Collection[int]) -> dict[int, Item]:
        """The items with these ids that are here."""
        asked = {"ids": list(ids), "workspace": self._workspace}
        return {item.id: item for item in self._read(_WITH_IDS, asked)}

    def by_source_ids(self, source_ids: Collection[str]) -> dict[str, Item]:
        """The imported items that another system knows by these names."""
        wanted = _wanted().where(one_of(ItemRow.source_id, source_ids), *self._here()).with_for_update()
        return {str(item.origin.source_id): item for item in self._read(wanted)}

    def newest(self, filters: Filters = NO_FILTERS, *, limit: int, offset: int = 0) -> list[Item]:
        """Current items, the newest first."""
        return self._read(
            _wanted()
            .where(*self._here(), ItemRow.archived_at.is_(None), *self.conditions(filters))
            .order_by(ItemRow.created_at.desc(), ItemRow.id.desc())
            .limit(limit)
            .offset(offset)
        )

    def passes(self, item_id: int, filters: Filters) -> bool:
        """Whether an item is what the filters ask for."""
        wanted = select(ItemRow.id).where(ItemRow.id == item_id, *self._here(), *self.conditions(filters))
        return self._session.scalar(wanted) is not None

    def passing(self, filters: Filters, *, among: Collection[int] | None = None) -> set[int]:
        """The ids of items that are what the filters ask for: of all, or among these."""
        wanted = select(ItemRow.id).where(*self.conditions(filters))
        if among is None:
            return set(self._session.scalars(wanted.where(*self._here())))
        asked = {"ids": list(among), "workspace": self._workspace}
        return set(self._session.scalars(wanted.where(*_with_ids()), asked)) if among else set()

    def owned_by(self, member_id: str, *, limit: int) -> list[Item]:
        """A member's own items, current ones first, the newest first."""
        return self._read(
            _wanted()
            .where(*self._here(), ItemRow.owner_id == member_id)
            .order_by(ItemRow.archived_at.is_not(None), ItemRow.created_at.desc(), ItemRow.id.desc())
            .limit(limit)
        )

    def all(self, *, after_id: int = 0, limit: int) -> list[Item]:
        """Items in the order of their ids, archived ones too: a page of everything."""
        wanted = _wanted().where(*self._here(), ItemRow.id > after_id).order_by(ItemRow.id).limit(limit)
        return self._read(wanted)

    def conditions(self, filters: Filters) -> list[ColumnElement[bool]]:
        """What an item's row must be to pass the filters. Empty when they ask for nothing."""
        wanted: list[ColumnElement[bool]] = []
        if filters.kind:
            wanted.append(ItemRow.kind == filters.kind.value)
        if filters.phase:
            wanted.append(ItemRow.phase == filters.phase.value)
        if filters.theme:
            wanted.append(
                exists().where(ItemThemeRow.item_id == ItemRow.id, ItemThemeRow.theme == filters.theme)
            )
        if filters.council:
            folded = filters.council.casefold()
            wanted.append(
                exists().where(
                    ItemCouncilRow.item_id == ItemRow.id,
                    ItemCouncilRow.folded.contains(folded, autoescape=True),
                )
            )
        if filters.at is not None:
            # Asked first: joined to it, PostgreSQL takes seconds after an import, before it has its statistics.
            names = self._session.scalars(names_of(self._workspace, filters.at)).all()
            # `coalesce`, or SQLite looks every one of the names up in the index, for each item.
            named = one_of(func.coalesce(ItemCouncilRow.folded, ""), names)
            wanted.append(exists().where(ItemCouncilRow.item_id == ItemRow.id, named))
        elif filters.places:
            raise ValueError("where these places are was not worked out: see bot.search.places")
        if filters.by:
            wanted.append(ItemRow.owner_id == filters.by)
        if filters.since:
            wanted.append(or_(ItemRow.created_at >= filters.since, ItemRow.updated_at >= filters.since))
        return wanted

    def _here(self) -> Sequence[ColumnElement[bool]]:
        return (ItemRow.workspace_id == self._workspace,)

    def _read(self, wanted: Select[Any], asked: Mapping[str, Any] | None = None) -> list[Item]:
        """The items of a query, as plain rows: as objects of the ORM they take twice as long."""
        rows = self._session.execute(wanted, asked).all()
        if not rows:
            return []
        ids = [row.id for row in rows]
        themes: dict[int, list[str]] = {item_id: [] for item_id in ids}
        councils: dict[int, list[str]] = {item_id: [] for item_id in ids}
        for item_id, theme, council, _ in self._session.execute(_THEMES_AND_COUNCILS, {"ids": ids}):
            if theme is None:
                councils[item_id].append(council)
            else:
                themes[item_id].append(theme)
        return [_to_item(row, themes[row.id], councils[row.id]) for row in rows]


def _wanted() -> Select[Any]:
    return select(table_of(ItemRow))


def _with_ids() -> Sequence[ColumnElement[bool]]:
    # `+ 0`, or SQLite reads every item of the workspace, by the index that begins with it.
    return one_of(ItemRow.id, "ids"), ItemRow.workspace_id + 0 == bindparam("workspace")


# Made once: making a statement takes longer than the database takes to answer it.
_WITH_IDS = _wanted().where(*_with_ids())
_NONE: ColumnElement[Any] = null()
_THEMES_AND_COUNCILS = union_all(  # each row has one of the two
    select(ItemThemeRow.item_id, ItemThemeRow.theme, _NONE, ItemThemeRow.position).where(
        one_of(ItemThemeRow.item_id, "ids")
    ),
    select(ItemCouncilRow.item_id, _NONE, ItemCouncilRow.name, ItemCouncilRow.position).where(
        one_of(ItemCouncilRow.item_id, "ids")
    ),
).order_by("position")


def _new_columns(workspace_id: int, new: NewItem) -> dict[str, Any]:
    return _content_columns(new.content) | {
        "workspace_id": workspace_id,
        "owner_id": new.owner_id,
        "contact": new.contact,
        "source": new.origin.source.value,
        "source_id": new.origin.source_id,
        "source_link": new.origin.link,
        "created_at": new.created_at,
        "updated_at": new.created_at,
        "confirmed_at": new.confirmed_at,
        "archived_at": new.archived_at,
    }


def _content_columns(content: ItemContent) -> dict[str, Any]:
    return {
        "kind": content.kind.value,
        "title": content.title,
        "summary": content.summary,
        "description": content.description,
        "looking_for": content.looking_for,
        "phase": content.phase and content.phase.value,
        "links": [{"url": link.url, "title": link.title} for link in content.links],
        "people": list(content.people),
        "open_to": [kind.value for kind in content.open_to],
        "open_to_public": content.open_to_public,
    }


def _write_content(row: ItemRow, content: ItemContent) -> None:
    for name, value in _content_columns(content).items():
        setattr(row, name, value)
    themes = {theme.theme: theme for theme in row.themes}
    row.themes = [themes.get(key) or ItemThemeRow(theme=key) for key in content.themes]
    for position, theme in enumerate(row.themes):
        theme.position = position
    councils = {council.folded: council for council in row.councils}
    named = {name.casefold(): name for name in content.councils}
    row.councils = [councils.get(folded) or ItemCouncilRow(folded=folded) for folded in named]
    for position, council in enumerate(row.councils):
        council.position = position
        council.name = named[council.folded]


def _kept(item_id: int, new: NewItem) -> Item:
    content: dict[str, Any] = {name: getattr(new.content, name) for name in CONTENT_FIELDS}
    councils = {name.casefold(): name for name in new.content.councils}
    return Item(
        id=item_id,
        **content | {"councils": tuple(councils.values())},
        owner_id=new.owner_id,
        contact=new.contact,
        origin=new.origin,
        created_at=new.created_at,
        updated_at=new.created_at,
        confirmed_at=new.confirmed_at,
        archived_at=new.archived_at,
    )


def _to_item(row: Row[Any], themes: Sequence[str], councils: Sequence[str]) -> Item:
    links: list[dict[str, Any]] = row.links
    return Item(
        id=row.id,
        kind=Kind(row.kind),
        title=row.title,
        summary=row.summary,
        description=row.description,
        looking_for=row.looking_for,
        phase=Phase(row.phase) if row.phase else None,
        links=tuple(Link(url=link["url"], title=link["title"]) for link in links),
        people=tuple(row.people),
        open_to=tuple(Collaboration(kind) for kind in row.open_to),
        open_to_public=row.open_to_public,
        themes=tuple(themes),
        councils=tuple(councils),
        owner_id=row.owner_id,
        contact=row.contact,
        origin=Origin(source=Source(row.source), source_id=row.source_id, link=row.source_link),
        created_at=row.created_at,
        updated_at=row.updated_at,
        confirmed_at=row.confirmed_at,
        archived_at=row.archived_at,
    )
