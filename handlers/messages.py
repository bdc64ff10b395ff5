"""What people wrote in Slack, as plain text; and where they wrote it."""

import html
import re

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

_MARKUP = re.compile(r"<([^<>]*)>")


def plain(text: str) -> str:
    """Slack's form of a message, as a person would have typed it.

    >>> plain("Ask <@U1|amira> in <#C1|housing>: <https://example.org|our page> &amp; <https://a.example>")
    'Ask @U1 in #housing: our page (https://example.org) & https://a.example'
    """
    return html.unescape(_MARKUP.sub(_as_typed, text))


def _as_typed(markup: re.Match[str]) -> str:
    target, _, label = markup[1].partition("|")
    if target.startswith("@"):
        return target
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    address = target.removeprefix("mailto:")
    return f"{label} ({address})" if label and label != address and not address.endswith(label) else address


def is_private(client: WebClient, channel_id: str) -> bool:
    """Whether only some can read a channel. One that we cannot see is private."""
    try:
        channel = client.conversations_info(channel=channel_id)["channel"]
    except SlackApiError as error:
        if error.response["error"] in {"channel_not_found", "missing_scope"}:
            return True
        raise
    return bool(channel.get("is_private") or channel.get("is_im") or channel.get("is_mpim"))


def link_to(client: WebClient, channel_id: str, message_ts: str) -> str:
    """A link to a message, or nothing where Slack gives none (we are not in the channel)."""
    try:
        return str(client.chat_getPermalink(channel=channel_id, message_ts=message_ts)["permalink"])
    except SlackApiError:
        return ""
