"""A workspace, and an app in it that each test teaches what to do."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient

from playground import Playground
from playground.bolt import through
from playground.manifest import Manifest, parse_manifest

SCOPES = (
    "app_mentions:read channels:history channels:join channels:read chat:write commands files:read files:write"
    " groups:history groups:read im:history im:read im:write mpim:write reactions:read reactions:write users:read"
)
EVENTS = (
    "app_home_opened app_mention member_joined_channel member_left_channel message.channels message.im"
    " reaction_added reaction_removed"
)


def manifest(**changes: Any) -> Manifest:
    """The manifest of the app under test; `scopes` and `events` are words in one string."""
    command = {"command": "/ask", "description": "Ask", "usage_hint": "anything", "should_escape": True}
    shortcuts = [
        {"name": "Note it", "type": "message", "callback_id": "note", "description": "Note it"},
        {"name": "New one", "type": "global", "callback_id": "new", "description": "New one"},
    ]
    return parse_manifest(
        {
            "features": {
                "bot_user": {"display_name": "Helper"},
                "app_home": {"home_tab_enabled": changes.get("home", True)},
                "slash_commands": [command, {"command": "/raw", "description": "Raw"}],
                "shortcuts": shortcuts,
            },
            "oauth_config": {"scopes": {"bot": changes.get("scopes", SCOPES).split()}},
            "settings": {
                "event_subscriptions": {"bot_events": changes.get("events", EVENTS).split()},
                "interactivity": {"is_enabled": True},
            },
        }
    )


def bolt_app(slack: Playground) -> App:
    """A Bolt app that does nothing yet."""
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    return App(client=client, signing_secret=slack.signing_secret, process_before_response=True)


def recording(heard: list[dict[str, Any]], **answer: Any) -> Callable[[Ack, dict[str, Any]], None]:
    """A listener that keeps what it hears and acknowledges with the answer."""

    def listener(ack: Ack, body: dict[str, Any]) -> None:
        heard.append(body)
        ack(**answer)

    return listener


@pytest.fixture
def slack() -> Iterator[Playground]:
    with Playground.start(manifest()) as playground:
        yield playground


@pytest.fixture
def app(slack: Playground) -> App:
    """An app at the end of a Python call; the test adds listeners."""
    made = bolt_app(slack)
    slack.deliver_to(through(made))
    return made


@pytest.fixture
def client(slack: Playground) -> WebClient:
    """The Web API, as the app calls it, without retries."""
    return WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])
