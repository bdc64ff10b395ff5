"""`/collab find`: results, their pages and filters, and what to do when there are none."""

from slack_bolt import App, Args

from bot.domain.clock import Clock
from bot.domain.items import Kind, begun
from bot.services.finder import Finder
from bot.views import ids
from bot.views.finding import ANY, found_message
from bot.views.share import ShareForm, share_view
from handlers.asking import Asked, member, workspace
from handlers.listening import on_action
from handlers.replying import replace, show, value
from handlers.verbs import Verb, Verbs


def register(app: App, verbs: Verbs, finder: Finder, clock: Clock) -> None:
    """Answer `/collab find` and everything on its answer."""

    def find(asked: Asked) -> None:
        found = finder.find(asked.workspace, asked.user_id, asked.text, now=clock())
        reply = asked.reply_privately if found.filters.people else asked.reply
        reply(found_message(found))

    def turn(args: Args) -> None:
        search, page = map(int, value(args).split(":"))
        replace(args, found_message(finder.turn(workspace(args), member(args), search, page, now=clock())))

    def refine(args: Args) -> None:
        search, _, chosen = value(args).partition(":")
        name = args.payload["action_id"].rpartition(".")[2]
        found = finder.refine(
            workspace(args),
            member(args),
            int(search),
            name,
            None if chosen == ANY else chosen,
            now=clock(),
        )
        replace(args, found_message(found))

    def place(args: Args) -> None:
        search, key, name = value(args).split(":", 2)
        found = finder.refine(workspace(args), member(args), int(search), key, name, now=clock())
        replace(args, found_message(found))

    def post_problem(args: Args) -> None:
        text = finder.words_of(workspace(args), member(args), int(value(args)), now=clock())
        show(args, share_view(ShareForm(), begun(Kind.PROBLEM, text)).to_dict())

    verbs.add(
        Verb(
            name="find",
            usage="find housing repairs kind:project theme:housing",
            summary="Find projects, problems, ideas and resources, and the people behind them.",
            answer=find,
            aliases=("search",),
            reads=True,
        )
    )
    for action_id in (ids.FIND_PREVIOUS, ids.FIND_NEXT):
        on_action(app, action_id, turn)
    for action_id in (ids.FIND_REFINE_KIND, ids.FIND_REFINE_PHASE, ids.FIND_REFINE_THEME):
        on_action(app, action_id, refine)
    on_action(app, ids.FIND_PLACE, place)
    on_action(app, ids.FIND_POST_PROBLEM, post_problem)
