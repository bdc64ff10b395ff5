"""Reactions to the messages that show items."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from slack_bolt import App, BoltContext, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware

from bot.domain.votes import Reaction
from bot.services.votes import Votes

_REACTED = ("reaction_added", "reaction_removed")


def register(app: App, votes: Votes) -> None:
    """Note reactions that are added or taken back, to messages of ours."""
    app.use(Reactions(votes))


class Reactions(Middleware):
    """Keeps reactions before Bolt looks for a listener.

    They come in bursts, and to Bolt a listener costs more than the vote does to us. Slack is told that we have one only
    when it is safe: when keeping it fails Bolt answers 500, and Slack sends it again.
    """

    def __init__(self, votes: Votes) -> None:
        self._votes = votes

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - Bolt's own
        next: Callable[[], BoltResponse],  # noqa: A002 - Bolt's name for it
    ) -> BoltResponse:
        """Keep a reaction; pass on whatever is none."""
        if not self.takes(req.body):
            return next()
        self._keep(req.body["event"], req.context, req.body)
        return BoltResponse(status=200, body="")

    @staticmethod
    def takes(body: dict[str, Any]) -> bool:
        """Whether what Slack sent tells of a reaction."""
        event = body.get("event")
        return isinstance(event, dict) and event.get("type") in _REACTED

    def _keep(self, event: dict[str, Any], context: BoltContext, body: dict[str, Any]) -> None:
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
        self._votes.react(str(context.team_id or body["team_id"]), reaction)
