"""Reactions to the messages that show items."""

from decimal import Decimal
from typing import Any

from slack_bolt import App, BoltContext

from bot.domain.votes import Reaction
from bot.services.votes import Votes
from handlers.listening import on_fact


def register(app: App, votes: Votes) -> None:
    """Note reactions that are added or taken back, to messages of ours."""

    # Reactions come in bursts. Naming what it needs, rather than `Args`, spares Bolt a tenth of its work.
    def reacted(event: dict[str, Any], context: BoltContext, body: dict[str, Any]) -> None:
        if event.get("item_user") != context.bot_user_id or event["item"]["type"] != "message":
            return
        reaction = Reaction(
            channel_id=event["item"]["channel"],
            message_ts=event["item"]["ts"],
            member_id=event["user"],
            emoji=event["reaction"],
            added=event["type"] == "reaction_added",
            event_ts=Decimal(event["event_ts"]),
        )
        votes.react(str(context.team_id or body["team_id"]), reaction)

    on_fact(app, "reaction_added", reacted)
    on_fact(app, "reaction_removed", reacted)
