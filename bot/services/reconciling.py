"""Reconciling votes with what Slack shows: events do not come while we are down, and some never."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.domain import reconciling as rules
from bot.domain.reconciling import Check, Missed, Place, Shown
from bot.domain.votes import Reaction, folded
from bot.services.workshop_reactions import note_missed
from storage.database import Database
from storage.transaction import Transaction

LEASE = timedelta(minutes=1)
"""Longer than it takes to ask about a workshop's thread, page by page."""
APART = timedelta(seconds=2.4)
"""Between two messages: half of the 50 a minute that Slack grants (tier 3), for all processes together."""
JUST_SHOWN = timedelta(hours=1)
LONG_QUIET = timedelta(days=90)


class Reconciling:
    """Hands out what to ask Slack about, each to one process only, and keeps what it shows."""

    def __init__(self, database: Database, *, emoji: tuple[str, ...]) -> None:
        self._database = database
        self._emoji = frozenset(emoji)

    def workspaces(self) -> list[str]:
        """The workspaces in which votes may be open."""
        return self._database.workspaces()

    def begin(self, workspace: str, *, now: datetime) -> None:
        """A process starts, and perhaps none ran before: ask soon about all that may have been voted on meanwhile."""
        with self._database.transaction(workspace) as tx:
            tx.watched.ask_soon(now, not_since=now - JUST_SHOWN, quiet_since=now - LONG_QUIET)

    def claim(self, workspace: str, *, now: datetime) -> Check | None:
        """What to ask about next: votes that ended or end soon, then what was reacted to last."""
        with self._database.reading(workspace) as tx:
            if not tx.watched.any_due(now):
                return None
        with self._database.transaction(workspace) as tx:
            workshop_id = tx.watched.claim_ballot(now, lease=LEASE)
            if workshop_id is not None:
                return _of_workshop(tx, workshop_id)
            place = tx.watched.claim_message(now, lease=LEASE, apart=APART)
            return Check(places=(place,)) if place else None

    def of_workshop(self, workspace: str, workshop_id: int) -> Check | None:
        """What to ask about before the vote in a workshop ends; None when nobody votes there with reactions."""
        with self._database.reading(workspace) as tx:
            votes = tx.workshop_votes.ballots([workshop_id]) == {workshop_id: None}
            return _of_workshop(tx, workshop_id) if votes else None

    def ending(self, workspace: str, *, now: datetime) -> list[int]:
        """The workshops in which a vote with reactions ends now by itself."""
        with self._database.reading(workspace) as tx:
            found = [tx.workshops.get(one) for one in tx.watched.ending(now)]
        return [one.id for one in found if one and one.settings.moves_on]

    def everything(self, workspace: str) -> list[Check]:
        """All that there is to ask about, due or not."""
        with self._database.reading(workspace) as tx:
            workshops, places = tx.watched.everything()
            return [*(_of_workshop(tx, one) for one in workshops), *(Check(places=(one,)) for one in places)]

    def shown(
        self,
        workspace: str,
        check: Check,
        seen: Sequence[Shown],
        *,
        as_of: Decimal,
        now: datetime,
        rest_at: datetime | None = None,
    ) -> int:
        """Keep what Slack showed, as it was at a moment by Slack's clock; answers how many votes we had missed.

        What we know of a later moment stays, whether it was kept before or is told after: so events and showings may
        come in any order. Messages that were not seen are left as they were; where Slack did not show
        all that was asked for, `rest_at` is when to ask for the rest.
        """
        with self._database.transaction(workspace) as tx:
            by_place = {one.place: self._votes(one) for one in seen}
            before = tx.watched.advance(by_place, as_of) if by_place else {}
            known = tx.votes.known(before)
            missed = [
                one
                for place in before
                for one in rules.missed(self._of_votes(known[place]), by_place[place], as_of)
            ]
            if missed:
                tx.votes.record(*(one.reaction for one in missed))
            if rest_at:
                self._put_off(tx, check, rest_at)
            else:
                self._plan(tx, check, known, missed, now)
            note_missed(tx, missed, before, now)
            return len(missed)

    def gone(self, workspace: str, places: Sequence[Place]) -> None:
        """Messages are there no more: do not ask again. What was voted for them stays."""
        with self._database.transaction(workspace) as tx:
            tx.watched.put_off(places, until=None)

    def _votes(self, shown: Shown) -> Shown:
        votes = {(member, emoji) for member, emoji in shown.reactions if folded(emoji) in self._emoji}
        return Shown(place=shown.place, reactions=frozenset(votes), partial=shown.partial)

    def _of_votes(self, known: Sequence[Reaction]) -> list[Reaction]:
        return [one for one in known if folded(one.emoji) in self._emoji]

    def _put_off(self, tx: Transaction, check: Check, until: datetime) -> None:
        if check.workshop_id is None:
            tx.watched.put_off(check.places, until=until)
        else:
            tx.watched.put_off_ballot(check.workshop_id, until=until)

    def _plan(
        self,
        tx: Transaction,
        check: Check,
        known: dict[Place, list[Reaction]],
        missed: Sequence[Missed],
        now: datetime,
    ) -> None:
        """When to ask again: the longer nobody reacts, the later."""
        if check.workshop_id is not None:
            tx.watched.rest_ballot(check.workshop_id, until=now + rules.WHILE_OPEN)
            return
        for place, reactions in known.items():
            moments = [datetime.fromtimestamp(float(one.event_ts), UTC) for one in reactions]
            quiet_since = max(
                [*moments, *([now] if missed else []), *filter(None, [tx.watched.quiet_since(place)])]
            )
            tx.watched.rest(place, quiet_since=quiet_since, until=rules.next_ask(quiet_since, now))


def _of_workshop(tx: Transaction, workshop_id: int) -> Check:
    ended_at = tx.workshop_votes.ballots([workshop_id]).get(workshop_id)
    head, places = tx.watched.choices(workshop_id, not_since=ended_at)
    return Check(places=tuple(places), thread=head, workshop_id=workshop_id)
