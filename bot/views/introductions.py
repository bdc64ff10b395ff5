"""What the owner of an item, and somebody who is interested in it, are told. Each looks right at any time."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    SectionBlock,
)

from bot.domain.introductions import Introduction, State
from bot.domain.items import Item
from bot.domain.meetings import Meeting
from bot.views import ids
from bot.views.blocks import small
from bot.views.buttons import item_button
from bot.views.items import what_it_is
from bot.views.message import Message
from bot.views.mrkdwn import bold, excerpt, quote, user

TITLE_ROOM = 500
HOPE_ROOM = 1000
QUESTION_ROOM = 1200
ANSWER_ROOM = 1500
STARTER_ROOM = 400


def owner_message(meeting: Meeting, *, said: str = "") -> Message:
    """To an item's owner: who is interested and what they hope for, what was asked, and what can be done now."""
    one, item = meeting.introduction, meeting.item
    what = f"{user(one.interested.member_id)} is interested in your {item.kind}"
    lines = [f"{what}:", bold(item.title, TITLE_ROOM), what_it_is(item)]
    if one.hope:
        lines.append(quote(one.hope, HOPE_ROOM))
    blocks: list[Block] = [SectionBlock(text="\n".join(lines)), *_questions(one)]
    if said:
        blocks.append(SectionBlock(text=said))
    blocks += [_decision(one, item), small(_what_happens(one))]
    return Message(text=f"{what}: {excerpt(item.title, TITLE_ROOM)}", blocks=blocks)


def answer_message(meeting: Meeting) -> Message:
    """To an item's owner: what they asked is answered, and they have the same choices as before."""
    one = meeting.introduction
    found = owner_message(meeting)
    return Message(text=f"{user(one.interested.member_id)} answered your question", blocks=found.blocks)


def question_message(meeting: Meeting) -> Message:
    """To the one who is interested: what the owner would like to know."""
    one, item = meeting.introduction, meeting.item
    what = f"{user(one.owner.member_id)} asks about your interest in"
    lines = [f"{what} {bold(item.title, TITLE_ROOM)}:", quote(one.questions[-1].text, QUESTION_ROOM)]
    blocks: list[Block] = [SectionBlock(text="\n".join(lines))]
    if one.open_question and one.is_open:
        blocks.append(ActionsBlock(elements=[answer_button(one), item_button(item, ids.ITEM_DETAILS)]))
        blocks.append(small("Your answer goes to them alone."))
    elif answer := one.questions[-1].answer:
        blocks.append(SectionBlock(text=f"You answered:\n{quote(answer, ANSWER_ROOM)}"))
    return Message(text=f"{what} {excerpt(item.title, TITLE_ROOM)}", blocks=blocks)


def introduction_message(meeting: Meeting, starters: Sequence[str]) -> Message:
    """To both, in a group message: each other, the item, and how they may begin."""
    one, item = meeting.introduction, meeting.item
    owner, interested = user(one.owner.member_id), user(one.interested.member_id)
    lines = [f"{owner}, meet {interested}. You both want to talk about:", bold(item.title, TITLE_ROOM)]
    lines.append(what_it_is(item))
    if one.hope:
        lines += [f"{interested} hopes for:", quote(one.hope, HOPE_ROOM)]
    names = ("How to begin", "Who should be in the room", "What to settle first")
    ways = [f"*{name}*\n{excerpt(text, STARTER_ROOM)}" for name, text in zip(names, starters, strict=True)]
    check = ButtonElement(text="Check we’re aligned", action_id=ids.ALIGN, value=str(one.id), style="primary")
    return Message(
        text=f"{owner}, meet {interested}: {excerpt(item.title, TITLE_ROOM)}",
        blocks=[
            SectionBlock(text="\n".join(lines)),
            SectionBlock(text="\n\n".join(ways)),
            ActionsBlock(elements=[check, item_button(item, ids.ITEM_DETAILS)]),
            small(
                "*Check we’re aligned* asks each of you six short questions in private, and shows both answers here "
                "when both are in. In a week I ask each of you how it goes."
            ),
        ],
    )


def decision_buttons(one: Introduction) -> list[ButtonElement]:
    """What an owner may do about an interest that they have not decided on."""
    number = str(one.id)
    accept = ButtonElement(text="Accept", action_id=ids.INTRO_ACCEPT, value=number, style="primary")
    ask = ButtonElement(text="Ask something", action_id=ids.INTRO_ASK, value=number)
    decline = ButtonElement(text="Decline privately", action_id=ids.INTRO_DECLINE, value=number)
    return [accept, *([] if one.open_question else [ask]), decline]


def answer_button(one: Introduction) -> ButtonElement:
    """Opens the form for an answer."""
    return ButtonElement(text="Answer", action_id=ids.INTRO_ANSWER, value=str(one.id), style="primary")


def _questions(one: Introduction) -> list[Block]:
    said: list[Block] = []
    for each in one.questions:
        said.append(SectionBlock(text=f"You asked:\n{quote(each.text, QUESTION_ROOM)}"))
        if each.answer:
            answered = f"{user(one.interested.member_id)} answered:"
            said.append(SectionBlock(text=f"{answered}\n{quote(each.answer, ANSWER_ROOM)}"))
    return said


def _decision(one: Introduction, item: Item) -> ActionsBlock:
    details = item_button(item, ids.ITEM_DETAILS)
    if not one.is_open or one.state is State.ACCEPTED:
        return ActionsBlock(elements=[details])
    if one.state is State.DECLINED:
        again = ButtonElement(text="Accept after all", action_id=ids.INTRO_ACCEPT, value=str(one.id))
        return ActionsBlock(elements=[again, details])
    return ActionsBlock(elements=[*decision_buttons(one), details])


def _what_happens(one: Introduction) -> str:
    if not one.is_open:
        return "This has come to an end."
    if one.state is State.ACCEPTED:
        return "You accepted. I am putting you both in a group message."
    if one.state is State.DECLINED:
        return "You declined. I tell nobody, and do not ask you about it again."
    if one.open_question:
        return "I have passed your question on, and bring you the answer. You can decide without it."
    return (
        "When you accept, I put you both in a group message. When you decline, I do not tell them. "
        f"Without an answer this closes by itself on {one.close_at:%-d %B}."
    )
