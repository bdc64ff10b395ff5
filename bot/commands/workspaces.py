"""Which workspace a command is about."""

import re

import typer

from storage.database import Database

_TEAM = re.compile(r"[TE][A-Z0-9]{1,29}")


def chosen(database: Database, wanted: str | None, *, new: bool) -> str:
    """The workspace somebody named, or the only one there is. One that is not there yet is right where it may be `new`.

    Raises:
        typer.BadParameter: it is none, or there is a choice to make.
    """
    known = database.workspaces()
    if wanted is None:
        if len(known) == 1:
            return known[0]
        if known:
            raise _wrong(f"this database holds several workspaces: {', '.join(known)}. Say which one.")
        raise _wrong(
            "this database holds no workspace yet. Name yours. "
            "Its id begins with T, and is in the address of Slack in a browser: app.slack.com/client/T…"
        )
    if wanted in known or (new and _TEAM.fullmatch(wanted)):
        return wanted
    if new:
        raise _wrong(f"“{wanted}” is not the id of a workspace. It looks like T0123ABCD.")
    raise _wrong(f"this database holds no workspace {wanted}. It holds: {', '.join(known) or 'none'}.")


def _wrong(words: str) -> typer.BadParameter:
    return typer.BadParameter(words, param_hint="--workspace")
