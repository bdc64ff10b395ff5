"""The shortest way to the app: a Python call. For tests and benchmarks."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

from playground.delivery import Answer, NotDelivered, Payload


class AppAnswer(Protocol):
    """What the app's callable returns; `slack_bolt.BoltResponse` is one."""

    @property
    def status(self) -> int: ...

    @property
    def body(self) -> str: ...


App = Callable[[Payload], AppAnswer]


class Direct:
    """Calls the app in worker threads: several at once for what people do, one after the other for events."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._people = ThreadPoolExecutor(8, thread_name_prefix="playground-direct")
        self._events = ThreadPoolExecutor(1, thread_name_prefix="playground-events")

    def dispatch(self, payload: Payload) -> "Future[Answer]":
        workers = self._events if payload.kind == "events_api" else self._people
        try:
            return workers.submit(self._call, payload)
        except RuntimeError:
            refused: Future[Answer] = Future()
            refused.set_exception(NotDelivered("dispatch_failed"))
            return refused

    def _call(self, payload: Payload) -> Answer:
        answer = self._app(payload)
        return Answer(answer.status, answer.body)

    def close(self) -> None:
        self._people.shutdown(cancel_futures=True)
        self._events.shutdown(cancel_futures=True)
