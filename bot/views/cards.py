"""The card that shows an item wherever it stands: in results, in a channel, at home."""

from datetime import datetime

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    SectionBlock,
)

from bot.domain.finding import Hit
from bot.domain.items import Item
from bot.domain.votes import Tally
from bot.views import ids
from bot.views.blocks import small
from bot.views.buttons import item_buttons
from bot.views.items import confirmed, votes, what_it_is, whom_to_ask, whose
from bot.views.message import Message
from bot.views.mrkdwn import bold, escape, excerpt, quote, user
from bot.views.places import places_in_words

# A page of five cards has to fit what Slack takes in one message, about 13,200 characters, even when people wrote
# nothing but "&" (five characters each once it is escaped). What people write as a rule is shown whole.
TITLE_ROOM = 250
SUMMARY_ROOM = 500
ASKS_ROOM = 300
_WORDS_SHOWN = 6

_BUTTONS = (ids.ITEM_DETAILS, ids.ITEM_INTERESTED, ids.ITEM_FOLLOW, ids.ITEM_COPY)


def hit_blocks(hit: Hit, *, now: datetime | None = None) -> list[Block]:
    """A card in search results, with why it was found; what nobody has confirmed for long by `now` says so."""
    places = places_in_words(hit.places)
    why = "\n".join(filter(None, [why_it_matched(hit), places]))
    facts = _facts(hit.item, why=why, votes_in_words=votes(hit.votes), now=now)
    return [_body(hit.item, room_taken=len(places)), facts, item_buttons(hit.item, *_BUTTONS)]


def card_message(
    item: Item, tally: Tally, *, posted_by: str | None, note: str = "", now: datetime | None = None
) -> Message:
    """A card on its own, for a channel: reactions to this message are votes.

    The reactions below it show how many; what it says itself is how many there were before.
    """
    intro: list[Block] = []
    if posted_by:
        said = f"{user(posted_by)} shared this with the channel" + (
            f":\n{quote(note, 1000)}" if note else "."
        )
        intro.append(SectionBlock(text=said))
    before = f" Before it was posted here it had {votes(tally)}." if tally.total else ""
    hint = f"React to this message to vote for it.{before}"
    return Message(
        text=f"{item.kind.capitalize()}: {escape(item.title)}. {escape(item.summary)}",
        blocks=[*intro, _body(item), _facts(item, now=now), item_buttons(item, *_BUTTONS), small(hint)],
    )


def why_it_matched(hit: Hit) -> str:
    """The words that matched and where, in mrkdwn, or that it is similar; nothing for a search by filters alone."""
    if not hit.matched and hit.alike:
        return "Similar in meaning"
    if not hit.matched:
        return "Somewhat similar in meaning" if hit.somewhat_alike else ""
    said = ", ".join(bold(word, 60) for word in hit.matched[:_WORDS_SHOWN])
    return f"Matches {said}" + (" in the title" if hit.in_title else "")


def _body(item: Item, *, room_taken: int = 0) -> SectionBlock:
    lines = [bold(item.title, TITLE_ROOM), what_it_is(item), excerpt(item.summary, SUMMARY_ROOM - room_taken)]
    return SectionBlock(text="\n".join(lines))


def _facts(
    item: Item, *, why: str = "", votes_in_words: str = "", now: datetime | None = None
) -> ContextBlock:
    people = " · ".join(filter(None, [whom_to_ask(item), whose(item)]))
    asks = f"Looking for: {excerpt(item.looking_for, ASKS_ROOM)}" if item.looking_for else ""
    current = " · ".join(filter(None, [confirmed(item, now), votes_in_words, f"Item {item.id}"]))
    return small("\n".join(filter(None, [why, people, asks, current])))
