"""More time for a phase of a workshop."""

from datetime import timedelta

from slack_sdk.models.blocks import InputBlock, Option, RadioButtonsElement, SectionBlock
from slack_sdk.models.views import View

from bot.domain.workshops import Workshop
from bot.views import ids
from bot.views.workshop_words import PHASES

LONGER = {
    "5m": ("5 minutes", timedelta(minutes=5)),
    "15m": ("15 minutes", timedelta(minutes=15)),
    "1h": ("1 hour", timedelta(hours=1)),
    "1d": ("1 day", timedelta(days=1)),
    "3d": ("3 days", timedelta(days=3)),
    "7d": ("1 week", timedelta(days=7)),
}


def longer_form(workshop: Workshop) -> View:
    """The form that gives a phase more time."""
    options = [Option(value=value, text=words) for value, (words, _) in LONGER.items()]
    menu = RadioButtonsElement(action_id="longer", options=options, initial_option=options[0])
    words = f"People are told in the thread how long there is for *{PHASES[workshop.phase].lower()}* now."
    return View(
        type="modal",
        callback_id=ids.WORKSHOP_LONGER_FORM,
        private_metadata=str(workshop.id),
        title="More time",
        submit="Give more time",
        close="Cancel",
        blocks=[
            SectionBlock(text=words),
            InputBlock(block_id="longer", label="How much more", element=menu),
        ],
    )
