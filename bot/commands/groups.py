"""The commands that come in groups: `collab db …`, `digest …`, `councils …` and `manifesto …`."""

from pathlib import Path
from typing import Annotated, Literal

import typer

db = typer.Typer(help="Make, change or check the database's tables.", no_args_is_help=True)
digest = typer.Typer(help="See what the digests would say, or send those that are due.", no_args_is_help=True)
councils = typer.Typer(
    help="The list of councils and other organisations that Collab goes by.", no_args_is_help=True
)
principles = typer.Typer(help="The principles that people agreed to, to publish.", no_args_is_help=True)

Now = Annotated[
    str | None, typer.Option(metavar="MOMENT", help="As if it were then, such as 2026-11-23T09:00.")
]
Workspace = Annotated[
    str | None,
    typer.Option(metavar="T0123ABCD", help="Needed where the database holds several, or none yet."),
]


@digest.command()
def preview(
    recipient: Annotated[
        str | None,
        typer.Option("--for", metavar="@PERSON|#CHANNEL", help="Whose; or an id. Everybody's, without it."),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option("--at", "--now", metavar="MOMENT", help="As if it were then, such as 2026-11-23T09:00."),
    ] = None,
    workspace: Annotated[
        str | None,
        typer.Option(metavar="T0123ABCD", help="Needed with --for where the database holds several."),
    ] = None,
    playground: Annotated[
        bool, typer.Option("--playground", help="In a local Slack in your browser, and not on the terminal.")
    ] = False,
) -> None:
    """Show what a digest would say: a person's, a channel's or everybody's. Nothing is sent."""
    from bot.commands import digest_preview as previewing

    try:
        previewing.preview(recipient, at=at, workspace=workspace, playground=playground)
    except ModuleNotFoundError as missing:
        raise typer.BadParameter(
            f"the playground needs {missing.name}. Run: pip install 'collab[demo]'"
        ) from missing


@digest.command("send-due")
def send_due(now: Now = None) -> None:
    """Send the digests that are due, of channels and of people, and whatever else is owed."""
    from bot.commands import digest as digests

    digests.send_due(now)


@digest.command("export")
def export_digest(
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="Where to; it is made if need be.")],
    theme: Annotated[
        list[str] | None, typer.Option(metavar="THEME", help="Only this; may be repeated. All without it.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="MOMENT", help="Where the digest begins, such as 2026-11-16.")
    ] = None,
    at: Annotated[
        str | None, typer.Option(metavar="MOMENT", help="Where the digest ends; now, without it.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=366, help="How long it looks back, without --since.")] = 7,
    base_url: Annotated[
        str,
        typer.Option(metavar="URL", help="Where the folder will be on the web, for links between the files."),
    ] = "",
    workspace: Workspace = None,
) -> None:
    """Write what is open to the public as Atom feeds, as a page that is ready to be an e-mail, and as text."""
    from bot.commands import digest_export as publishing

    order = publishing.ordered(
        theme or (), since=since, at=at, days=days, base_url=base_url, workspace=workspace
    )
    publishing.export(to, order)


@principles.command("export")
def export_manifesto(
    output: Annotated[
        Path | None, typer.Option("--output", help="Where to; without it, the page is printed.")
    ] = None,
    form: Annotated[
        Literal["html", "markdown"] | None,
        typer.Option("--format", help="Markdown if the file is called .md, HTML if not."),
    ] = None,
    title: Annotated[str, typer.Option(help="What the page is called.")] = "Our principles",
    name_items: Annotated[
        bool, typer.Option("--name-items", help="Name the items that use each principle, not only how many.")
    ] = False,
    workspace: Workspace = None,
) -> None:
    """Write the principles with their guidance as a page to publish. It names no people."""
    from bot.commands import manifesto as publishing

    publishing.export(output, form=form, title=title, name_items=name_items, workspace=workspace)


@councils.command("import")
def import_councils(
    file: Annotated[Path, typer.Argument(help="CSV or JSON; docs/running.md says what may be in it.")],
    workspace: Workspace = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing, only say what would be.")
    ] = False,
) -> None:
    """Take in a newer list of councils, whole or not at all; exits with 1 when a row makes no sense."""
    from bot.commands import councils as listing

    raise typer.Exit(0 if listing.import_list(file, workspace=workspace, dry_run=dry_run) else 1)


@councils.command()
def add(
    name: Annotated[str, typer.Argument(help="Its name, as people write it on items.")],
    sort: Annotated[
        str,
        typer.Option(
            "--type", help="Such as supplier, charity, central government, health, other or unitary."
        ),
    ],
    also: Annotated[list[str] | None, typer.Option("--also", help="Another name for it.")] = None,
    workspace: Workspace = None,
) -> None:
    """Add an organisation that is not in the list: a supplier, a charity, a department."""
    from bot.commands import councils as listing

    listing.add(name, sort=sort, also=also or (), workspace=workspace)


@councils.command("check")
def check_councils(workspace: Workspace = None) -> None:
    """Look up again who the names on items stand for, and list those that stand for nobody known."""
    from bot.commands import councils as listing

    listing.check(workspace=workspace)


@db.command()
def upgrade(
    revision: Annotated[str, typer.Argument(help="The version to go up to.")] = "head",
) -> None:
    """Bring the tables up to what this version of Collab expects."""
    from bot.commands import db as tables

    tables.upgrade(revision)


@db.command()
def downgrade(
    revision: Annotated[str, typer.Argument(help="The version to go down to; `base` removes all tables.")],
) -> None:
    """Take the tables back to an earlier version. What only the later one keeps is lost."""
    from bot.commands import db as tables

    tables.downgrade(revision)


@db.command()
def current() -> None:
    """Say which version the tables are at."""
    from bot.commands import db as tables

    tables.current()


@db.command()
def check() -> None:
    """Say whether the tables are up to date; exit with 1 when they are not."""
    from bot.commands import db as tables

    raise typer.Exit(0 if tables.check() else 1)
