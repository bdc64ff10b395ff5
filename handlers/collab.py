"""`/collab`, a mention and a direct message: three ways to say the same verbs."""

import re
from dataclasses import replace
from typing import Any

from slack_bolt import App, Args

from bot.domain.clock import Clock
from bot.domain.refusals import UnknownVerb
from bot.services.events import Events
from handlers.asking import Asked, asked, asked_aloud
from handlers.listening import Once, on_command, on_question
from handlers.messages import plain
from handlers.verbs import Verbs

_GREETING = re.compile(
    r"(hello|hi|hiya|hey|good (morning|afternoon|evening)|thanks|thank you|cheers)\b\W*\w*\W*", re.IGNORECASE
)


def register(app: App, verbs: Verbs, events: Events, clock: Clock) -> None:
    """Answer whatever verb is said. Features have added theirs before, or will."""

    def answer(request: Asked) -> None:
        verb, rest = verbs.called_in(request.text)
        verb.answer(replace(request, text=rest))

    def command(args: Args) -> None:
        answer(asked(args, plain(args.payload.get("text") or "")))

    def mention(args: Args) -> None:
        event = args.event or {}
        answer(asked_aloud(args, _said(args), thread_ts=event.get("thread_ts") or event["ts"]))

    def direct_message(args: Args) -> None:
        request = asked_aloud(args, _said(args), thread_ts=(args.event or {}).get("thread_ts"))
        try:
            answer(request)
        except UnknownVerb as unknown:
            if unknown.nearest:
                raise
            answer(replace(request, text=f"find {request.text}"))

    def reads(args: Args) -> bool:
        """Whether what is asked for changes nothing; what is no verb does not."""
        try:
            return verbs.called_in(plain(args.payload.get("text") or ""))[0].reads
        except UnknownVerb:
            return True

    on_command(app, "/collab", command, reads=reads)
    once = Once(events, clock)
    on_question(app, "app_mention", mention, once=once)
    on_question(app, "message", direct_message, once=once, when=_directly)


def _directly(event: dict[str, Any]) -> bool:
    return event.get("channel_type") == "im"


def _said(args: Args) -> str:
    """What somebody told the bot: the words after its name, or those before it when there are none after.

    Some begin with the command's name even so; and whoever only says hello wants to know what there is.
    """
    text = str((args.event or {}).get("text") or "")
    before, *after = re.split(rf"<@{args.context.bot_user_id}(?:\|[^>]*)?>", text, maxsplit=1)
    said = plain(" ".join(after)).strip(" ,:") or plain(before).strip()
    said = said.removeprefix("/collab").strip()
    return "help" if _GREETING.fullmatch(said) else said
