"""Contributing to a workshop: once however often it is sent, and kept even when it comes too late."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime

from bot.data.formats import formats
from bot.domain.authorship import Authorship
from bot.domain.notices import NewNotice, NoticeKind
from bot.domain.refusals import TooManyContributions, WorkshopOver
from bot.domain.workshop_rules import words_may_change
from bot.domain.workshops import (
    Contribution,
    ContributionKind,
    Kept,
    NewContribution,
    Workshop,
    WorkshopPhase,
    WorkshopState,
)
from bot.services.workshop_boards import at_hand, led_by, refresh_board, state_of
from bot.services.workshop_votes import owe_new_choices
from storage.database import Database
from storage.transaction import Transaction


class Contributing:
    """Keeps what people write."""

    def __init__(self, database: Database, authorship: Authorship) -> None:
        self._database = database
        self._authorship = authorship

    def keep(
        self,
        workspace: str,
        workshop_id: int,
        *,
        by: str,
        written: Sequence[NewContribution],
        withdrawn: Iterable[int] = (),
        request: str,
        now: datetime,
    ) -> Kept:
        """Keep what a form or a reply says; the same request is kept once.

        What is new after gathering, and what changes words that people vote on by then, is kept as late: those who
        lead the workshop are asked whether to let it in, once until they have decided about all that waits.

        Raises:
            WorkshopGone
            TooManyContributions: the format takes fewer from each.
        """
        with self._database.transaction(workspace) as tx:
            workshop = at_hand(tx, workshop_id)
            if not tx.contributions.is_new(
                workshop.id, self._authorship.request(workspace, workshop.id, request)
            ):
                return Kept(workshop=workshop, again=True)
            author = self._authorship.author(workspace, workshop, by)
            own = {one.id: one for one in tx.contributions.of_author(workshop.id, author)}
            emptied = {one for one in withdrawn if one in own}
            gone = emptied if workshop.is_open else set()
            staying = {number: one for number, one in own.items() if number not in gone}
            fresh, changed, superseded = _sorted_out(workshop, staying, written)
            for contribution_id, new in changed.items():
                tx.contributions.rewrite(contribution_id, new)
            _check_room(workshop, [*fresh, *(one for one in staying.values() if one.id not in superseded)])
            late = workshop.phase is not WorkshopPhase.GATHER
            at = (
                now.replace(hour=0, minute=0, second=0, microsecond=0) if workshop.settings.anonymous else now
            )
            asked_already = bool(tx.contributions.late(workshop.id))
            added = tuple(tx.contributions.add(workshop.id, author, fresh, late=late, at=at))
            for one in (
                gone | superseded
            ):  # after adding, or SQLite gives the new words the id of the old ones
                tx.contributions.withdraw(one)
            if late and added and not asked_already:
                _ask(tx, workshop, added[0], now)
            if added or changed or gone:
                refresh_board(tx, workshop, now)
            return Kept(
                workshop=workshop,
                added=() if late else added,
                late=added if late else (),
                changed=tuple(changed.values()),
                withdrawn=len(gone),
                stays=len(emptied - gone),
            )

    def withdraw(
        self, workspace: str, workshop_id: int, contribution_id: int, *, by: str, now: datetime
    ) -> bool:
        """Take back what one wrote; answers whether there was such a thing.

        Raises:
            WorkshopGone
            WorkshopOver: it is closed; what was decided stays as it is.
        """
        with self._database.transaction(workspace) as tx:
            workshop = at_hand(tx, workshop_id)
            if not workshop.is_open:
                raise WorkshopOver
            author = self._authorship.author(workspace, workshop, by)
            found = any(one.id == contribution_id for one in tx.contributions.of_author(workshop.id, author))
            if found:
                tx.contributions.withdraw(contribution_id)
                refresh_board(tx, workshop, now)
            return found

    def says_now(self, workspace: str, workshop_id: int, what: str) -> bool:
        """Whether something is to be said in the thread: the first time only."""
        with self._database.transaction(workspace) as tx:
            request = self._authorship.request(workspace, workshop_id, what)
            return tx.contributions.is_new(workshop_id, request)

    def late(self, workspace: str, workshop_id: int, *, by: str) -> WorkshopState:
        """What came late and waits, among all that there is, for one of those who lead the workshop.

        Raises:
            WorkshopGone, NotTheFacilitator
        """
        with self._database.transaction(workspace) as tx:
            return state_of(tx, led_by(tx, workshop_id, by))

    def decide(
        self,
        workspace: str,
        workshop_id: int,
        contribution_id: int,
        *,
        by: str,
        let_in: bool,
        now: datetime,
    ) -> WorkshopState:
        """Let something late in, or leave it out; answers what waits still among all that there is.

        A correction takes the place of the words that it corrects, with their group and their votes.

        Raises:
            WorkshopGone, NotTheFacilitator
        """
        with self._database.transaction(workspace) as tx:
            workshop = led_by(tx, workshop_id, by)
            late = {one.id: one for one in tx.contributions.late(workshop_id)}.get(contribution_id)
            if late:
                corrected = _corrected(tx, workshop, late) if let_in else None
                if corrected:
                    tx.contributions.rewrite(corrected.id, late)
                    tx.contributions.withdraw(late.id)
                else:
                    tx.contributions.decide([late.id], let_in=let_in)
                owe_new_choices(tx, workshop, now, corrected=corrected.id if corrected else None)
                refresh_board(tx, workshop, now)
            return state_of(tx, workshop)


def _sorted_out(
    workshop: Workshop, own: Mapping[int, Contribution], written: Iterable[NewContribution]
) -> tuple[list[NewContribution], dict[int, NewContribution], set[int]]:
    """What is new, what stands at once in the place of something of one's own, and what of one's own it makes void.

    What others vote on is not changed but corrected: the correction waits to be let in. What waits or was left out is
    never changed either, so that nothing is let in but what those who lead the workshop have seen.
    """
    rated = formats()[workshop.format].kind is ContributionKind.RATINGS
    waiting_last = sorted((one for one in own.values() if not one.left_out), key=lambda one: one.late)
    by_category = {one.category: one for one in waiting_last} if rated else {}
    corrections = {one.replaces: one.id for one in waiting_last if one.replaces}
    fresh: list[NewContribution] = []
    changed: dict[int, NewContribution] = {}
    superseded: set[int] = set()
    for one in written:
        before = own.get(one.replaces or 0) or by_category.get(one.category)
        if before and _same(before, one):
            continue
        standing = None
        if before:
            standing = before.replaces if before.late else before.id
            superseded |= {before.id} if before.late else {corrections.get(before.id, 0)}
        if standing not in own:
            standing = None  # it was withdrawn
        if standing and words_may_change(workshop):
            changed[standing] = one
        else:
            fresh.append(replace(one, replaces=standing))
    return fresh, changed, superseded.intersection(own)


def _same(before: Contribution, after: NewContribution) -> bool:
    names = {field.name for field in fields(NewContribution)} - {"replaces", "imported_votes"}
    return all(getattr(before, name) == getattr(after, name) for name in names)


def _check_room(workshop: Workshop, mine: Iterable[Contribution | NewContribution]) -> None:
    """Corrections take no room, nor does what was left out. What is too much when it is late is left out by others."""
    most = formats()[workshop.format].most_each
    taking = [one for one in mine if not (one.replaces or (isinstance(one, Contribution) and one.left_out))]
    if most is not None and len(taking) > most and workshop.phase is WorkshopPhase.GATHER:
        raise TooManyContributions(most)


def _corrected(tx: Transaction, workshop: Workshop, late: Contribution) -> Contribution | None:
    """What somebody's late words are to stand in the place of. A category has one rating from each."""
    rated = formats()[workshop.format].kind is ContributionKind.RATINGS
    for one in tx.contributions.of_workshop(workshop.id):
        same_category = rated and (one.author, one.category) == (late.author, late.category)
        if same_category or one.id == late.replaces:
            return one
    return None


def _ask(tx: Transaction, workshop: Workshop, first: Contribution, now: datetime) -> None:
    for member_id in workshop.facilitators:
        tx.notices.add(
            NewNotice(
                kind=NoticeKind.WORKSHOP_LATE,
                key=f"workshop:{workshop.id}:late:{first.id}:{member_id}",
                recipient=member_id,
                subject={"workshop": workshop.id, "contribution": first.id},
                due_at=now,
            )
        )
