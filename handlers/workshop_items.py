"""From a question that won to an item: the share form, begun with the question."""

from slack_bolt import App, Args

from bot.domain.hmw import as_item_content
from bot.domain.items import ItemContent, Kind
from bot.domain.refusals import WorkshopGone
from bot.services.items import Items
from bot.services.workshops import Workshops
from bot.views import ids
from bot.views.share import ShareForm, share_view
from handlers.asking import workspace
from handlers.listening import on_action
from handlers.messages import link_to
from handlers.replying import show, value


def register(app: App, workshops: Workshops, items: Items) -> None:
    """Answer *Share as a problem* and *Share as an idea*."""

    def begin(args: Args) -> None:
        """The form keeps the way back to the board. Of a private channel's workshop it begins with no words."""
        team, kind = workspace(args), Kind(args.payload["action_id"].rpartition(".")[2])
        workshop_id, _, contribution_id = value(args).partition(":")
        state = workshops.to_read(team, int(workshop_id))
        asked = next((one for one in state.contributions if one.id == int(contribution_id)), None)
        if asked is None:
            raise WorkshopGone
        about = state.workshop
        link = link_to(args.client, about.channel_id, about.board_ts) if about.board_ts else ""
        content = ItemContent(kind=kind, title="", summary="")
        if not about.private:
            outcome = asked.slots.get("outcome", "")
            content = as_item_content(kind, asked.text, outcome=outcome, about=about.subject)
        similar = items.similar(team, content.title) if content.title else []
        form = ShareForm(link=link, private=about.private, workshop=True)
        show(args, share_view(form, content, similar).to_dict())

    for kind in (Kind.PROBLEM, Kind.IDEA):
        on_action(app, f"{ids.WORKSHOP_TO_ITEM}.{kind}", begin)
