"""Telling somebody why something was not done: where they did it, or else in a direct message."""

from collections.abc import Mapping
from http.client import HTTPException

import structlog
from slack_bolt import Args
from slack_sdk.errors import SlackApiError

from bot.views.notes import note, note_at_home
from bot.views.refusals import in_plain_text
from handlers.aloud import Answers
from handlers.replying import is_third, say

log = structlog.get_logger(__name__)
_NOT_TAKEN = (SlackApiError, HTTPException, OSError)  # Slack refused it, or did not hear it


def tell(args: Args, words: str) -> bool:
    """Say it where it will be seen; False when it could not be said, which is logged and goes no further."""
    try:
        _tell_in_place(args, words)
    except _NOT_TAKEN:
        log.warning("could not tell in place", exc_info=True)
        try:
            args.client.chat_postMessage(channel=str(args.context.user_id), text=words)
        except _NOT_TAKEN:
            log.exception("could not tell")
            return False
    return True


def tell_at_fields(args: Args, problems: Mapping[str, str]) -> bool:
    """Say in a form what is wrong with its fields, in plain text; False when this is no form with such fields."""
    if not _is_form(args) or args.ack.response:
        return False
    errors = {name: said for name, said in problems.items() if name in _fields(args)}
    if errors:
        args.ack(response_action="errors", errors=errors)
    return bool(errors)


def _tell_in_place(args: Args, words: str) -> None:
    event = args.event or {}
    channel, thread_ts = str(args.context.channel_id), event.get("thread_ts")
    if _is_form(args):
        _tell_in_form(args, words)
    elif args.body.get("type") == "block_suggestion":
        args.ack(options=[])  # a menu has no room for words
    elif not event:
        say(args, words)
    elif event["type"] == "app_home_opened":
        args.client.views_publish(user_id=str(args.context.user_id), view=note_at_home(words).to_dict())
    elif event.get("channel_type") == "im":
        Answers.to(args).say(channel=channel, thread_ts=thread_ts, text=words)
    else:
        args.client.chat_postEphemeral(
            channel=channel, user=str(args.context.user_id), thread_ts=thread_ts, text=words
        )


def _tell_in_form(args: Args, words: str) -> None:
    """On top of the form, which keeps what was typed; where nothing fits on top of it, at its first field."""
    if args.ack.response:
        return  # what was asked for is done, and said
    if is_third(args.body["view"]):
        args.ack(response_action="errors", errors={_fields(args)[0]: in_plain_text(words)})
    else:
        args.ack(response_action="push", view=note(words).to_dict())


def _is_form(args: Args) -> bool:
    return bool(args.body.get("type") == "view_submission")


def _fields(args: Args) -> list[str]:
    return [block["block_id"] for block in args.body["view"]["blocks"] if block["type"] == "input"]
