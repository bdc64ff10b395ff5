"""`collab import`: a file of items, on the terminal."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console

from bot.commands import import_words as words
from bot.commands.process import opened
from bot.commands.progress import bar
from bot.commands.start import begin
from bot.commands.workspaces import chosen
from bot.domain.clock import system_clock
from bot.services.importing import Manner, Outcome, import_rows
from bot.services.tables.columns import Wishes, matched
from bot.services.tables.reading import read
from bot.services.tables.table import Unreadable
from bot.services.tables.values import member_id

PLAIN_STEP = 5000  # lines or items, where there is no terminal to show a bar on


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What was asked for."""

    wishes: Wishes
    workspace: str | None
    owner: str | None
    dry_run: bool


def ordered(
    names: Sequence[str],
    values: Sequence[str],
    constants: Sequence[str],
    *,
    workspace: str | None,
    owner: str | None,
    dry_run: bool,
) -> Order:
    """What the words of the command ask for.

    Raises:
        typer.BadParameter: one of them cannot be understood.
    """
    if owner is not None and not member_id(owner):
        raise typer.BadParameter(f"“{owner}” is not a Slack member id such as U02ABC.", param_hint="--owner")
    translated = {}
    for one in values:
        field, _, rest = one.partition(":")
        said, word = _pair("--map-value", rest, "OURS:THEIRS=WORD", one)
        translated[field, said] = word
    return Order(
        wishes=Wishes(
            names=[_pair("--map", one, "THEIRS=OURS") for one in names],
            values=translated,
            constants=dict(_pair("--set", one, "OURS=VALUE") for one in constants),
        ),
        workspace=workspace,
        owner=owner and member_id(owner),
        dry_run=dry_run,
    )


def import_file(path: Path, order: Order) -> bool:
    """Import a file, and tell what became of each row that was refused. True when none was.

    Raises:
        Unreadable: nothing was imported, for the file cannot be read or its columns are not understood.
    """
    settings = begin()
    table = read(_bytes(path))
    columns = matched(table.columns, order.wishes)
    console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    with opened(settings.database_url) as database:
        workspace = chosen(database, order.workspace, new=True)
        with bar("Importing", table.length, table.unit, console, plain_step=PLAIN_STEP) as moved_to:

            def tell(outcome: Outcome) -> None:
                for line in words.refused(outcome, table.unit):
                    console.print(line)
                moved_to(outcome.at)

            total = import_rows(
                database,
                workspace,
                table.rows,
                manner=Manner(columns=columns, owner=order.owner, dry_run=order.dry_run),
                now=system_clock(),
                tell=tell,
            )
    for line in words.notes(total, table, columns):
        console.print(line)
    Console(highlight=False, markup=False).print(words.summary(total, dry_run=order.dry_run))
    return not total.refused


def _pair(option: str, text: str, form: str, whole: str = "") -> tuple[str, str]:
    left, sign, right = text.partition("=")
    if not sign or not left.strip():
        raise typer.BadParameter(f"“{whole or text}” should look like {form}.", param_hint=option)
    return left.strip(), right.strip()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.") from error
