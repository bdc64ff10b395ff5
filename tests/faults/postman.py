"""Between Slack and Collab: remembers what Slack sent, and whether Collab said that it has it."""

from concurrent.futures import Future
from dataclasses import dataclass

from playground.delivery import Answer, Payload, Transport


@dataclass(frozen=True, slots=True)
class Sent:
    """One thing that Slack sent, each time it did; and what came back."""

    payload: Payload
    answer: "Future[Answer]"

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
        self.sent.append(Sent(payload, answer))
        return answer

    def close(self) -> None:
        """The way is closed with it."""
        self._way.close()
