"""The question whether somebody's digest should go on, and what they answered."""

from datetime import datetime
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, SectionBlock

from bot.domain.digests import Subscription
from bot.domain.rhythm import TIME_TO_ANSWER
from bot.domain.schedules import DAYS
from bot.views import ids
from bot.views.message import Message
from bot.views.schedules import schedule_words


def go_on_message(subscription: Subscription, *, now: datetime) -> Message:
    """To a member whom we have not seen for long."""
    until = (now + TIME_TO_ANSWER).astimezone(ZoneInfo(subscription.schedule.time_zone))
    question = "Should your digest go on?"
    why = (
        f"It comes {schedule_words(subscription.schedule)}. You have not used Collab for three months, and I cannot "
        "see whether you read it."
    )
    then = (
        f"Press *Keep it*, or do anything else with Collab, and it goes on. If I hear nothing by "
        f"{DAYS[until.weekday()]} {until:%-d %B}, it ends. I will not ask again before that."
    )
    keep = ButtonElement(text="Keep it", action_id=ids.DIGEST_GO_ON, value="keep", style="primary")
    end = ButtonElement(text="Stop it", action_id=ids.DIGEST_END, value="stop")
    return Message(
        text=f"{question} {why} {then}",
        blocks=[SectionBlock(text=f"*{question}* {why}\n{then}"), ActionsBlock(elements=[keep, end])],
    )


def gone_on_message() -> Message:
    """In its place, once they keep it."""
    return _said("Your digest goes on.")


def ended_message() -> Message:
    """In its place, once they end it."""
    return _said("Your digest has ended. `/collab digest me` starts it again.")


def _said(words: str) -> Message:
    return Message(text=words, blocks=[SectionBlock(text=words)])
