"""Asking to be introduced to a person who was found."""

from collections.abc import Callable

from slack_bolt import App, Args
from slack_sdk.errors import SlackApiError

from bot.domain.approaches import Pair
from bot.domain.clock import Clock
from bot.services.approaches import Approaches
from bot.views import ids
from bot.views.approaches import approach_form, approach_message
from bot.views.mrkdwn import user
from bot.views.notes import note
from handlers.asking import member, workspace
from handlers.listening import on_action, on_form
from handlers.replying import say, show, value


def register(app: App, approaches: Approaches, clock: Clock, wake: Callable[[], None]) -> None:
    """Answer the button on a person's card, its form, and what the person presses then."""

    def ask(args: Args) -> None:
        approaches.check(workspace(args), value(args), asker=member(args))
        show(args, approach_form(value(args)).to_dict())

    def asked(args: Args) -> None:
        view = args.body["view"]
        hope = view["state"]["values"]["hope"]["hope"].get("value") or ""
        person = view["private_metadata"]
        approaches.ask(workspace(args), person, asker=member(args), hope=hope, now=clock())
        wake()
        words = f"I am asking {user(person)}. When they agree, I put you both in a group message."
        args.ack(response_action="update", view=note(words, title="Ask to meet").to_dict())

    def accept(args: Args) -> None:
        pair = approaches.accept(workspace(args), int(value(args)), by=member(args), now=clock())
        wake()
        _answered(args, pair, "You accepted. I am putting you both in a group message.")

    def decline(args: Args) -> None:
        pair = approaches.decline(workspace(args), int(value(args)), by=member(args), now=clock())
        _answered(args, pair, "You declined. I tell nobody.")

    on_action(app, ids.APPROACH_ASK, ask)
    on_action(app, ids.APPROACH_ACCEPT, accept)
    on_action(app, ids.APPROACH_DECLINE, decline)
    on_form(app, ids.APPROACH_FORM, asked)


def _answered(args: Args, pair: Pair, words: str) -> None:
    """Let the message, in our direct message with them, say what they answered; or say it beside the message."""
    place = args.body["container"]
    message = approach_message(pair).payload()
    try:
        args.client.chat_update(channel=place["channel_id"], ts=place["message_ts"], **message)
    except SlackApiError:  # what they answered is kept all the same
        say(args, words)
