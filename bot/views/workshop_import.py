"""How a board from Trello is brought into a channel: the form that takes its file, and what is said of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import InputBlock, PlainTextInputElement, SectionBlock
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from bot.domain.refusals import FieldProblem, FileTooLarge, InvalidFields
from bot.domain.workshops import MOST_CATEGORIES, SUBJECT_LIMIT
from bot.views import ids
from bot.views.workshop_controls import Opening

MOST_MEGABYTES = 10  # Slack takes no more in a form either
TITLE = "Import from Trello"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenFile:
    """What the form says: where the file is in Slack, and the subject; empty for the board's own name."""

    url: str
    subject: str


def import_form(opening: Opening, *, subject: str = "", problem: str = "") -> View:
    """The form that takes a board's file; with a problem when the last one could not be taken."""
    words = (
        "A board from Trello becomes a workshop in this channel, and you lead it. Lists become categories, cards "
        "become contributions, and their votes count. What is archived stays out."
    )
    file = FileInputElement(action_id="file", filetypes=["json"], max_files=1)
    name = PlainTextInputElement(action_id="subject", initial_value=subject or None, max_length=SUBJECT_LIMIT)
    how = (
        "In Trello, open the menu of the board, choose “Print, export, and share”, then “Export as JSON”. "
        f"At most {MOST_CATEGORIES} of its lists may have cards."
    )
    return View(
        type="modal",
        callback_id=ids.WORKSHOP_IMPORT_FORM,
        private_metadata=opening.written(),
        title=TITLE,
        submit="Import",
        close="Cancel",
        blocks=[
            SectionBlock(text=problem or words),
            InputBlock(block_id="file", label="The board’s file", element=file, hint=how),
            InputBlock(
                block_id="subject",
                label="What it is about",
                element=name,
                optional=True,
                hint="Leave it empty to keep the name that the board has in Trello.",
            ),
        ],
    )


def being_read_view(external_id: str) -> View:
    """What stands in the place of the form while the file is fetched; it is found again by `external_id`."""
    words = SectionBlock(
        text="Reading the board …\n\nIf this does not change within two minutes, please send the file again."
    )
    return View(type="modal", external_id=external_id, title=TITLE, close="Close", blocks=[words])


def chosen_in(state: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> ChosenFile:
    """What somebody chose in the form.

    Raises:
        InvalidFields: there is no file.
        FileTooLarge: it is larger than we read.
    """
    files = state["file"]["file"].get("files") or []
    if not files:
        raise InvalidFields({"file": FieldProblem(code="not_chosen")})
    if int(files[0].get("size") or 0) > MOST_MEGABYTES * 1024 * 1024:
        raise FileTooLarge(MOST_MEGABYTES)
    return ChosenFile(
        url=str(files[0].get("url_private_download") or ""),
        subject=" ".join(str(state["subject"]["subject"].get("value") or "").split()),
    )
