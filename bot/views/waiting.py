"""What somebody waits for: when they are told of it, and their weekly digest of it."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DividerBlock,
    HeaderBlock,
    Option,
    SectionBlock,
    StaticSelectElement,
)

from bot.domain.finding import Cadence, SavedSearch
from bot.domain.items import Item
from bot.views import ids
from bot.views.blocks import small
from bot.views.buttons import item_button
from bot.views.figures import counted
from bot.views.items import what_it_is, whom_to_ask
from bot.views.message import Message
from bot.views.mrkdwn import bold, excerpt

MOST_ENTRIES = 12
STOP = "stop"
# Twelve entries of the worst words must fit a message, which takes about 13,200 characters.
TITLE_ROOM = 300
SUMMARY_ROOM = 250
SEARCH_ROOM = 100
_WHEN = {
    Cadence.AT_ONCE: "at once",
    Cadence.WEEKLY: "in your weekly digest, on Monday at 9am, or in the digest of your own if you have one",
}


def saved_message(search: SavedSearch, *, new: bool = True) -> Message:
    """What somebody reads who wants to be told, with buttons to choose when."""
    had = "" if new else "I have that noted already: "
    said = f"{had}I will tell you when somebody shares something for “{excerpt(search.text, 300)}”"
    words = f"{said}, {_WHEN[search.cadence]}. `/collab mine` lists what you wait for."
    buttons = {
        Cadence.AT_ONCE: ButtonElement(
            text="Tell me at once", action_id=ids.FIND_AT_ONCE, value=str(search.id)
        ),
        Cadence.WEEKLY: ButtonElement(
            text="In my weekly digest", action_id=ids.FIND_WEEKLY, value=str(search.id)
        ),
    }
    choice = [button for cadence, button in buttons.items() if cadence is not search.cadence]
    stop = ButtonElement(text="Do not tell me", action_id=ids.FIND_FORGET, value=str(search.id))
    return Message(text=words, blocks=[SectionBlock(text=words), ActionsBlock(elements=[*choice, stop])])


def cadence_menu(search: SavedSearch) -> StaticSelectElement:
    """A menu that shows when somebody is told, and changes or ends it."""
    labels = {Cadence.AT_ONCE: "At once", Cadence.WEEKLY: "In my weekly digest", STOP: "Stop telling me"}
    options = {one: Option(value=f"{search.id}:{one}", text=label) for one, label in labels.items()}
    return StaticSelectElement(
        action_id=ids.FIND_CADENCE,
        placeholder="When to tell me",
        options=list(options.values()),
        initial_option=options[search.cadence],
    )


def news_message(news: Sequence[tuple[Item, SavedSearch]]) -> Message:
    """A person's weekly digest of what they wait for."""
    new = counted(len(news), "new item")
    heading = f"{new} for your saved searches"
    blocks: list[Block] = [HeaderBlock(text="New for your saved searches")]
    for item, search in news[:MOST_ENTRIES]:
        lines = [
            bold(item.title, TITLE_ROOM),
            f"{what_it_is(item)} · {whom_to_ask(item)}",
            excerpt(item.summary, SUMMARY_ROOM),
            f"You wait for “{excerpt(search.text, SEARCH_ROOM)}”",
        ]
        details = item_button(item, ids.ITEM_DETAILS)
        blocks += [DividerBlock(), SectionBlock(text="\n".join(lines), accessory=details)]
    more = len(news) - MOST_ENTRIES
    if more > 0:
        blocks.append(SectionBlock(text=f"And {more:,} more: make the search again with `/collab find`."))
    how = "`/collab mine` and App Home list your saved searches. Change there when I tell you, or stop it."
    blocks.append(small(how))
    titles = "; ".join(item.title for item, _ in news[:MOST_ENTRIES])
    return Message(text=f"{heading}: {excerpt(titles, 1500)}", blocks=blocks)
