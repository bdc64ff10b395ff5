"""Workshops: the verbs that begin them, contributing with the form, and reading what others wrote."""

import json
from collections.abc import Callable, Sequence

from slack_bolt import App, Args
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.data.formats import formats
from bot.domain.clock import Clock
from bot.domain.refusals import NoImports, WorkshopOver
from bot.domain.workshops import (
    ContributionKind,
    Format,
    FormatKey,
    Kept,
    NewContribution,
)
from bot.services.contributing import Contributing
from bot.services.workshop_help import WorkshopHelp
from bot.services.workshops import Workshops
from bot.views import ids
from bot.views.notes import note
from bot.views.workshop_advice import advice_view, to_make_better
from bot.views.workshop_answers import read_form
from bot.views.workshop_controls import Opening, begun_words, opening_form, set_in, start_message
from bot.views.workshop_forms import contribution_form
from bot.views.workshop_import import import_form
from bot.views.workshop_reading import reading_view
from bot.views.workshop_words import form_of, kept_words
from handlers.asking import Asked, member, workspace
from handlers.digest import check_channel
from handlers.listening import on_action, on_form
from handlers.messages import is_private
from handlers.replying import modal_of, show, value
from handlers.verbs import Verb, Verbs


class WorkshopListeners:
    """What everybody in a channel can do."""

    def __init__(
        self,
        workshops: Workshops,
        contributing: Contributing,
        workshop_help: WorkshopHelp,
        clock: Clock,
        wake: Callable[[], None],
    ) -> None:
        self._workshops = workshops
        self._contributing = contributing
        self._help = workshop_help
        self._clock = clock
        self._wake = wake

    def begin(self, form: Format, asked: Asked) -> None:
        """`/collab premortem <project>` and its like, and `/collab premortem import`."""
        view = _form(asked.client, form, asked.channel_id, asked.text)
        if asked.trigger_id is None:
            asked.reply(start_message(form, asked.text))
        else:
            asked.client.views_open(trigger_id=asked.trigger_id, view=view.to_dict())

    def start(self, args: Args) -> None:
        """The button that opens the form, where the verb could not."""
        wanted = json.loads(value(args))
        form = formats()[FormatKey(wanted["format"])]
        view = _form(args.client, form, str(args.context.channel_id), wanted["subject"])
        show(args, view.to_dict())

    def opened(self, args: Args) -> None:
        view = args.body["view"]
        opening, chosen = Opening.read(view["private_metadata"]), set_in(view["state"]["values"])
        workshop = self._workshops.open(
            workspace(args),
            opening.format,
            subject=chosen.subject,
            channel_id=opening.channel_id,
            private=opening.private,
            facilitators=(member(args), *chosen.facilitators),
            settings=chosen.settings,
            request=view["id"],
            now=self._clock(),
        )
        words = begun_words(form_of(workshop), workshop.subject)
        args.ack(response_action="update", view=note(words, title="Workshop").to_dict())
        self._wake()

    def write(self, args: Args) -> None:
        """Open the form to contribute, with what they wrote before."""
        workshop, own = self._workshops.own(workspace(args), int(value(args)), member_id=member(args))
        if not workshop.is_open:
            raise WorkshopOver
        hints = self._help.prompts(workspace(args), workshop.id) if own else ()
        show(args, contribution_form(form_of(workshop), workshop, own=own, hints=hints).to_dict())

    def written(self, args: Args) -> None:
        view = args.body["view"]
        state = view["state"]["values"]
        team, who, workshop_id = workspace(args), member(args), int(view["private_metadata"])
        workshop, _ = self._workshops.own(team, workshop_id, member_id=who)
        form = form_of(workshop)
        new, withdrawn = read_form(form, state)
        kept = self._contributing.keep(
            team,
            workshop_id,
            by=who,
            written=new,
            withdrawn=withdrawn,
            request=f"{view['id']}:{view['hash']}",
            now=self._clock(),
        )
        args.ack(response_action="update", view=self._after(team, who, kept, new).to_dict())
        self._wake()

    def _after(self, team: str, who: str, kept: Kept, new: Sequence[NewContribution]) -> View:
        """What stands in the place of a form: thanks, or advice on the questions in it."""
        form = form_of(kept.workshop)
        _, own = self._workshops.own(team, kept.workshop.id, member_id=who)
        sent = {*(one.id for one in kept.added), *(one.replaces for one in new)}
        questions = [one for one in own if one.id in sent]
        if form.kind is not ContributionKind.SLOTS or kept.late or not questions:
            return note(kept_words(kept), title="Thank you")
        return advice_view(form, kept.workshop, questions)

    def make_better(self, args: Args) -> None:
        """Back from the advice to the form, with the questions that it was about."""
        workshop_id, wanted = to_make_better(args.body["view"]["private_metadata"])
        workshop, own = self._workshops.own(workspace(args), workshop_id, member_id=member(args))
        mine = [one for one in own if one.id in wanted]
        view = contribution_form(form_of(workshop), workshop, own=mine, adding=not mine)
        args.ack(response_action="update", view=view.to_dict())

    def read(self, args: Args) -> None:
        """Show what everybody wrote, or turn its pages."""
        workshop_id, _, page = value(args).partition(":")
        state = self._workshops.state(workspace(args), int(workshop_id))
        view = reading_view(state, int(page or 0)).to_dict()
        if modal := modal_of(args):
            args.client.views_update(view_id=modal["id"], view=view)
        else:
            show(args, view)


def register(
    app: App,
    verbs: Verbs,
    workshops: Workshops,
    contributing: Contributing,
    workshop_help: WorkshopHelp,
    clock: Clock,
    wake: Callable[[], None],
) -> None:
    """Answer the verbs of the formats, and what everybody can do; `wake` tells delivery that something is owed."""
    listeners = WorkshopListeners(workshops, contributing, workshop_help, clock, wake)
    for form in formats().values():
        verbs.add(_verb(listeners, form))
    on_action(app, ids.WORKSHOP_START, listeners.start)
    on_action(app, ids.WORKSHOP_WRITE, listeners.write)
    on_action(app, ids.WORKSHOP_READ, listeners.read)
    for way in ("previous", "next"):
        on_action(app, f"{ids.WORKSHOP_PAGE}.{way}", listeners.read)
    on_form(app, ids.WORKSHOP_OPEN_FORM, listeners.opened)
    on_form(app, ids.WORKSHOP_FORM, listeners.written)
    on_form(app, ids.WORKSHOP_BETTER, listeners.make_better)


def _verb(listeners: WorkshopListeners, form: Format) -> Verb:
    return Verb(
        name=form.verb,
        usage=f"{form.verb} {form.example}",
        summary=form.summary,
        answer=lambda asked: listeners.begin(form, asked),
        aliases=form.aliases,
    )


def _form(client: WebClient, form: Format, channel_id: str, text: str) -> View:
    """The form for what stands after the verb: a subject, or `import`."""
    check_channel(client, channel_id)
    opening = Opening(format=form.key, channel_id=channel_id, private=is_private(client, channel_id))
    if text.casefold() != "import":
        return opening_form(form, opening, text)
    if form.kind is not ContributionKind.TEXT:
        raise NoImports
    return import_form(opening)
