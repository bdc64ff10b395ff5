"""What people, and Slack, were told is done: it is, and it is once."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.introductions import State
from bot.views import ids
from playground.values import BOT_USER_ID, Message
from storage.models import ContributionRow, IntroductionRow, ItemRow, WorkshopRow
from tests.faults.postman import Postman, Sent
from tests.faults.world import FEARED, World

PHASES = ("gather", "group", "vote", "discuss", "close")


def broken(world: World, told: Mapping[str, str], postman: Postman) -> list[str]:
    """Every promise that was not kept."""
    with Session(world.database.engine) as session:
        texts = Counter(session.scalars(select(ContributionRow.text)))
        titles = Counter(session.scalars(select(ItemRow.title)))
        hopes = Counter(session.scalars(select(IntroductionRow.hope)))
        states = {row.id: row.state for row in session.scalars(select(IntroductionRow))}
        phases = {row.id: row.phase for row in session.scalars(select(WorkshopRow))}
    found = {"contribution": texts, "item": titles, "introduction": hopes}
    acknowledged = [one for one in postman.sent if one.acknowledged]
    return [
        *(
            f"“{text}” was said to be kept, and is not"
            for text, kind in told.items()
            if not found[kind][text]
        ),
        *(f"“{text}” is kept {n} times" for text, n in (titles + hopes).items() if n > 1),
        *(f"“{text}” is kept {n} times" for text, n in texts.items() if n > 1 and text not in FEARED),
        *_of_replies(acknowledged, texts),
        *_of_questions(world, acknowledged),
        *_of_buttons(acknowledged, states, phases),
    ]


def _of_replies(acknowledged: list[Sent], texts: Counter[str]) -> Iterator[str]:
    """A reply in a workshop's thread that we said we have is a contribution."""
    for event in _events(acknowledged, "message"):
        _, mark, text = str(event.get("text", "")).partition("culture: ")
        if mark and event.get("thread_ts") and not texts[text]:
            yield f"the reply “{text}” was acknowledged, and is lost"


def _of_questions(world: World, acknowledged: list[Sent]) -> Iterator[str]:
    """What somebody asks aloud is answered once, or they are told that it could not be.

    What we never said that we have need not be answered.
    """
    heard = {event["ts"] for event in _events(acknowledged, "app_mention")}
    channel = world.slack.channel("general")
    aloud = list(channel.messages.values())
    whispered = [*world.slack.workspace.ephemerals.get(channel.id, []), *_apologies(world)]
    for message in aloud:
        if f"<@{BOT_USER_ID}" not in message.text or message.user == BOT_USER_ID:
            continue
        answers = sum(one.thread_ts == message.ts and one.user == BOT_USER_ID for one in aloud)
        told = any(_is_for(message.user, one) and one.ts > message.ts for one in whispered)
        if answers > 1 or (answers == 0 and message.ts in heard and not told):
            yield f"“{message.text}” was answered {answers} times"


def _apologies(world: World) -> Iterator[Message]:
    """What could not be said where somebody asked, and was said in a direct message."""
    for channel in world.slack.workspace.channels.values():
        if channel.kind == "im":
            yield from (one for one in channel.messages.values() if one.text.startswith("Sorry, something"))


def _is_for(member: str, message: Message) -> bool:
    return member == (message.ephemeral_to or message.channel.replace("D", "U", 1))


def _of_buttons(
    acknowledged: list[Sent], states: Mapping[int, str], phases: Mapping[int, str]
) -> Iterator[str]:
    """A button that we said we have has done what it says."""
    for action in _actions(acknowledged):
        name, value = action["action_id"], str(action.get("value", ""))
        if name == ids.INTRO_ACCEPT and states.get(int(value)) != State.ACCEPTED:
            yield f"introduction {value} was accepted, and is {states.get(int(value))}"
        if name == ids.INTRO_DECLINE and states.get(int(value)) == State.PENDING:
            yield f"introduction {value} was declined, and is pending"
        if name == ids.WORKSHOP_NEXT:
            workshop, _, seen = value.partition(":")
            if PHASES.index(phases[int(workshop)]) <= PHASES.index(seen):
                yield f"workshop {workshop} was moved on from {seen}, and is in {phases[int(workshop)]}"


def _events(sent: list[Sent], kind: str) -> Iterator[dict[str, Any]]:
    for one in sent:
        event = one.payload.body.get("event") or {}
        if event.get("type") == kind:
            yield event


def _actions(sent: list[Sent]) -> Iterator[dict[str, Any]]:
    for one in sent:
        if one.payload.body.get("type") == "block_actions":
            yield from one.payload.body["actions"]
