"""How a payload reaches the app, and how long the app takes to say that it has it."""

import json
import math
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, Protocol

from playground.values import JSON

Kind = Literal["slash_commands", "interactive", "events_api"]
ACK_SECONDS = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """One thing that Slack tells the app."""

    kind: Kind
    name: str
    body: JSON
    retry_num: int | None = None
    retry_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the app answered: as over HTTP."""

    status: int
    body: str = ""
    no_retry: bool = False

    def json(self) -> Any:
        """The body; None when there is none.

        Raises:
            ValueError: it is not JSON.
        """
        return json.loads(self.body) if self.body.strip() else None


class NotDelivered(Exception):
    """The app could not be reached; the argument is Slack's code for why."""


class Transport(Protocol):
    """One way to the app."""

    def dispatch(self, payload: Payload) -> "Future[Answer]":
        """Send it off, without waiting. Payloads of events leave in the order in which they came."""

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a delivery ended: with an answer, or with Slack's code for what went wrong."""

    answer: Answer | None
    failure: str | None = None


class Ack(NamedTuple):
    """One acknowledgement; `seconds` is infinite when none came in time."""

    kind: str
    seconds: float
    name: str


class Delivery:
    """Delivers payloads over whichever transport is set, and times every acknowledgement."""

    def __init__(self, transport: Transport, after: Callable[[float, Callable[[], None]], None]) -> None:
        self.transport = transport
        self.ack_seconds = ACK_SECONDS
        self.acks: deque[Ack] = deque(maxlen=100_000)
        self._after = after
        self._under_way = 0
        self._lock = threading.Lock()

    @property
    def under_way(self) -> int:
        """How many payloads wait for their acknowledgement."""
        return self._under_way

    def count(self, change: int) -> None:
        with self._lock:
            self._under_way += change

    def deliver(self, payload: Payload, then: Callable[[Outcome], None]) -> "Future[Outcome]":
        """Deliver one payload; `then` runs once, before the future is done."""
        return _Flight(self, payload, then).start()

    def later(self, seconds: float, action: Callable[[], None]) -> None:
        self._after(seconds, action)


class _Flight:
    """One payload under way."""

    def __init__(self, delivery: Delivery, payload: Payload, then: Callable[[Outcome], None]) -> None:
        self._delivery, self._payload, self._then = delivery, payload, then
        self._ended = threading.Lock()
        self._future: Future[Outcome] = Future()
        self._started = 0.0

    def start(self) -> "Future[Outcome]":
        self._delivery.count(+1)
        self._started = time.perf_counter()
        sent = self._delivery.transport.dispatch(self._payload)
        self._delivery.later(
            self._delivery.ack_seconds, lambda: self._end(Outcome(None, "operation_timeout"))
        )
        sent.add_done_callback(self._on_answer)
        return self._future

    def _on_answer(self, sent: "Future[Answer]") -> None:
        seconds = time.perf_counter() - self._started
        if seconds > self._delivery.ack_seconds:  # the timer may not have had its turn yet
            return self._end(Outcome(None, "operation_timeout"))
        if sent.cancelled():
            return self._end(Outcome(None, "dispatch_failed"))
        problem = sent.exception()
        if isinstance(problem, NotDelivered):
            return self._end(Outcome(None, str(problem)))
        if problem is not None:
            return self._end(Outcome(Answer(500, repr(problem)), "http_service_error"))
        answer = sent.result()
        return self._end(Outcome(answer, _failure(answer)), seconds)

    def _end(self, outcome: Outcome, seconds: float = math.inf) -> None:
        if not self._ended.acquire(blocking=False):
            return
        self._delivery.acks.append(Ack(self._payload.kind, seconds, self._payload.name))
        try:
            self._then(outcome)
        except BaseException as error:
            self._future.set_exception(error)
            raise
        finally:
            self._delivery.count(-1)
        self._future.set_result(outcome)


def _failure(answer: Answer) -> str | None:
    if answer.status in range(200, 300):
        return None
    return "http_client_error" if answer.status in range(400, 500) else "http_service_error"
