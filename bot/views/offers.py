"""Quiet offers: what somebody who asked is shown, and what a channel is told about them."""

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    SectionBlock,
)

from bot.domain.finding import Hit
from bot.domain.offers import PATIENCE, Offer, OfferChannel
from bot.views import ids
from bot.views.blocks import small
from bot.views.buttons import item_button
from bot.views.cards import why_it_matched
from bot.views.items import what_it_is, whom_to_ask, whose
from bot.views.message import Message
from bot.views.mrkdwn import bold, excerpt, user
from bot.views.people import person_section, why_they_match

TITLE_ROOM = 300
SUMMARY_ROOM = 300
WHAT_IT_DOES = (
    "When somebody posts a question here, Collab looks whether it has something that fits. If it does, whoever asked "
    "sees it, and nobody else: at most once a day."
)
WHAT_IT_READS = (
    "For this Collab reads what is posted in this channel, but no replies in threads. "
    "It keeps nothing of what is said."
)
HOW_TO_STOP = (
    "`/collab offers off` switches it off: any member of this channel may. Or choose *Stop in this channel for me* "
    "below an offer."
)


def offer_message(offer: Offer) -> Message:
    """What may help somebody who asked; only they see it."""
    blocks: list[Block] = [
        SectionBlock(text="*This may help with what you just asked.* Only you can see it.")
    ]
    for hit in offer.hits:
        blocks += _hit(hit)
    for person in offer.people:
        blocks += [person_section(person.profile), small(why_they_match(person))]
    buttons = [
        ButtonElement(
            text="Not helpful",
            action_id=ids.OFFER_NOT_HELPFUL,
            value=f"{offer.channel_id}:{offer.at.isoformat()}",
        ),
        ButtonElement(text="Stop in this channel for me", action_id=ids.OFFER_STOP, value=offer.channel_id),
    ]
    blocks.append(ActionsBlock(elements=buttons))
    names = [excerpt(hit.item.title, TITLE_ROOM) for hit in offer.hits]
    names += [user(person.profile.member_id) for person in offer.people]
    return Message(text=f"This may help with what you just asked: {'; '.join(names)}", blocks=blocks)


def settings_message(channel: OfferChannel | None) -> Message:
    """Whether a channel wants offers, and how to change that."""
    if channel is None:
        words = (
            f"Quiet offers are *off* in this channel. `/collab offers on` switches them on. {WHAT_IT_DOES}"
        )
    else:
        words = f"Quiet offers are *on* in this channel. {WHAT_IT_DOES} {WHAT_IT_READS} {HOW_TO_STOP}"
    return Message(text=words, blocks=[SectionBlock(text=words)])


def switched_words(*, on: bool, new: bool) -> str:
    """What somebody reads who has switched offers on or off."""
    now = "on" if on else "off"
    return f"Quiet offers are *{now}* now. I am telling the channel." if new else f"They are *{now}* already."


def switched_message(*, on: bool, by: str) -> Message:
    """What a channel reads when somebody switched offers on or off there."""
    if on:
        words = f"{user(by)} switched on quiet offers in this channel. {WHAT_IT_DOES}\n{WHAT_IT_READS}\n{HOW_TO_STOP}"
    else:
        words = (
            f"{user(by)} switched off quiet offers in this channel. Collab no longer looks at questions here. "
            "`/collab offers on` switches them on again."
        )
    return Message(text=words, blocks=[SectionBlock(text=words)])


def learnt_words(*, quiet: bool) -> str:
    """What somebody reads who said that an offer did not help."""
    if quiet:
        return f"Thank you. That was {PATIENCE} in a row, so I offer you nothing for the next 90 days."
    return "Thank you. From now on I offer something in this channel only when it fits better."


STOPPED = "I will offer you nothing in this channel any more. `/collab find` is there when you want it."


def _hit(hit: Hit) -> list[Block]:
    item = hit.item
    lines = [bold(item.title, TITLE_ROOM), what_it_is(item), excerpt(item.summary, SUMMARY_ROOM)]
    people = " · ".join(filter(None, [whom_to_ask(item), whose(item)]))
    return [
        SectionBlock(text="\n".join(lines), accessory=item_button(item, ids.ITEM_DETAILS)),
        small("\n".join(filter(None, [why_it_matched(hit), people]))),
    ]
