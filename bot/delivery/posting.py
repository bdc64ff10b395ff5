"""Posting one notice in Slack, and finding out whether it is there already."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.delivery.answers import said
from bot.delivery.channels import Channels
from bot.domain.notices import UNKNOWN_FATE, Notice
from bot.views.message import Message

TIMEOUT = 10
"""Seconds that a call to Slack may take. A delivery makes a few; together they must fit `bot.services.outbox.LEASE`."""

EVENT_TYPE = "collab_notice"
_PAGE = 200
_MOST_PAGES = 3
_CLOCKS_DIFFER = timedelta(minutes=5)


Find = Callable[[WebClient, str, Notice], str | None]
"""What looks in a channel for the message that bears a notice's key: `find`, but where a test does without."""


class CannotLook(Exception):
    """A notice may be in a place that we may not read."""


def place(client: WebClient, notice: Notice, channels: Channels) -> str:
    """The id of the channel that a notice goes to, where we are a member if we can be.

    A person's is our direct message with them.
    """
    if notice.is_direct:
        return str(client.conversations_open(users=notice.recipient)["channel"]["id"])
    channels.enter(client, notice.recipient)
    return notice.recipient


def post(client: WebClient, channel_id: str, notice: Notice, message: Message) -> str:
    """Post a notice, signed with its key; answers the message's `ts`."""
    posted = client.chat_postMessage(
        channel=channel_id,
        thread_ts=notice.thread_ts,
        metadata={"event_type": EVENT_TYPE, "event_payload": {"key": notice.key}},
        unfurl_links=False,
        unfurl_media=False,
        **message.payload(),
    )
    return str(posted["ts"])


def update(client: WebClient, channel_id: str, message_ts: str, message: Message) -> bool:
    """Put a message in the place of what we posted; False when that was deleted. To do it twice changes nothing."""
    try:
        client.chat_update(channel=channel_id, ts=message_ts, **{"blocks": [], **message.payload()})
    except SlackApiError as error:
        if said(error) == "message_not_found":
            return False
        raise
    return True


def find(client: WebClient, channel_id: str, notice: Notice) -> str | None:
    """The `ts` of the message that bears a notice's key, if it is in the channel, or in the thread that it goes to.

    Raises:
        CannotLook: Slack does not let us read there.
    """
    cursor: str | None = None
    for _ in range(_MOST_PAGES):
        try:
            page = _page(client, channel_id, notice, cursor)
        except SlackApiError as error:
            if said(error) in {"not_in_channel", "missing_scope", "channel_not_found"}:
                raise CannotLook(UNKNOWN_FATE) from error
            raise
        messages: list[dict[str, Any]] = page["messages"]
        for message in messages:
            signed = message.get("metadata") or {}
            if signed.get("event_payload", {}).get("key") == notice.key:
                return str(message["ts"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return None
    raise CannotLook(UNKNOWN_FATE)


def _page(client: WebClient, channel_id: str, notice: Notice, cursor: str | None) -> SlackResponse:
    wanted: dict[str, Any] = {
        "channel": channel_id,
        "oldest": _slack_time(notice.due_at - _CLOCKS_DIFFER),
        "include_all_metadata": True,
        "limit": _PAGE,
        "cursor": cursor,
    }
    if notice.thread_ts:
        return client.conversations_replies(ts=notice.thread_ts, **wanted)
    return client.conversations_history(**wanted)


def _slack_time(moment: datetime) -> str:
    return f"{moment.timestamp():.6f}"
