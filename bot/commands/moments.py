"""A moment that somebody typed."""

from datetime import datetime

import typer

from bot.domain.clock import system_clock
from bot.settings import Settings


def moment_of(text: str | None, settings: Settings) -> datetime:
    """The moment; without one now, and without a time zone that of the settings.

    Raises:
        typer.BadParameter: it is none.
    """
    if text is None:
        return system_clock()
    try:
        given = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"“{text}” is no moment. Try 2026-11-23T09:00.") from error
    return given if given.tzinfo else given.replace(tzinfo=settings.time_zone)
