"""The tables in the pages, made from the code that they tell of.

cog runs this: `make docs` writes the tables, `make check` sees that they are up to date.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import typer
from slack_sdk import WebClient

from bot import cli
from bot.app import build_app
from bot.data import themes
from bot.settings import HINTS, Settings
from handlers.verbs import Verbs

ROOT = Path(__file__).parent.parent


def verb_table() -> str:
    """What may follow `/collab`."""
    return _table(
        ("type", "what it does", "or type"),
        (
            (f"`/collab {verb.usage}`", verb.summary, ", ".join(f"`{one}`" for one in verb.aliases))
            for verb in verbs()
        ),
    )


def command_table() -> str:
    """What `collab` may be asked on the command line."""
    return _table(
        ("command", "what it does"),
        ((f"`collab {usage}`", words) for usage, words in commands()),
    )


def setting_table() -> str:
    """What can be set, for what, and what it looks like."""
    purposes = _purposes()
    return _table(
        ("setting", "what it is for", "default", "what it looks like"),
        ((f"`{name}`", purposes[name], _default(name), hint) for name, hint in HINTS.items()),
    )


def theme_table() -> str:
    """The themes that an item can have."""
    return _table(
        ("theme", "`theme:`", "what belongs there"),
        ((theme.name, f"`{theme.key}`", theme.description) for theme in themes()),
    )


def verbs() -> Verbs:
    """The verbs that the features of the bot add; no Slack is asked."""
    _, added = build_app(_NoSlack("xoxb-none"), MagicMock(), executor=MagicMock())
    return added


def commands() -> list[tuple[str, str]]:
    """Each command with its arguments, and what its docstring says first."""
    return list(_commands(typer.main.get_command(cli.app), ()))


def _commands(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The command, or those in it; typer brings its own click, whose types are not public."""
    for name, each in getattr(command, "commands", {}).items():
        yield from _commands(each, (*path, name))
    if not hasattr(command, "commands"):
        arguments = [_argument(one) for one in command.params if one.param_type_name == "argument"]
        yield " ".join([*path, *arguments]), re.split(r"(?<=\.)\s", command.help or "", maxsplit=1)[0]


def _argument(argument: Any) -> str:
    name = str(argument.metavar or argument.name).upper().strip("[]")
    return name if argument.required else f"[{name}]"


def _purposes() -> dict[str, str]:
    """What `.env.example` says first above each setting."""
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    return {
        name: f"{words}."
        for words, name in re.findall(r"^# (.+?)(?:\. .*)?\n#?([A-Z_]+)=", example, re.MULTILINE)
    }


def _default(name: str) -> str:
    (field,) = [
        field
        for key, field in Settings.model_fields.items()
        if name in {key.upper(), str(field.validation_alias)}
    ]
    value = field.default
    shown = ",".join(value) if isinstance(value, tuple | frozenset) else str(value or "")
    return f"`{shown}`" if shown else ""


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


class _NoSlack(WebClient):
    """A client that knows who it is, and nothing else."""

    def auth_test(self, **_: Any) -> Any:
        return {"ok": True, "team_id": "T0", "user_id": "U0", "bot_id": "B0"}
