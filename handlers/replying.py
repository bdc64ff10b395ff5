"""Answering a button, a form or a shortcut in the place where it was used."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Args
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.domain.details import Details
from bot.domain.refusals import FieldProblem, InvalidItem, TooManyWindows
from bot.views import ids
from bot.views.details import details_view
from bot.views.message import Message
from bot.views.notes import message_in_modal, note

TIMEOUT = 10  # seconds that an answer at a `response_url` may take


def say(args: Args, words: str) -> None:
    """Tell the person who pressed something, and nobody else.

    Beside the message, or on top of the form or Home; in a direct message where nothing fits on top of a form.
    """
    if args.context.response_url:
        respond(args, text=words)
        return
    try:
        show(args, note(words).to_dict())
    except TooManyWindows:
        args.client.chat_postMessage(channel=str(args.context.user_id), text=words)


def show(args: Args, view: dict[str, Any]) -> None:
    """Open a modal, on top of the one that the button stands in if there is one.

    Slack stacks three. What would be the fourth takes the place of the third, unless one of them is a form: what is
    typed into it, or what it was filled in with, would be lost.

    Raises:
        TooManyWindows: it would be the fourth, and cannot take the place of the third.
    """
    standing = modal_of(args)
    if not standing:
        args.client.views_open(trigger_id=args.body["trigger_id"], view=view)
    elif not is_third(standing):
        args.client.views_push(trigger_id=args.body["trigger_id"], view=view)
    elif view.get("submit") or standing.get("submit"):
        raise TooManyWindows
    else:
        args.client.views_update(view_id=standing["id"], view=view)


def back_to_details(args: Args, details: Details, words: str) -> None:
    """End a form that was opened from an item's details: they say what was done, and follow it."""
    back_below(args, details_view(details, said=words).to_dict())


def back_below(args: Args, view: dict[str, Any]) -> None:
    """End a form; what stands below it, which it was opened from, follows what was done."""
    try:
        args.client.views_update(view_id=args.body["view"]["previous_view_id"], view=view)
    except SlackApiError:  # that is closed; what was asked for is done all the same
        args.ack(response_action="update", view=view)
    else:
        args.ack()


def say_at_details(args: Args, details: Callable[[], Details], words: str) -> None:
    """Say what was done. Where an item's details are open they say it, and follow what was done."""
    modal = modal_of(args)
    if modal.get("callback_id") == ids.ITEM_DETAILS:
        args.client.views_update(view_id=modal["id"], view=details_view(details(), said=words).to_dict())
    else:
        say(args, words)


def replace(args: Args, message: Message) -> None:
    """Put a message in the place of the one whose button was pressed, or of the modal that shows it."""
    if args.context.response_url:
        respond(args, replace_original=True, **message.payload())
        return
    view = args.body["view"]
    again = message_in_modal(message, title=view["title"]["text"])
    args.client.views_update(view_id=view["id"], view=again.to_dict())


def respond(args: Args, *, replace_original: bool = False, **message: Any) -> None:
    """Answer at the `response_url`, for the person alone and once; in the thread, if it was in one.

    Bolt's own `respond` says it again when the connection drops after Slack took it.

    Raises:
        OSError, HTTPException: Slack did not take it, or we do not know whether it did.
    """
    container = args.body.get("container") or {}
    thread_ts = container.get("thread_ts")
    client = WebhookClient(
        str(args.context.response_url),
        timeout=TIMEOUT,
        proxy=args.client.proxy,
        ssl=args.client.ssl,
        retry_handlers=[],
    )
    answer = client.send_dict(
        {
            "response_type": "ephemeral",
            "replace_original": replace_original,
            "thread_ts": thread_ts if thread_ts != container.get("message_ts") else None,
            **message,
        }
    )
    if answer.status_code != 200:
        raise ConnectionError(f"the response_url answered {answer.status_code}")


def typed(args: Args, name: str, *, needed: bool = False) -> str:
    """What stands in a text field of a submitted form, whose block and element are called the same.

    Raises:
        InvalidItem: an answer is needed, and nothing but white space is there.
    """
    said = str(args.body["view"]["state"]["values"][name][name].get("value") or "").strip()
    if needed and not said:
        raise InvalidItem({name: FieldProblem(code="missing")})
    return said


def modal_of(args: Args) -> dict[str, Any]:
    """The modal in which somebody did something; empty when it was elsewhere."""
    view: dict[str, Any] = args.body.get("view") or {}
    return view if view.get("type") == "modal" else {}


def is_third(modal: Mapping[str, Any]) -> bool:
    """Whether a modal is the third of its stack."""
    return modal.get("previous_view_id") not in {None, modal.get("root_view_id")}


def value(args: Args) -> str:
    """What the pressed button, or the chosen option, carries."""
    action = args.payload
    chosen = action.get("selected_option")
    return str(chosen["value"] if chosen else action["value"])


def is_public(args: Args) -> bool:
    """Whether others see the message whose button was pressed: one in a channel, that is there for more than one."""
    container = args.body.get("container") or {}
    in_channel = not str(args.context.channel_id or "D").startswith("D")
    return container.get("type") == "message" and not container.get("is_ephemeral") and in_channel


def item_id(args: Args) -> int:
    """The item that the pressed button belongs to."""
    return int(value(args))
