"""Socket Mode: coming back quickly when the connection breaks, and hanging up when what is in hand is done."""

import contextlib
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging import LogRecord

import structlog
import websocket
from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.websocket_client import SocketModeClient

from bot.app import WORKERS

PING_SECONDS, PONG_SECONDS = 3, 2
"""A silent network is noticed after a ping, the wait for its answer, and another such wait before it is looked at."""
CONNECT_SECONDS = 10
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 4.0
"""Seconds before Slack is asked again where to connect, twice as long each time until it greets us."""
STALLED_SECONDS = 5
FINISH_SECONDS = 6
GRACE_SECONDS = 0.5

log = structlog.get_logger(__name__)


class Connection(SocketModeClient):
    """The client of slack-sdk, but one that waits for the answers to its pings: else it never sees a silent network."""

    def __init__(self, app: App, app_token: str) -> None:
        websocket.setdefaulttimeout(STALLED_SECONDS)  # of connecting, and of a message that stops half-way
        self._running: websocket.WebSocketApp | None = None
        self._pause, self._ask_from = FIRST_PAUSE, 0.0
        super().__init__(
            app_token=app_token,
            logger=app.logger,
            web_client=app.client,
            ping_interval=PING_SECONDS,
            concurrency=WORKERS,
        )
        self.greeted = threading.Event()
        self.message_listeners.append(self._hear)
        self.socket_mode_request_listeners.append(_answers(app))

    def connect(self) -> None:
        """Begin a new session, and end the one there is at once: by itself it only notices after a while."""
        self._running, before = None, self.current_session
        if before and _shut(before):
            until = time.monotonic() + GRACE_SECONDS
            while (
                before.sock and time.monotonic() < until
            ):  # who reads must see the end before the socket is gone
                time.sleep(0.01)
        super().connect()

    def connect_to_new_endpoint(self, force: bool = False) -> None:
        """Begin a new session, unless one is about to run, or Slack was asked for one just before."""
        if time.monotonic() >= self._ask_from and (force or self.current_session is self._running):
            super().connect_to_new_endpoint(force)

    def issue_new_wss_url(self) -> str:
        """Where to connect."""
        self._ask_from = time.monotonic() + self._pause
        self._pause = min(2 * self._pause, LONGEST_PAUSE)
        return super().issue_new_wss_url()

    def _hear(self, _client: object, message: dict[str, object], _raw: str | None) -> None:
        """Slack says hello: from then on it sends us what people do."""
        if message.get("type") == "hello":
            self._pause, self._ask_from = FIRST_PAUSE, 0.0
            self.greeted.set()

    def _run_current_session(self) -> None:
        self._running = session = self.current_session
        if session is None:
            return
        try:
            session.run_forever(ping_interval=PING_SECONDS, ping_timeout=PONG_SECONDS)
        except Exception:  # whatever it is, there is another session in a moment
            self.logger.exception("A session broke.")
            session.close()

    def finish(self, seconds: float) -> bool:
        """Take nothing more, and let what is in hand be answered; whether it was, within so many seconds."""
        self.closed = True
        self.enqueue_message("")  # or who takes messages waits a second more for one
        self.message_processor.shutdown()  # type: ignore[no-untyped-call]
        done = threading.Thread(target=self.message_workers.shutdown, name="finishing", daemon=True)
        done.start()
        done.join(seconds)
        return not done.is_alive()

    def hang_up(self) -> None:
        """Close the connection, and at once: by itself it only notices after ten seconds that it is closed."""
        self.auto_reconnect_enabled = self.default_auto_reconnect_enabled = False
        for logger in (self.logger, logging.getLogger("websocket")):
            logger.addFilter(_not_of_hanging_up)
        if _shut(self.current_session):
            # The thread that reads must see the end before the socket is gone.
            self.current_session_runner.shutdown()  # type: ignore[no-untyped-call]
        self.close()


@contextmanager
def connected(app: App, app_token: str) -> Iterator[Connection]:
    """Slack sends the app what people do. Leaving finishes what is in hand, and tells Slack that it is done.

    What comes meanwhile is not taken: Slack sends events again.
    """
    connection = Connection(app, app_token)
    connection.connect()
    try:
        if not connection.greeted.wait(CONNECT_SECONDS):
            log.warning("slack is slow to connect")  # it goes on being tried
        yield connection
    finally:
        if connection.finish(FINISH_SECONDS):
            connection.hang_up()
        else:
            log.warning("not all that was in hand is finished")  # it is owed, or Slack was not told


def _answers(app: App) -> Callable[[BaseSocketModeClient, SocketModeRequest], None]:
    def answer(client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        send_response(client, request, run_bolt_app(app, request), time.time())

    return answer


def _shut(session: websocket.WebSocketApp | None) -> bool:
    """Let whoever reads see the end of a session; False when it has no connection."""
    raw = session.sock.sock if session and session.sock else None
    if raw is None:
        return False
    with contextlib.suppress(OSError):  # it is closed already
        raw.shutdown(socket.SHUT_RDWR)
    return True


def _not_of_hanging_up(record: LogRecord) -> bool:
    """Whether a log line is about something else than the end that we made ourselves."""
    return not record.getMessage().startswith(("on_error invoked", "Connection to remote host was lost"))
