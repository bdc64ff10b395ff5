"""Taking in many items at once: each row whole or not at all, and safe to do again.

A row whose source id is known changes that item; others are new. An import tells nobody: neither those who saved a
search nor those who follow an item, who would hear of thousands at once. The weekly digest does.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from bot.domain.items import Action, Change, Item, said_at_first
from bot.services.indexing import reindex
from bot.services.tables.columns import OURS, Columns
from bot.services.tables.merging import RowRefused, changed, made, what_changed
from bot.services.tables.rows import Row, understood
from bot.services.tables.table import Problem, RawRow, RowProblem
from storage.database import Database
from storage.items import NewItem
from storage.transaction import Transaction
from storage.trouble import RowsRefused, told_plainly

BY = "import"  # who did it, in an item's history
ROWS_A_TRANSACTION = 200
_OWN_ID = re.compile(r"collab:(\d{1,9}):\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How to import: where a row says what, who owns what nobody owns, and whether to write anything at all."""

    columns: Columns = OURS
    owner: str | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that was not taken in, and why; the problem of "" is one of the whole row."""

    at: int
    problems: Mapping[str, Problem]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of some rows, up to and with the one at `at`. `loose_themes` counts words that are no theme."""

    at: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: tuple[BadRow, ...] = ()
    loose_themes: Counter[str] = field(default_factory=Counter)

    def __add__(self, later: "Outcome") -> "Outcome":
        return Outcome(
            at=later.at,
            new=self.new + later.new,
            updated=self.updated + later.updated,
            unchanged=self.unchanged + later.unchanged,
            refused=self.refused + later.refused,
            loose_themes=self.loose_themes + later.loose_themes,
        )


def import_rows(
    database: Database,
    workspace: str,
    rows: Iterable[RawRow],
    *,
    manner: Manner = Manner(),
    now: datetime,
    tell: Callable[[Outcome], object] = lambda _: None,
) -> Outcome:
    """Take in rows, some hundred in a transaction; `tell` hears of each lot when it is kept.

    A row that cannot be kept is refused whole, and the others are kept nevertheless.

    Raises:
        DatabaseTrouble: the database cannot be used. What was told of is kept; importing again goes on from there.
    """
    total = Outcome()
    seen: dict[str, int] = {}
    unread = iter(rows)
    while lot := list(islice(unread, ROWS_A_TRANSACTION)):
        meant = [_once(understood(row, manner.columns), seen) for row in lot]
        outcome = _kept(database, workspace, meant, manner, now)
        tell(outcome)
        total += outcome
    return total


def own_id(item: Item) -> str:
    """What a file calls an item: its source id; for one that was shared here, a name that finds it again."""
    return item.origin.source_id or f"collab:{item.id}:{int(item.created_at.timestamp())}"


def _once(row: Row, seen: dict[str, int]) -> Row:
    """A row, refused if an earlier one was about the same item: both cannot be right."""
    if row.problems:
        return row
    first = seen.setdefault(row.source_id, row.at)
    if first == row.at:
        return row
    where = "source_id" if "source_id" in row.said else ""
    return replace(row, problems={where: RowProblem(code="repeated", value=str(first))})


class _OnlyTrying(Exception):
    """Nothing is wrong: it takes a transaction back."""


def _kept(database: Database, workspace: str, rows: Sequence[Row], manner: Manner, now: datetime) -> Outcome:
    """Keep rows in one transaction; each in one of its own if the database does not take them together."""
    outcome = Outcome(at=rows[-1].at)
    try:
        with suppress(_OnlyTrying), told_plainly(), database.transaction(workspace) as tx:
            outcome = _written(tx, rows, manner, now)
            if manner.dry_run:
                raise _OnlyTrying
    except RowsRefused as error:
        if len(rows) > 1:
            return sum((_kept(database, workspace, [row], manner, now) for row in rows), Outcome())
        problem = RowProblem(code="not_kept", value=str(error))
        return replace(outcome, refused=(BadRow(at=outcome.at, problems={"": problem}),))
    return outcome


def _written(tx: Transaction, rows: Sequence[Row], manner: Manner, now: datetime) -> Outcome:
    known = _known(tx, [row.source_id for row in rows])
    new: list[NewItem] = []
    changes: list[tuple[Item, Item]] = []
    refused: list[BadRow] = []
    for row in rows:
        before = known.get(row.source_id)
        try:
            if before is None:
                new.append(made(row, owner=manner.owner, now=now))
            elif (after := changed(row, before, owner=manner.owner, now=now)) != before:
                changes.append((before, after))
        except RowRefused as why:
            refused.append(BadRow(at=row.at, problems=why.problems))
    added = tx.items.add_many(new)
    tx.items.update_many([after for _, after in changes])
    reindex(tx, [*((None, item) for item in added), *changes])
    tx.history.add_many([*_lines(added, changes, now)])
    return Outcome(
        at=rows[-1].at,
        new=len(new),
        updated=len(changes),
        unchanged=len(rows) - len(new) - len(changes) - len(refused),
        refused=tuple(refused),
        loose_themes=Counter(theme for row in rows for theme in row.loose_themes),
    )


def _known(tx: Transaction, source_ids: Sequence[str]) -> dict[str, Item]:
    """The items that these source ids name."""
    known = tx.items.by_source_ids(source_ids)
    here = [int(match[1]) for one in source_ids if one not in known and (match := _OWN_ID.fullmatch(one))]
    if here:
        ours = {own_id(item): item for item in tx.items.by_ids(here).values()}
        known |= {one: ours[one] for one in source_ids if one in ours and one not in known}
    return known


def _lines(
    added: Sequence[Item], changes: Sequence[tuple[Item, Item]], now: datetime
) -> Iterator[tuple[int, Change]]:
    for item in added:
        yield item.id, Change(action=Action.SHARED, by=BY, at=now, fields=said_at_first(item))
    for before, after in changes:
        fields = what_changed(before, after)
        yield after.id, Change(action=Action.EDITED, by=BY, at=now, fields=fields)
