"""App Home, `/collab me` and `/collab help`."""

from slack_bolt import App, Args

from bot.domain.clock import Clock
from bot.services.finder import Finder
from bot.services.members import Members
from bot.views import ids
from bot.views.finding import found_message
from bot.views.help import help_message
from bot.views.home import find_form, home_view, me_message
from bot.views.notes import message_in_modal
from handlers.asking import Asked, member, workspace
from handlers.listening import on_action, on_event, on_form
from handlers.replying import item_id, say, show
from handlers.verbs import Verb, Verbs


def register(app: App, verbs: Verbs, members: Members, finder: Finder, clock: Clock) -> None:
    """Show members what is theirs, and everybody what there is."""

    def opened(args: Args) -> None:
        if (args.event or {}).get("tab") == "home":
            view = home_view(members.mine(workspace(args), member(args)))
            args.client.views_publish(user_id=member(args), view=view.to_dict())

    def me(asked: Asked) -> None:
        asked.reply(me_message(members.mine(asked.workspace, asked.user_id)))

    def help_(asked: Asked) -> None:
        asked.reply(help_message((verb.usage, verb.summary) for verb in verbs))

    def help_button(args: Args) -> None:
        message = help_message((verb.usage, verb.summary) for verb in verbs)
        show(args, message_in_modal(message, title="Help").to_dict())

    def find_button(args: Args) -> None:
        show(args, find_form().to_dict())

    def find_submitted(args: Args) -> None:
        text = args.body["view"]["state"]["values"]["words"]["words"].get("value") or ""
        found = finder.find(workspace(args), member(args), text, now=clock())
        args.ack(
            response_action="update", view=message_in_modal(found_message(found), title="Found").to_dict()
        )

    def forget(args: Args) -> None:
        finder.forget(workspace(args), member(args), item_id(args))
        say(args, "I will not tell you about that any more.")

    verbs.add(
        Verb(
            name="me",
            usage="me",
            summary="See what you shared, follow, voted for and wait for.",
            answer=me,
            aliases=("mine",),
        )
    )
    verbs.add(Verb(name="help", usage="help", summary="See what I can do.", answer=help_))
    on_event(app, "app_home_opened", opened)
    on_action(app, ids.HOME_FIND, find_button)
    on_action(app, ids.HELP, help_button)
    on_action(app, ids.FIND_FORGET, forget)
    on_form(app, ids.HOME_FIND_FORM, find_submitted)
