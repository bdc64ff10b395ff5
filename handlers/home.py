"""App Home, `/collab mine` and `/collab help`."""

from slack_bolt import App, Args

from bot.domain.clock import Clock
from bot.services.finder import Finder
from bot.services.members import Members
from bot.views import ids
from bot.views.finding import found_message
from bot.views.help import help_message
from bot.views.home import find_form, home_view, me_message
from bot.views.message import Message
from bot.views.notes import message_in_modal
from handlers.asking import Asked, member, workspace
from handlers.listening import on_action, on_event, on_form
from handlers.replying import item_id, say, show
from handlers.verbs import Verb, Verbs


class Home:
    """What is a member's own, in App Home and wherever else they ask for it."""

    def __init__(self, members: Members) -> None:
        self._members = members

    def opened(self, args: Args) -> None:
        """Somebody looks at App Home."""
        if (args.event or {}).get("tab") == "home":
            self._publish(args)

    def refresh(self, args: Args) -> None:
        """Bring App Home up to date after something that may have been done there, or in a modal above it."""
        if args.body.get("view"):
            self._publish(args)

    def mine(self, workspace: str, member_id: str) -> Message:
        """A member's own, as a message."""
        return me_message(self._members.mine(workspace, member_id))

    def _publish(self, args: Args) -> None:
        view = home_view(self._members.mine(workspace(args), member(args)))
        args.client.views_publish(user_id=member(args), view=view.to_dict())


def register(app: App, verbs: Verbs, home: Home, finder: Finder, clock: Clock) -> None:
    """Show members what is theirs, and everybody what there is."""

    def mine(asked: Asked) -> None:
        asked.reply(home.mine(asked.workspace, asked.user_id))

    def mine_button(args: Args) -> None:
        show(args, message_in_modal(home.mine(workspace(args), member(args)), title="Yours").to_dict())

    def help_(asked: Asked) -> None:
        asked.reply(help_message(verbs.table()))

    def help_button(args: Args) -> None:
        show(args, message_in_modal(help_message(verbs.table()), title="Help").to_dict())

    def find_button(args: Args) -> None:
        show(args, find_form().to_dict())

    def find_submitted(args: Args) -> None:
        text = args.body["view"]["state"]["values"]["words"]["words"].get("value") or ""
        found = found_message(finder.find(workspace(args), member(args), text, now=clock()))
        args.ack(response_action="update", view=message_in_modal(found, title="Found").to_dict())

    def forget(args: Args) -> None:
        finder.forget(workspace(args), member(args), item_id(args))
        say(args, "I will not tell you about that any more.")

    verbs.add(
        Verb(
            name="mine",
            usage="mine",
            summary="See what you shared, follow, voted for and wait for.",
            answer=mine,
            reads=True,
        )
    )
    verbs.add(Verb(name="help", usage="help", summary="See what I can do.", answer=help_, reads=True))
    on_event(app, "app_home_opened", home.opened)
    on_action(app, ids.HOME_FIND, find_button)
    on_action(app, ids.HOME_ME, mine_button)
    on_action(app, ids.HELP, help_button)
    on_action(app, ids.FIND_FORGET, forget, then=home.refresh)
    on_form(app, ids.HOME_FIND_FORM, find_submitted)
