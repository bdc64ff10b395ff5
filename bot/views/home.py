"""App Home and `/collab mine`: what is a member's own, and the way to everything else."""

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DividerBlock,
    HeaderBlock,
    InputBlock,
    PlainTextInputElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.domain.details import Mine
from bot.domain.follow_ups import ASK_EVERYTHING
from bot.domain.items import Item, Kind
from bot.domain.votes import NO_VOTES
from bot.views import ids
from bot.views.blocks import small
from bot.views.buttons import item_button
from bot.views.follow_ups import preferences_section, waiting_section
from bot.views.items import votes, what_it_is, whom_to_ask
from bot.views.message import Message
from bot.views.mrkdwn import bold, excerpt
from bot.views.personal_digest import own_home_section
from bot.views.profile import home_section
from bot.views.waiting import cadence_menu

HOME_LIST = 5
MESSAGE_LIST = 4
OWN_LIST = 10  # of App Home
TITLE_ROOM = 160  # a message of lists has to fit Slack's limit, whatever people wrote
_FIND_ALL = "`/collab find by:me` finds all of them."
_GET_A_DIGEST = "`/collab digest` in a channel brings what is new every week."


def home_view(mine: Mine) -> View:
    """App Home: buttons for everything, then the member's own, then what is new."""
    blocks: list[Block] = [
        HeaderBlock(text="Find who else is working on it"),
        SectionBlock(
            text="Councils solve the same problems. Look here before you start, and share what you know."
        ),
        start_buttons(ids.HELP),
    ]
    blocks += home_section(mine.profile)
    blocks += own_home_section(mine.digest)
    blocks += waiting_section(mine.waiting)
    blocks += _list("What you shared", mine.owned, mine, OWN_LIST, _FIND_ALL)
    blocks += _archived(mine)
    blocks += _attached(mine, HOME_LIST)
    blocks += _list("New to everybody", mine.new, mine, HOME_LIST, _GET_A_DIGEST)
    if not mine.new:
        blocks += [DividerBlock(), SectionBlock(text="Nobody has shared anything yet. Be the first.")]
    if mine.owned or mine.interested or mine.preferences != ASK_EVERYTHING:
        blocks += preferences_section(mine.preferences)
    return View(type="home", blocks=blocks)


def me_message(mine: Mine) -> Message:
    """`/collab mine`: the member's own, in a message."""
    shared = _list("What you shared", mine.owned, mine, MESSAGE_LIST, _FIND_ALL)
    blocks = [*shared, *_attached(mine, MESSAGE_LIST)][1:]  # no divider above the first list
    if not blocks:
        blocks = [
            SectionBlock(
                text="Nothing here yet. What you share, follow, vote for or are interested in will be listed here."
            ),
            start_buttons(ids.HELP),
        ]
    elif mine.archived:
        blocks.append(small("What you archived is in App Home, where you can bring it back."))
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
                hint="You can narrow it down, for example kind:problem, theme:housing or near:Dorset.",
                element=PlainTextInputElement(
                    action_id="words", focus_on_load=True, placeholder="For example: housing repairs"
                ),
            )
        ],
    )


def start_buttons(last: str) -> ActionsBlock:
    """Find, share, and last either help or what is the member's own: where everything begins."""
    share = [
        ButtonElement(
            text=f"Share {_with_article(kind)}",
            action_id=f"{ids.SHARE_START}.{kind}",
            value=f'{{"kind": "{kind}", "text": ""}}',
        )
        for kind in Kind
    ]
    find = ButtonElement(text="Find", action_id=ids.HOME_FIND, value="find", style="primary")
    label = {ids.HELP: "Help", ids.HOME_ME: "What is mine"}[last]
    return ActionsBlock(elements=[find, *share, ButtonElement(text=label, action_id=last, value=last)])


def _attached(mine: Mine, most: int) -> list[Block]:
    return [
        *_list("What you are interested in", mine.interested, mine, most),
        *_list("What you follow", mine.followed, mine, most),
        *_list("What you voted for", mine.voted_for, mine, most),
        *_waiting(mine, most),
    ]


def _list(title: str, items: Sequence[Item], mine: Mine, most: int, all_of_them: str = "") -> list[Block]:
    if not items:
        return []
    blocks: list[Block] = [DividerBlock(), SectionBlock(text=f"*{title}*")]
    for item in items[:most]:
        tally = mine.votes.get(item.id, NO_VOTES)
        about = [what_it_is(item), *([] if item in mine.owned else [whom_to_ask(item)]), votes(tally)]
        words = f"{bold(item.title, TITLE_ROOM)}\n{' · '.join(about)}"
        blocks.append(SectionBlock(text=words, accessory=item_button(item, ids.ITEM_DETAILS)))
    if len(items) > most:
        blocks.append(small(f"Only the latest {most} are shown. {all_of_them}".strip()))
    return blocks


def _archived(mine: Mine) -> list[Block]:
    if not mine.archived:
        return []
    rows = [
        SectionBlock(
            text=f"{bold(item.title, TITLE_ROOM)}\n{what_it_is(item)}",
            accessory=item_button(item, ids.ITEM_RESTORE),
        )
        for item in mine.archived[:OWN_LIST]
    ]
    return [DividerBlock(), SectionBlock(text="*What you archived*"), *rows]


def _waiting(mine: Mine, most: int) -> list[Block]:
    if not mine.searches:
        return []
    blocks: list[Block] = [DividerBlock(), SectionBlock(text="*What you wait for*")]
    blocks += [
        SectionBlock(text=f"“{excerpt(one.text, 300)}”", accessory=cadence_menu(one))
        for one in mine.searches[:most]
    ]
    if len(mine.searches) > most:
        blocks.append(small(f"Only the latest {most} are shown."))
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
