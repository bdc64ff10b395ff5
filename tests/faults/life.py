"""The life of one process of Collab: what `collab run`, `collab clock` or gunicorn would start.

They run the real thing with two differences: the clock is shared with the playground, and what is looked at every few
seconds is looked at more often, so that a run takes seconds.
"""

import tempfile
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask, Response, request
from slack_bolt.adapter.flask import SlackRequestHandler
from slack_sdk import WebClient
from werkzeug.serving import make_server

import bot.delivery.delivery
import bot.delivery.reconciling
import bot.jobs
import bot.services.reconciling
from bot import logs, manifest
from bot.app import build_app, web_client
from bot.clockwork import Clockwork
from bot.commands.process import answering_over_sockets, clockwork_running
from bot.delivery import Delivery
from bot.domain.clock import Clock
from bot.domain.items import ItemContent, Kind
from bot.manifest import EVENTS_PATH
from bot.use_cases import Options, build_services
from playground import Playground
from storage import schema
from storage.database import Database
from tests.faults.clock import SharedClock
from tests.faults.sabotage import SABOTAGES

CHOSEN = Options(anonymity_secret=b"the same in every process", embedding_model="none")

_SAMPLE = ItemContent(kind=Kind.PROJECT, title="Housing repairs online", summary="For tenants.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """Which process: `run` answers over Socket Mode and delivers, `clock` delivers, `web` answers over HTTP."""

    kind: str
    database: str
    api_url: str
    bot_token: str
    app_token: str
    signing_secret: str
    clock: str
    log: str
    port: int = 0
    sabotage: tuple[str, ...] = ()

    def written(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)

    @classmethod
    def read(cls, written: dict[str, Any]) -> "Life":
        """What `written` wrote."""
        return cls(**written | {"sabotage": tuple(written["sabotage"])})


def rehearse() -> None:
    """Do most of it once, so that whoever is forked from this process has all at hand."""
    with tempfile.TemporaryDirectory() as folder, Playground.start(manifest.path()) as slack:
        url = f"sqlite:///{folder}/rehearsal.db"
        schema.upgrade(url)
        database = Database.connect(url)
        client = web_client(slack.bot_token, slack.api_url)
        services = build_services(database, CHOSEN)
        build_app(client, services)
        services.items.share("T0SAMPLE", "U0BEN", _SAMPLE, now=slack.clock.now())
        Clockwork(database, services, client_for=lambda _team: client).jobs.tick()
        database.close()


def live(life: Life) -> None:
    """Answer Slack and do what is due, until killed."""
    logs.configure(level="info", style="json")
    for name in life.sabotage:
        SABOTAGES[name]()
    _hurry(bot.jobs, "TICK", timedelta(seconds=1.5))
    _hurry(bot.delivery.delivery, "_LOOK_EVERY", 0.2)
    _hurry(bot.delivery.reconciling, "LOOK_EVERY", 0.3)
    _hurry(bot.services.reconciling, "APART", timedelta(seconds=0.02))
    _by_default(Delivery, "pace", timedelta(seconds=0.05))
    clock = SharedClock(Path(life.clock)).now
    client = web_client(life.bot_token, life.api_url)
    database = Database.connect(life.database)
    _KINDS[life.kind](life, database, client, clock)


def _hurry(module: Any, name: str, value: Any) -> None:
    if not hasattr(module, name):
        raise AttributeError(f"{module.__name__} has no {name} any more")
    setattr(module, name, value)


def _by_default(made: Any, name: str, value: Any) -> None:
    made.__init__.__kwdefaults__[name] = value


def _run(life: Life, database: Database, client: WebClient, clock: Clock) -> None:
    with (
        clockwork_running(database, client, CHOSEN, clock) as clockwork,
        answering_over_sockets(client, life.app_token, clockwork, clock),
    ):
        threading.Event().wait()


def _clock(_life: Life, database: Database, client: WebClient, clock: Clock) -> None:
    with clockwork_running(database, client, CHOSEN, clock):
        threading.Event().wait()


def _web(life: Life, database: Database, client: WebClient, clock: Clock) -> None:
    """As `bot.web`, with our clock."""
    app, _ = build_app(
        client, build_services(database, CHOSEN), signing_secret=life.signing_secret, clock=clock
    )
    slack, web = SlackRequestHandler(app), Flask("collab")

    @web.post(EVENTS_PATH)
    def events() -> Response:
        return slack.handle(request)

    make_server("127.0.0.1", life.port, web, threaded=True).serve_forever()


_KINDS: dict[str, Callable[[Life, Database, WebClient, Clock], None]] = {
    "run": _run,
    "clock": _clock,
    "web": _web,
}
