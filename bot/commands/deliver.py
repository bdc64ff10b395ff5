"""`collab deliver`: what is owed goes to Slack."""

import threading

import structlog
import typer

from bot.app import web_client
from bot.clockwork import Clockwork
from bot.commands.process import STOP_SECONDS, opened, told_to_stop, wait_for
from bot.commands.start import begin
from bot.delivery import Delivery
from bot.domain.clock import Clock, system_clock
from bot.settings import Settings
from bot.use_cases import Options, build_services
from storage.database import Database
from storage.trouble import told_plainly

log = structlog.get_logger(__name__)


def deliver(*, once: bool) -> None:
    """Deliver what is due: once, or until stopped. Any number of processes may do so beside each other."""
    settings = begin(need="clock")
    with opened(settings.database_url) as database:
        if once:
            deliver_once(settings, database)
        else:
            _deliver_until_stopped(_delivery(settings, database, system_clock))


def deliver_once(settings: Settings, database: Database, *, clock: Clock = system_clock) -> None:
    """Deliver what is due, and say how much that was."""
    with told_plainly():
        delivered = _delivery(settings, database, clock).deliver_due()
    typer.echo(f"Messages delivered: {delivered}.")


def _deliver_until_stopped(delivery: Delivery) -> None:
    stop = told_to_stop(within=STOP_SECONDS)
    thread = threading.Thread(target=delivery.run, args=(stop,), name="delivery")
    thread.start()
    try:
        log.info("ready")
        wait_for(stop)
    finally:
        stop.set()
        delivery.wake()
        thread.join()


def _delivery(settings: Settings, database: Database, clock: Clock) -> Delivery:
    """For the one workspace that our token belongs to."""
    assert settings.slack_bot_token  # noqa: S101 - `need` saw to it; for the type checker
    client = web_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    team = client.auth_test()["team_id"]
    services = build_services(database, Options.of(settings))
    return Clockwork(
        database, services, client_for=lambda one: client if one == team else None, clock=clock
    ).delivery
