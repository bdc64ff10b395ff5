"""Every listener answers, even when it refuses or breaks.

| raised | the person sees | we log |
|---|---|---|
| `InvalidItem` in a form | the reason at each field; the form keeps what was typed | info |
| another `Refusal` | its words, where they asked (in a form: on top of it) | info |
| anything else | an apology with a reference | the traceback, with the reference |
"""

import functools
import uuid
from collections.abc import Callable

import structlog
from slack_bolt import Args
from slack_sdk.errors import SlackApiError

from bot.domain.refusals import InvalidItem, Refusal
from bot.views import refusals as words
from bot.views.notes import note

log = structlog.get_logger(__name__)
Listener = Callable[[Args], None]


def answering(listener: Listener) -> Listener:
    """Turn what a listener raises into a reply to the person who caused it.

    `@app.error` is too late for this: Bolt forgets an `ack()` when the listener raises soon after it, and never
    calls `@app.error` for lazy listeners.
    """

    @functools.wraps(listener)
    def guarded(args: Args) -> None:
        try:
            listener(args)
        except Refusal as error:
            log.info("refused", reason=type(error).__name__)
            _refuse(args, error)
        except Exception:
            reference = uuid.uuid4().hex[:8]
            log.exception("broke", reference=reference)
            _tell(args, words.breakage(reference))

    return guarded


def _refuse(args: Args, error: Refusal) -> None:
    if isinstance(error, InvalidItem) and _is_form(args):
        errors = {name: words.field_problem(problem) for name, problem in error.problems.items()}
        args.ack(response_action="errors", errors=errors)
    else:
        _tell(args, words.refusal(error))


def _tell(args: Args, text: str) -> None:
    """Say it where it will be seen; a failure to say it is logged and goes no further."""
    try:
        if _is_form(args):
            args.ack(response_action="push", view=note(text).to_dict())
            return
        if args.ack.response is None:
            args.ack()
        if args.context.response_url:
            args.respond(text=text, response_type="ephemeral", replace_original=False)
        elif args.body.get("trigger_id"):
            _open_note(args, text)
        elif (args.event or {}).get("channel_type") == "im":
            args.client.chat_postMessage(channel=str(args.context.channel_id), text=text)
        elif args.context.channel_id and args.context.user_id:
            args.client.chat_postEphemeral(
                channel=args.context.channel_id, user=args.context.user_id, text=text
            )
    except SlackApiError:
        log.exception("could not tell")


def _open_note(args: Args, text: str) -> None:
    view = note(text).to_dict()
    if (args.body.get("view") or {}).get("type") == "modal":
        args.client.views_push(trigger_id=args.body["trigger_id"], view=view)
    else:
        args.client.views_open(trigger_id=args.body["trigger_id"], view=view)


def _is_form(args: Args) -> bool:
    return bool(args.body.get("type") == "view_submission")
