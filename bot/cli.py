"""The `collab` command: what may be asked of it. The modules of `bot.commands` do it.

Those are imported by the command that needs them, so that `collab --help` is quick.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.commands import groups
from bot.commands.groups import Workspace

app = typer.Typer(
    help="Collab: a Slack bot that helps councils find each other and work together.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # a bug shows a plain traceback, without local variables
)
app.add_typer(groups.db, name="db")
app.add_typer(groups.digest, name="digest")
app.add_typer(groups.councils, name="councils")
app.add_typer(groups.principles, name="manifesto")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"collab {version('collab')}")
        raise typer.Exit


def _web_address(url: str | None) -> str | None:
    if url and not url.startswith("https://"):
        raise typer.BadParameter("Slack calls only addresses that start with https://.")
    return url


@app.callback()
def _collab(
    _show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    pass


@app.command()
def manifest(
    http: Annotated[
        str | None,
        typer.Option(
            metavar="URL", callback=_web_address, help="Where Slack finds Collab, when not over Socket Mode."
        ),
    ] = None,
) -> None:
    """Print what Slack needs to know of Collab, to paste at api.slack.com/apps."""
    from bot import manifest as manifests

    typer.echo(manifests.over_http(http) if http else manifests.text(), nl=False)


@app.command()
def run() -> None:
    """Answer Slack over Socket Mode, and do what is due, until stopped."""
    from bot.commands import run as running

    running.run()


@app.command()
def clock() -> None:
    """Do only what is due, beside processes that answer over HTTP. Any number may run."""
    from bot.commands import run as running

    running.clock()


@app.command()
def deliver(
    once: Annotated[bool, typer.Option("--once", help="Stop when nothing is due any more.")] = False,
) -> None:
    """Send the messages that are owed, until stopped. Any number may run."""
    from bot.commands import deliver as delivering

    delivering.deliver(once=once)


@app.command()
def demo(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Where the page is; 0 is any free port.")
    ] = 8100,
    browser: Annotated[bool, typer.Option(help="Open the page in your browser.")] = True,
) -> None:
    """Start Collab in a local Slack, with sample items. Nothing is kept, and nobody outside can reach it."""
    try:
        from bot.commands import demo as showing
    except ModuleNotFoundError as missing:
        raise typer.BadParameter(
            f"the demo needs {missing.name}. Run: pip install 'collab[demo]'"
        ) from missing
    showing.demo(port=port, browser=browser)


@app.command("import")
def import_(  # noqa: PLR0913, PLR0917 - a parameter for each option
    file: Annotated[Path, typer.Argument(help="CSV or JSON; docs/import.md says what may be in it.")],
    names: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="THEIRS=OURS", help="Which column is which. THEIRS= leaves one out."),
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Option("--map-value", metavar="OURS:THEIRS=WORD", help="What one of their words is here."),
    ] = None,
    constants: Annotated[
        list[str] | None, typer.Option("--set", metavar="OURS=VALUE", help="What all rows have in common.")
    ] = None,
    workspace: Workspace = None,
    owner: Annotated[
        str | None,
        typer.Option(
            metavar="U02ABC", help="Who owns what the file names no owner for, or leads the workshop."
        ),
    ] = None,
    form: Annotated[
        Literal["items", "trello"],
        typer.Option("--format", help="Items, or a board from Trello: that becomes a pre-mortem."),
    ] = "items",
    channel: Annotated[
        str | None, typer.Option(metavar="C0123ABCD", help="Where the workshop is, for a board from Trello.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing, only say what would be.")
    ] = False,
) -> None:
    """Take in items from a file. It is safe to do again; exits with 1 when rows were refused."""
    if form == "trello":
        from bot.commands import import_trello

        import_trello.import_board(file, workspace=workspace, channel=channel, by=owner, dry_run=dry_run)
        return
    from bot.commands import importing

    order = importing.ordered(
        names or (), values or (), constants or (), workspace=workspace, owner=owner, dry_run=dry_run
    )
    raise typer.Exit(0 if importing.import_file(file, order) else 1)


@app.command()
def export(
    file: Annotated[Path | None, typer.Argument(help="Where to; without one, it is printed.")] = None,
    form: Annotated[
        Literal["csv", "json"] | None,
        typer.Option("--format", help="JSON if the file is called .json, CSV if not."),
    ] = None,
    workspace: Workspace = None,
) -> None:
    """Write every item to a file, in the form that an import takes."""
    from bot.commands import exporting

    exporting.export_file(file, form=form, workspace=workspace)


@app.command()
def index(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="From nothing, not only what waits.")] = False,
    workspace: Annotated[
        str | None, typer.Option(metavar="T0123ABCD", help="Only this one; without it, every workspace.")
    ] = None,
) -> None:
    """Make ready what search by meaning goes by. It happens by itself; this does it now, and says how far it is."""
    from bot.commands import index as indexing

    raise typer.Exit(0 if indexing.index(rebuild=rebuild, workspace=workspace) else 1)


@app.command()
def doctor() -> None:
    """Check that Collab can work here; where it cannot, say what to do and exit with 1."""
    from rich.console import Console

    from bot.commands.doctor import report

    raise typer.Exit(0 if report(Console(highlight=False)) else 1)


def main() -> None:
    """Run the command. What a person can put right is said in words, and exits with 2."""
    try:
        app(prog_name="collab")
    except Exception as error:
        problems = _in_words(error)
        if not problems:
            raise
        for problem in problems:
            typer.echo(problem, err=True)
        sys.exit(2)


def _in_words(error: Exception) -> Sequence[str]:
    from bot.services.tables.table import Unreadable
    from bot.settings import SettingsWrong
    from storage.trouble import DatabaseTrouble

    match error:
        case SettingsWrong(problems=problems):
            return problems
        case DatabaseTrouble() | Unreadable():
            return [str(error)]
    return []
