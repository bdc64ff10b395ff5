"""Reactions that are votes in workshops: what they change on the board, and in what is kept of a vote that ended."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from bot.domain.notices import NewNotice, NoticeKind
from bot.domain.reconciling import CLOSING, JUST_BEFORE, Missed, Place
from bot.domain.votes import Reaction
from bot.domain.workshop_votes import Choice, Choices
from bot.domain.workshops import VoteMode, Workshop
from bot.services.workshop_boards import refresh_board
from storage.transaction import Transaction

_Vote = tuple[Reaction, Choice]


def note_reactions(tx: Transaction, reactions: Sequence[Reaction], as_of: Mapping[Place, Decimal]) -> None:
    """Events told of reactions: those that are votes in workshops show on the board; who has too many is told once.

    One that comes after voting ended, and was made before, counts all the same. `as_of` is when Slack showed us the
    messages: what happened before that is known from there.
    """
    for workshop, ended_at, votes in _in_workshops(tx, reactions):
        if ended_at is None:
            counted = [(one, choice) for one, choice in votes if one.event_ts > as_of.get(one.place, 0)]
            _warn(tx, workshop, counted)
        else:
            counted = [
                (one, choice)
                for one, choice in votes
                if _moment(one.event_ts) <= ended_at and not _shown_since(tx, one, as_of, ended_at)
            ]
            _keep_late(tx, workshop, counted)
        if counted:
            refresh_board(tx, workshop, max(_moment(one.event_ts) for one, _ in counted))


def note_missed(
    tx: Transaction, missed: Sequence[Missed], before: Mapping[Place, Decimal], now: datetime
) -> None:
    """Slack showed what no event told: the same as for reactions that events told of.

    When voting has ended it counts as it was at the end, if nobody knows better: if Slack did not show the message just
    before the end, but soon after, and no event told of a change since. `before` is when it was shown before.
    """
    previous = {one.reaction: one.before for one in missed}
    for workshop, ended_at, votes in _in_workshops(tx, [one.reaction for one in missed]):
        if ended_at is None:
            counted = votes
            _warn(tx, workshop, counted)
        else:
            counted = [
                (one, choice)
                for one, choice in votes
                if _moment(one.event_ts) - ended_at <= CLOSING
                and _moment(before[one.place]) < ended_at - JUST_BEFORE
                and _moment(previous[one] or Decimal(0)) <= ended_at
            ]
            _keep_late(tx, workshop, counted)
        if counted:
            refresh_board(tx, workshop, now)


def was_shown_before(tx: Transaction, workshop_id: int, ends_at: datetime) -> bool:
    """Whether Slack showed all that can be voted for just before the vote ends."""
    _, places = tx.watched.choices(workshop_id)
    shown = tx.watched.as_of(places)
    return all(_moment(shown.get(one, Decimal(0))) >= ends_at - JUST_BEFORE for one in places)


def _in_workshops(
    tx: Transaction, reactions: Sequence[Reaction]
) -> Iterator[tuple[Workshop, datetime | None, list[_Vote]]]:
    """The workshops that people voted in with these reactions, when their votes ended, and which of these are there."""
    standing = tx.workshop_votes.standing_for({one.place for one in reactions}) if reactions else {}
    if not standing:
        return
    ballots = tx.workshop_votes.ballots({one.workshop_id for one in standing.values()})
    for workshop_id, ended_at in sorted(ballots.items()):
        workshop = tx.workshops.get(workshop_id)
        if workshop is None or workshop.settings.vote_mode is not VoteMode.EMOJI:
            continue
        votes = [
            (one, found.choice)
            for one in reactions
            if (found := standing.get(one.place)) and found.workshop_id == workshop_id
        ]
        yield workshop, ended_at, votes


def _shown_since(tx: Transaction, one: Reaction, as_of: Mapping[Place, Decimal], ended_at: datetime) -> bool:
    """Whether a later showing told what came of a reaction by the time that voting ended.

    A showing after the end does not, where an event told of a change between the two.
    """
    shown_at = as_of.get(one.place, Decimal(0))
    if one.event_ts > shown_at:
        return False
    known = tx.votes.known([one.place])[one.place] if _moment(shown_at) > ended_at else ()
    return not any(
        (other.member_id, other.emoji) == (one.member_id, one.emoji)
        and _moment(other.event_ts) > ended_at
        and other.event_ts < shown_at
        for other in known
    )


def _warn(tx: Transaction, workshop: Workshop, votes: Iterable[_Vote]) -> None:
    limit = workshop.settings.votes_each
    added = {one.member_id: _moment(one.event_ts) for one, _ in votes if one.added}
    if limit is None or not added:
        return
    cast = tx.workshop_votes.reacted(workshop.id, member_ids=list(added))
    choices = Choices(tx.contributions.of_workshop(workshop.id), tx.contributions.groups(workshop.id))
    standing = choices.standing(cast, None)
    for member_id in sorted(member for member, mine in standing.items() if len(mine) > limit):
        tx.notices.add(
            NewNotice(
                kind=NoticeKind.WORKSHOP_OVER_LIMIT,
                key=f"workshop:{workshop.id}:over_limit:{member_id}",
                recipient=member_id,
                subject={"workshop": workshop.id},
                due_at=added[member_id],
            )
        )


def _keep_late(tx: Transaction, workshop: Workshop, votes: Iterable[_Vote]) -> None:
    for one, choice in votes:
        if one.added:
            tx.workshop_votes.add(workshop.id, one.member_id, choice)
            continue
        others = tx.workshop_votes.reacted(workshop.id, member_ids=[one.member_id])
        if choice not in {other.choice for other in others}:
            tx.workshop_votes.take_back(workshop.id, one.member_id, choice)


def _moment(event_ts: Decimal) -> datetime:
    return datetime.fromtimestamp(float(event_ts), UTC)
