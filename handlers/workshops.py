"""Workshops: the verbs that begin them, contributing with the form or by a reply, and reading what others wrote."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from slack_bolt import App, Args, BoltResponse
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.data.formats import formats
from bot.domain.clock import Clock
from bot.domain.refusals import NoImports, WorkshopOver
from bot.domain.workshop_replies import understood
from bot.domain.workshops import (
    ContributionKind,
    Format,
    FormatKey,
    Kept,
    NewContribution,
    Workshop,
    WorkshopPhase,
)
from bot.services.contributing import Contributing
from bot.services.workshop_help import WorkshopHelp
from bot.services.workshops import Workshops
from bot.views import ids
from bot.views.message import Message
from bot.views.notes import note
from bot.views.workshop_advice import advice_view, to_make_better
from bot.views.workshop_answers import read_form
from bot.views.workshop_controls import Opening, begun_words, opening_form, set_in, start_message
from bot.views.workshop_forms import contribution_form
from bot.views.workshop_import import import_form
from bot.views.workshop_reading import reading_view
from bot.views.workshop_words import form_of, how_to_reply, kept_words, reply_words, whether_to_keep
from handlers.answering import answering
from handlers.asking import Asked, member, workspace
from handlers.digest import check_channel
from handlers.listening import NOT_YET, on_action, on_contribution, on_form
from handlers.messages import is_private, plain
from handlers.replying import modal_of, replace, show, value
from handlers.verbs import Verb, Verbs

_TALKING = {WorkshopPhase.DISCUSS, WorkshopPhase.CLOSE}
_SAID_BY_PEOPLE = {None, "file_share", "thread_broadcast", "me_message"}  # subtypes of messages


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

    def heard(self, args: Args) -> BoltResponse | None:
        """A reply in some thread: of a board's, it may contribute.

        Below a message of ours that may be a board, though we do not know that yet: Slack is to send it again.
        """
        event: dict[str, Any] = args.event or {}
        if event.get("subtype") not in _SAID_BY_PEOPLE or event.get("bot_id"):
            return None
        if f"<@{args.context.bot_user_id}" in str(event.get("text") or ""):  # a mention is answered by itself
            return None
        team, channel = workspace(args), event["channel"]
        workshop = self._workshops.on_board(team, channel, event["thread_ts"])
        if workshop:
            answering(lambda one: self._replied(one, workshop))(args)
            return None
        ours = event.get("parent_user_id") == args.context.bot_user_id
        if ours and self._workshops.board_is_on_its_way(team, channel):
            return BoltResponse(status=NOT_YET)
        return None

    def _replied(self, args: Args, workshop: Workshop) -> None:
        event: dict[str, Any] = args.event or {}
        team, who = workspace(args), member(args)
        said = plain(str(event.get("text") or "")).strip()
        found = understood(form_of(workshop), workshop, said)
        if found is None:
            if workshop.phase is WorkshopPhase.GATHER and self._contributing.says_now(
                team, workshop.id, f"how:{who}"
            ):
                _say_privately(args, event, Message(text=how_to_reply(workshop)))
            return
        if workshop.phase in _TALKING:
            if self._contributing.says_now(team, workshop.id, f"ask:{event['ts']}"):
                _say_privately(args, event, whether_to_keep(workshop, said, found, event["ts"]))
            return
        kept = self._keep_reply(team, who, workshop.id, found, event["ts"])
        if not kept.again:
            _say_privately(args, event, Message(text=reply_words(kept)))

    def keep_reply(self, args: Args) -> None:
        """The button below the question whether a reply was talk."""
        asked = json.loads(value(args))
        team, who = workspace(args), member(args)
        workshop, _ = self._workshops.own(team, asked["workshop"], member_id=who)
        found = understood(form_of(workshop), workshop, asked["said"])
        if found is None:  # its categories changed since
            replace(args, Message(text=how_to_reply(workshop)))
            return
        kept = self._keep_reply(team, who, workshop.id, found, asked["ts"])
        replace(args, Message(text=reply_words(kept)))

    def _keep_reply(
        self, team: str, who: str, workshop_id: int, found: NewContribution, message_ts: str
    ) -> Kept:
        kept = self._contributing.keep(
            team, workshop_id, by=who, written=[found], request=f"reply:{message_ts}", now=self._clock()
        )
        self._wake()
        return kept


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
    on_action(app, ids.WORKSHOP_REPLY, listeners.keep_reply)
    on_action(app, ids.WORKSHOP_READ, listeners.read)
    for way in ("previous", "next"):
        on_action(app, f"{ids.WORKSHOP_PAGE}.{way}", listeners.read)
    on_form(app, ids.WORKSHOP_OPEN_FORM, listeners.opened)
    on_form(app, ids.WORKSHOP_FORM, listeners.written)
    on_form(app, ids.WORKSHOP_BETTER, listeners.make_better)
    on_contribution(app, "message", listeners.heard, when=_in_a_thread)


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


def _in_a_thread(event: dict[str, Any]) -> bool:
    return event.get("channel_type") in {"channel", "group"} and bool(event.get("thread_ts"))


def _say_privately(args: Args, event: dict[str, Any], message: Message) -> None:
    args.client.chat_postEphemeral(
        channel=event["channel"], user=event["user"], thread_ts=event["thread_ts"], **message.payload()
    )
