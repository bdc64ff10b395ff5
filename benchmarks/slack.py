"""As little of Slack as a Bolt app needs to start and to answer: `auth.test`, and a `response_url`.

It does next to nothing, so that what is measured is the bot: one thread, one connection at a time, no HTTP library.
"""

import json
import queue
import socket
import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from slack_sdk import WebClient

TEAM = "T0BENCH"
BOT_USER = "U0COLLAB"
_PATIENCE = 60.0  # seconds for one answer: something is broken after that
_AUTH_TEST = {
    "ok": True,
    "team_id": TEAM,
    "team": "Bench",
    "user_id": BOT_USER,
    "user": "collab",
    "bot_id": "B0COLLAB",
    "url": "https://bench.example/",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What was posted to a `response_url`, and when the last byte of it was here (`time.perf_counter`)."""

    at: float
    body: bytes


class Slack:
    """A context: listens on 127.0.0.1 from `__enter__` to `__exit__`."""

    def __enter__(self) -> Self:
        self._replies: queue.SimpleQueue[Reply] = queue.SimpleQueue()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, name="slack", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)  # wakes `accept`
        self._socket.close()
        self._thread.join()

    @property
    def url(self) -> str:
        """Where it is, without a slash at the end."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    @property
    def response_url(self) -> str:
        """Where a command is answered."""
        return f"{self.url}/response"

    def client(self) -> WebClient:
        """A client that talks to it."""
        return WebClient(token="xoxb-bench", base_url=f"{self.url}/api/")  # noqa: S106 - opens nothing

    def reply(self) -> Reply:
        """The next answer.

        Raises:
            queue.Empty: there is none within a minute.
        """
        return self._replies.get(timeout=_PATIENCE)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:  # closed
                return
            with connection:
                path, body = _request(connection)
                if path == b"/response":
                    self._replies.put(Reply(time.perf_counter(), body))
                    _answer(connection, b"ok")
                else:
                    _answer(connection, json.dumps(_AUTH_TEST).encode())


def _request(connection: socket.socket) -> tuple[bytes, bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        (int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0
    )
    while len(body) < length:
        body += connection.recv(65536)
    return head.split(b" ", 2)[1], body


def _answer(connection: socket.socket, body: bytes) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
    connection.sendall(head % len(body) + body)
