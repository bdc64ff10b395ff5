"""`collab import --format trello`: a board becomes a workshop in a channel."""

import re
from pathlib import Path

import typer

from bot.commands.process import opened
from bot.commands.start import begin
from bot.commands.workspaces import chosen
from bot.domain.clock import system_clock
from bot.domain.refusals import Refusal
from bot.domain.trello import from_trello
from bot.services.tables.table import Unreadable, printable
from bot.services.tables.values import member_id
from bot.services.workshop_importing import WorkshopImports
from bot.views.boards import board_in_words, imported_in_words
from bot.views.refusals import in_plain_text, refusal
from storage.trouble import told_plainly

_CHANNEL = re.compile(r"[CG][A-Z0-9]{1,29}")


def import_board(
    path: Path, *, workspace: str | None, channel: str | None, by: str | None, dry_run: bool
) -> None:
    """Open a workshop with what is in a board's file, and say what was left out.

    Nobody can tell here whether a channel is private, so it counts as private: what is in it is shown nowhere else.

    Raises:
        Unreadable: it is no such file, or too much is in it.
    """
    if not channel or not _CHANNEL.fullmatch(channel):
        raise typer.BadParameter("Say in which channel, such as C0123ABCD.", param_hint="--channel")
    if not by or not member_id(by):
        raise typer.BadParameter("Say who leads the workshop, such as U02ABC.", param_hint="--owner")
    settings = begin()
    try:
        board = from_trello(_bytes(path))
        typer.echo(printable(board_in_words(board)))
        if not dry_run:
            with opened(settings.database_url) as database, told_plainly():
                found = WorkshopImports(database).take(
                    chosen(database, workspace, new=True),
                    board,
                    channel_id=channel,
                    private=True,
                    by=member_id(by) or by,
                    now=system_clock(),
                )
            typer.echo(printable(imported_in_words(found)))
    except Refusal as why:
        raise Unreadable(in_plain_text(refusal(why))) from why


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.") from error
