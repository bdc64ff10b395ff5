"""What a workshop on the value of sharing came to, in words."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block, SectionBlock

from bot.domain.items import Item
from bot.domain.value import POUNDS_AN_HOUR, Saving, Value, Wish
from bot.views import ids
from bot.views.buttons import item_button
from bot.views.figures import counted, guessed, people
from bot.views.items import what_it_is
from bot.views.mrkdwn import bold

MOST_SHOWN = 8
MOST_THERE = 2  # items for each wish
TITLE_ROOM = 250


def value_blocks(value: Value, there: Mapping[str, Sequence[Item]]) -> list[Block]:
    """What is wanted most, what it would save, and what of it is here already (items, by the title of a wish)."""
    blocks: list[Block] = [SectionBlock(text=f"*What sharing would be worth*\n{_sum(value)}")]
    for place, one in enumerate(value.wishes[:MOST_SHOWN], start=1):
        blocks.append(SectionBlock(text=f"{place}. {_wish(one)}"))
        blocks += [_existing(item) for item in there.get(one.result.title, ())[:MOST_THERE]]
    return blocks


def _sum(value: Value) -> str:
    """Hours and pounds apart; then together, with what an hour counts as."""
    if not value.wishes:
        return "Nobody has named anything yet."
    named = f"{counted(len(value.wishes), 'thing')} that {people(value.people)} would value."
    sums = [
        *([f"{guessed(value.hours)} hours a month"] if value.hours else []),
        *([f"£{guessed(value.pounds)} a year"] if value.pounds else []),
    ]
    if not sums:
        return f"{named} Nobody said what they would save."
    said = f"{named} By their own estimates they would save about {' and about '.join(sums)}."
    if value.together:
        said += (
            f" Together that is about £{guessed(value.together)} a year, if an hour counts as £{POUNDS_AN_HOUR}: "
            "a round figure, so put in your own."
        )
    return said


def _wish(one: Wish) -> str:
    votes = f" · {counted(one.result.votes, 'vote')}" if one.result.votes else ""
    lines = [bold(one.result.title, TITLE_ROOM), f"{people(one.people)} would value it{votes}"]
    if one.hours:
        lines.append(_saving(one.hours, "", "hours a month"))
    if one.pounds:
        lines.append(_saving(one.pounds, "£", "a year"))
    return "\n".join(lines)


def _saving(saving: Saving, sign: str, unit: str) -> str:
    """The sum, and how far apart the estimates are."""
    said = f"About {sign}{guessed(saving.total)} {unit}"
    if saving.people == 1:
        return f"{said}, by one person’s estimate"
    low, middle, high = (f"{sign}{guessed(each)}" for each in (saving.lowest, saving.middle, saving.highest))
    return f"{said} for {people(saving.people)} together: from {low} to {high} each, in the middle {middle}"


def _existing(item: Item) -> Block:
    words = f"Here already: {bold(item.title, TITLE_ROOM)}\n{what_it_is(item)}"
    return SectionBlock(text=words, accessory=item_button(item, ids.ITEM_DETAILS))
