"""`collab digest`: what the digests would say, and sending those that are due."""

from collections.abc import Iterator
from datetime import datetime

import typer

from bot.app import Options, build_services
from bot.commands.deliver import deliver_once
from bot.commands.process import opened
from bot.commands.start import begin
from bot.domain.clock import system_clock
from bot.domain.digests import Digest, Subscription
from bot.settings import Settings
from bot.views.digests import moment
from bot.views.items import theme_names
from storage.trouble import told_plainly


def preview(now: str | None) -> None:
    """Print what each channel's digest would say now, or at a moment. Nothing is sent."""
    settings = begin()
    at = _moment(now, settings)
    with opened(settings.database_url) as database, told_plainly():
        digests = build_services(database, Options.of(settings)).digests
        found = [(team, one) for team in database.workspaces() for one in digests.subscriptions(team)]
        for team, subscription in found:
            digest = digests.preview(team, subscription.recipient, now=at)
            typer.echo("\n".join(_lines(subscription, digest)))
    if not found:
        typer.echo("No channel has a digest.")


def send_due(now: str | None) -> None:
    """Write the digests that are due now, or at a moment, and deliver what is owed."""
    settings = begin(need="clock")
    at = _moment(now, settings)
    with opened(settings.database_url) as database, told_plainly():
        digests = build_services(database, Options.of(settings)).digests
        written = sum(digests.write_due(team, now=at) for team in database.workspaces())
        typer.echo(f"Digests due: {written}.")
        deliver_once(settings, database, clock=lambda: at)


def _moment(text: str | None, settings: Settings) -> datetime:
    if text is None:
        return system_clock()
    try:
        given = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"“{text}” is no moment. Try 2026-11-23T09:00.") from error
    return given if given.tzinfo else given.replace(tzinfo=settings.time_zone)


def _lines(subscription: Subscription, digest: Digest) -> Iterator[str]:
    due = moment(subscription.next_at, subscription.schedule.time_zone)
    yield f"{subscription.recipient}: {'paused' if subscription.paused else f'due on {due}'}"
    if not digest:
        yield "  Nothing is new, so nothing would be posted."
    for theme, entries in digest.by_theme().items():
        yield f"  {theme_names((theme,))[0] if theme else 'Other'}"
        for entry in entries:
            yield f"    {entry.item.title} ({', '.join(entry.reasons)})"
    if digest.more:
        yield f"  and {digest.more:,} more"
