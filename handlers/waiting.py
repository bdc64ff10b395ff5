"""*Tell me*: waiting for items that fit a search, at once or once a week."""

from slack_bolt import App, Args

from bot.domain.clock import Clock
from bot.domain.finding import Cadence, SavedSearch
from bot.services.finder import Finder
from bot.views import ids
from bot.views.message import Message
from bot.views.notes import message_in_modal
from bot.views.waiting import STOP, saved_message
from handlers.asking import member, workspace
from handlers.home import Home
from handlers.listening import on_action
from handlers.replying import item_id, replace, respond, say, show, value

STOPPED = "I will not tell you about that any more."


def register(app: App, finder: Finder, home: Home, clock: Clock) -> None:
    """Answer *Tell me of new ones*, and the choice of when."""

    def tell_me(args: Args) -> None:
        search, new = finder.tell_me(workspace(args), member(args), item_id(args), now=clock())
        _answer(args, saved_message(search, new=new))

    def at_once(args: Args) -> None:
        replace(args, saved_message(changed(args, item_id(args), Cadence.AT_ONCE), new=False))

    def weekly(args: Args) -> None:
        replace(args, saved_message(changed(args, item_id(args), Cadence.WEEKLY), new=False))

    def choose(args: Args) -> None:
        saved_id, _, chosen = value(args).partition(":")
        if chosen == STOP:
            finder.forget(workspace(args), member(args), int(saved_id))
            say(args, STOPPED)
        else:
            _answer(args, saved_message(changed(args, int(saved_id), Cadence(chosen)), new=False))

    def changed(args: Args, saved_id: int, cadence: Cadence) -> SavedSearch:
        return finder.change_cadence(workspace(args), member(args), saved_id, cadence)

    on_action(app, ids.FIND_TELL_ME, tell_me)
    on_action(app, ids.FIND_AT_ONCE, at_once, then=home.refresh)
    on_action(app, ids.FIND_WEEKLY, weekly, then=home.refresh)
    on_action(app, ids.FIND_CADENCE, choose, then=home.refresh)


def _answer(args: Args, message: Message) -> None:
    if args.context.response_url:
        respond(args, **message.payload())
    else:
        show(args, message_in_modal(message, title="Tell me").to_dict())
