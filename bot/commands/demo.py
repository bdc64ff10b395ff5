"""`collab demo`: Collab in a local Slack, with sample items, in the browser."""

import tempfile
import webbrowser
from datetime import datetime
from pathlib import Path

from rich.console import Console

from bot import logs, manifest
from bot.app import web_client
from bot.commands.process import answering_over_sockets, clockwork_running, opened, told_to_stop, wait_for
from bot.domain.clock import Clock
from bot.services.profiles import Profiles
from bot.services.sample_principles import put_sample_principles
from bot.services.samples import (
    import_samples,
    remember_sample_searches,
    save_sample_people,
    take_in_sample_councils,
)
from bot.use_cases import Options
from playground import Playground
from storage import schema


def demo(*, port: int, browser: bool) -> None:
    """Start everything, say where it is, and run until stopped. Nothing is kept."""
    stop = told_to_stop()
    logs.configure(level="warning", style="console")
    console = Console(highlight=False)
    with (
        tempfile.TemporaryDirectory(prefix="collab-demo-") as folder,
        _playground(port) as slack,
    ):
        url = f"sqlite:///{Path(folder) / 'collab.db'}"
        schema.upgrade(url)
        clock: Clock = slack.clock.now
        client = web_client(slack.bot_token, slack.api_url)
        with opened(url) as database:
            team = client.auth_test()["team_id"]
            take_in_sample_councils(database, team)
            import_samples(database, team, now=clock())
            members = {person.name: person.id for person in slack.workspace.people.values()}
            save_sample_people(Profiles(database), team, members, now=clock())
            remember_sample_searches(database, team, now=clock())
            place = slack.channel("show-and-tell").id
            put_sample_principles(
                database, team, people=list(members.values())[:5], channel_id=place, now=clock()
            )
            with (
                clockwork_running(database, client, Options(), clock) as clockwork,
                answering_over_sockets(client, slack.app_token, clockwork, clock),
            ):

                def act(_now: datetime) -> None:
                    clockwork.jobs.tick()

                slack.on_clock(act)
                console.print(f"\nCollab is running in a local Slack. Open [bold]{slack.url}[/]")
                console.print("Then type:  [bold]/collab find housing repairs[/]")
                console.print("Stop it with Ctrl+C. Nothing is kept.\n")
                if browser:
                    webbrowser.open(slack.url)
                wait_for(stop)


def _playground(port: int) -> Playground:
    """A playground at this port, or at any that is free when another program has it."""
    try:
        return Playground.start(manifest.path(), port=port)
    except OSError:
        return Playground.start(manifest.path(), port=0)
