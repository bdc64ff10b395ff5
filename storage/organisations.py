"""The organisations that a workspace added or replaced, and who the names on its items stand for."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from bot.domain.councils import Council, OrganisationType, Setting
from storage.models import ItemCouncilRow, ItemRow, OrganisationNameRow, OrganisationRow
from storage.upsert import insert_for

Stamp = tuple[tuple[str, int], ...]
_ROWS_A_STATEMENT = 500
_COLUMNS = tuple(column.name for column in OrganisationRow.__table__.columns)
_KEYS = ("workspace_id", "code")
_STAMP = (
    select(OrganisationRow.batch, func.count())
    .where(OrganisationRow.workspace_id == bindparam("workspace"))
    .group_by(OrganisationRow.batch)
    .order_by(OrganisationRow.batch)
)


class Organisations:
    """One workspace's own organisations, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id

    def stamp(self) -> Stamp:
        """Changes whenever they do, and is empty when there are none: the key of a cache, for all databases at once."""
        return tuple((batch, count) for batch, count in self._session.execute(_STAMP, self._here()))

    def all(self) -> list[Council]:
        """Every one of them, by its code."""
        rows = self._session.scalars(
            select(OrganisationRow)
            .where(OrganisationRow.workspace_id == self._workspace)
            .order_by(OrganisationRow.code)
        )
        return [_to_council(row) for row in rows]

    def put(self, councils: Sequence[Council], *, batch: str) -> None:
        """Keep organisations, each in the place of the one with its code."""
        if not councils:
            return
        rows = [self._here_as_column() | _columns(one) | {"batch": batch} for one in councils]
        statement = insert_for(self._session, OrganisationRow)
        changed = {name: statement.excluded[name] for name in _COLUMNS if name not in _KEYS}
        self._session.execute(statement.on_conflict_do_update(index_elements=_KEYS, set_=changed), rows)

    def unnoted(self, names: Collection[str]) -> set[str]:
        """Those of some folded names of which it was never noted who they are."""
        noted: set[str] = set()
        for lot in _in_lots(sorted(names)):
            noted.update(
                self._session.scalars(
                    select(OrganisationNameRow.folded).where(
                        OrganisationNameRow.workspace_id == self._workspace,
                        OrganisationNameRow.folded.in_(lot),
                    )
                )
            )
        return set(names) - noted

    def note(self, codes: Mapping[str, str | None]) -> None:
        """Note who some folded names stand for, now."""
        rows = [
            self._here_as_column() | {"folded": name, "code": code} for name, code in sorted(codes.items())
        ]
        if not rows:
            return
        statement = insert_for(self._session, OrganisationNameRow)
        self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["workspace_id", "folded"], set_={"code": statement.excluded["code"]}
            ),
            rows,
        )

    def names(self) -> Iterator[tuple[str, str, int]]:
        """Each name on the items here, as (folded, as somebody wrote it, on how many items)."""
        named = (
            select(ItemCouncilRow.folded, func.min(ItemCouncilRow.name), func.count())
            .join(ItemRow, ItemRow.id == ItemCouncilRow.item_id)
            .where(ItemRow.workspace_id == self._workspace)
            .group_by(ItemCouncilRow.folded)
            .order_by(ItemCouncilRow.folded)
        )
        yield from ((folded, name, count) for folded, name, count in self._session.execute(named))

    def _here(self) -> dict[str, int]:
        return {"workspace": self._workspace}

    def _here_as_column(self) -> dict[str, Any]:
        return {"workspace_id": self._workspace}


def names_of(workspace_id: int, codes: Collection[str]) -> Select[str]:
    """The folded names that stand for one of these organisations."""
    return select(OrganisationNameRow.folded).where(
        OrganisationNameRow.workspace_id == workspace_id, OrganisationNameRow.code.in_(sorted(codes))
    )


def _in_lots(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), _ROWS_A_STATEMENT):
        yield names[start : start + _ROWS_A_STATEMENT]


def _columns(one: Council) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "short_name": one.short_name,
        "type": one.type.value,
        "nation": one.nation,
        "region": one.region,
        "part_of": list(one.part_of),
        "latitude": one.latitude,
        "longitude": one.longitude,
        "setting": one.setting and one.setting.value,
        "population": one.population,
        "other_names": list(one.other_names),
        "domains": list(one.domains),
        "closed": one.closed,
        "successors": list(one.successors),
    }


def _to_council(row: OrganisationRow) -> Council:
    return Council(
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        type=OrganisationType(row.type),
        nation=row.nation,
        region=row.region,
        part_of=tuple(row.part_of),
        latitude=row.latitude,
        longitude=row.longitude,
        setting=Setting(row.setting) if row.setting else None,
        population=row.population,
        other_names=tuple(row.other_names),
        domains=tuple(row.domains),
        closed=row.closed,
        successors=tuple(row.successors),
    )
