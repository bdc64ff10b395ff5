"""`collab db`: the tables of the database."""

import typer

from bot.commands.start import begin
from bot.services.council_lists import Councils
from storage import schema
from storage.database import Database
from storage.trouble import told_plainly


def upgrade(revision: str) -> None:
    """Go up to a revision, and say which. The newest comes with a list of councils that may be newer too."""
    url = begin().database_url
    with told_plainly():
        schema.upgrade(url, revision)
        if not schema.pending(url):
            _look_up_councils(url)
    _say_where(url)


def downgrade(revision: str) -> None:
    """Go down to a revision, and say which."""
    url = begin().database_url
    with told_plainly():
        schema.downgrade(url, revision)
    _say_where(url)


def current() -> None:
    """Say which revision the tables are at."""
    _say_where(begin().database_url)


def check() -> bool:
    """Say whether the tables are what this version of Collab expects. True when they are."""
    url = begin().database_url
    with told_plainly():
        if schema.pending(url):
            typer.echo("The tables are not up to date. Run: collab db upgrade")
            return False
        if drift := schema.drift(url):
            typer.echo("\n".join(["The tables differ from what Collab expects:", *drift]))
            return False
    typer.echo("The tables are up to date.")
    return True


def _look_up_councils(url: str) -> None:
    database = Database.connect(url)
    try:
        for workspace in database.workspaces():
            Councils(database).check(workspace)
    finally:
        database.close()


def _say_where(url: str) -> None:
    with told_plainly():
        revision = schema.current(url)
    typer.echo(f"The tables are at {revision}." if revision else "There are no tables yet.")
