"""`/collab partners`: who may work with somebody, and what those press who are told of a problem."""

from slack_bolt import App, Args

from bot.domain.clock import Clock
from bot.services.partners import Partners
from bot.views import ids
from bot.views.message import Message
from bot.views.notes import message_in_modal
from bot.views.partner_notices import STARTED, declined_message, stopped_message
from bot.views.partners import partners_message
from handlers.asking import Asked, member, workspace
from handlers.in_place import asking_from, change
from handlers.listening import on_action
from handlers.replying import item_id, say, show
from handlers.verbs import Verb, Verbs


def register(app: App, verbs: Verbs, partners: Partners, clock: Clock) -> None:
    """Answer `/collab partners`, *Find partners*, and the buttons of what partners are told."""

    def find(asked: Asked) -> None:
        found = partners.find(asked.workspace, asked.user_id, asked.text, now=clock())
        asked.reply_privately(partners_message(found))

    def of_item(args: Args) -> None:
        found = partners.of_item(workspace(args), member(args), item_id(args), now=clock())
        show(args, message_in_modal(partners_message(found), title="Partners").to_dict())

    def decline(args: Args) -> None:
        item = partners.not_for_me(workspace(args), item_id(args), by=member(args))
        _answer(args, declined_message(item))

    def stop(args: Args) -> None:
        partners.choose(workspace(args), member(args), wants=False)
        _answer(args, stopped_message())

    def start(args: Args) -> None:
        partners.choose(workspace(args), member(args), wants=True)
        say(args, STARTED)

    verbs.add(
        Verb(
            name="partners",
            usage="partners planning backlog",
            summary="Find who has the same need, who has solved it, and who offers to help.",
            answer=find,
            aliases=("partner",),
            reads=True,
        )
    )
    on_action(app, ids.PARTNERS_FIND, of_item)
    on_action(app, ids.PARTNER_DECLINE, decline)
    on_action(app, ids.PARTNER_STOP, stop)
    on_action(app, ids.PARTNER_START, start)


def _answer(args: Args, message: Message) -> None:
    """Let the message, in our direct message with them, say what they chose; or say it beside the message."""
    if not change(args, asking_from(args, 0), message):
        say(args, message.text)
