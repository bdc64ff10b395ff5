"""Changing the message that a button or a form belongs to, so that it says what was done."""

import structlog
from slack_bolt import Args
from slack_sdk.errors import SlackApiError

from bot.views.interest_forms import Asking
from bot.views.message import Message

log = structlog.get_logger(__name__)


def asking_from(args: Args, introduction_id: int) -> Asking:
    """What a form that is opened by this button has to remember."""
    container = args.body.get("container") or {}
    if container.get("type") != "message":
        return Asking(introduction_id=introduction_id)
    return Asking(
        introduction_id=introduction_id,
        channel_id=container["channel_id"],
        message_ts=container["message_ts"],
    )


def change(args: Args, asking: Asking, message: Message) -> bool:
    """Put a message in the place of the one that was pressed; False when it was somewhere else, or is gone.

    What was asked for is done by then, so a message that cannot be changed is no reason to say otherwise.
    """
    if not asking.message_ts:
        return False
    try:
        args.client.chat_update(channel=asking.channel_id, ts=asking.message_ts, **message.payload())
    except SlackApiError:
        log.warning("could not change a message", exc_info=True)
        return False
    return True
