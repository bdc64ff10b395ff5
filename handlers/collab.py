"""`/collab`, a mention and a direct message: three ways to say the same verbs."""

import re
from dataclasses import replace

from slack_bolt import App, Args

from handlers.asking import Asked, asked, asked_aloud
from handlers.listening import on_command, on_event
from handlers.messages import plain
from handlers.verbs import Verbs

_MENTION = re.compile(r"<@[UW][A-Z0-9]+(?:\|[^>]*)?>")


def register(app: App, verbs: Verbs) -> None:
    """Answer whatever verb is said. Features have added theirs before, or will."""

    def answer(request: Asked) -> None:
        word, _, rest = request.text.strip().partition(" ")
        verb = verbs.called(word.removeprefix("/") or "help")
        verb.answer(replace(request, text=rest.strip()))

    def command(args: Args) -> None:
        answer(asked(args, plain(args.payload.get("text") or "")))

    def mention(args: Args) -> None:
        event = args.event or {}
        said = plain(_MENTION.sub(" ", event.get("text", ""), count=1))
        answer(asked_aloud(args, _without_command(said), thread_ts=event.get("thread_ts") or event["ts"]))

    def direct_message(args: Args) -> None:
        event = args.event or {}
        if event.get("channel_type") != "im" or event.get("subtype") or event.get("bot_id"):
            return
        said = plain(_MENTION.sub(" ", event.get("text", ""), count=1))
        answer(asked_aloud(args, _without_command(said), thread_ts=event.get("thread_ts")))

    on_command(app, "/collab", command)
    on_event(app, "app_mention", mention)
    on_event(app, "message", direct_message)


def _without_command(text: str) -> str:
    """People who write to the bot may still begin with the command's name."""
    return text.strip().removeprefix("/collab").strip()
