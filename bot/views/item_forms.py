"""Small forms about one item: copying it to a channel, handing it over."""

from slack_sdk.models.blocks import InputBlock, PlainTextInputElement, SectionBlock, UserSelectElement
from slack_sdk.models.views import View

from bot.domain.items import Item
from bot.views import ids
from bot.views.menus import channel_menu
from bot.views.mrkdwn import bold

TITLE_ROOM = 700
LONGEST_NOTE = 500


def copy_form(item: Item) -> View:
    """Which channel to show an item in, and what to say with it."""
    note = PlainTextInputElement(action_id="note", multiline=True, max_length=LONGEST_NOTE)
    return View(
        type="modal",
        callback_id=ids.ITEM_COPY_FORM,
        private_metadata=str(item.id),
        title="Copy to channel",
        submit="Copy",
        close="Cancel",
        blocks=[
            SectionBlock(text=f"Show {bold(item.title, TITLE_ROOM)} in a channel."),
            InputBlock(block_id="channel", label="Channel", element=channel_menu()),
            InputBlock(
                block_id="note",
                label="A line from you",
                optional=True,
                element=note,
                hint="Say why it matters to this channel.",
            ),
        ],
    )


def hand_over_form(item: Item) -> View:
    """Who shall own an item from now on."""
    return View(
        type="modal",
        callback_id=ids.ITEM_HAND_OVER_FORM,
        private_metadata=str(item.id),
        title="Hand over",
        submit="Hand over",
        close="Cancel",
        blocks=[
            SectionBlock(text=f"Give {bold(item.title, TITLE_ROOM)} a new owner. I will tell them."),
            InputBlock(
                block_id="owner",
                label="New owner",
                element=UserSelectElement(action_id="owner", placeholder="Choose a person"),
            ),
        ],
    )
