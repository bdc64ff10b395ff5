"""Reactions to the messages that show items."""

from decimal import Decimal

from slack_bolt import App, Args

from bot.domain.clock import Clock
from bot.domain.votes import Reaction
from bot.services.votes import Votes
from handlers.asking import workspace
from handlers.listening import on_fact


def register(app: App, votes: Votes, clock: Clock) -> None:
    """Note reactions that are added or taken back, to messages of ours."""

    def reacted(args: Args) -> None:
        event = args.event or {}
        if event.get("item_user") != args.context.bot_user_id or event["item"]["type"] != "message":
            return
        reaction = Reaction(
            channel_id=event["item"]["channel"],
            message_ts=event["item"]["ts"],
            member_id=event["user"],
            emoji=event["reaction"],
            added=event["type"] == "reaction_added",
            event_ts=Decimal(event["event_ts"]),
        )
        votes.react(workspace(args), args.body["event_id"], reaction, now=clock())

    on_fact(app, "reaction_added", reacted)
    on_fact(app, "reaction_removed", reacted)
