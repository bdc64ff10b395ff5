"""Small modals: one that says one thing, and one that shows what a message would."""

from slack_sdk.models.blocks import SectionBlock
from slack_sdk.models.views import View

from bot.views.message import Message


def note(words: str, *, title: str = "Collab") -> View:
    """A modal that says something, in mrkdwn."""
    return View(type="modal", title=title, close="Close", blocks=[SectionBlock(text=words)])


def note_at_home(words: str) -> View:
    """App Home that says something, in mrkdwn, for when it cannot be shown."""
    return View(type="home", blocks=[SectionBlock(text=words)])


def message_in_modal(message: Message, *, title: str) -> View:
    """A message's blocks, for a place where no message can be answered: App Home, or a form."""
    return View(type="modal", title=title, close="Close", blocks=list(message.blocks))
