"""The words that workshops share: phases, moments, counts."""

import json
from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, SectionBlock

from bot.data.formats import formats
from bot.domain.workshops import (
    Contribution,
    ContributionKind,
    Format,
    Kept,
    NewContribution,
    VoteMode,
    Workshop,
    WorkshopPhase,
)
from bot.views import ids
from bot.views.figures import counted, signed
from bot.views.message import Message
from bot.views.mrkdwn import excerpt, listing, user

PHASES = {
    WorkshopPhase.GATHER: "Gather",
    WorkshopPhase.GROUP: "Group",
    WorkshopPhase.VOTE: "Vote",
    WorkshopPhase.DISCUSS: "Discuss",
    WorkshopPhase.CLOSE: "Close",
}
LATE = (
    "Gathering has ended, so what is new is kept as late. Those who lead it are asked whether to let it in."
)
MOST_NAMED = 5
MOST_VALUE = 2000  # characters that Slack takes with a button
NOT_YET = "What people write is shown when gathering ends."
_HOW = {
    ContributionKind.TEXT: "Write the category first, for example `{category}: nobody owned it`.",
    ContributionKind.SLOTS: "Write the four parts with `·` or `|` between them, for example `{slots}`.",
    ContributionKind.ESTIMATES: "Write what it would save you after a colon, for example "
    "`A template for privacy notices: 10 hours a month`.",
    ContributionKind.RATINGS: "Write the category and a number from -2 to +2, "
    "for example `{category} -1 a lot to learn`.",
}


def form_of(workshop: Workshop) -> Format:
    """The format that a workshop follows."""
    return formats()[workshop.format]


def moment(at: datetime) -> str:
    """A day and a time, in the reader's own time zone."""
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} at {{time}}|{at:%-d %B %H:%M} UTC>"


def what_to_do(workshop: Workshop) -> str:
    """What people do in the phase that a workshop is in."""
    match workshop.phase:
        case WorkshopPhase.GATHER:
            return "Write on your own first. Press *Contribute*, or reply in the thread."
        case WorkshopPhase.GROUP:
            return "What is alike goes together. Those who lead the workshop can change the groups."
        case WorkshopPhase.VOTE if workshop.settings.vote_mode is VoteMode.BLIND:
            return "Press *Vote* and choose what matters most. Nobody sees your votes; the counts show at the end."
        case WorkshopPhase.VOTE:
            return "Vote for what matters most: react to it in the thread."
        case WorkshopPhase.DISCUSS:
            return "Talk in the thread about what stands out. Decide who does what, and by when."
        case WorkshopPhase.CLOSE:
            return "This workshop is closed. Its results are in the thread."


def how_to_reply(workshop: Workshop) -> str:
    """How a reply in the thread counts."""
    form = form_of(workshop)
    categories = workshop.settings.categories or form.categories
    example = _HOW[form.kind].format(
        category=excerpt(categories[0], 80).replace("`", "'") if categories else "",
        slots=" · ".join(slot.example for slot in form.slots),
    )
    return f"I have not counted that as a contribution. {example} To talk, just go on: I say this only once."


def kept_words(kept: Kept) -> str:
    """For somebody whose form was taken."""
    said = []
    if kept.again:
        said.append("I have that already: it is kept once.")
    if kept.added:
        said.append(f"{counted(len(kept.added), 'contribution is', 'contributions are')} kept.")
    if kept.late:
        said.append(LATE)
    if kept.changed:
        said.append(f"{counted(len(kept.changed), 'contribution is', 'contributions are')} changed.")
    if kept.withdrawn:
        said.append(f"{counted(kept.withdrawn, 'contribution is', 'contributions are')} withdrawn.")
    if kept.stays:
        leaders = listing([user(one) for one in kept.workshop.facilitators[:MOST_NAMED]])
        said.append(
            f"This workshop is closed, so nothing can be withdrawn. {leaders} can go back, and open it again."
        )
        return " ".join(said)
    return " ".join(["Thank you.", *said]) if said else "Nothing is changed."


def reply_words(kept: Kept) -> str:
    """For somebody whose reply in the thread was taken as a contribution: what was understood."""
    workshop = kept.workshop
    said = [f"I have kept this{_under(one)}: “{in_words(one, 600)}”." for one in (*kept.added, *kept.late)]
    said += [
        f"I have changed what you said before{_under(one)}. It is now “{in_words(one, 600)}”."
        for one in kept.changed
    ]
    if not said:
        return "I have that already."
    if kept.late:
        said.append(LATE)
    said.append("The board’s form lets you change or withdraw it.")
    if workshop.settings.anonymous:
        said.append(
            "I keep no name with it, but everybody here can see that this reply is yours. "
            "Delete the reply if you do not want that: what you wrote stays kept."
        )
    return " ".join(said)


def whether_to_keep(workshop: Workshop, said: str, found: NewContribution, message_ts: str) -> Message:
    """For somebody whose reply may be talk, now that people talk: a button that contributes it."""
    words = f"Is this for the workshop{_under(found)}? “{in_words(found, 600)}”. If you are only talking, just go on."
    value = json.dumps({"workshop": workshop.id, "said": said, "ts": message_ts}, ensure_ascii=False)
    button = ButtonElement(text="Contribute it", action_id=ids.WORKSHOP_REPLY, value=value)
    blocks = [
        SectionBlock(text=words),
        *([ActionsBlock(elements=[button])] if len(value) <= MOST_VALUE else []),
    ]
    return Message(text=words, blocks=blocks)


def _under(one: Contribution | NewContribution) -> str:
    return f" under *{excerpt(one.category, 80)}*" if one.category else ""


def in_words(one: Contribution | NewContribution, room: int) -> str:
    """A contribution on one line."""
    words = excerpt(" ".join(one.text.split()), room)
    if one.rating is not None:
        return f"{signed(one.rating)} {words}".strip()
    if one.saves is not None:
        return f"{words} ({one.saves:,g} {one.saves_unit})"
    return words
