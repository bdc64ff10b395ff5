"""`collab digest send-due`: sending the digests that are due, of channels and of people."""

import typer

from bot.commands.deliver import deliver_once
from bot.commands.moments import moment_of
from bot.commands.process import opened
from bot.commands.start import begin
from bot.use_cases import Options, build_services
from storage.trouble import told_plainly


def send_due(now: str | None) -> None:
    """Write the digests that are due now, or at a moment, and deliver what is owed."""
    settings = begin(need="clock")
    at = moment_of(now, settings)
    with opened(settings.database_url) as database, told_plainly():
        services = build_services(database, Options.of(settings))
        written = sum(services.digests.write_due(team, now=at, most=None) for team in database.workspaces())
        for team in database.workspaces():
            services.rhythm.write_due(team, now=at)
        typer.echo(f"Digests due: {written}.")
        deliver_once(settings, database, clock=lambda: at)
