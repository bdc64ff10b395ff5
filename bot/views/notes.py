"""A small modal that says one thing."""

from slack_sdk.models.blocks import SectionBlock
from slack_sdk.models.views import View


def note(words: str, *, title: str = "Collab") -> View:
    """A modal that says something, in mrkdwn."""
    return View(type="modal", title=title, close="Close", blocks=[SectionBlock(text=words)])
