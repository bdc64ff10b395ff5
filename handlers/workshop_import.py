"""A board from Trello becomes a workshop in the channel: its file is fetched, read and taken in."""

import time
import uuid
from collections.abc import Callable
from dataclasses import replace

import structlog
from slack_bolt import App, Args
from slack_sdk.errors import SlackApiError

from bot.domain.clock import Clock
from bot.domain.refusals import Refusal
from bot.domain.trello import from_trello
from bot.services.workshop_importing import WorkshopImports
from bot.views import ids
from bot.views.boards import taken_in_words
from bot.views.notes import note
from bot.views.refusals import breakage, refusal
from bot.views.workshop_controls import Opening
from bot.views.workshop_import import (
    MOST_MEGABYTES,
    TITLE,
    ChosenFile,
    being_read_view,
    chosen_in,
    import_form,
)
from handlers.asking import member, workspace
from handlers.fetching import fetched
from handlers.listening import on_form

log = structlog.get_logger(__name__)
_WAITS = (0.1, 0.2, 0.5, 1.0, 2.0)
"""Seconds before each try to say it: Slack may not have put up yet what the acknowledgement asked for."""


class ImportListeners:
    """The form is acknowledged before the file is fetched, for that may take longer than Slack waits."""

    def __init__(self, imports: WorkshopImports, clock: Clock, wake: Callable[[], None]) -> None:
        self._imports = imports
        self._clock = clock
        self._wake = wake

    def submitted(self, args: Args) -> None:
        """Say what is wrong as far as the form itself shows it, else that the board is being read."""
        chosen_in(args.body["view"]["state"]["values"])
        args.ack(response_action="update", view=being_read_view(_reading(args)).to_dict())

    def read(self, args: Args) -> None:
        """Take the board in, and say what became of it; if nothing did, the form is back with what was typed."""
        view = args.body["view"]
        try:
            chosen = chosen_in(view["state"]["values"])
        except Refusal:
            return  # it was said in the form
        opening = Opening.read(view["private_metadata"])
        try:
            words = self._taken(args, opening, chosen)
        except Refusal as why:
            log.info("refused", reason=type(why).__name__)
            words = refusal(why)
        except Exception:
            reference = uuid.uuid4().hex[:8]
            log.exception("broke", reference=reference)
            words = breakage(reference)
        else:
            self._wake()
            _show(args, words, note(words, title=TITLE).to_dict())
            return
        _show(args, words, import_form(opening, subject=chosen.subject, problem=words).to_dict())

    def _taken(self, args: Args, opening: Opening, chosen: ChosenFile) -> str:
        board = from_trello(fetched(args.client, chosen.url, most_megabytes=MOST_MEGABYTES))
        found = self._imports.take(
            workspace(args),
            replace(board, name=chosen.subject or board.name),
            key=opening.format,
            channel_id=opening.channel_id,
            private=opening.private,
            by=member(args),
            now=self._clock(),
        )
        return taken_in_words(found)


def register(app: App, imports: WorkshopImports, clock: Clock, wake: Callable[[], None]) -> None:
    """Answer the form that takes a board's file; `wake` tells delivery that something is owed."""
    listeners = ImportListeners(imports, clock, wake)
    on_form(app, ids.WORKSHOP_IMPORT_FORM, listeners.submitted, then=listeners.read)


def _reading(args: Args) -> str:
    """What the window is called while this submission is dealt with."""
    view = args.body["view"]
    return f"{view['id']}:{view['hash']}"


def _show(args: Args, words: str, view: dict[str, object]) -> None:
    """Put a view where the board is being read; to whoever closed the window it is said in a message."""
    for wait in _WAITS:
        time.sleep(wait)
        try:
            args.client.views_update(external_id=_reading(args), view=view)
        except SlackApiError as error:
            if error.response["error"] != "not_found":
                raise
        else:
            return
    args.client.chat_postMessage(channel=member(args), text=words)
