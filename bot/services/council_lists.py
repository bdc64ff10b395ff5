"""Taking in a newer list of councils, or other organisations: whole or not at all, for a list must hang together."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.data.councils import COLUMNS, BadCells, CellProblem, council_of, gazetteer
from bot.domain.councils import Council
from bot.domain.gazetteer import Gazetteer
from bot.search.places import gazetteer_of, overlaid
from bot.services.council_names import note_again
from bot.services.tables.cells import Unfit, text
from bot.services.tables.table import RawRow, Table, Unreadable
from storage.database import Database
from storage.transaction import Transaction

ROWS_A_STATEMENT = 100
ABOVE = ("part_of", "successors")


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A row that makes no sense, and why."""

    at: int
    problems: Sequence[CellProblem]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRead:
    """What a list says: an organisation a row, or what is wrong with it."""

    councils: tuple[tuple[int, Council], ...] = ()
    bad: tuple[BadLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOutcome:
    """What became of a list. `unknown` names are on items, and stand for nobody known; with how often."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    unknown: tuple[tuple[str, int], ...] = ()


def read_list(table: Table) -> ListRead:
    """What the rows of a table say.

    Raises:
        Unreadable: it has no column for names, or none for types.
    """
    missing = [name for name in ("name", "type") if name not in table.columns]
    if missing:
        raise Unreadable(f"There is no column called {' and none called '.join(missing)}.")
    councils: list[tuple[int, Council]] = []
    bad: list[BadLine] = []
    seen: dict[str, int] = {}
    for row in table.rows:
        try:
            council = council_of(_cells(row))
        except BadCells as why:
            bad.append(BadLine(at=row.at, problems=why.problems))
            continue
        if (first := seen.setdefault(council.code, row.at)) != row.at:
            bad.append(_bad(row.at, "code", "repeated", str(first)))
        councils.append((row.at, council))
    return ListRead(councils=tuple(councils), bad=tuple(bad))


class Councils:
    """The list of councils and other organisations that a workspace goes by."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def judged(self, workspace: str, read: ListRead) -> ListRead:
        """The same, with the rows that name a code that nobody has, or that would lie in themselves, as bad ones."""
        with self._database.reading(workspace) as tx:
            known = overlaid(gazetteer_of(tx), (one for _, one in read.councils))
        bad = [*read.bad]
        for at, one in read.councils:
            problems = [
                CellProblem(column=column, code="no_such_code", value=code)
                for column in ABOVE
                for code in getattr(one, column)
                if known.get(code) is None
            ]
            if one.code in _all_above(known, one):
                problems.append(CellProblem(column="part_of", code="in_itself", value=one.code))
            if problems:
                bad.append(BadLine(at=at, problems=problems))
        return ListRead(councils=read.councils, bad=tuple(sorted(bad, key=lambda each: each.at)))

    def take_in(
        self,
        workspace: str,
        councils: Sequence[Council],
        *,
        dry_run: bool = False,
        tell: Callable[[int], object] = lambda _: None,
    ) -> ListOutcome:
        """Keep organisations, and note anew who the names on items stand for. A dry run only says what would be.

        `tell` hears how many were written so far.
        """
        if dry_run:
            with self._database.reading(workspace) as tx:
                return _compared(_there(tx), councils)
        with self._database.transaction(workspace) as tx:
            outcome = _compared(_there(tx), councils)
            batch, unwritten, written = uuid.uuid4().hex, iter(councils), 0
            while lot := list(islice(unwritten, ROWS_A_STATEMENT)):
                tx.organisations.put(lot, batch=batch)
                written += len(lot)
                tell(written)
            return ListOutcome(
                new=outcome.new,
                changed=outcome.changed,
                unchanged=outcome.unchanged,
                unknown=tuple(note_again(tx)),
            )

    def check(self, workspace: str) -> tuple[int, tuple[tuple[str, int], ...]]:
        """Note anew who the names on items stand for; answers how many organisations are known, and unknown names."""
        with self._database.transaction(workspace) as tx:
            return len(gazetteer_of(tx)), tuple(note_again(tx))


def _cells(row: RawRow) -> Mapping[str, str]:
    if row.fault:
        raise BadCells([CellProblem(column="", code=row.fault.code, value=row.fault.value)])
    cells, problems = {}, []
    for name in COLUMNS:
        value = row.cells.get(name)
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            value = ";".join(value)
        try:
            cells[name] = text(value)
        except Unfit:
            problems.append(CellProblem(column=name, code="not_text"))
    if problems:
        raise BadCells(problems)
    return cells


def _bad(at: int, column: str, code: str, value: str) -> BadLine:
    return BadLine(at=at, problems=[CellProblem(column=column, code=code, value=value)])


def _there(tx: Transaction) -> dict[str, Council]:
    """What was taken in before, and what ships with the bot."""
    return {one.code: one for one in (*gazetteer(), *tx.organisations.all())}


def _compared(known: Mapping[str, Council], councils: Iterable[Council]) -> ListOutcome:
    there = [(known.get(one.code), one) for one in councils]
    new = sum(before is None for before, _ in there)
    unchanged = sum(before == after for before, after in there)
    return ListOutcome(new=new, changed=len(there) - new - unchanged, unchanged=unchanged)


def _all_above(known: Gazetteer, council: Council) -> set[str]:
    """The codes of all that a council lies in, however many storeys up."""
    above: set[str] = set()
    unseen = list(council.part_of)
    while unseen:
        code = unseen.pop()
        if code not in above:
            above.add(code)
            one = known.get(code)
            unseen += one.part_of if one else ()
    return above
