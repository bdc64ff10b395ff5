"""What the app says through an acknowledgement or a `response_url`: a message, shown, replaced or deleted."""

from playground.errors import SlackRefusal
from playground.response_urls import Response
from playground.slack import Slack
from playground.strict.messages import RESPONSE_FIELDS, checked_message
from playground.values import BOT_USER_ID, JSON, Message
from playground.web_api import finding


def show_answer(slack: Slack, place: Response, said: JSON) -> None:
    """Do what the answer asks for.

    Raises:
        SlackRefusal: Slack would not take it.
    """
    channel = slack.workspace.channels[place.channel]
    source = slack.workspace.message(channel, place.message_ts, place.user) if place.message_ts else None
    if said.get("delete_original"):
        slack.workspace.delete(_present(source))
        return
    text, blocks = checked_message(said, fields=RESPONSE_FIELDS)
    finding.check_pictures(slack, blocks)
    if said.get("replace_original") is True and place.message_ts:
        slack.workspace.change(_present(source), text, blocks)
        return
    thread_ts = said.get("thread_ts") or place.thread_ts
    if said.get("response_type") == "in_channel":
        slack.workspace.post(channel, BOT_USER_ID, text, blocks=blocks, thread_ts=thread_ts)
    elif said.get("response_type", "ephemeral") == "ephemeral":
        slack.workspace.post_ephemeral(channel, place.user, text, blocks=blocks, thread_ts=thread_ts)
    else:
        raise SlackRefusal("invalid_response_type")


def _present(source: Message | None) -> Message:
    if source is None:
        raise SlackRefusal("message_not_found")
    return source
