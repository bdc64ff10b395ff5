"""What happened in the workspace: told, in order, to the screens and to whoever turns it into events."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from playground.values import Channel, Message, View


@dataclass(frozen=True, slots=True)
class MessagePosted:
    message: Message


@dataclass(frozen=True, slots=True)
class MessageChanged:
    """New text or blocks (`edited`), or only reactions and reply counts."""

    message: Message
    edited: bool


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    message: Message


@dataclass(frozen=True, slots=True)
class Reacted:
    message: Message
    user: str
    name: str
    added: bool
    event_ts: str


@dataclass(frozen=True, slots=True)
class ChannelChanged:
    channel: Channel


@dataclass(frozen=True, slots=True)
class MemberJoined:
    channel: Channel
    user: str


@dataclass(frozen=True, slots=True)
class MemberLeft:
    channel: Channel
    user: str


@dataclass(frozen=True, slots=True)
class ViewShown:
    """A modal opened, or pushed on top of others."""

    view: View
    pushed: bool


@dataclass(frozen=True, slots=True)
class ViewUpdated:
    view: View


@dataclass(frozen=True, slots=True)
class ViewClosed:
    """One view, or with no `view_id` the whole stack."""

    user: str
    view_id: str | None


@dataclass(frozen=True, slots=True)
class ViewRefused:
    view: View
    errors: dict[str, str]


@dataclass(frozen=True, slots=True)
class HomePublished:
    view: View


@dataclass(frozen=True, slots=True)
class HomeOpened:
    user: str
    tab: str
    channel: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What Slack's client would tell one person when the app failed."""

    user: str
    text: str


@dataclass(frozen=True, slots=True)
class ClockMoved:
    now: datetime


Fact = (
    MessagePosted
    | MessageChanged
    | MessageDeleted
    | Reacted
    | ChannelChanged
    | MemberJoined
    | MemberLeft
    | ViewShown
    | ViewUpdated
    | ViewClosed
    | ViewRefused
    | HomePublished
    | HomeOpened
    | Problem
    | ClockMoved
)
Witness = Callable[[Fact], None]
