"""`make bench`: measure everything, print it, and write it into docs/performance.md."""

import argparse
import tempfile
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from benchmarks.measuring import QUICK, Extent, measure
from benchmarks.report import machine, tables, write


def main() -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small run that only shows that all works")
    parser.add_argument("--no-page", action="store_true", help="leave docs/performance.md as it is")
    wanted = parser.parse_args()
    extent = QUICK if wanted.quick else Extent()
    bar = Progress(
        TextColumn("Measuring"),
        BarColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    # Not below a folder that is closed to others: as root, PostgreSQL runs as another user.
    with tempfile.TemporaryDirectory(prefix="collab-bench-", ignore_cleanup_errors=True) as folder, bar:
        task = bar.add_task("measuring", total=extent.steps)
        measured = measure(Path(folder), extent, step=lambda steps: bar.advance(task, steps))
    console = Console(highlight=False)
    console.print(machine(measured))
    for heading, columns, rows in tables(measured):
        table = Table(*columns, title=heading, title_justify="left")
        for row in rows:
            table.add_row(*row)
        console.print(table)
    if not (wanted.quick or wanted.no_page):
        write(measured)


if __name__ == "__main__":
    main()
