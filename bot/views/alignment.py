"""*Check we're aligned*: the form, and both answers side by side."""

from collections.abc import Mapping
from enum import StrEnum

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View as Modal

from bot.domain.alignment import TEXT_LIMIT, Answers, Decider, Pace, Topic, View
from bot.domain.meetings import Meeting, SideBySide
from bot.views import ids
from bot.views.blocks import small
from bot.views.message import Message
from bot.views.mrkdwn import bold, excerpt, user

TITLE_ROOM = 500
SAID_ROOM = 550

_LABELS = {
    Topic.GOAL: ("What is the goal?", "Goal"),
    Topic.USERS: ("Who are the users?", "Users"),
    Topic.PACE: ("When do you want something to show?", "Pace"),
    Topic.BRINGS: ("What do you bring?", "What each brings"),
    Topic.TECHNOLOGY: ("Which technology?", "Technology"),
    Topic.DECIDES: ("Who decides on your side?", "Who decides"),
}
_HINTS = {
    Topic.GOAL: "What will be different when this has worked?",
    Topic.BRINGS: "Time, people, money, code, users to test with.",
    Topic.TECHNOLOGY: "What you have, and what you cannot use. Leave it empty if it is open.",
}
_CHOICES: Mapping[Topic, type[StrEnum]] = {Topic.PACE: Pace, Topic.DECIDES: Decider}

_TALK = {
    Topic.GOAL: "Each say in one sentence what success looks like a year from now. Keep the words that you both use.",
    Topic.USERS: "Name the one group you would both start with.",
    Topic.PACE: "Agree what could be shown by the earlier date, and whether the later one can live with it.",
    Topic.TECHNOLOGY: "List what neither of you can change. What is left is where you can choose together.",
    Topic.DECIDES: "Draw how a decision travels on each side, and find the slowest step.",
}
_OPEN_TALK = {
    Topic.GOAL: "Write the goal down together.",
    Topic.USERS: "Write down together whom this is for.",
    Topic.PACE: "Pick a first date, even a rough one.",
    Topic.TECHNOLOGY: "Say what is open and what is not before anybody builds something.",
    Topic.DECIDES: "Find out who decides before you need them to.",
}


def align_form(meeting: Meeting, before: Answers | None) -> Modal:
    """The six questions, with what somebody answered before."""
    one = meeting.introduction
    intro = (
        f"About {bold(meeting.item.title, TITLE_ROOM)}. Only you see your answers until both of you have answered. "
        "Then I show them side by side in your group message. Until then you can change them."
    )
    fields: list[Block] = [_field(topic, before.on(topic) if before else "") for topic in Topic]
    return Modal(
        type="modal",
        callback_id=ids.ALIGN_FORM,
        private_metadata=str(one.id),
        title="Check we’re aligned",
        submit="Save",
        close="Cancel",
        blocks=[SectionBlock(text=intro), *fields],
    )


def answers_of(state: Mapping[str, Mapping[str, Mapping[str, object]]]) -> Answers:
    """What was filled in."""
    said = {topic: _said(state[topic.value]["answer"]) for topic in Topic}
    return Answers(
        goal=said[Topic.GOAL],
        users=said[Topic.USERS],
        pace=Pace(said[Topic.PACE]),
        brings=said[Topic.BRINGS],
        technology=said[Topic.TECHNOLOGY],
        decides=Decider(said[Topic.DECIDES]),
    )


def asked_message(meeting: Meeting, other: str) -> Message:
    """To one of the two: the other has answered."""
    said = f"{user(other)} has answered *Check we’re aligned* about {bold(meeting.item.title, TITLE_ROOM)}."
    return Message(
        text=said,
        blocks=[
            SectionBlock(text=f"{said} You see their answers when yours are in."),
            ActionsBlock(elements=[_button(meeting, "Answer too")]),
        ],
    )


def aligned_message(found: SideBySide) -> Message:
    """To both: the answers side by side, where they may differ, and what to talk about."""
    meeting = found.meeting
    blocks: list[Block] = [
        SectionBlock(
            text=f"*Check we’re aligned*\nYour answers about {bold(meeting.item.title, TITLE_ROOM)}:"
        )
    ]
    blocks += [SectionBlock(text=_side_by_side(found, topic)) for topic in Topic]
    blocks.append(SectionBlock(text=_to_talk_about(found)))
    blocks.append(small("I compare words and choices, not meaning: you know better."))
    return Message(text="Both of you have answered. Here is where you agree and differ.", blocks=blocks)


def _side_by_side(found: SideBySide, topic: Topic) -> str:
    view = found.views.get(topic)
    notes = {
        View.DIFFERENT: " – you may see this differently",
        View.OPEN: " – still open",
        View.ALIKE: " – you seem to agree",
        None: "",
    }
    lines = [f"*{_LABELS[topic][1]}*{notes[view]}"]
    for side in found.sides:
        said = excerpt(" ".join(side.answers.on(topic).split()), SAID_ROOM) or "_no answer_"
        lines.append(f"{user(side.member_id)}: {said}")
    return "\n".join(lines)


def _to_talk_about(found: SideBySide) -> str:
    talk = [f"• {_TALK[topic]}" for topic, view in found.views.items() if view is View.DIFFERENT]
    talk += [f"• {_OPEN_TALK[topic]}" for topic, view in found.views.items() if view is View.OPEN]
    talk.append(
        "• Put what each of you brings next to the goal. What is still missing, and who could bring it?"
    )
    return "\n".join(["*What to talk about*", *talk])


def _field(topic: Topic, said: str) -> InputBlock:
    label, _ = _LABELS[topic]
    choices = _CHOICES.get(topic)
    element: StaticSelectElement | PlainTextInputElement
    if choices:
        options = {one.value: Option(value=one.value, text=one.value.capitalize()) for one in choices}
        element = StaticSelectElement(
            action_id="answer",
            placeholder="Choose one",
            options=list(options.values()),
            initial_option=options.get(said),
        )
    else:
        element = PlainTextInputElement(
            action_id="answer", multiline=True, max_length=TEXT_LIMIT, initial_value=said or None
        )
    return InputBlock(
        block_id=topic.value,
        label=label,
        hint=_HINTS.get(topic),
        optional=topic is Topic.TECHNOLOGY,
        element=element,
    )


def _said(answer: Mapping[str, object]) -> str:
    option = answer.get("selected_option")
    if isinstance(option, Mapping):
        return str(option["value"])
    return str(answer.get("value") or "").strip()


def _button(meeting: Meeting, words: str) -> ButtonElement:
    number = str(meeting.introduction.id)
    return ButtonElement(text=words, action_id=ids.ALIGN, value=number, style="primary")
