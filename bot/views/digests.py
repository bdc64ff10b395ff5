"""Digests as messages: a channel's, and a person's own."""

from collections.abc import Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    HeaderBlock,
    SectionBlock,
)

from bot.domain.digests import Digest, Section
from bot.domain.schedules import DAYS
from bot.views.blocks import small
from bot.views.digest_buttons import settings_button, stop_button
from bot.views.digest_entries import heading, section_blocks
from bot.views.digest_rest import rest_block
from bot.views.message import Message
from bot.views.mrkdwn import excerpt
from bot.views.reader_buttons import own_footer

NOTHING_LEFT = "Nothing of this is left."


def digest_message(digest: Digest, *, was_due: datetime | None = None) -> Message:
    """A digest for whom it is for; `was_due` is when it should have come, if that is long ago."""
    late = (
        [small(f"This should have come on {moment(was_due, digest.time_zone)}. Sorry it is late.")]
        if was_due
        else []
    )
    footer = (
        own_footer(digest.message, stopped=digest.stopped)
        if digest.personal
        else [ActionsBlock(elements=[settings_button(), stop_button()])]
    )
    return _message(digest, late, [*rest_block(digest), *footer])


def preview_message(digest: Digest) -> Message:
    """What a digest would say, for one person's eyes."""
    if not digest:
        words = f"Nothing is new since {_day(digest)}, so no digest would be sent now."
        return Message(text=words, blocks=[SectionBlock(text=words)])
    note = small("This is what the digest would say now. Only you can see it.")
    return _message(digest, [note], rest_block(digest, preview=True))


def moment(when: datetime, time_zone: str) -> str:
    """A moment on the wall of a place: "Monday 16 November at 9am"."""
    local = when.astimezone(ZoneInfo(time_zone))
    return f"{DAYS[local.weekday()]} {local:%-d %B} at {clock_time(local.time())}"


def clock_time(at: time) -> str:
    """A time of day, after the GOV.UK style.

    >>> [clock_time(time(*hm)) for hm in ((9, 0), (17, 30), (12, 0), (0, 0))]
    ['9am', '5:30pm', 'midday', 'midnight']
    """
    if at.minute == 0 and at.hour in {0, 12}:
        return "midday" if at.hour else "midnight"
    minutes = f":{at:%M}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


def _message(digest: Digest, before: Sequence[Block], after: Sequence[Block]) -> Message:
    name = "Your digest" if digest.personal else "New on Collab"
    titles = "; ".join(entry.title for entry in digest.entries) or NOTHING_LEFT
    helping = digest.by_section().get(Section.HELP)
    lead = f"{heading(digest, Section.HELP, helping)}. " if helping else ""
    return Message(
        text=f"{name} since {_day(digest)}: {lead}{excerpt(titles, 1000)}",
        blocks=[
            HeaderBlock(text=name),
            *before,
            small(f"What happened since {_day(digest)}."),
            *(section_blocks(digest) if digest else [SectionBlock(text=NOTHING_LEFT)]),
            *after,
        ],
    )


def _day(digest: Digest) -> str:
    return f"{digest.period.since.astimezone(ZoneInfo(digest.time_zone)):%-d %B}"
