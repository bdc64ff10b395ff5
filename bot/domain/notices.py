"""What the bot owes somebody: a row now, a Slack message soon."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

LATE_AFTER = timedelta(minutes=15)


class NoticeKind(StrEnum):
    """Which view renders a notice."""

    CARD = "card"
    DIGEST = "digest"
    INTEREST = "interest"
    HANDED_OVER = "handed_over"
    FOLLOWED_CHANGED = "followed_changed"
    SEARCH_MATCHED = "search_matched"
    UNDELIVERED = "undelivered"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNotice:
    """Something owed, before it is kept.

    `key` is unique in the workspace: writing the same one again changes nothing.
    `recipient` is a channel id, or a user id for a direct message.
    `subject` holds ids and small facts only; what is shown is read when the notice is rendered.
    """

    kind: NoticeKind
    key: str
    recipient: str
    subject: dict[str, Any]
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(NewNotice):
    """Something owed, as it is kept."""

    id: int
    attempts: int

    def is_late(self, now: datetime) -> bool:
        """Whether it goes out so long after it was due that it should say so."""
        return now - self.due_at > LATE_AFTER
