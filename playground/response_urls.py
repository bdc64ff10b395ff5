"""`response_url`: leave to answer one thing that one person did. Good for 30 minutes, five times."""

import secrets
import threading
import time
from dataclasses import dataclass

from playground.errors import SlackRefusal

RESPONSE_SECONDS = 30 * 60.0
RESPONSE_USES = 5
REMEMBERED_SECONDS = 60.0
"""An old one is said to be expired for this long; after that it is unknown."""


@dataclass(slots=True, kw_only=True)
class Response:
    """Where an answer goes: a channel, as seen by one person, perhaps in place of a message."""

    user: str
    channel: str
    message_ts: str | None
    thread_ts: str | None
    born: float
    uses: int = 0


class ResponseUrls:
    def __init__(self, seconds: float = RESPONSE_SECONDS) -> None:
        self.seconds = seconds
        self._given: dict[str, Response] = {}
        self._lock = threading.Lock()

    def give(
        self, user: str, channel: str, *, message_ts: str | None = None, thread_ts: str | None = None
    ) -> str:
        """A new one; the answer is the last part of its URL."""
        with self._lock:
            self._forget()
            response_id = secrets.token_hex(12)
            self._given[response_id] = Response(
                user=user, channel=channel, message_ts=message_ts, thread_ts=thread_ts, born=time.monotonic()
            )
            return response_id

    def _forget(self) -> None:
        """Drop the oldest, so that a long run does not fill the memory."""
        while self._given:
            response_id, oldest = next(iter(self._given.items()))
            if time.monotonic() - oldest.born < self.seconds + REMEMBERED_SECONDS:
                return
            del self._given[response_id]

    def use(self, response_id: str) -> Response:
        """Use it once.

        Raises:
            SlackRefusal: `invalid_url`, `expired_url`, or `used_url` the sixth time.
        """
        with self._lock:
            response = self._given.get(response_id)
            if response is None:
                raise SlackRefusal("invalid_url")
            if time.monotonic() - response.born > self.seconds:
                raise SlackRefusal("expired_url")
            if response.uses >= RESPONSE_USES:
                raise SlackRefusal("used_url")
            response.uses += 1
            return response
