"""`collab export`: every item, to a file or to whatever reads our output."""

import sys
from pathlib import Path
from typing import Literal, TextIO

import typer

from bot.commands.process import opened
from bot.commands.start import begin
from bot.commands.workspaces import chosen
from bot.services.exporting import export_rows
from bot.services.tables.columns import FIELDS
from bot.services.tables.csv_tables import write_csv
from bot.services.tables.json_tables import write_json
from storage.trouble import told_plainly

Format = Literal["csv", "json"]


def export_file(path: Path | None, *, form: Format | None, workspace: str | None) -> None:
    """Write every item of a workspace to a file, or to the output where there is none."""
    settings = begin()
    form = form or ("json" if path and path.suffix.lower() == ".json" else "csv")
    with opened(settings.database_url) as database, told_plainly():
        rows = export_rows(database, chosen(database, workspace, new=False))
        with _file(path, form) as file:
            count = write_csv(file, FIELDS, rows) if form == "csv" else write_json(file, rows)
    typer.echo(f"Exported {count:,} item{'s' if count != 1 else ''}.", err=True)


def _file(path: Path | None, form: Format) -> TextIO:
    if path is None:
        return open(sys.stdout.fileno(), "w", encoding="utf-8", newline="", closefd=False)
    mark = "-sig" if form == "csv" else ""  # by which Excel knows UTF-8
    try:
        return path.open("w", encoding=f"utf-8{mark}", newline="")
    except OSError as error:
        raise typer.BadParameter(f"{path} cannot be written: {error.strerror}.") from error
