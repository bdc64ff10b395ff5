"""Voting: a message that stands for a choice, the form of a blind vote, and what is said to those who vote."""

import json
from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    Option,
    OptionGroup,
    SectionBlock,
    StaticMultiSelectElement,
)
from slack_sdk.models.views import View

from bot.domain.workshop_votes import Ballot, Choice
from bot.domain.workshops import Contribution, Workshop
from bot.views import ids
from bot.views.figures import counted
from bot.views.message import Message
from bot.views.mrkdwn import bold, excerpt, shortened
from bot.views.notes import note
from bot.views.workshop_words import in_words

NAME_ROOM = 200
CATEGORY_ROOM = 80
LINE_ROOM = 2600  # as much as anybody can write, and its category, fit into a section of 3,000 characters
SECTION_ROOM = 2900
MESSAGE_ROOM = 10_000  # characters in a message's blocks; Slack takes about 13,200
FORM_ROOM = 50_000  # characters of what people wrote in a form
MOST_OF_A_VIEW = 240_000  # bytes; Slack takes 250 KB
MOST_SHARES = 8
MOST_IN_A_MESSAGE = 50
MOST_OPTIONS = 100
OPTION_ROOM = 75


def choice_message(ballot: Ballot, choice: Choice) -> Message:
    """What people vote for by reacting to it: a contribution, or a group with all that is in it."""
    members = ballot.members(choice)
    group = ballot.group(choice)
    if group is None:
        lines = [_in_its_category(members[0], LINE_ROOM)]
    else:
        lines = [f"{bold(group.name, NAME_ROOM)} ({counted(len(members), 'contribution')})"]
        shown = members[:MOST_IN_A_MESSAGE]
        room = min(MESSAGE_ROOM // len(shown) - CATEGORY_ROOM, LINE_ROOM)
        lines += [f"• {_in_its_category(member, room)}" for member in shown]
        if len(members) > len(shown):
            lines.append(f"and {len(members) - len(shown):,} more: *Read them all* on the board lists them.")
    return Message(text=f"To vote for: {excerpt(_title(ballot, choice), 1000)}", blocks=_sections(lines))


def vote_form(ballot: Ballot) -> View:
    """All there is to vote for, and a menu to choose from. Only who opened it sees it.

    Everything is in it, with as many of its words as fit: emoji take twelve times the room of letters.
    """
    share, view = 1, _form(ballot, 1)
    while len(json.dumps(view.to_dict())) > MOST_OF_A_VIEW and share < MOST_SHARES:
        share *= 2
        view = _form(ballot, share)
    return view


def _form(ballot: Ballot, share: int) -> View:
    label_room = OPTION_ROOM // share
    options = [
        Option(text=shortened(f"{number}. {_title(ballot, choice)}", label_room), value=str(choice))
        for number, choice in enumerate(ballot.choices, start=1)
    ]
    own = set(map(str, ballot.own))
    menu = StaticMultiSelectElement(
        action_id="choices",
        placeholder="Choose what matters most",
        initial_options=[one for one in options if one.value in own] or None,
        options=options if len(options) <= MOST_OPTIONS else None,
        option_groups=_in_hundreds(options) if len(options) > MOST_OPTIONS else None,
    )
    room = max(FORM_ROOM // len(ballot.contributions), OPTION_ROOM) // share
    lines = [
        line
        for number, choice in enumerate(ballot.choices, start=1)
        for line in _lines(ballot, number, choice, min(room, LINE_ROOM))
    ]
    limit = ballot.workshop.settings.votes_each
    return View(
        type="modal",
        callback_id=ids.WORKSHOP_VOTE_FORM,
        private_metadata=str(ballot.workshop.id),
        title="Vote",
        submit="Vote",
        close="Cancel",
        blocks=[
            InputBlock(
                block_id="choices",
                label=f"Your votes: up to {limit}" if limit else "Your votes",
                hint="Nobody sees what you choose. You can change it until voting ends.",
                optional=True,
                element=menu,
            ),
            *_sections(lines),
        ],
    )


def nothing_to_vote_for() -> View:
    """In the place of the form, where nobody wrote anything."""
    return note("There is nothing to vote for yet: nobody has written anything.", title="Vote")


def voted_note(ballot: Ballot, *, gone: int = 0) -> View:
    """What is kept of somebody's votes. `gone`: so many of their choices were taken back or joined meanwhile."""
    chosen = [f"• {excerpt(_title(ballot, one), 150)}" for one in ballot.choices if one in ballot.own]
    words = ["Your votes:", *chosen] if chosen else ["You vote for nothing now."]
    if gone:
        words.append("Some of what you chose has been joined with another, or taken back by its author.")
    words.append("Nobody else sees them. You can change them until voting ends.")
    return View(type="modal", title="Vote", close="Close", blocks=_sections(words))


def over_limit_message(workshop: Workshop) -> Message:
    """Somebody reacted to more than counts."""
    limit = counted(workshop.settings.votes_each or 0, "vote")
    return Message(
        text=f"In {bold(workshop.subject, 700)} everybody has {limit}, and you have used yours up. "
        "Those that you gave first count. To vote for something else, take one of them back."
    )


def _title(ballot: Ballot, choice: Choice) -> str:
    """A choice on one line, as people wrote it: for plain text, or to be escaped."""
    group = ballot.group(choice)
    (first, *_) = ballot.members(choice)
    words = first.text if group is None else group.name
    return " ".join(words.split())


def _lines(ballot: Ballot, number: int, choice: Choice, room: int) -> list[str]:
    members = ballot.members(choice)
    group = ballot.group(choice)
    if group is None:
        return [f"*{number}.* {_in_its_category(members[0], room)}"]
    name = f"*{number}.* {bold(group.name, NAME_ROOM)}"
    return [name, *(f"      • {in_words(one, room)}" for one in members)]


def _in_its_category(one: Contribution, room: int) -> str:
    return (
        f"{bold(one.category, CATEGORY_ROOM)}: {in_words(one, room)}" if one.category else in_words(one, room)
    )


def _sections(lines: Iterable[str]) -> list[Block]:
    """Lines of mrkdwn in as few sections as they fit into."""
    texts: list[str] = []
    for line in lines:
        if texts and len(texts[-1]) + len(line) < SECTION_ROOM:
            texts[-1] += f"\n{line}"
        else:
            texts.append(line)
    return [SectionBlock(text=text) for text in texts]


def _in_hundreds(options: Sequence[Option]) -> list[OptionGroup]:
    return [
        OptionGroup(label=f"{start + 1} to {start + len(some)}", options=list(some))
        for start in range(0, len(options), MOST_OPTIONS)
        if (some := options[start : start + MOST_OPTIONS])
    ]
