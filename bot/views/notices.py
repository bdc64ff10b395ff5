"""What the bot tells people of its own accord, beside cards and digests."""

from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock

from bot.domain.finding import SavedSearch
from bot.domain.items import Action, Item
from bot.domain.notices import ACCOUNT_INACTIVE, UNKNOWN_FATE, NoticeKind
from bot.views import ids
from bot.views.items import what_it_is, whom_to_ask
from bot.views.message import Message
from bot.views.mrkdwn import bold, channel, escape, excerpt, listing, user

TITLE_ROOM = 700  # a title has 100 characters; escaping may make each five long
SEARCH_ROOM = 300

_INVITE = "I am not in that channel. Type `/invite @Collab` there, then try again."
_WHY = {
    "channel_not_found": _INVITE,
    "not_in_channel": _INVITE,
    ACCOUNT_INACTIVE: "Slack said that my account was switched off. It is on again now.",
    "is_archived": "The channel is archived.",
    "restricted_action": "Only some people may post there. Ask the channel’s managers.",
    "restricted_action_read_only_channel": "Only some people may post there. Ask the channel’s managers.",
}
"""Slack's reasons, in words that say what to do. Whatever else it says is in our logs."""
_HAND_OVER = "If they shared anything, a moderator can hand it over or archive it."
_WHY_PERSON = {
    "user_disabled": f"Their account is switched off. {_HAND_OVER}",
    ACCOUNT_INACTIVE: "Slack said that an account was switched off: theirs, or mine for a while. "
    + _HAND_OVER,
    "user_not_found": "Slack does not know them any more.",
    "user_not_visible": "Slack does not let me see them.",
    "cannot_dm_bot": "That is an app, not a person.",
}
_ASK = "Please ask whoever looks after Collab: its logs say more."
_MODERATES = "You get this because you are a moderator."

_WHAT = {
    NoticeKind.DIGEST: "the digest",
    NoticeKind.OFFERS_SWITCHED: "the news about quiet offers",
    NoticeKind.CONSENT_ROUND: "your proposal",
    NoticeKind.GUIDANCE: "your guidance",
}
_NOT_REACHED = {
    NoticeKind.INTEREST: "I could not reach {people} about your interest. They may have left. "
    "`/collab find` looks for others with the same need.",
    NoticeKind.INTRODUCTION: "I could not open a group message for {people}. One of you may have left, or Slack did "
    "not say whether it is there. Please write to each other directly.",
}


def handed_over_message(item: Item, by: str) -> Message:
    """To an item's new owner."""
    return _about(
        item,
        f"{user(by)} handed this {item.kind} over to you",
        "You can edit or archive it from its details.",
    )


def changed_message(item: Item, action: Action, by: str) -> Message:
    """To somebody who follows an item."""
    who = user(by) if by.startswith(("U", "W")) else escape(by)
    return _about(item, f"{who} {action.value} a {item.kind} that you follow")


def matched_message(item: Item, search: SavedSearch) -> Message:
    """To somebody who waits for an item like this one."""
    stop = ButtonElement(text="Stop telling me", action_id=ids.FIND_FORGET, value=str(search.id))
    return _about(
        item, f"Somebody shared something for “{excerpt(search.text, SEARCH_ROOM)}”", whom_to_ask(item), stop
    )


def undelivered_message(subject: dict[str, Any]) -> Message:
    """To somebody whose card, digest or introduction Slack did not take; to a moderator, if nobody asked for it."""
    if not subject["kind"]:
        return _unreachable(subject["recipient"], subject["error"])
    if subject["kind"] in _NOT_REACHED:
        people = listing([user(one) for one in subject["recipient"].split(",")])
        said = _NOT_REACHED[subject["kind"]].format(people=people)
        return Message(text=said, blocks=[SectionBlock(text=said)])
    kind = subject["kind"]
    what = _WHAT.get(kind, "the card you copied")
    where = channel(subject["recipient"])
    why = _WHY.get(subject["error"], "Please try again later, or ask whoever looks after Collab.")
    if subject["error"] == UNKNOWN_FATE:
        said = f"I cannot tell whether {what} reached {where}: Slack did not say. Please look there."
    elif kind == NoticeKind.OFFERS_SWITCHED:
        said = f"I could not post {what} in {where}, so quiet offers are off there. {why}"
    elif kind == NoticeKind.DIGEST and subject["error"] == ACCOUNT_INACTIVE:
        said = f"I could not post {what} in {where}. {why} The next one covers this time too."
    elif kind == NoticeKind.DIGEST:
        said = f"I could not post {what} in {where}, so I paused it. {why} `/collab digest` there resumes it."
    else:
        said = f"I could not post {what} in {where}. {why}"
    return Message(text=said, blocks=[SectionBlock(text=said)])


def _unreachable(recipient: str, error: str) -> Message:
    if recipient.startswith(("U", "W")):
        people = listing([user(one) for one in recipient.split(",")])
        said = f"I can send no messages to {people}. {_WHY_PERSON.get(error, _ASK)} {_MODERATES}"
    else:
        said = f"I could not post in {channel(recipient)}. {_WHY.get(error, _ASK)} {_MODERATES}"
    return Message(text=said, blocks=[SectionBlock(text=said)])


def _about(item: Item, what: str, then: str = "", *more: ButtonElement) -> Message:
    lines = [f"{what}:", bold(item.title, TITLE_ROOM), what_it_is(item), then]
    details = ButtonElement(text="Details", action_id=ids.ITEM_DETAILS, value=str(item.id))
    blocks: list[Block] = [
        SectionBlock(text="\n".join(filter(None, lines))),
        ActionsBlock(elements=[details, *more]),
    ]
    return Message(text=f"{what}: {excerpt(item.title, TITLE_ROOM)}", blocks=blocks)
