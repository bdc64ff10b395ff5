"""A Bolt app at the end of a Python call, without a network between."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from playground.delivery import Payload
from playground.direct import AppAnswer

if TYPE_CHECKING:
    from slack_bolt import App

    from playground.direct import App as Call


def through(app: "App") -> "Call":
    """What to hand to `Playground.deliver_to`, for this Bolt app."""
    from slack_bolt import BoltRequest  # noqa: PLC0415  (only who uses Bolt needs it)

    def dispatch(payload: Payload) -> AppAnswer:
        headers: dict[str, str | Sequence[str]] = {}
        if payload.retry_num is not None:
            headers["x-slack-retry-num"] = str(payload.retry_num)
            headers["x-slack-retry-reason"] = payload.retry_reason or ""
        return app.dispatch(BoltRequest(body=payload.body, headers=headers, mode="socket_mode"))

    return dispatch
