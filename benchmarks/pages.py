"""Tables in docs/performance.md, and what they were measured on."""

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
Table = tuple[str, Sequence[str], list[Sequence[str]]]
"""Its heading, its columns, its rows."""


def write_between(begin: str, end: str, parts: Iterable[str], page: Path = PAGE) -> None:
    """Put parts into the page in place of what stands between two marks."""
    before, _, rest = page.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    page.write_text("\n\n".join([f"{before}{begin}", *parts, f"{end}{after}"]), encoding="utf-8")


def today_on_this(versions: Mapping[str, str]) -> str:
    """The day, the machine, and the versions of what was measured."""
    named = ", ".join(f"{name} {version}" for name, version in versions.items())
    return (
        f"Measured on {date.today():%-d %B %Y}: {_processor()}, {os.cpu_count()} cores, "  # noqa: DTZ011 - a date
        f"Python {platform.python_version()}, {named}."
    )


def met(yes: bool) -> str:  # noqa: FBT001 - the one thing it is asked
    """Whether an aim was met."""
    return "met" if yes else "not met"


def markdown(table: Table) -> str:
    """A table under its heading."""
    heading, columns, rows = table
    lines = [f"### {heading}", "", _line(columns), _line(["---"] * len(columns)), *map(_line, rows)]
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _processor() -> str:
    lines: Iterable[str] = ()
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
