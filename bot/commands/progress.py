"""How far something is, on the terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def bar(
    doing: str, total: int, unit: str, console: Console, *, plain_step: int
) -> Iterator[Callable[[int], None]]:
    """Gives what moves a bar; where there is no terminal, it says a line each `plain_step` instead."""
    if not console.is_terminal:
        yield _steps(total, unit, console, plain_step)
        return
    shown = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*shown, console=console, transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda at: progress.update(task, completed=at)


def _steps(total: int, unit: str, console: Console, plain_step: int) -> Callable[[int], None]:
    told = 0

    def moved_to(at: int) -> None:
        nonlocal told
        if at // plain_step > told // plain_step:
            console.print(f"{at:,} of {total:,} {unit}s")
            told = at

    return moved_to
