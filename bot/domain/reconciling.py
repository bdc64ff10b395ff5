"""Reconciling votes: what Slack shows under a message, beside what its events told us."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from bot.domain.votes import Reaction

Place = tuple[str, str]
"""A channel's id, and the `ts` of a message in it."""

WHILE_OPEN = timedelta(minutes=2)
"""How often Slack is asked for the votes in a workshop while people vote."""
SHORTEST, LONGEST = timedelta(minutes=30), timedelta(days=7)
"""Bounds of how long a message is left alone: a quarter of the time that nobody has reacted to it."""
CLOSING = timedelta(minutes=5)
"""What Slack shows so long after a vote closed says nothing any more of what it showed when it closed."""
JUST_BEFORE = timedelta(seconds=5)
"""What Slack showed so long before a vote closed is how it closed, with what events told since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Messages to ask Slack about at once.

    `thread` heads the thread that they stand in, where they are the choices of a workshop.
    """

    places: tuple[Place, ...]
    thread: Place | None = None
    workshop_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The reactions under a message: who, and which emoji. Of the `partial` ones Slack did not name everybody."""

    place: Place
    reactions: frozenset[tuple[str, str]] = frozenset()
    partial: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """What no event told us. `before` is the moment of the last event that did, about this member and emoji."""

    reaction: Reaction
    before: Decimal | None = None


def missed(known: Iterable[Reaction], shown: Shown, as_of: Decimal) -> Iterator[Missed]:
    """What has to change in what we know of a message, so that it is as Slack showed it at a moment.

    What an event told of a later moment stays.
    """
    there = {(one.member_id, one.emoji): one for one in known}
    for member_id, emoji in shown.reactions - there.keys():
        yield Missed(reaction=_seen(shown.place, member_id, emoji, as_of, added=True))
    for (member_id, emoji), one in there.items():
        is_shown = (member_id, emoji) in shown.reactions
        unsaid = not is_shown and emoji in shown.partial
        if one.event_ts < as_of and one.added is not is_shown and not unsaid:
            now_is = _seen(shown.place, member_id, emoji, as_of, added=is_shown)
            yield Missed(reaction=now_is, before=one.event_ts)


def next_ask(quiet_since: datetime, now: datetime) -> datetime:
    """When to ask again about a message to which nobody has reacted since a moment.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 18, 12, tzinfo=UTC)
    >>> [str(next_ask(noon - timedelta(hours=hours), noon) - noon) for hours in (1, 24, 24 * 365)]
    ['0:30:00', '6:00:00', '7 days, 0:00:00']
    """
    return now + min(max((now - quiet_since) / 4, SHORTEST), LONGEST)


def _seen(place: Place, member_id: str, emoji: str, as_of: Decimal, *, added: bool) -> Reaction:
    channel_id, message_ts = place
    return Reaction(
        channel_id=channel_id,
        message_ts=message_ts,
        member_id=member_id,
        emoji=emoji,
        added=added,
        event_ts=as_of,
    )
