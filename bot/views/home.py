"""App Home and `/collab me`: what is a member's own, and the way to everything else."""

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    InputBlock,
    MarkdownTextObject,
    PlainTextInputElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.domain.details import Mine
from bot.domain.items import Item, Kind
from bot.domain.votes import NO_VOTES
from bot.views import ids
from bot.views.items import votes, what_it_is, whom_to_ask
from bot.views.message import Message
from bot.views.mrkdwn import bold, excerpt

HOME_LIST = 5
MESSAGE_LIST = 4


def home_view(mine: Mine) -> View:
    """App Home: buttons for everything, then the member's own, then what is new."""
    blocks: list[Block] = [
        HeaderBlock(text="Find who else is working on it"),
        SectionBlock(
            text="Councils solve the same problems. Look here before you start, and share what you know."
        ),
        start_buttons(),
    ]
    blocks += _lists(mine, HOME_LIST)
    return View(type="home", blocks=blocks)


def me_message(mine: Mine) -> Message:
    """`/collab me`: the member's own, in a message."""
    blocks = _lists(mine, MESSAGE_LIST, new=False)
    if not blocks:
        blocks = [
            SectionBlock(
                text="Nothing here yet. What you share, follow, vote for or are interested in will be listed here."
            ),
            start_buttons(),
        ]
    return Message(text=_in_words(mine), blocks=blocks)


def find_form() -> View:
    """A box to look for something, for where no command can be typed."""
    return View(
        type="modal",
        callback_id=ids.HOME_FIND_FORM,
        title="Find",
        submit="Find",
        close="Cancel",
        blocks=[
            InputBlock(
                block_id="words",
                label="What are you looking for?",
                hint="You can narrow it down, for example kind:problem or theme:housing.",
                element=PlainTextInputElement(
                    action_id="words", focus_on_load=True, placeholder="For example: housing repairs"
                ),
            )
        ],
    )


def start_buttons() -> ActionsBlock:
    """Find, share and help: where everything begins."""
    share = [
        ButtonElement(
            text=f"Share {_with_article(kind)}",
            action_id=f"{ids.SHARE_START}.{kind}",
            value=f'{{"kind": "{kind}", "text": ""}}',
        )
        for kind in Kind
    ]
    find = ButtonElement(text="Find", action_id=ids.HOME_FIND, value="find", style="primary")
    return ActionsBlock(elements=[find, *share, ButtonElement(text="Help", action_id=ids.HELP, value="help")])


def _lists(mine: Mine, most: int, *, new: bool = True) -> list[Block]:
    blocks: list[Block] = []
    blocks += _list("What you shared", mine.owned, mine, most)
    blocks += _list("What you are interested in", mine.interested, mine, most)
    blocks += _list("What you follow", mine.followed, mine, most)
    blocks += _list("What you voted for", mine.voted_for, mine, most)
    blocks += _waiting(mine, most)
    if new:
        blocks += _list("New to everybody", mine.new, mine, most)
    return blocks


def _list(title: str, items: Sequence[Item], mine: Mine, most: int) -> list[Block]:
    if not items:
        return []
    blocks: list[Block] = [DividerBlock(), SectionBlock(text=f"*{title}*")]
    for item in items[:most]:
        tally = mine.votes.get(item.id, NO_VOTES)
        lines = [bold(item.title, 700), f"{what_it_is(item)} · {whom_to_ask(item)} · {votes(tally)}"]
        details = ButtonElement(text="Details", action_id=ids.ITEM_DETAILS, value=str(item.id))
        blocks.append(SectionBlock(text="\n".join(lines), accessory=details))
    if len(items) > most:
        more = f"Only the latest {most} are shown."
        blocks.append(ContextBlock(elements=[MarkdownTextObject(text=more)]))
    return blocks


def _waiting(mine: Mine, most: int) -> list[Block]:
    if not mine.searches:
        return []
    blocks: list[Block] = [DividerBlock(), SectionBlock(text="*What you wait for*")]
    for search in mine.searches[:most]:
        stop = ButtonElement(text="Stop", action_id=ids.FIND_FORGET, value=str(search.id))
        blocks.append(SectionBlock(text=f"“{excerpt(search.text, 300)}”", accessory=stop))
    return blocks


def _in_words(mine: Mine) -> str:
    counts: Iterable[tuple[str, int]] = (
        ("shared", len(mine.owned)),
        ("interested in", len(mine.interested)),
        ("following", len(mine.followed)),
        ("voted for", len(mine.voted_for)),
    )
    return "Yours: " + ", ".join(f"{name} {count}" for name, count in counts)


def _with_article(kind: Kind) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
