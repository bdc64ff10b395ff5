"""Items by the import that people use, which is timed on the way."""

import time
from collections.abc import Callable, Iterator

from benchmarks.items import cells, synthetic_items
from benchmarks.slack import TEAM
from bot.domain.clock import system_clock
from bot.services.importing import Manner, import_rows
from bot.services.tables.table import RawRow
from storage.database import Database

_STEP = 1000


def fill(database: Database, *, have: int, want: int, step: Callable[[int], None]) -> float:
    """Import synthetic items until there are so many; answers the rows a second."""
    start = time.perf_counter()
    for first in range(have, want, _STEP):
        count = min(_STEP, want - first)
        outcome = import_rows(database, TEAM, _rows(first, count), manner=Manner(), now=system_clock())
        assert (outcome.new, len(outcome.refused)) == (count, 0), outcome
        step(count)
    return (want - have) / (time.perf_counter() - start)


def _rows(first: int, count: int) -> Iterator[RawRow]:
    for number, content in enumerate(synthetic_items(first, count), start=first):
        yield RawRow(at=number, cells=cells(number, content))
