"""`/collab share`: the form, what looks the same while it is filled in, and the shortcuts that lead to it."""

import json

from slack_bolt import App, Args
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

from bot.domain.clock import Clock
from bot.domain.items import Item, ItemContent, Kind, Origin, Source, begun
from bot.domain.refusals import AuthorDidNotAgree
from bot.services.items import Items
from bot.views import ids
from bot.views.details import details_view
from bot.views.share import ShareForm, open_form_message, share_view
from handlers.asking import Asked, member, workspace
from handlers.home import Home
from handlers.listening import on_action, on_form, on_shortcut, on_typing
from handlers.messages import is_private, link_to, readable
from handlers.replying import back_to_details, item_id, show, value
from handlers.share_state import agreed, content_of, typed_links
from handlers.verbs import Verb, Verbs

_CHANGED_MEANWHILE = {"not_found", "hash_conflict"}  # the form was closed, or is another by now
SHORTEST_COMPARED = 4  # letters of a title: below it nothing is "the same"


class Sharing:
    """The share form, from wherever it is opened."""

    def __init__(self, items: Items, clock: Clock) -> None:
        self._items = items
        self._clock = clock

    def share(self, asked: Asked) -> None:
        kind, text = _kind_and_text(asked.text)
        if asked.trigger_id is None:
            asked.reply(open_form_message(kind, text))
        else:
            view = self._begun(asked.workspace, kind, text)
            asked.client.views_open(trigger_id=asked.trigger_id, view=view.to_dict())

    def start(self, args: Args) -> None:
        wanted = json.loads(value(args))
        kind = Kind(wanted["kind"]) if wanted["kind"] else None
        show(args, self._begun(workspace(args), kind, wanted["text"]).to_dict())

    def something(self, args: Args) -> None:
        show(args, self._begun(workspace(args), None, "").to_dict())

    def save_message(self, args: Args) -> None:
        """The form begins with a public message's words; of a private one it keeps the link alone, for its readers."""
        channel, message = args.body["channel"]["id"], args.body["message"]
        private = is_private(args.client, channel)
        form = ShareForm(private=private, link=link_to(args.client, channel, message["ts"]))
        said = "" if private else readable(args.client, message.get("text") or "")
        content = ItemContent(kind=Kind.RESOURCE, title="", summary="", description=said)
        show(args, share_view(form, content).to_dict())

    def edit(self, args: Args) -> None:
        item = self._items.to_change(workspace(args), item_id(args), by=member(args))
        show(args, share_view(ShareForm(item_id=item.id), item.content).to_dict())

    def filled_in(self, args: Args) -> None:
        """While a form is filled in: show what looks the same, and the fields that the kind has."""
        view = args.body["view"]
        state = view["state"]["values"]
        form = ShareForm.read(view["private_metadata"])
        content = content_of(state)
        similar = [] if form.item_id else self._similar(workspace(args), content.title)
        if args.payload["action_id"] == ids.SHARE_TITLE and form.seen == tuple(one.id for one in similar):
            return
        again = share_view(form, content, similar, links=typed_links(state), agreed=agreed(state))
        # What looks the same may come late: it must not take the place of what was shown since, such as thanks.
        as_it_was = view["hash"] if args.payload["action_id"] == ids.SHARE_TITLE else None
        try:
            args.client.views_update(view_id=view["id"], hash=as_it_was, view=again.to_dict())
        except SlackApiError as error:
            if error.response["error"] not in _CHANGED_MEANWHILE:
                raise

    def submitted(self, args: Args) -> None:
        view = args.body["view"]
        state = view["state"]["values"]
        form = ShareForm.read(view["private_metadata"])
        content = content_of(state)
        team, who, now = workspace(args), member(args), self._clock()
        if form.private and not agreed(state):
            raise AuthorDidNotAgree
        if form.item_id:
            self._items.edit(team, form.item_id, content, by=who, now=now)
            back_to_details(
                args, self._items.details(team, form.item_id, viewer=who), "Your changes are saved."
            )
            return
        self._items.check(content)
        similar = self._similar(team, content.title)
        if not {one.id for one in similar} <= set(form.seen):
            again = share_view(
                form, content, similar, links=typed_links(state), agreed=agreed(state), first=False
            )
            args.ack(response_action="update", view=again.to_dict())
            return
        item = self._items.share(team, who, content, origin=_origin(form), now=now)
        details = self._items.details(team, item.id, viewer=who)
        shown = details_view(details, title="Shared", said="Thank you. Others can find it now.")
        args.ack(response_action="update", view=shown.to_dict())

    def _begun(self, team: str, kind: Kind | None, text: str) -> View:
        """A new form with what somebody has said already, and what looks the same."""
        content = begun(kind or Kind.PROJECT, text)
        return share_view(ShareForm(), content, self._similar(team, content.title))

    def _similar(self, team: str, title: str) -> list[Item]:
        return self._items.similar(team, title) if len(title.strip()) >= SHORTEST_COMPARED else []


def register(app: App, verbs: Verbs, items: Items, home: Home, clock: Clock) -> None:
    """Answer `/collab share`, its form, and the shortcuts."""
    answers = Sharing(items, clock)
    verbs.add(
        Verb(
            name="share",
            usage="share problem Missed bins are reported twice",
            summary="Share a project, problem, idea or resource.",
            answer=answers.share,
            aliases=("add", "post"),
        )
    )
    for action_id in (ids.SHARE_START, *(f"{ids.SHARE_START}.{kind}" for kind in Kind)):
        on_action(app, action_id, answers.start)
    on_action(app, ids.SHARE_KIND, answers.filled_in)
    on_typing(app, ids.SHARE_TITLE, answers.filled_in)
    on_action(app, ids.ITEM_EDIT, answers.edit)
    on_form(app, ids.SHARE_FORM, answers.submitted, then=home.refresh)
    on_shortcut(app, ids.SHARE_SOMETHING, answers.something)
    on_shortcut(app, ids.SAVE_MESSAGE, answers.save_message)


def _origin(form: ShareForm) -> Origin:
    if form.workshop:
        return Origin(source=Source.WORKSHOP, link=form.link)
    return Origin(source=Source.MESSAGE if form.link or form.private else Source.FORM, link=form.link)


def _kind_and_text(text: str) -> tuple[Kind | None, str]:
    """The kind that the text begins with, if it does, and the rest.

    >>> _kind_and_text("problem Missed bins")
    (<Kind.PROBLEM: 'problem'>, 'Missed bins')
    """
    first, _, rest = text.strip().partition(" ")
    for kind in Kind:
        if first.casefold().rstrip(":") in {kind.value, f"{kind.value}s"}:
            return kind, rest.strip()
    return None, text.strip()
