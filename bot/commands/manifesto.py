"""`collab manifesto`: the principles, for people outside Slack."""

import sys
from pathlib import Path
from typing import Literal

import typer

from bot.commands.process import opened
from bot.commands.start import begin
from bot.commands.workspaces import chosen
from bot.domain.clock import system_clock
from bot.services.manifesto import Manifesto
from bot.use_cases import Options
from bot.views.manifesto_page import as_html, as_markdown
from storage.trouble import told_plainly

Format = Literal["html", "markdown"]


def export(
    output: Path | None, *, form: Format | None, title: str, name_items: bool, workspace: str | None
) -> None:
    """Write the principles of a workspace as a page to publish, to a file or to the output."""
    settings = begin()
    form = form or ("markdown" if output and output.suffix.lower() in {".md", ".markdown"} else "html")
    with opened(settings.database_url) as database, told_plainly():
        team = chosen(database, workspace, new=False)
        pages = Manifesto(database, vote_emoji=Options.of(settings).vote_emoji).published(team)
    today = system_clock().astimezone(settings.time_zone).date()
    write = as_html if form == "html" else as_markdown
    _write(output, write(pages, today=today, title=title, name_items=name_items))
    typer.echo(f"Exported {len(pages):,} principle{'s' if len(pages) != 1 else ''}.", err=True)


def _write(output: Path | None, text: str) -> None:
    if output is None:
        with open(sys.stdout.fileno(), "w", encoding="utf-8", closefd=False) as printed:
            printed.write(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise typer.BadParameter(f"{output} cannot be written: {error.strerror}.") from error
