"""Contributing to a workshop: once however often it is sent, and kept even when it comes too late."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime

from bot.data.formats import formats
from bot.domain.authorship import Authorship
from bot.domain.notices import NewNotice, NoticeKind
from bot.domain.refusals import TooManyContributions, WorkshopOver
from bot.domain.workshops import (
    Contribution,
    ContributionKind,
    Kept,
    NewContribution,
    Workshop,
    WorkshopPhase,
)
from bot.services.workshop_boards import at_hand, led_by, refresh_board
from bot.services.workshop_votes import owe_new_choices
from storage.database import Database
from storage.transaction import Transaction

_MAY_CHANGE = {WorkshopPhase.GATHER, WorkshopPhase.GROUP}  # afterwards people vote on the words as they are


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
        lead the workshop are asked whether to let it in.

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
            gone = [one for one in withdrawn if one in own] if workshop.is_open else []
            for one in gone:
                tx.contributions.withdraw(one)
                del own[one]
            fresh, changed = _sorted_out(workshop, own, written)
            for contribution_id, new in changed.items():
                tx.contributions.rewrite(contribution_id, new)
            _check_room(workshop, len(own) + len(fresh))
            late = workshop.phase is not WorkshopPhase.GATHER
            at = (
                now.replace(hour=0, minute=0, second=0, microsecond=0) if workshop.settings.anonymous else now
            )
            added = tuple(tx.contributions.add(workshop.id, author, fresh, late=late, at=at))
            if late and added:
                _ask(tx, workshop, added[0], now)
            if added or changed or gone:
                refresh_board(tx, workshop, now)
            return Kept(
                workshop=workshop,
                added=() if late else added,
                late=added if late else (),
                changed=len(changed),
                withdrawn=len(gone),
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

    def told_how(self, workspace: str, workshop_id: int, *, member_id: str) -> bool:
        """Whether somebody is to be told how a reply in the thread counts: the first time only."""
        with self._database.transaction(workspace) as tx:
            request = self._authorship.request(workspace, workshop_id, f"how:{member_id}")
            return tx.contributions.is_new(workshop_id, request)

    def late(self, workspace: str, workshop_id: int, *, by: str) -> tuple[Workshop, tuple[Contribution, ...]]:
        """What came late and waits, for one of those who lead the workshop.

        Raises:
            WorkshopGone, NotTheFacilitator
        """
        with self._database.transaction(workspace) as tx:
            workshop = led_by(tx, workshop_id, by)
            return workshop, tx.contributions.late(workshop_id)

    def decide(
        self,
        workspace: str,
        workshop_id: int,
        contribution_id: int,
        *,
        by: str,
        let_in: bool,
        now: datetime,
    ) -> tuple[Workshop, tuple[Contribution, ...]]:
        """Let something late in, or leave it out; answers what waits still.

        Raises:
            WorkshopGone, NotTheFacilitator
        """
        with self._database.transaction(workspace) as tx:
            workshop = led_by(tx, workshop_id, by)
            waiting = tx.contributions.late(workshop_id)
            if any(one.id == contribution_id for one in waiting):
                if let_in:
                    _make_room(tx, workshop, next(one for one in waiting if one.id == contribution_id))
                tx.contributions.decide([contribution_id], let_in=let_in)
                owe_new_choices(tx, workshop, now)
                refresh_board(tx, workshop, now)
            return workshop, tuple(one for one in waiting if one.id != contribution_id)


def _sorted_out(
    workshop: Workshop, own: Mapping[int, Contribution], written: Iterable[NewContribution]
) -> tuple[list[NewContribution], dict[int, NewContribution]]:
    """What is new, and what stands in the place of something of one's own."""
    rated = formats()[workshop.format].kind is ContributionKind.RATINGS
    by_category = {one.category: one for one in own.values()} if rated else {}
    fresh: list[NewContribution] = []
    changed: dict[int, NewContribution] = {}
    for one in written:
        before = own.get(one.replaces or 0) or by_category.get(one.category)
        if before is None:
            fresh.append(one)
        elif not _same(before, one):
            if workshop.phase in _MAY_CHANGE:
                changed[before.id] = one
            else:
                fresh.append(one)
    return fresh, changed


def _same(before: Contribution, after: NewContribution) -> bool:
    names = {field.name for field in fields(NewContribution)} - {"replaces", "imported_votes"}
    return all(getattr(before, name) == getattr(after, name) for name in names)


def _check_room(workshop: Workshop, number: int) -> None:
    most = formats()[workshop.format].most_each
    if most is not None and number > most and workshop.phase is WorkshopPhase.GATHER:
        raise TooManyContributions(most)


def _make_room(tx: Transaction, workshop: Workshop, late: Contribution) -> None:
    """A category has one rating from each: one that is let in stands in the place of the one before."""
    if formats()[workshop.format].kind is ContributionKind.RATINGS:
        for one in tx.contributions.of_author(workshop.id, late.author):
            if one.category == late.category and one.id != late.id:
                tx.contributions.withdraw(one.id)


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
