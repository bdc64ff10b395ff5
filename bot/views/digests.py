"""The weekly digest as a message."""

from collections.abc import Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    MarkdownTextObject,
    SectionBlock,
)

from bot.data import themes
from bot.domain.digests import CLOSE, Digest, Entry, Reason
from bot.domain.schedules import DAYS
from bot.views import ids
from bot.views.digest_buttons import settings_button, stop_button
from bot.views.figures import counted
from bot.views.items import kind_and_phase, theme_names, whom_to_ask
from bot.views.message import Message
from bot.views.mrkdwn import bold, excerpt, listing, shortened

# Twelve entries of the worst words must fit a message, which takes about 13,200 characters.
TITLE_ROOM = 300
SUMMARY_ROOM = 200
ASK_ROOM = 200


def digest_message(digest: Digest, *, was_due: datetime | None = None) -> Message:
    """A digest for its channel; `was_due` is when it should have come, if that is long ago."""
    late = (
        [_line(f"This should have come on {moment(was_due, digest.time_zone)}. Sorry it is late.")]
        if was_due
        else []
    )
    return _message(digest, late, [_footer()])


def preview_message(digest: Digest) -> Message:
    """What a digest would say, for one person's eyes."""
    if not digest:
        words = f"Nothing is new since {_day(digest)}, so no digest would be posted now."
        return Message(text=words, blocks=[SectionBlock(text=words)])
    return _message(digest, [_line("This is what the digest would say now. Only you can see it.")], [])


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
    titles = "; ".join(entry.item.title for entry in digest.entries)
    return Message(
        text=f"New on Collab since {_day(digest)}: {excerpt(titles, 1000)}",
        blocks=[
            HeaderBlock(text="New on Collab"),
            *before,
            _line(_in_numbers(digest)),
            *_by_theme(digest),
            *_more(digest),
            *after,
        ],
    )


def _by_theme(digest: Digest) -> list[Block]:
    groups = digest.by_theme()
    order = {theme.key: place for place, theme in enumerate(themes())}
    blocks: list[Block] = []
    for key in sorted(groups, key=lambda key: (key is None, order.get(key or "", len(order)), key or "")):
        blocks.append(SectionBlock(text=f"*{theme_names((key,))[0] if key else 'Other'}*"))
        blocks += map(_entry, groups[key])
    return blocks


def _entry(entry: Entry) -> SectionBlock:
    item = entry.item
    lines = [bold(item.title, TITLE_ROOM), _what(entry), excerpt(item.summary, SUMMARY_ROOM), _ask(entry)]
    details = ButtonElement(
        text="Details",
        action_id=ids.ITEM_DETAILS,
        value=str(item.id),
        accessibility_label=shortened(f"Details of {item.title}", 75),
    )
    return SectionBlock(text="\n".join(filter(None, lines)), accessory=details)


def _what(entry: Entry) -> str:
    item = entry.item
    kind = kind_and_phase(item)
    what = f"New {kind}" if Reason.NEW in entry.reasons else kind.capitalize()
    unanswered = "nobody has answered yet" if Reason.UNANSWERED in entry.reasons else ""
    return " · ".join(filter(None, [what, unanswered, _votes(entry), whom_to_ask(item)]))


def _votes(entry: Entry) -> str:
    total = entry.votes.total
    if not entry.gained or entry.gained == total:
        return counted(total, "new vote" if entry.gained else "vote") if total else ""
    return f"{counted(entry.gained, 'new vote')}, {total:,} in all"


def _ask(entry: Entry) -> str:
    if Reason.SEEKING not in entry.reasons:
        return ""
    if entry.item.looking_for:
        return f"Looking for: {excerpt(entry.item.looking_for, ASK_ROOM)}"
    return f"Looking for partners: open to {listing(kind for kind in entry.item.open_to if kind in CLOSE)}"


def _in_numbers(digest: Digest) -> str:
    counts = {reason: sum(reason in entry.reasons for entry in digest.entries) for reason in Reason}
    counts[Reason.NEW] += digest.more
    words = {
        Reason.NEW: "new",
        Reason.VOTED_UP: "voted up",
        Reason.UNANSWERED: "still without an answer",
        Reason.SEEKING: "looking for partners",
    }
    numbers = [f"{counts[reason]:,} {words[reason]}" for reason in Reason if counts[reason]]
    return f"Since {_day(digest)}: {listing(numbers)}."


def _more(digest: Digest) -> list[Block]:
    if not digest.more:
        return []
    theme = f" theme:{digest.themes[0]}" if len(digest.themes) == 1 else ""
    since = f"{digest.period.since:%Y-%m-%d}"
    return [
        SectionBlock(
            text=f"And {digest.more:,} more new: type `/collab find since:{since}{theme}` to see them."
        )
    ]


def _footer() -> ActionsBlock:
    return ActionsBlock(elements=[settings_button(), stop_button()])


def _day(digest: Digest) -> str:
    return f"{digest.period.since.astimezone(ZoneInfo(digest.time_zone)):%-d %B}"


def _line(words: str) -> ContextBlock:
    return ContextBlock(elements=[MarkdownTextObject(text=words)])
