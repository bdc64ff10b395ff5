"""An app without a framework: what a test of the page puts at the playground's other end."""

import json
import threading
from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient

from playground import Playground
from playground.delivery import Answer, Payload

JSON = dict[str, Any]
Does = Callable[[JSON], JSON | None]
PATIENCE = 10.0


class Stub:
    """Does what the test says `when` it is told something, and remembers what it was told."""

    def __init__(self, slack: Playground) -> None:
        self.client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        self._does: dict[str, Does] = {}
        self._told: list[tuple[str, JSON]] = []
        self._changed = threading.Condition()
        slack.deliver_to(self)

    def __call__(self, payload: Payload) -> Answer:
        """Take a payload, as `Playground.deliver_to` hands it over."""
        kind = payload.body.get("type", "command")
        with self._changed:
            self._told.append((kind, payload.body))
            self._changed.notify_all()
        answer = self._does[kind](payload.body) if kind in self._does else None
        return Answer(200, json.dumps(answer) if answer else "")

    def when(self, kind: str, does: Does) -> None:
        """Do this whenever something of the kind is told (`command`, `block_actions`, `view_submission`, …).

        What it returns is the acknowledgement's body.
        """
        self._does[kind] = does

    def told(self, kind: str) -> JSON:
        """The next thing of this kind that was told and not yet asked for."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._find(kind) is not None, PATIENCE), f"no {kind} came"
            found = self._find(kind)
            assert found is not None
            self._told.remove(found)
            return found[1]

    def was_told(self, kind: str) -> bool:
        """Whether there is something of this kind that was not asked for."""
        with self._changed:
            return self._find(kind) is not None

    def _find(self, kind: str) -> tuple[str, JSON] | None:
        return next((each for each in self._told if each[0] == kind), None)

    def clicked(self) -> JSON:
        """The next use of an element: its action, as Slack sends it."""
        action: JSON = self.told("block_actions")["actions"][0]
        return action

    def posts(self, *blocks: JSON, channel: str = "C0HOUSING", text: str = "A message with blocks") -> str:
        """Post a message of these blocks; answers its `ts`."""
        return str(self.client.chat_postMessage(channel=channel, text=text, blocks=list(blocks))["ts"])

    def opens(self, view: JSON, when: str = "command") -> None:
        """Open this modal whenever a command is run."""

        def show(body: JSON) -> None:
            self.client.views_open(trigger_id=body["trigger_id"], view=view)

        self.when(when, show)


def plain(text: str) -> JSON:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> JSON:
    return {"type": "mrkdwn", "text": text}


def section(text: str, **more: Any) -> JSON:
    return {"type": "section", "text": mrkdwn(text), **more}


def option(text: str, **more: Any) -> JSON:
    return {"text": plain(text), "value": text.lower().replace(" ", "_"), **more}


def options(*texts: str) -> list[JSON]:
    return [option(text) for text in texts]


def field(label: str, element: JSON, **more: Any) -> JSON:
    """An input block; its block_id is the label's first word."""
    block_id = label.lower().split()[0]
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"action_id": "value", **element},
        **more,
    }


def modal(*blocks: JSON, title: str = "Share something") -> JSON:
    return {
        "type": "modal",
        "title": plain(title),
        "submit": plain("Share"),
        "close": plain("Cancel"),
        "blocks": list(blocks),
    }
