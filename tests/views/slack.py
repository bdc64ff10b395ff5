"""Whether Slack takes what a view gives: the playground's strict checks, and what a person would read."""

from typing import Any

from slack_sdk.models.views import View

from bot.views.message import MAX_BLOCKS, Message
from playground.strict.messages import UPDATE_TEXT, checked_message
from playground.strict.views import checked_view

Json = dict[str, Any]
MOST_BLOCKS_OF_A_VIEW = 100


def taken_message(message: Message) -> Json:
    """The payload, which Slack takes for a new message and for an update."""
    payload = message.payload()
    checked_message(payload, most_text=UPDATE_TEXT)
    assert len(payload.get("blocks", ())) <= MAX_BLOCKS
    return payload


def taken_view(view: View) -> Json:
    """The view, which Slack takes."""
    sent = view.to_dict()
    checked_view(sent, "home" if sent["type"] == "home" else "modal")
    assert len(sent["blocks"]) <= MOST_BLOCKS_OF_A_VIEW
    return sent


def texts(part: Any) -> list[Json]:
    """Every text object, from top to bottom."""
    if isinstance(part, list):
        return [each for one in part for each in texts(one)]
    if not isinstance(part, dict):
        return []
    own = [part] if part.get("type") in {"mrkdwn", "plain_text"} else []
    return own + [each for value in part.values() for each in texts(value)]


def words(part: Any) -> str:
    """What stands in a payload or view, line by line."""
    return "\n".join(each["text"] for each in texts(part))


def mrkdwn(part: Any) -> str:
    """What Slack looks through for mentions and links."""
    return "\n".join(each["text"] for each in texts(part) if each["type"] == "mrkdwn")


def elements(part: Any) -> list[Json]:
    """Every element that a person can use."""
    if isinstance(part, list):
        return [each for one in part for each in elements(one)]
    if not isinstance(part, dict):
        return []
    own = [part] if "action_id" in part else []
    return own + [each for value in part.values() for each in elements(value)]
