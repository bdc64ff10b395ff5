"""How an introduction goes, and how it ended: to each of the two, alone."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, DividerBlock, SectionBlock

from bot.domain.follow_ups import Preferences
from bot.domain.introductions import Introduction, Outcome, Role, Saving, State
from bot.domain.items import Item
from bot.domain.meetings import Meeting
from bot.views import ids
from bot.views.blocks import small
from bot.views.buttons import item_button
from bot.views.introductions import answer_button, decision_buttons
from bot.views.items import what_it_is
from bot.views.message import Message
from bot.views.mrkdwn import bold, excerpt, quote, user

TITLE_ROOM = 500
SIMILAR_SHOWN = 3
WAITING_ROOM = 300
QUESTION_ROOM = 1200

LABELS = {
    Outcome.TALKING: "We are talking",
    Outcome.WORKING_TOGETHER: "Working together",
    Outcome.SHARED: "Shared what was needed",
    Outcome.NOT_A_FIT: "Not a fit",
    Outcome.NO_REPLY: "No reply",
}


def follow_up_message(meeting: Meeting, role: Role) -> Message:
    """How does it go? The same to somebody whom the owner declined as to somebody they have not answered yet."""
    one, item = meeting.introduction, meeting.item
    what = f"{_about(meeting, role)} How is it going?"
    blocks: list[Block] = [SectionBlock(text=f"{what}")]
    if one.open_question and role is Role.INTERESTED:
        asked = f"{user(one.owner.member_id)} asked you:\n{quote(one.open_question, QUESTION_ROOM)}"
        blocks.append(SectionBlock(text=asked, accessory=answer_button(one)))
    said = [
        ButtonElement(
            text=label, action_id=f"{ids.INTRO_OUTCOME}.{outcome.name.lower()}", value=_value(one, outcome)
        )
        for outcome, label in LABELS.items()
    ]
    later = ButtonElement(text="Ask me later", action_id=ids.INTRO_LATER, value=str(one.id))
    blocks.append(ActionsBlock(elements=[*said, later]))
    blocks += [
        small("What you say stays with me. Only totals are ever shown."),
        ActionsBlock(elements=[item_button(item, ids.ITEM_DETAILS), _stop()]),
    ]
    return Message(text=f"How is it going? {excerpt(item.title, TITLE_ROOM)}", blocks=blocks)


def followed_up_message(meeting: Meeting, role: Role) -> Message:
    """In the place of the question: what they said, and what happens next."""
    one = meeting.introduction
    side = one.side(role)
    said = f"You said: *{side.answer}*." if side.answer else ""
    if side.ask_at:
        then = f"Thank you. I will ask you again on {side.ask_at:%-d %B}."
    elif one.closed_at or (side.answer and side.answer.is_final):
        then = "Thank you. I will not ask you about it again."
    else:
        then = f"Thank you. That was my last question. I will close this on {one.close_at:%-d %B}."
    words = "\n".join([_about(meeting, role), " ".join(filter(None, [said, then])), *_saved(side.saving)])
    blocks: list[Block] = [SectionBlock(text=words)]
    buttons = []
    if side.answer and side.answer.may_have_saved:
        label = "Change what it saved" if side.saving else "Add what it saved"
        buttons.append(ButtonElement(text=label, action_id=ids.INTRO_SAVING, value=str(one.id)))
    buttons.append(item_button(meeting.item, ids.ITEM_DETAILS))
    blocks.append(ActionsBlock(elements=buttons))
    return Message(text=f"{said} {then}".strip(), blocks=blocks)


def closed_message(meeting: Meeting, role: Role, similar: Sequence[Item]) -> Message:
    """It is over: what came of it, or where to look next."""
    one = meeting.introduction
    if one.outcome is not Outcome.NO_REPLY:
        said = f"{_about(meeting, role)} I am closing it now, as *{one.outcome}*."
        return Message(text=said, blocks=[SectionBlock(text=said), _details(meeting.item)])
    said = (
        f"{_about(meeting, role)} Nothing has come of it that I know of, so I am closing it. "
        "That happens: people are busy, and plans change."
    )
    blocks: list[Block] = [SectionBlock(text=said)]
    if role is Role.INTERESTED:
        blocks += _next(similar)
    return Message(text=said, blocks=blocks)


def waiting_section(waiting: Sequence[Meeting]) -> list[Block]:
    """For App Home: interest that waits for the member's decision."""
    blocks: list[Block] = []
    for meeting in waiting:
        one = meeting.introduction
        words = f"{user(one.interested.member_id)} about {bold(meeting.item.title, 200)}"
        if one.hope:
            words += f"\n{quote(one.hope, WAITING_ROOM)}"
        blocks += [SectionBlock(text=words), ActionsBlock(elements=decision_buttons(one))]
    return [DividerBlock(), SectionBlock(text="*Who waits for your answer*"), *blocks] if blocks else []


def preferences_section(chosen: Preferences) -> list[Block]:
    """For App Home: what the member is asked, and how to change it."""
    how = "how introductions go" if chosen.follow_ups else "nothing about introductions"
    whether = "whether your items are current" if chosen.confirmations else "nothing about your items"
    buttons = [
        _stop() if chosen.follow_ups else _button("Ask me how it goes", ids.FOLLOW_UPS_ON),
        stop_confirmations()
        if chosen.confirmations
        else _button("Ask me what is current", ids.CONFIRMATIONS_ON),
    ]
    said = f"*What I ask you*\nI ask you {how}, and {whether}."
    return [DividerBlock(), SectionBlock(text=said), ActionsBlock(elements=buttons)]


def stop_confirmations() -> ButtonElement:
    """Ends the questions about items."""
    return _button("Stop asking what is current", ids.CONFIRMATIONS_OFF)


def _stop() -> ButtonElement:
    return _button("Stop asking how it goes", ids.FOLLOW_UPS_OFF)


def _button(words: str, action_id: str) -> ButtonElement:
    return ButtonElement(text=words, action_id=action_id, value="me")


def _about(meeting: Meeting, role: Role) -> str:
    one, title = meeting.introduction, bold(meeting.item.title, TITLE_ROOM)
    if one.state is State.ACCEPTED:
        other = one.interested if role is Role.OWNER else one.owner
        return f"You and {user(other.member_id)} were introduced about {title}."
    return f"You were interested in {title}, which belongs to {user(one.owner.member_id)}."


def _saved(saving: Saving) -> list[str]:
    parts = []
    if saving.hours is not None:
        parts.append(f"{saving.hours:,g} hours")
    if saving.pounds is not None:
        parts.append(f"£{saving.pounds:,}")
    return [f"It saved you {' and '.join(parts)}, by your own estimate."] if parts else []


def _next(similar: Sequence[Item]) -> list[Block]:
    if not similar:
        words = (
            "`/collab find` looks for others with the same need. `/collab share problem` lets them find you."
        )
        return [SectionBlock(text=words)]
    blocks: list[Block] = [SectionBlock(text="*Others with the same need*")]
    for item in similar[:SIMILAR_SHOWN]:
        words = f"{bold(item.title, TITLE_ROOM)}\n{what_it_is(item)}"
        blocks.append(SectionBlock(text=words, accessory=item_button(item, ids.ITEM_DETAILS)))
    return [*blocks, small("`/collab share problem` lets others find you.")]


def _details(item: Item) -> ActionsBlock:
    return ActionsBlock(elements=[item_button(item, ids.ITEM_DETAILS)])


def _value(one: Introduction, outcome: Outcome) -> str:
    return f"{one.id}:{outcome.value}"
