"""What somebody is told who may help with a problem that was posted."""

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    SectionBlock,
)

from bot.domain.items import Item
from bot.domain.partners import MOST_A_WEEK, Wanted
from bot.views import ids
from bot.views.blocks import small
from bot.views.buttons import item_button, item_buttons
from bot.views.items import what_it_is, whom_to_ask, whose
from bot.views.message import Message
from bot.views.mrkdwn import bold, excerpt
from bot.views.partners import common

TITLE_ROOM = 700
SUMMARY_ROOM = 600
ASKS_ROOM = 400
SAID_ROOM = 400

STOPPED = "I will not tell you of problems any more. You are found as before."
STARTED = "I will tell you when somebody posts a problem that you may help with."
_HOW = f"I tell you of at most {MOST_A_WEEK} problems a week. Whoever posted it does not know that I wrote to you."


def wanted_message(wanted: Wanted) -> Message:
    """A problem that somebody may help with, and why it is they who are told."""
    item = wanted.problem
    what = "Somebody posted a problem that you may be able to help with"
    lines = [
        f"{what}:",
        bold(item.title, TITLE_ROOM),
        what_it_is(item),
        excerpt(item.summary, SUMMARY_ROOM),
        f"*Looking for:* {excerpt(item.looking_for, ASKS_ROOM)}" if item.looking_for else "",
        " · ".join(filter(None, [whom_to_ask(item), whose(item)])),
    ]
    buttons = [
        item_button(item, ids.ITEM_INTERESTED),
        item_button(item, ids.ITEM_DETAILS),
        ButtonElement(text="Not for me", action_id=ids.PARTNER_DECLINE, value=str(item.id)),
        ButtonElement(text="Stop telling me", action_id=ids.PARTNER_STOP, value=str(item.id)),
    ]
    blocks: list[Block] = [
        SectionBlock(text="\n".join(filter(None, lines))),
        small(why_you(wanted)),
        ActionsBlock(elements=buttons),
        small(_HOW),
    ]
    return Message(text=f"{what}: {excerpt(item.title, TITLE_ROOM)}", blocks=blocks)


def why_you(wanted: Wanted) -> str:
    """Why somebody was chosen: what they shared or offer, and what they and the problem have in common."""
    partner = wanted.partner
    if partner.item:
        first = f"you shared {bold(partner.item.title, SAID_ROOM)}"
    else:
        offers = " ".join(partner.profile.offers.split()) if partner.profile else ""
        first = f"you offer “{excerpt(offers, SAID_ROOM)}”"
    return f"*Why you:* {'; '.join([first, *common(partner.alignment)])}"


def declined_message(item: Item) -> Message:
    """In the place of a problem that is nothing for somebody."""
    words = (
        f"Not for you: {bold(item.title, TITLE_ROOM)}. I tell nobody, and for 30 days I tell you of nothing else that "
        "the same person posts."
    )
    return Message(text=words, blocks=[SectionBlock(text=words), item_buttons(item, ids.ITEM_DETAILS)])


def stopped_message() -> Message:
    """In the place of the last problem that somebody wants to be told of."""
    again = ButtonElement(text="Tell me again", action_id=ids.PARTNER_START, value="start")
    return Message(text=STOPPED, blocks=[SectionBlock(text=STOPPED), ActionsBlock(elements=[again])])
