"""Contributing to a workshop by a reply in its thread."""

import json
from collections.abc import Callable
from typing import Any

from slack_bolt import App, Args, BoltResponse

from bot.domain.clock import Clock
from bot.domain.workshop_replies import understood
from bot.domain.workshops import Kept, NewContribution, Workshop, WorkshopPhase
from bot.services.contributing import Contributing
from bot.services.events import Events
from bot.services.workshops import Workshops
from bot.views import ids
from bot.views.message import Message
from bot.views.workshop_words import form_of, how_to_reply, reply_words, whether_to_keep
from handlers.answering import answering
from handlers.asking import member, workspace
from handlers.listening import NOT_YET, Once, on_action, on_contribution
from handlers.messages import by_a_person, plain
from handlers.replying import replace, value

_TALKING = {WorkshopPhase.DISCUSS, WorkshopPhase.CLOSE}


class Replies:
    """What people say below a workshop's board."""

    def __init__(
        self,
        workshops: Workshops,
        contributing: Contributing,
        once: Once,
        clock: Clock,
        wake: Callable[[], None],
    ) -> None:
        self._workshops = workshops
        self._contributing = contributing
        self._once = once
        self._clock = clock
        self._wake = wake

    def heard(self, args: Args) -> BoltResponse | None:
        """A reply in some thread: of a board's, it may contribute.

        Below a message of ours that may be a board, though we do not know that yet: Slack is to send it again. What
        may be one is asked first, lest it become one in between.
        """
        event: dict[str, Any] = args.event or {}
        if not by_a_person(event):
            return None
        if f"<@{args.context.bot_user_id}" in str(event.get("text") or ""):  # a mention is answered by itself
            return None
        team, channel = workspace(args), event["channel"]
        ours = event.get("parent_user_id") == args.context.bot_user_id
        may_be_one = ours and self._workshops.board_is_on_its_way(team, channel)
        workshop = self._workshops.on_board(team, channel, event["thread_ts"])
        if workshop:
            return self._once.take(args, answering(lambda one: self._replied(one, workshop)))
        return BoltResponse(status=NOT_YET) if may_be_one else None

    def _replied(self, args: Args, workshop: Workshop) -> None:
        event: dict[str, Any] = args.event or {}
        team, who = workspace(args), member(args)
        said = plain(str(event.get("text") or "")).strip()
        found = understood(form_of(workshop), workshop, said)
        if found is None:
            if workshop.phase is WorkshopPhase.GATHER and self._contributing.says_now(
                team, workshop.id, f"how:{who}"
            ):
                _say_privately(args, event, Message(text=how_to_reply(workshop)))
            return
        if workshop.phase in _TALKING:
            _say_privately(args, event, whether_to_keep(workshop, said, found, event["ts"]))
            return
        kept = self._keep_reply(team, who, workshop.id, found, event["ts"])
        if not kept.again:
            _say_privately(args, event, Message(text=reply_words(kept)))

    def keep_reply(self, args: Args) -> None:
        """The button below the question whether a reply was talk."""
        asked = json.loads(value(args))
        team, who = workspace(args), member(args)
        workshop, _ = self._workshops.own(team, asked["workshop"], member_id=who)
        found = understood(form_of(workshop), workshop, asked["said"])
        if found is None:  # its categories changed since
            replace(args, Message(text=how_to_reply(workshop)))
            return
        kept = self._keep_reply(team, who, workshop.id, found, asked["ts"])
        replace(args, Message(text=reply_words(kept)))

    def _keep_reply(
        self, team: str, who: str, workshop_id: int, found: NewContribution, message_ts: str
    ) -> Kept:
        kept = self._contributing.keep(
            team, workshop_id, by=who, written=[found], request=f"reply:{message_ts}", now=self._clock()
        )
        self._wake()
        return kept


def register(
    app: App,
    workshops: Workshops,
    contributing: Contributing,
    events: Events,
    clock: Clock,
    wake: Callable[[], None],
) -> None:
    """Keep what is said in a workshop's thread; `wake` tells delivery that something is owed."""
    replies = Replies(workshops, contributing, Once(events, clock), clock, wake)
    on_contribution(app, "message", replies.heard, when=_in_a_thread)
    on_action(app, ids.WORKSHOP_REPLY, replies.keep_reply)


def _in_a_thread(event: dict[str, Any]) -> bool:
    return event.get("channel_type") in {"channel", "group"} and bool(event.get("thread_ts"))


def _say_privately(args: Args, event: dict[str, Any], message: Message) -> None:
    args.client.chat_postEphemeral(
        channel=event["channel"], user=event["user"], thread_ts=event["thread_ts"], **message.payload()
    )
