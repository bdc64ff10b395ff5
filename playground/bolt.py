"""A Bolt app at the other end: by a Python call, or over Socket Mode."""

import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playground.delivery import Payload
from playground.direct import AppAnswer

if TYPE_CHECKING:
    from slack_bolt import App

    from playground.direct import App as Call
    from playground.playground import Playground

# Only who has an app needs Bolt, so it is imported when it is used.


def through(app: "App") -> "Call":
    """What to hand to `Playground.deliver_to`, for this Bolt app."""
    from slack_bolt import BoltRequest  # noqa: PLC0415

    def dispatch(payload: Payload) -> AppAnswer:
        headers: dict[str, str | Sequence[str]] = {}
        if payload.retry_num is not None:
            headers["x-slack-retry-num"] = str(payload.retry_num)
            headers["x-slack-retry-reason"] = payload.retry_reason or ""
        return app.dispatch(BoltRequest(body=payload.body, headers=headers, mode="socket_mode"))

    return dispatch


@contextmanager
def over_sockets(slack: "Playground", app: "App", *, ping_interval: float = 10) -> "Iterator[App]":
    """Connect the app by Socket Mode (websocket-client), and disconnect it cleanly at the end of the block."""
    from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler  # noqa: PLC0415

    before = slack.connections
    handler = SocketModeHandler(app, slack.app_token, ping_interval=ping_interval)
    handler.connect()  # type: ignore[no-untyped-call]
    try:
        slack.wait_for(lambda: slack.connections > before)
        yield app
    finally:
        client = handler.client
        client.auto_reconnect_enabled = client.default_auto_reconnect_enabled = False
        _hang_up(client.current_session)
        slack.diary.wait_for(lambda: not client.is_connected(), 2)
        client.message_processor.event.set()
        client.enqueue_message("")  # or the processor waits a second more for a message
        handler.close()  # type: ignore[no-untyped-call]


def _hang_up(session: object) -> None:
    """End the connection under the client's reading thread.

    `close` alone closes the descriptor that the thread selects on, which then sometimes sleeps for 10 s.
    """
    connection = getattr(getattr(session, "sock", None), "sock", None)
    if isinstance(connection, socket.socket):
        connection.shutdown(socket.SHUT_RDWR)
