"""`collab run` and `collab clock`: Collab in a real workspace."""

import structlog

from bot.app import web_client
from bot.commands.process import (
    STOP_SECONDS,
    answering_over_sockets,
    clockwork_running,
    opened,
    told_to_stop,
    wait_for,
)
from bot.commands.start import begin
from bot.use_cases import Options

log = structlog.get_logger(__name__)


def run() -> None:
    """Answer Slack over Socket Mode, and do what is due, until stopped."""
    stop = told_to_stop(within=STOP_SECONDS)
    settings = begin(need="socket")
    assert settings.slack_bot_token  # noqa: S101 - `need` saw to it; for the type checker
    assert settings.slack_app_token  # noqa: S101 - likewise
    client = web_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    with (
        opened(settings.database_url) as database,
        clockwork_running(database, client, Options.of(settings)) as clockwork,
        answering_over_sockets(client, settings.slack_app_token.get_secret_value(), clockwork),
    ):
        clockwork.services.search.warm(database)
        log.info("ready")
        wait_for(stop)
        clockwork.begin_no_more()


def clock() -> None:
    """Do what is due, until stopped. Any number of processes may run this beside each other."""
    stop = told_to_stop(within=STOP_SECONDS)
    settings = begin(need="clock")
    assert settings.slack_bot_token  # noqa: S101 - `need` saw to it; for the type checker
    client = web_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    with (
        opened(settings.database_url) as database,
        clockwork_running(database, client, Options.of(settings)),
    ):
        log.info("ready")
        wait_for(stop)
