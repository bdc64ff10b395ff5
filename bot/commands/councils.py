"""`collab councils`: the list of councils and other organisations that a workspace goes by."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.commands import council_words as words
from bot.commands.process import opened
from bot.commands.start import begin
from bot.commands.workspaces import chosen
from bot.data.councils import BadCells, council_of
from bot.services.council_lists import Councils, read_list
from bot.services.tables.reading import read
from bot.services.tables.table import Unreadable
from storage.trouble import told_plainly


def import_list(path: Path, *, workspace: str | None, dry_run: bool) -> bool:
    """Take in a list, or tell what is wrong with it and take in nothing. True when nothing was.

    Raises:
        Unreadable: the file cannot be read as a list.
    """
    settings = begin()
    try:
        table = read(path.read_bytes())
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.") from error
    console = _console()
    with opened(settings.database_url) as database, told_plainly():
        team = chosen(database, workspace, new=True)
        councils = Councils(database)
        found = councils.judged(team, read_list(table))
        _say(console, words.refused(found.bad, table.unit))
        if found.bad:
            console.print(f"Nothing was taken in: {len(found.bad):,} of the {table.unit}s make no sense.")
            return False
        with _bar(len(found.councils), console) as moved_to:
            each = [one for _, one in found.councils]
            outcome = councils.take_in(team, each, dry_run=dry_run, tell=moved_to)
    _say(console, words.unused(table))
    _say(console, words.unknown_names(outcome.unknown))
    typer.echo(words.summary(outcome, dry_run=dry_run))
    return True


def add(name: str, *, sort: str, also: Sequence[str], workspace: str | None) -> None:
    """Add one organisation, or change the one of this name.

    Raises:
        typer.BadParameter: it cannot be one.
    """
    settings = begin()
    try:
        council = council_of({"name": name, "type": sort, "other_names": ";".join(also)})
    except BadCells as why:
        raise typer.BadParameter(
            " ".join(words.problem_in_words(one, "line") for one in why.problems)
        ) from why
    with opened(settings.database_url) as database, told_plainly():
        outcome = Councils(database).take_in(chosen(database, workspace, new=True), [council])
    typer.echo(f"{'Added' if outcome.new else 'Kept'} {council.name}, a {council.type}.")


def check(*, workspace: str | None) -> None:
    """Note anew who the names on items stand for, and tell which stand for nobody."""
    settings = begin()
    with opened(settings.database_url) as database, told_plainly():
        known, unknown = Councils(database).check(chosen(database, workspace, new=False))
    _say(_console(), words.unknown_names(unknown))
    typer.echo(f"{known:,} councils and other organisations are known, closed ones among them.")


def _console() -> Console:
    return Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def _say(console: Console, lines: Iterator[str]) -> None:
    for line in lines:
        console.print(line)


@contextmanager
def _bar(total: int, console: Console) -> Iterator[Callable[[int], None]]:
    """A bar where there is a terminal."""
    shown = (TextColumn("Taking in"), BarColumn(), MofNCompleteColumn())
    with Progress(*shown, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=total)
        yield lambda at: progress.update(task, completed=at)
