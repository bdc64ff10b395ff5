"""Answering a button in the place where it was pressed."""

from slack_bolt import Args

from bot.views.message import Message
from bot.views.notes import message_in_modal, note


def say(args: Args, words: str) -> None:
    """Tell the person who pressed something, and nobody else: beside the message, or on top of the form or Home."""
    if args.context.response_url:
        args.respond(text=words, response_type="ephemeral", replace_original=False)
    else:
        show(args, note(words).to_dict())


def show(args: Args, view: dict[str, object]) -> None:
    """Open a modal, on top of the one that the button stands in if there is one."""
    in_modal = (args.body.get("view") or {}).get("type") == "modal"
    open_it = args.client.views_push if in_modal else args.client.views_open
    open_it(trigger_id=args.body["trigger_id"], view=view)


def replace(args: Args, message: Message) -> None:
    """Put a message in the place of the one whose button was pressed, or of the modal that shows it."""
    if args.context.response_url:
        args.respond(replace_original=True, **message.payload())
        return
    view = args.body["view"]
    again = message_in_modal(message, title=view["title"]["text"])
    args.client.views_update(view_id=view["id"], hash=view["hash"], view=again.to_dict())


def value(args: Args) -> str:
    """What the pressed button, or the chosen option, carries."""
    action = args.payload
    chosen = action.get("selected_option")
    return str(chosen["value"] if chosen else action["value"])


def item_id(args: Args) -> int:
    """The item that the pressed button belongs to."""
    return int(value(args))
