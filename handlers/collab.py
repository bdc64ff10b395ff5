"""`/collab`, a mention and a direct message: three ways to say the same verbs."""

import re
from dataclasses import replace
from typing import Any

from slack_bolt import App, Args

from bot.domain.clock import Clock
from bot.domain.refusals import UnknownVerb
from bot.services.events import Events
from handlers.answering import Listener
from handlers.asking import Asked, asked, asked_aloud, workspace
from handlers.listening import on_command, on_event
from handlers.messages import plain
from handlers.verbs import Verbs

_GREETING = re.compile(
    r"(hello|hi|hiya|hey|good (morning|afternoon|evening)|thanks|thank you|cheers)\b\W*\w*\W*", re.IGNORECASE
)
_SAID_BY_PEOPLE = {None, "file_share", "thread_broadcast", "me_message"}  # subtypes of messages


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

    def once(listener: Listener) -> Listener:
        """Slack may send an event again, and what is answered twice is noise. So is answering other bots."""

        def first_time(args: Args) -> None:
            event = args.event or {}
            by_a_person = event.get("subtype") in _SAID_BY_PEOPLE and not event.get("bot_id")
            if by_a_person and events.is_new(workspace(args), args.body["event_id"], now=clock()):
                listener(args)

        return first_time

    on_command(app, "/collab", command)
    on_event(app, "app_mention", once(mention))
    on_event(app, "message", once(direct_message), when=_directly)


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
