"""The buttons that do something with an item, wherever they stand."""

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, ConfirmObject

from bot.domain.items import Item
from bot.views import ids
from bot.views.mrkdwn import shortened

_LABELS = {
    ids.ITEM_DETAILS: "Details",
    ids.ITEM_INTERESTED: "I’m interested",
    ids.INTEREST_TAKE_BACK: "Take back my interest",
    ids.ITEM_FOLLOW: "Follow",
    ids.ITEM_UNFOLLOW: "Stop following",
    ids.ITEM_COPY: "Copy to channel",
    ids.PARTNERS_FIND: "Find partners",
    ids.ITEM_PRINCIPLES: "Uses principle…",
    ids.ITEM_EDIT: "Edit",
    ids.ITEM_CONFIRM: "Still current",
    ids.ITEM_HAND_OVER: "Hand over",
    ids.ITEM_ARCHIVE: "Archive",
    ids.ITEM_RESTORE: "Bring it back",
}
_STYLES = {ids.ITEM_ARCHIVE: "danger"}
_CONFIRMATIONS = {
    ids.ITEM_ARCHIVE: ConfirmObject(
        title="Archive this item?",
        text="It will not be found any more. You can bring it back from App Home.",
        confirm="Archive",
        deny="Keep",
    )
}


def item_button(item: Item, action_id: str) -> ButtonElement:
    """One button, by its id in `bot.views.ids`; a screen reader says which item it belongs to."""
    label = _LABELS[action_id]
    return ButtonElement(
        text=label,
        action_id=action_id,
        value=str(item.id),
        style=_STYLES.get(action_id),
        confirm=_CONFIRMATIONS.get(action_id),
        accessibility_label=shortened(f"{label}: {item.title}", 75),
    )


def item_buttons(item: Item, *action_ids: str, block_id: str | None = None) -> ActionsBlock:
    """A row of buttons."""
    return ActionsBlock(elements=[item_button(item, one) for one in action_ids], block_id=block_id)
