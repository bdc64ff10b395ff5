"""Small forms on the way from interest to introduction."""

from dataclasses import dataclass

from slack_sdk.models.blocks import ActionsBlock, Block, InputBlock, PlainTextInputElement, SectionBlock
from slack_sdk.models.views import View

from bot.domain.introductions import ANSWER_LIMIT, HOPE_LIMIT, QUESTION_LIMIT, Introduction
from bot.domain.items import Item, Kind
from bot.views import ids
from bot.views.buttons import item_button
from bot.views.message import Message
from bot.views.mrkdwn import bold, quote, user

TITLE_ROOM = 700

_HINTS = {
    Kind.PROJECT: "For example: to see how you did it, or to use what you built.",
    Kind.PROBLEM: "For example: we have it too and would like to solve it together.",
    Kind.IDEA: "For example: to try it with you, or to tell you what happened when we did.",
    Kind.RESOURCE: "For example: to use it here, and to ask what to watch out for.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a form about an introduction has to remember: which one, and the message that it was opened from."""

    introduction_id: int
    channel_id: str = ""
    message_ts: str = ""

    def written(self) -> str:
        """For the form's `private_metadata`."""
        return f"{self.introduction_id} {self.channel_id} {self.message_ts}"

    @classmethod
    def read(cls, written: str) -> "Asking":
        """What `written` wrote."""
        number, channel_id, message_ts = written.split(" ")
        return cls(introduction_id=int(number), channel_id=channel_id, message_ts=message_ts)


def interest_form(item: Item, *, stands_on: str = "") -> View:
    """What somebody hopes for from an item, before its owner is told; it remembers what it stands on."""
    owner = user(item.owner_id) if item.owner_id else "Whoever shared it"
    intro = (
        f"{bold(item.title, TITLE_ROOM)}\nI will tell {owner}. When they accept, I put you both in a group message. "
        "You can take your interest back at any time."
    )
    return _form(
        ids.INTEREST_FORM,
        f"{item.id} {stands_on}",
        title="I’m interested",
        submit="Tell them",
        intro=intro,
        field=InputBlock(
            block_id="hope",
            label="What do you hope for?",
            hint=_HINTS[item.kind],
            element=PlainTextInputElement(action_id="hope", max_length=HOPE_LIMIT, focus_on_load=True),
        ),
    )


def say_here_message(item: Item) -> Message:
    """For a direct message, where no form found room: the button that opens it."""
    said = f"To say that you are interested in {bold(item.title, TITLE_ROOM)}, press this:"
    buttons = ActionsBlock(elements=[item_button(item, ids.ITEM_INTERESTED)])
    return Message(text=said, blocks=[SectionBlock(text=said), buttons])


def ask_form(one: Introduction, asking: Asking) -> View:
    """What an owner wants to know before they decide."""
    return _form(
        ids.INTRO_ASK_FORM,
        asking.written(),
        title="Ask something first",
        submit="Ask",
        intro=f"{user(one.interested.member_id)} gets your question from me, and I bring you the answer.",
        field=_long("question", "What would you like to know?", QUESTION_LIMIT),
    )


def answer_form(one: Introduction, asking: Asking) -> View:
    """The answer to what an owner asked."""
    return _form(
        ids.INTRO_ANSWER_FORM,
        asking.written(),
        title="Answer",
        submit="Answer",
        intro=f"{user(one.owner.member_id)} asked:\n{quote(one.open_question, 2000)}",
        field=_long("answer", "Your answer", ANSWER_LIMIT),
    )


def saving_form(asking: Asking, *, hours: float | None, pounds: int | None) -> View:
    """What somebody thinks it saved them."""
    words = "Your own estimate is good enough. Only totals of several people are ever shown, never yours."
    time = PlainTextInputElement(
        action_id="time", initial_value=f"{hours:g} hours" if hours is not None else None, max_length=60
    )
    money = PlainTextInputElement(
        action_id="money", initial_value=f"£{pounds:,}" if pounds is not None else None, max_length=60
    )
    return View(
        type="modal",
        callback_id=ids.INTRO_SAVING_FORM,
        private_metadata=asking.written(),
        title="What it saved",
        submit="Save",
        close="Cancel",
        blocks=[
            SectionBlock(text=words),
            InputBlock(
                block_id="time",
                label="Time",
                optional=True,
                hint="For example: 3 days, about 20 hours. A day counts as 7½ hours.",
                element=time,
            ),
            InputBlock(
                block_id="money", label="Money", optional=True, hint="For example: £2,000.", element=money
            ),
        ],
    )


def _form(
    callback_id: str, remembered: str, *, title: str, submit: str, intro: str, field: InputBlock
) -> View:
    blocks: list[Block] = [SectionBlock(text=intro), field]
    return View(
        type="modal",
        callback_id=callback_id,
        private_metadata=remembered,
        title=title,
        submit=submit,
        close="Cancel",
        blocks=blocks,
    )


def _long(name: str, label: str, limit: int) -> InputBlock:
    element = PlainTextInputElement(action_id=name, multiline=True, max_length=limit, focus_on_load=True)
    return InputBlock(block_id=name, label=label, element=element)
