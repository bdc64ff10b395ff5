"""What the bot owes somebody: a row now, a Slack message soon."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any

LATE_AFTER = timedelta(minutes=15)
PACE = timedelta(seconds=1)
"""In a channel a message goes out at most this often: https://docs.slack.dev/apis/web-api/rate-limits"""
HOLDS_UP = 10
"""Attempts, about five minutes, after which a notice that does not go out holds up what comes after it no more."""
REFRESH_EVERY = timedelta(seconds=2)
"""A message that is kept up to date changes at most this often, however many write."""
UNKNOWN_FATE = "unknown_fate"
"""The error of a notice that may have reached Slack, in a place where we cannot look."""
HEAD_IS_MISSING = "head_is_missing"
"""The error of a notice for a thread that never came to be."""
ACCOUNT_INACTIVE = "account_inactive"
"""Slack's word for an account that is switched off: the recipient's, or our own where the app is not installed."""
TOO_OLD = "too_old"
"""The error of a notice that was dropped because nobody wants to read it any more."""


class NoticeKind(StrEnum):
    """Which view renders a notice."""

    CARD = "card"
    DIGEST = "digest"
    GO_ON = "go_on"
    INTEREST = "interest"
    HANDED_OVER = "handed_over"
    FOLLOWED_CHANGED = "followed_changed"
    SEARCH_MATCHED = "search_matched"
    SEARCHES_DIGEST = "searches_digest"
    OFFERS_SWITCHED = "offers_switched"
    UNDELIVERED = "undelivered"
    APPROACH = "approach"
    ACQUAINTED = "acquainted"
    QUESTION = "question"
    ANSWER = "answer"
    INTRODUCTION = "introduction"
    FOLLOW_UP = "follow_up"
    INTEREST_CLOSED = "interest_closed"
    ALIGNMENT_ASKED = "alignment_asked"
    ALIGNMENT = "alignment"
    STILL_CURRENT = "still_current"
    ARCHIVED_UNCONFIRMED = "archived_unconfirmed"
    PARTNER_WANTED = "partner_wanted"
    CONSENT_ROUND = "consent_round"
    CONSENT_RESULT = "consent_result"
    CONSENT_TEXT_CHANGED = "consent_text_changed"
    CONSENT_OBJECTION = "consent_objection"
    GUIDANCE = "guidance"
    WORKSHOP_BOARD = "workshop_board"
    WORKSHOP_SAID = "workshop_said"
    WORKSHOP_LATE = "workshop_late"
    WORKSHOP_RESULTS = "workshop_results"
    WORKSHOP_ACTION = "workshop_action"
    WORKSHOP_LOOK_BACK = "workshop_look_back"
    WORKSHOP_CHOICE = "workshop_choice"
    WORKSHOP_OVER_LIMIT = "workshop_over_limit"


_A_DAY = timedelta(days=1)
WORTH_SENDING: Mapping[NoticeKind, timedelta] = MappingProxyType(
    {
        NoticeKind.WORKSHOP_SAID: _A_DAY,  # "time is up"
        NoticeKind.WORKSHOP_OVER_LIMIT: _A_DAY,
        NoticeKind.FOLLOWED_CHANGED: 7 * _A_DAY,
        NoticeKind.WORKSHOP_LATE: 7 * _A_DAY,
        NoticeKind.DIGEST: 10 * _A_DAY,  # the next one covers it too
        NoticeKind.SEARCHES_DIGEST: 10 * _A_DAY,
        NoticeKind.SEARCH_MATCHED: 14 * _A_DAY,
        NoticeKind.PARTNER_WANTED: 14 * _A_DAY,
        NoticeKind.UNDELIVERED: 14 * _A_DAY,
        NoticeKind.FOLLOW_UP: 30 * _A_DAY,  # they are asked again
        NoticeKind.WORKSHOP_LOOK_BACK: 30 * _A_DAY,
    }
)
"""How long after it was due news is worth sending. What is not here is: somebody asked for it, or waits for it."""


class Step(StrEnum):
    """What a delivery may have to do in Slack beside posting. Slack limits each for a whole workspace."""

    CHANGE = "change"  # a message that is there
    OPEN = "open"  # a conversation with somebody
    ENTER = "enter"  # a channel: see whether we are in it, and join
    LOOK = "look"  # in a channel, for a message that may be there


class NoticeState(StrEnum):
    """How far a notice has come. The last three are final, until somebody wants its message refreshed."""

    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent"
    DROPPED = "dropped"  # when its turn came there was nothing to say any more, or it was too late to say it
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNotice:
    """Something owed, before it is kept.

    `key` is unique in the workspace: writing the same one again changes nothing.
    `recipient` is a channel id, a user id for a direct message, or several with commas for a group message.
    `subject` holds ids and small facts only; what is shown is read when the notice is rendered.
    `in_thread_of` is the key of the notice whose message heads the thread that this one goes to. It waits until that
    message is there, and until all that was due before it in the same thread is posted or given up.
    """

    kind: NoticeKind
    key: str
    recipient: str
    subject: dict[str, Any]
    due_at: datetime
    in_thread_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A picture that Slack has, and that nobody has seen yet.

    `digest` tells it from others; `refused` counts how often Slack would not show it yet.
    """

    file_id: str
    digest: str
    refused: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeCount:
    """How many notices of a kind have come so far, for one reason if they came no further."""

    kind: str
    state: NoticeState
    error: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(NewNotice):
    """Something owed, claimed for delivery until `lease_until`.

    `attempts` counts the claims, this one too, but for those that only came too soon. `maybe_sent` says that an
    earlier attempt may have reached Slack without our learning of it: look there before posting. `refreshes` counts
    how often its message was wanted up to date; `channel_id` and `message_ts` say where that message is, once it is
    there. `thread_ts` heads the thread that it goes to. `upload` is its picture, if Slack has that already.
    """

    id: int
    attempts: int
    lease_until: datetime
    maybe_sent: bool
    refreshes: int = 0
    channel_id: str | None = None
    message_ts: str | None = None
    thread_ts: str | None = None
    upload: Upload | None = None

    @property
    def is_direct(self) -> bool:
        """Whether it goes to one person, or to a group of them, rather than to a channel."""
        return self.recipient.startswith(("U", "W"))

    @property
    def is_there(self) -> bool:
        """Whether its message is in Slack, as far as we know: then it is only to be changed."""
        return self.message_ts is not None

    def is_too_old(self, now: datetime) -> bool:
        """Whether it is news that nobody wants to read any more."""
        return not self.is_there and now - self.due_at > WORTH_SENDING.get(self.kind, timedelta.max)

    def is_late(self, now: datetime) -> bool:
        """Whether it goes out so long after it was due that it should say so."""
        return now - self.due_at > LATE_AFTER
