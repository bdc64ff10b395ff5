"""`make bench-search`: ask every engine the questions of every set, print how it did, and write docs/performance.md."""

import argparse
import os
import tempfile
from collections.abc import Collection, Sequence
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from benchmarks.databases import postgresql
from benchmarks.pages import today_on_this
from benchmarks.quality.engines import ENTRIES, POSTGRESQL
from benchmarks.quality.report import quick_tables, tables, versions, write
from benchmarks.quality.running import compare, jobs_of, steps_of
from benchmarks.quality.sets import COUNCIL, council, found_in, read

SETS_FOLDER = "COLLAB_EVAL_SETS"
SIZES = (10_000, 100_000)
SMALL_SIZE, SMALL_QUESTIONS = 200, 8


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the bench."""
    wanted = _parser().parse_args(arguments)
    console = Console(highlight=False)
    folder = Path(wanted.folder)
    folders = [] if wanted.small else found_in(folder)
    if not (folders or wanted.small):
        console.print(f"There are no other sets in {folder}, so only our own, {COUNCIL}, is measured.")
    there = {COUNCIL: COUNCIL} | {one.name: str(one) for one in folders}
    named = _chosen("set", wanted.sets, there)
    engines = _chosen("engine", wanted.only, ENTRIES)
    sets = {there[name]: council() if name == COUNCIL else read(Path(there[name])) for name in named}
    sizes = [SMALL_SIZE] if wanted.small else [] if wanted.quick else wanted.sizes
    most = SMALL_QUESTIONS if wanted.small else wanted.questions
    with ExitStack() as stack:
        database = None
        if POSTGRESQL in engines and not wanted.quick:
            # Not below a folder that is closed to others: as root, PostgreSQL runs as another user.
            home = tempfile.TemporaryDirectory(prefix="collab-bench-search-", ignore_cleanup_errors=True)
            database = stack.enter_context(postgresql(Path(stack.enter_context(home))))
        jobs = jobs_of(sets, sizes, engines, most=most, quick=wanted.quick, database=database)
        bar = stack.enter_context(_bar())
        task = bar.add_task("", total=steps_of(jobs, sets))
        compared = compare(
            jobs,
            sets,
            at_once=2 if wanted.quick or wanted.small else 1,
            step=lambda steps: bar.advance(task, steps),
        )
    console.print(today_on_this(versions()))
    for heading, columns, rows in quick_tables(compared) if wanted.quick else tables(compared):
        table = Table(*columns, title=heading, title_justify="left")
        for row in rows:
            table.add_row(*row)
        console.print(table)
    whole = not (wanted.quick or wanted.small or wanted.only or wanted.sets or wanted.questions)
    if whole and not wanted.no_page:
        write(compared)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument(
        "--folder",
        default=os.environ.get(SETS_FOLDER) or Path(__file__).parents[2].parent / "shared" / "eval",
        help=f"where the other evaluation sets are, each in a folder; also ${SETS_FOLDER}",
    )
    parser.add_argument("--only", default="", help=f"engines, with commas: {', '.join(ENTRIES)}")
    parser.add_argument("--sets", default="", help=f"sets, with commas: {COUNCIL}, and those in the folder")
    parser.add_argument("--questions", type=int, default=0, help="ask only so many of each set")
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=SIZES, help="how many made-up items to time questions over"
    )
    parser.add_argument("--quick", action="store_true", help="only how good the answers are: to tune by")
    parser.add_argument("--small", action="store_true", help="a small run that only shows that all works")
    parser.add_argument("--no-page", action="store_true", help="leave docs/performance.md as it is")
    return parser


def _chosen(what: str, asked: str, there: Collection[str]) -> list[str]:
    chosen = asked.split(",") if asked else list(there)
    for name in chosen:
        if name not in there:
            raise SystemExit(f"There is no {what} {name}. There are: {', '.join(there)}.")
    return chosen


def _bar() -> Progress:
    return Progress(
        TextColumn("Asking"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )


if __name__ == "__main__":
    main()
