"""What a reader does in their digest: the buttons under an entry, which change in place and can be undone."""

from dataclasses import dataclass

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock
from slack_sdk.models.views import View

from bot.domain.digests import Doing
from bot.domain.items import Item
from bot.views import ids
from bot.views.buttons import item_button
from bot.views.interest_forms import interest_form
from bot.views.mrkdwn import shortened

_LABELS = {
    ids.DIGEST_INTERESTED: "I’m interested",
    ids.DIGEST_TAKE_BACK: "Take back my interest",
    ids.DIGEST_FOLLOW: "Follow",
    ids.DIGEST_UNFOLLOW: "Stop following",
    ids.DIGEST_NOT_FOR_ME: "Not for me",
    ids.DIGEST_FOR_ME: "Undo",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """Which entry of which digest a button belongs to; `message` is the key of the digest's notice."""

    item_id: int
    message: str

    def written(self) -> str:
        """As a button's value."""
        return f"{self.item_id} {self.message}"

    @classmethod
    def read(cls, written: str) -> "Pressed":
        """What `written` wrote."""
        number, _, message = written.partition(" ")
        return cls(item_id=int(number), message=message)


def reader_buttons(item: Item, doing: Doing, message: str) -> ActionsBlock:
    """What a reader can do about an entry of theirs, after what they did about it."""
    if doing.not_for_me:
        actions = [ids.DIGEST_FOR_ME]
    else:
        actions = [
            ids.DIGEST_TAKE_BACK if doing.interested else ids.DIGEST_INTERESTED,
            ids.DIGEST_UNFOLLOW if doing.following else ids.DIGEST_FOLLOW,
            *([] if doing.interested else [ids.DIGEST_NOT_FOR_ME]),
        ]
    value = Pressed(item_id=item.id, message=message).written()
    buttons = [
        ButtonElement(
            text=_LABELS[action],
            action_id=action,
            value=value,
            accessibility_label=shortened(f"{_LABELS[action]}: {item.title}", 75),
        )
        for action in actions
    ]
    return ActionsBlock(elements=[*buttons, item_button(item, ids.ITEM_DETAILS)])


def interest_form_of(item: Item, channel_id: str, message_ts: str, pressed: Pressed) -> View:
    """What somebody hopes for; it remembers the digest that it was opened from, and where that stands."""
    form = interest_form(item)
    form.callback_id = ids.DIGEST_INTEREST_FORM
    form.private_metadata = f"{channel_id} {message_ts} {pressed.written()}"
    return form


def own_footer(message: str, *, stopped: bool) -> list[Block]:
    """Under a digest of one's own: change it, or stop it with one click; when it was stopped, set one up again."""
    change = "Set it up again" if stopped else "Change my digest"
    buttons = [ButtonElement(text=change, action_id=ids.DIGEST_MINE_SET, value="set")]
    if stopped:
        said = SectionBlock(text="*You stopped this digest.* No more of it comes.")
        return [said, ActionsBlock(elements=[*buttons])]
    stop = ButtonElement(
        text="Stop",
        action_id=ids.DIGEST_MINE_STOP,
        value=message or "stop",
        accessibility_label="Stop my digest",
    )
    return [ActionsBlock(elements=[*buttons, stop])]
