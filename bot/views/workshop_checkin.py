"""What holds people back, what drives them on, and where they see it differently, in words."""

from slack_sdk.models.blocks import Block, SectionBlock

from bot.domain.checkin import Checkin, Reading
from bot.views.figures import people, signed
from bot.views.mrkdwn import escape, excerpt, user

MOST_NOTES = 3  # of each category where people differ
NOTE_ROOM = 200
MOST_DISAGREED = 3


def checkin_blocks(found: Checkin) -> list[Block]:
    """Anchors, drivers, and where people are furthest apart, with what they noted there."""
    if not found.people:
        return [SectionBlock(text="Nobody has rated anything yet.")]
    parts = [
        ("Anchors: what holds us back", [_line(one) for one in found.anchors]),
        ("Drivers: what drives us on", [_line(one) for one in found.drivers]),
        ("Neither, on the whole", [_line(one) for one in found.readings if one.mean == 0]),
        ("Where we see it differently", [_apart(one) for one in found.disagreed[:MOST_DISAGREED]]),
    ]
    return [SectionBlock(text="\n".join([f"*{title}*", *lines])) for title, lines in parts if lines]


def _line(one: Reading) -> str:
    return f"• {escape(one.category)}: {signed(one.mean or 0)} ({people(one.people)})"


def _apart(one: Reading) -> str:
    """How far apart, and what those at the two ends noted."""
    said = f"• {escape(one.category)}: two of us differ by {one.apart or 0:.1f} points on average"
    ends = sorted(one.notes, key=lambda note: note.rating)
    shown = ends if len(ends) <= MOST_NOTES else [*ends[: MOST_NOTES - 1], ends[-1]]
    return "\n".join([said, *(_note(note.rating, note.text, note.author) for note in shown)])


def _note(rating: int, text: str, author: str) -> str:
    who = f" {user(author)}" if author else ""
    return f"      {signed(rating)}: {excerpt(' '.join(text.split()), NOTE_ROOM)}{who}"
