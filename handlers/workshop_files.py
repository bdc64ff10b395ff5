"""What came out of a workshop, as a file in its thread."""

from collections.abc import Callable

from slack_bolt import App, Args

from bot.data.formats import formats
from bot.domain.refusals import CountsSecret, WorkshopGone
from bot.domain.workshop_results import FileKind
from bot.services.workshop_counting import are_secret
from bot.services.workshop_files import workshop_file
from bot.services.workshops import Workshops
from bot.views import ids
from handlers.asking import workspace
from handlers.listening import on_looking
from handlers.replying import say, value

SAID = "The file is in the thread."


def register(app: App, workshops: Workshops) -> None:
    """Answer the buttons for files."""

    def file_of(kind: FileKind) -> Callable[[Args], None]:
        def upload(args: Args) -> None:
            """Into the thread, where everybody can read it."""
            state = workshops.to_read(workspace(args), int(value(args)))
            if state.workshop.board_ts is None:
                raise WorkshopGone
            if are_secret(state.workshop):
                raise CountsSecret
            made = workshop_file(kind, formats()[state.workshop.format], state)
            args.client.files_upload_v2(
                channel=state.workshop.channel_id,
                thread_ts=state.workshop.board_ts,
                content=made.content,
                filename=made.name,
                title=made.name,
            )
            say(args, SAID)

        return upload

    for kind in FileKind:
        on_looking(app, f"{ids.WORKSHOP_FILE}.{kind}", file_of(kind))
