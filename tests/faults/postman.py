"""Between Slack and Collab: remembers what Slack sent, and whether Collab said that it has it."""

import time
from concurrent.futures import Future
from dataclasses import dataclass

from playground.delivery import Answer, Payload, Transport

LOST_AFTER = 20.0
"""Seconds after which whoever had it has ended by itself."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One thing that Slack sent, each time it did; and what came back."""

    payload: Payload
    answer: "Future[Answer]"
    at: float

    @property
    def acknowledged(self) -> bool:
        """Whether Collab said that all is well."""
        return self.answer.done() and not self.answer.exception() and self.answer.result().status == 200

    @property
    def said(self) -> str:
        """What the acknowledgement says."""
        return self.answer.result().body if self.acknowledged else ""


class Postman:
    """A way to the app that goes through another."""

    def __init__(self, way: Transport) -> None:
        self._way = way
        self.sent: list[Sent] = []

    def dispatch(self, payload: Payload) -> "Future[Answer]":
        """Send it off, and remember it."""
        answer = self._way.dispatch(payload)
        self.sent.append(Sent(payload, answer, time.monotonic()))
        return answer

    def at_work(self, since: int) -> bool:
        """Whether somebody may be at work on what was sent, but for the first so many: it is not answered yet."""
        lost = time.monotonic() - LOST_AFTER
        return any(not one.answer.done() and one.at > lost for one in self.sent[since:])

    def close(self) -> None:
        """The way is closed with it."""
        self._way.close()
