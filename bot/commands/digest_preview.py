"""`collab digest preview`: what a digest would say, on the terminal or in a local Slack. Nothing is sent."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text
from slack_sdk import WebClient

from bot import manifest
from bot.app import web_client
from bot.commands.moments import moment_of
from bot.commands.on_terminal import as_text
from bot.commands.process import opened, told_to_stop, wait_for
from bot.commands.recipients import found
from bot.commands.start import begin
from bot.commands.workspaces import chosen
from bot.domain.digests import Digest, Subscription
from bot.settings import Settings
from bot.use_cases import Options, Services, build_services
from bot.views.digests import digest_message, moment
from bot.views.message import Message
from storage.database import Database
from storage.trouble import told_plainly

NOTHING = "Nothing is new, so nothing would be sent."


@dataclass(frozen=True, slots=True, kw_only=True)
class Previewed:
    """What somebody's digest would say; without a subscription, what their first would."""

    recipient: str
    subscription: Subscription | None
    digest: Digest

    @property
    def message(self) -> Message | None:
        """The message; None when there is nothing to say."""
        return digest_message(self.digest) if self.digest else None

    @property
    def heading(self) -> str:
        """Whose it is, and when it comes."""
        if self.subscription is None:
            return f"{self.recipient}: has no digest; this would be the first"
        if self.subscription.paused:
            return f"{self.recipient}: paused"
        due = moment(self.subscription.next_at, self.subscription.schedule.time_zone)
        return f"{self.recipient}: due on {due}"


def preview(said: str | None, *, at: str | None, workspace: str | None, playground: bool) -> None:
    """Show what a digest would say now, or at a moment: one, or everybody's."""
    settings = begin()
    now = moment_of(at, settings)
    stop = told_to_stop() if playground else None
    with opened(settings.database_url) as database, told_plainly():
        services = build_services(database, Options.of(settings))
        if said:
            recipient = found(said, _client(settings))
            team = chosen(database, workspace, new=False)
            previews = [_previewed(services, team, recipient, now)]
        else:
            previews = list(_everybodys(database, services, workspace, now))
    if not previews:
        typer.echo("Nobody has a digest.")
    elif stop:
        _in_a_local_slack(previews, stop)
    else:
        console = Console(highlight=False)
        for one in previews:
            _print(console, one)


def _everybodys(
    database: Database, services: Services, workspace: str | None, now: datetime
) -> Iterator[Previewed]:
    teams = [chosen(database, workspace, new=False)] if workspace else database.workspaces()
    for team in teams:
        for one in services.digests.subscriptions(team):
            yield _previewed(services, team, one.recipient, now)


def _previewed(services: Services, team: str, recipient: str, now: datetime) -> Previewed:
    return Previewed(
        recipient=recipient,
        subscription=services.digests.subscription(team, recipient),
        digest=services.digests.preview(team, recipient, now=now),
    )


def _print(console: Console, one: Previewed) -> None:
    console.print(Text(one.heading, style="bold"))
    for text in as_text(one.message) if one.message else [Text(NOTHING)]:
        for line in text.split("\n", allow_blank=True):
            console.print(Padding(line, (0, 0, 0, 2), expand=False) if line else "")


def _in_a_local_slack(previews: list[Previewed], stop: threading.Event) -> None:
    """Post them in a local Slack that has nothing else in it, say where it is, and wait."""
    from playground import Playground

    with Playground.start(manifest.path(), port=0) as slack:
        client = web_client(slack.bot_token, slack.api_url)
        channel = slack.channel("general").id
        for one in previews:
            client.chat_postMessage(channel=channel, text=one.heading)
            payload = one.message.payload() if one.message else {"text": NOTHING}
            client.chat_postMessage(channel=channel, unfurl_links=False, unfurl_media=False, **payload)
        typer.echo(f"Open {slack.url} and look in #general. Stop it with Ctrl+C.")
        typer.echo("Its buttons do nothing, nothing is kept, and nothing was sent to your Slack.")
        wait_for(stop)


def _client(settings: Settings) -> WebClient | None:
    token = settings.slack_bot_token
    return web_client(token.get_secret_value(), settings.slack_api_url) if token else None
