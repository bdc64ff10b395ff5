"""`chat.*`: posting, changing and deleting messages."""

from typing import Any

from playground.errors import SlackRefusal
from playground.slack import Slack
from playground.strict.messages import TEXT, UPDATE_TEXT, checked_message
from playground.values import BOT_USER_ID, JSON, Message
from playground.web_api import finding
from playground.web_api.arguments import Arguments
from playground.web_api.registry import method

METADATA = "metadata"


def _said(slack: Slack, arguments: Arguments, most_text: int = TEXT) -> tuple[str, list[JSON] | None]:
    if arguments.json("attachments"):
        raise SlackRefusal("invalid_attachments", ["[ERROR] the playground has blocks only"])
    text, blocks = checked_message(
        {"text": arguments.text("text"), "blocks": arguments.raw("blocks")}, most_text=most_text
    )
    finding.check_pictures(slack, blocks)
    return text, blocks


def _metadata(arguments: Arguments) -> JSON | None:
    given: Any = arguments.json(METADATA)
    if given is None:
        return None
    good = isinstance(given, dict) and isinstance(given.get("event_type"), str)
    if not good or not isinstance(given.get("event_payload"), dict):
        raise SlackRefusal("invalid_metadata_format")
    found: JSON = given
    return found


@method("chat.postMessage")
def post_message(slack: Slack, arguments: Arguments) -> JSON:
    channel = finding.place_to_post(slack, arguments.text("channel"))
    text, blocks = _said(slack, arguments)
    thread_ts = arguments.text("thread_ts") or None
    message = slack.workspace.post(
        channel,
        BOT_USER_ID,
        text,
        blocks=blocks,
        thread_ts=thread_ts,
        metadata=_metadata(arguments),
        subtype="thread_broadcast" if thread_ts and arguments.flag("reply_broadcast") else None,
    )
    return {"channel": channel.id, "ts": message.ts, "message": message.in_slack(metadata=True)}


@method("chat.postEphemeral")
def post_ephemeral(slack: Slack, arguments: Arguments) -> JSON:
    channel = finding.place_to_post(slack, arguments.text("channel"))
    user = arguments.needed("user")
    if user not in channel.members:
        raise SlackRefusal("user_not_in_channel")
    text, blocks = _said(slack, arguments)
    thread_ts = arguments.text("thread_ts") or None
    message = slack.workspace.post_ephemeral(channel, user, text, blocks=blocks, thread_ts=thread_ts)
    return {"message_ts": message.ts}


def _own(slack: Slack, arguments: Arguments, error: str) -> Message:
    channel = finding.channel(slack, arguments.needed("channel"))
    message = finding.message(channel, arguments.needed("ts"))
    if message.user != BOT_USER_ID:
        raise SlackRefusal(error)
    return message


@method("chat.update")
def update(slack: Slack, arguments: Arguments) -> JSON:
    """Blocks and metadata stay as they were unless they are given; an empty list takes blocks away."""
    message = _own(slack, arguments, "cant_update_message")
    keeps_blocks = arguments.raw("blocks") is None and message.blocks and arguments.has("text")
    text, blocks = _said(slack, arguments, most_text=UPDATE_TEXT)
    more = {METADATA: _metadata(arguments)} if arguments.has(METADATA) else {}
    slack.workspace.change(message, text, message.blocks if keeps_blocks else blocks, **more)
    shown = message.in_slack(metadata=True)
    return {"channel": message.channel, "ts": message.ts, "text": text, "message": shown}


@method("chat.delete")
def delete(slack: Slack, arguments: Arguments) -> JSON:
    message = _own(slack, arguments, "cant_delete_message")
    slack.workspace.delete(message)
    return {"channel": message.channel, "ts": message.ts}


@method("chat.getPermalink")
def permalink(slack: Slack, arguments: Arguments) -> JSON:
    channel = finding.channel(slack, arguments.needed("channel"))
    message = finding.message(channel, arguments.needed("message_ts"))
    link = f"{slack.url()}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}
