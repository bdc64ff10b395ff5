"""Asking to be introduced to a person: the form, what the person is told, and what both are."""

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DividerBlock,
    InputBlock,
    PlainTextInputElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.domain.approaches import Answer, Approach, Pair
from bot.views import ids
from bot.views.blocks import small
from bot.views.message import Message
from bot.views.mrkdwn import quote, user
from bot.views.people import person_section

HOPE_ROOM = 1300
_WHAT_HAPPENS = {
    Answer.WAITING: "When you accept, I put you both in a group message. When you decline, I do not tell them. "
    "`/collab me` has a box to say that you welcome no introductions.",
    Answer.ACCEPTED: "You accepted. I am putting you both in a group message.",
    Answer.DECLINED: "You declined. I tell nobody, and do not ask you about it again.",
}


def approach_form(person: str) -> View:
    """What somebody hopes for who would like to meet a person."""
    return View(
        type="modal",
        callback_id=ids.APPROACH_FORM,
        private_metadata=person,
        title="Ask to meet",
        submit="Ask",
        close="Cancel",
        blocks=[
            SectionBlock(
                text=f"I ask {user(person)} privately. When they agree, I put you both in a group message. "
                "When they do not, you hear no more of it, and nobody is told."
            ),
            InputBlock(
                block_id="hope",
                label="What do you hope for?",
                element=PlainTextInputElement(
                    action_id="hope",
                    focus_on_load=True,
                    placeholder="For example: half an hour on how you chose your system",
                ),
                hint="One line. They see it, and your profile if others can find you.",
            ),
        ],
    )


def approach_message(pair: Pair) -> Message:
    """To the person: who would like to meet them, what for, and what they may do. It looks right at any time."""
    approach = pair.approach
    what = f"{user(approach.asker_id)} would like to meet you"
    blocks: list[Block] = [SectionBlock(text=f"{what}:\n{quote(approach.hope, HOPE_ROOM)}")]
    if pair.asker:
        blocks += [person_section(pair.asker), DividerBlock()]
    if buttons := _choices(approach):
        blocks.append(ActionsBlock(elements=buttons))
    said = _WHAT_HAPPENS[approach.answer]
    blocks.append(small(said))
    return Message(text=f"{what}.", blocks=blocks)


def _choices(approach: Approach) -> list[ButtonElement]:
    def button(words: str, action_id: str, style: str | None = None) -> ButtonElement:
        return ButtonElement(text=words, action_id=action_id, value=str(approach.id), style=style)

    match approach.answer:
        case Answer.WAITING:
            accept = button("Accept", ids.APPROACH_ACCEPT, "primary")
            return [accept, button("Decline privately", ids.APPROACH_DECLINE)]
        case Answer.DECLINED:
            return [button("Accept after all", ids.APPROACH_ACCEPT)]
        case Answer.ACCEPTED:
            return []


def acquainted_message(pair: Pair) -> Message:
    """To both, in a group message: each other, what was hoped for, and what each lets others see."""
    approach = pair.approach
    asker, person = user(approach.asker_id), user(approach.person_id)
    what = f"{person}, meet {asker}."
    blocks: list[Block] = [SectionBlock(text=f"{what} {asker} hopes for:\n{quote(approach.hope, HOPE_ROOM)}")]
    for profile in (pair.person, pair.asker):
        if profile:
            blocks += [DividerBlock(), person_section(profile)]
    ask = "Who begins? Say when you have half an hour, and what you would like to leave with."
    blocks.append(small(ask))
    return Message(text=what, blocks=blocks)
