"""What people wrote in Slack, as plain text; and where they wrote it."""

import html
import re
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.refusals import NotInvited

_MARKUP = re.compile(r"<([^<>]*)>")
_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_MOST_NAMES = 5  # each is a call to Slack, while somebody waits
_SAID_BY_PEOPLE = {None, "file_share", "thread_broadcast", "me_message"}  # subtypes: not edits or joins


def by_a_person(event: dict[str, Any]) -> bool:
    """Whether a person said what an event tells: to answer other bots is noise."""
    return event.get("subtype") in _SAID_BY_PEOPLE and not event.get("bot_id")


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


def readable(client: WebClient, text: str) -> str:
    """Slack's form of a message, for people elsewhere to read: those who are mentioned are called by their names."""
    mentioned = list(dict.fromkeys(_PERSON.findall(text)))[:_MOST_NAMES]
    names = {user_id: _name(client, user_id) for user_id in mentioned}
    return plain(_PERSON.sub(lambda person: names.get(person[1], person[0]), text))


def is_private(client: WebClient, channel_id: str) -> bool:
    """Whether only some can read a channel. One that we cannot see is private."""
    try:
        channel = client.conversations_info(channel=channel_id)["channel"]
    except SlackApiError as error:
        if error.response["error"] in {"channel_not_found", "missing_scope"}:
            return True
        raise
    return bool(channel.get("is_private") or channel.get("is_im") or channel.get("is_mpim"))


def check_we_can_post(client: WebClient, channel_id: str) -> None:
    """See that we are in a channel, or may join it.

    Raises:
        NotInvited: it is private, and we are not in it.
    """
    try:
        client.conversations_info(channel=channel_id)
    except SlackApiError as error:
        if error.response["error"] == "channel_not_found":
            raise NotInvited from error
        raise


def is_person(client: WebClient, user_id: str) -> bool:
    """Whether it is somebody who can own something: no app, and nobody who has left."""
    try:
        found = client.users_info(user=user_id)["user"]
    except SlackApiError as error:
        if error.response["error"] in {"user_not_found", "user_not_visible"}:
            return False
        raise
    return not (found.get("is_bot") or found.get("deleted") or user_id == "USLACKBOT")


def link_to(client: WebClient, channel_id: str, message_ts: str) -> str:
    """A link to a message, or nothing where Slack gives none (we are not in the channel)."""
    try:
        return str(client.chat_getPermalink(channel=channel_id, message_ts=message_ts)["permalink"])
    except SlackApiError:
        return ""


def _name(client: WebClient, user_id: str) -> str:
    try:
        found = client.users_info(user=user_id)["user"]
    except SlackApiError:
        return f"@{user_id}"
    return str(found.get("real_name") or found["name"])
