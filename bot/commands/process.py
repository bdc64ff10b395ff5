"""A running Collab: what `run`, `clock` and `demo` have in common."""

import contextlib
import logging
import signal
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import FrameType

import structlog
from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient

from bot.app import WORKERS, Clockwork, Options, build_app, build_services
from bot.domain.clock import Clock, system_clock
from storage import schema
from storage.database import Database
from storage.trouble import DatabaseTrouble, told_plainly

PING_SECONDS = 5  # a silent network is noticed after two of them
SOCKET_WORKERS = 10
CONNECT_SECONDS = 10
LOOK_UP_SECONDS = 1

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
        handler = SocketModeHandler(app, app_token, ping_interval=PING_SECONDS, concurrency=SOCKET_WORKERS)
        greeted = _greeted(handler)
        handler.connect()  # type: ignore[no-untyped-call]
        try:
            if not greeted.wait(CONNECT_SECONDS):
                log.warning("slack is slow to connect")  # it goes on being tried
            yield app
        finally:
            _hang_up(handler)


def _greeted(handler: SocketModeHandler) -> threading.Event:
    """Set when Slack says hello: from then on it sends us what people do."""
    hello = threading.Event()

    def listen(_client: object, message: dict[str, object], _raw: str | None) -> None:
        if message.get("type") == "hello":
            hello.set()

    handler.client.message_listeners.append(listen)
    return hello


def _hang_up(handler: SocketModeHandler) -> None:
    """Close the connection, and at once: the client by itself only notices after ten seconds that it is closed."""
    handler.client.auto_reconnect_enabled = False
    for logger in (handler.client.logger, logging.getLogger("websocket")):
        logger.addFilter(_not_of_hanging_up)
    session = handler.client.current_session
    raw = session.sock.sock if session and session.sock else None
    if raw:
        with contextlib.suppress(OSError):  # it is closed already
            raw.shutdown(socket.SHUT_RDWR)
        # The thread that reads must see the end before the socket is gone.
        handler.client.current_session_runner.shutdown()  # type: ignore[no-untyped-call]
    handler.close()  # type: ignore[no-untyped-call]


def _not_of_hanging_up(record: logging.LogRecord) -> bool:
    """Whether a log line is about something else than the end that we made ourselves."""
    return not record.getMessage().startswith(("on_error invoked", "Connection to remote host was lost"))


def wait_for(stop: threading.Event) -> None:
    """Return when it is set. For the main thread only: it is the one that hears of signals.

    It looks up every second. A signal that comes in the moment before it begins to wait would not wake it.
    """
    while not stop.wait(LOOK_UP_SECONDS):
        pass


def told_to_stop() -> threading.Event:
    """Set when somebody stops the process (Ctrl+C, or SIGTERM), from now on: what is still starting then stops well."""
    stop = threading.Event()

    def told(number: int, _frame: FrameType | None) -> None:
        log.info("stopping", signal=signal.Signals(number).name)
        # In a thread of its own: this one may be half-way into waiting, and hold the lock that setting needs.
        threading.Thread(target=stop.set).start()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, told)
    return stop
