"""Whether an owner's items are still current, and what becomes of those that nobody vouches for."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock

from bot.domain.follow_ups import CONFIRM_AFTER
from bot.domain.items import Item
from bot.views import ids
from bot.views.blocks import small
from bot.views.buttons import item_button
from bot.views.follow_ups import stop_confirmations
from bot.views.items import what_it_is
from bot.views.message import Message
from bot.views.mrkdwn import bold, date, excerpt, shortened

TITLE_ROOM = 160  # ten of them have to fit what Slack takes in a message


def still_current_message(items: Sequence[Item], now: datetime) -> Message:
    """To an owner: are these still right? What was said of some of them already stands in their place."""
    which = "these" if len(items) > 1 else "this"
    what = f"Is what {which} say still right?" if len(items) > 1 else "Is what this says still right?"
    blocks: list[Block] = [SectionBlock(text=f"{what} Nobody has confirmed {which} for two months.")]
    for item in items:
        blocks += _one(item, items, now)
    blocks.append(
        small(
            "Cards of what is not confirmed for 90 days say so. After 180 days I archive it, with a way back."
        )
    )
    blocks.append(ActionsBlock(elements=[stop_confirmations()]))
    return Message(text=what, blocks=blocks)


def archived_message(item: Item) -> Message:
    """To an owner: an item was put away, and can be brought back."""
    said = (
        f"I have archived {bold(item.title, 700)}, because nobody has confirmed it since {date(item.confirmed_at)}. "
        "Nothing is lost: one press brings it back."
    )
    back = ActionsBlock(elements=[item_button(item, ids.ITEM_RESTORE)])
    return Message(text=f"I have archived {excerpt(item.title, 700)}", blocks=[SectionBlock(text=said), back])


def _one(item: Item, items: Sequence[Item], now: datetime) -> list[Block]:
    words = f"{bold(item.title, TITLE_ROOM)}\n{what_it_is(item)} · Confirmed {date(item.confirmed_at)}"
    if item.archived_at:
        back = item_button(item, ids.ITEM_RESTORE)
        return [SectionBlock(text=f"{words}\nIt is archived.", accessory=back)]
    if now - item.confirmed_at < CONFIRM_AFTER:
        return [
            SectionBlock(text=f"{words}\n:white_check_mark: Thank you. Others can see that it is current.")
        ]
    value = f"{item.id}:{','.join(str(one.id) for one in items)}"
    confirm = _button(item, "Still current", ids.CURRENT_CONFIRM, value)
    archive = _button(item, "Archive", ids.CURRENT_ARCHIVE, value)
    buttons = [confirm, item_button(item, ids.ITEM_EDIT), archive]
    return [SectionBlock(text=words), ActionsBlock(elements=buttons)]


def _button(item: Item, words: str, action_id: str, value: str) -> ButtonElement:
    label = shortened(f"{words}: {item.title}", 75)
    return ButtonElement(text=words, action_id=action_id, value=value, accessibility_label=label)
