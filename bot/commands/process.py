"""A running Collab: what `run`, `clock` and `demo` have in common."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import FrameType

import structlog
from slack_bolt import App
from slack_sdk import WebClient

from bot.app import WORKERS, build_app
from bot.clockwork import Clockwork
from bot.commands.sockets import connected
from bot.domain.clock import Clock, system_clock
from bot.use_cases import Options, build_services
from storage import schema
from storage.database import Database
from storage.trouble import DatabaseTrouble, told_plainly

LOOK_UP_SECONDS = 1
STOP_SECONDS = 9.0
"""What is not finished by then is left to others: it is owed, or Slack was not told that we have it."""

log = structlog.get_logger(__name__)


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """The database, which must be up to date.

    Raises:
        DatabaseTrouble: it cannot be reached, or its tables are of another version.
    """
    with told_plainly():
        if schema.pending(url):
            raise DatabaseTrouble("The tables are not up to date. Run: collab db upgrade")
    database = Database.connect(url)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def clockwork_running(
    database: Database, client: WebClient, chosen: Options, clock: Clock = system_clock
) -> Iterator[Clockwork]:
    """The scheduler and delivery, for the one workspace that the client's token belongs to."""
    team = client.auth_test()["team_id"]
    services = build_services(database, chosen)
    clockwork = Clockwork(
        database, services, client_for=lambda one: client if one == team else None, clock=clock
    )
    clockwork.start()
    try:
        yield clockwork
    finally:
        clockwork.stop()


@contextmanager
def answering_over_sockets(
    client: WebClient, app_token: str, clockwork: Clockwork, clock: Clock = system_clock
) -> Iterator[App]:
    """The bot, answering over Socket Mode. Leaving finishes what is in hand."""
    with ThreadPoolExecutor(WORKERS, thread_name_prefix="answers") as executor:
        app, _ = build_app(
            client,
            clockwork.services,  # one model and one copy of the vectors a process
            clock=clock,
            wake=clockwork.delivery.wake,
            executor=executor,
        )
        with connected(app, app_token):
            yield app


def wait_for(stop: threading.Event) -> None:
    """Return when it is set. For the main thread only: it is the one that hears of signals.

    It looks up every second. A signal that comes in the moment before it begins to wait would not wake it.
    """
    while not stop.wait(LOOK_UP_SECONDS):
        pass


def told_to_stop(*, within: float | None = None) -> threading.Event:
    """Set when somebody stops the process (Ctrl+C, or SIGTERM), from now on: what is still starting then stops well.

    `within`: seconds after which the process ends, whatever still hangs.
    """
    stop = threading.Event()

    def told(number: int, _frame: FrameType | None) -> None:
        log.info("stopping", signal=signal.Signals(number).name)
        if within is not None:
            last_resort = threading.Timer(within, _end)
            last_resort.daemon = True
            last_resort.start()
        # In a thread of its own: this one may be half-way into waiting, and hold the lock that setting needs.
        threading.Thread(target=stop.set).start()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, told)
    return stop


def _end() -> None:
    log.warning("something does not come to its end; what it had in hand is owed still, or comes again")
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
