"""Quiet offers: `/collab offers`, the questions in channels that want them, and the buttons of an offer."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from slack_bolt import App, Args
from slack_sdk import WebClient

from bot.domain.clock import Clock
from bot.domain.refusals import NotInThisChannel
from bot.services.offers import Offers
from bot.views import ids
from bot.views.message import Message
from bot.views.offers import STOPPED, learnt_words, offer_message, settings_message, switched_words
from handlers.asking import Asked, member, workspace
from handlers.digest import check_channel
from handlers.listening import on_action, on_hearing
from handlers.messages import by_a_person, plain
from handlers.replying import replace, value
from handlers.verbs import Verb, Verbs


def register(app: App, verbs: Verbs, offers: Offers, clock: Clock, wake: Callable[[], None]) -> None:
    """Answer the verb and the buttons, and listen where it is wanted; `wake` tells delivery that something is owed."""

    def settings(asked: Asked) -> None:
        check_channel(asked.client, asked.channel_id)
        match asked.text.casefold().split()[:1]:
            case ["on" | "off" as switch]:
                if asked.user_id not in _members(asked.client, asked.channel_id):
                    raise NotInThisChannel
                on = switch == "on"
                new = offers.switch(asked.workspace, asked.channel_id, on=on, by=asked.user_id, now=clock())
                wake()
                asked.reply_privately(Message(text=switched_words(on=on, new=new)))
            case _:
                asked.reply_privately(settings_message(offers.channel(asked.workspace, asked.channel_id)))

    def heard(args: Args) -> None:
        event: dict[str, Any] = args.event or {}
        if not by_a_person(event):
            return
        text = str(event.get("text") or "")
        if f"<@{args.context.bot_user_id}" in text:  # a mention is answered aloud
            return
        offer = offers.offer(workspace(args), event["channel"], event["user"], plain(text), now=clock())
        if offer:
            message = offer_message(offer).payload()
            args.client.chat_postEphemeral(channel=offer.channel_id, user=event["user"], **message)

    def not_helpful(args: Args) -> None:
        channel_id, _, at = value(args).partition(":")
        quiet = offers.did_not_help(
            workspace(args), channel_id, member(args), at=datetime.fromisoformat(at), now=clock()
        )
        replace(args, Message(text=learnt_words(quiet=quiet is not None)))

    def stop(args: Args) -> None:
        offers.stop(workspace(args), value(args), member(args))
        replace(args, Message(text=STOPPED))

    verbs.add(
        Verb(
            name="offers",
            usage="offers on",
            summary="Have questions in this channel answered quietly, only for whoever asks. Also: off.",
            answer=settings,
        )
    )
    on_hearing(app, "message", heard, when=_in_a_channel)
    on_action(app, ids.OFFER_NOT_HELPFUL, not_helpful)
    on_action(app, ids.OFFER_STOP, stop)


def _in_a_channel(event: dict[str, Any]) -> bool:
    return event.get("channel_type") in {"channel", "group"} and not event.get("thread_ts")


def _members(client: WebClient, channel_id: str) -> Iterator[str]:
    """Who is in a channel, page by page."""
    for page in client.conversations_members(channel=channel_id, limit=1000):
        yield from page["members"]
