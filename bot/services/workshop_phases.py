"""From phase to phase: by whoever leads a workshop, or by the clock."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.data.formats import formats
from bot.domain import workshop_rules as rules
from bot.domain.notices import NoticeKind
from bot.domain.refusals import PhaseMoved, WorkshopOver
from bot.domain.workshops import Workshop, WorkshopPhase
from bot.services.workshop_boards import led_by, refresh_board, say_in_thread
from storage.database import Database
from storage.transaction import Transaction

_SHOWS_RESULTS = {WorkshopPhase.DISCUSS, WorkshopPhase.CLOSE}

Entering = Callable[[Transaction, Workshop, datetime], None]
"""What else happens when a workshop comes to a phase, in the same transaction."""


class WorkshopPhases:
    """Moves workshops on and back."""

    def __init__(self, database: Database, *, entering: tuple[Entering, ...] = ()) -> None:
        self._database = database
        self._entering = entering

    def move_on(
        self, workspace: str, workshop_id: int, *, by: str, seen: WorkshopPhase, now: datetime
    ) -> Workshop:
        """Go on from the phase that somebody saw; pressed twice, or by two at once, it goes on once.

        Raises:
            WorkshopGone, NotTheFacilitator
            WorkshopOver: there is nothing after close.
            PhaseMoved: it is in another phase by now.
        """
        with self._database.transaction(workspace) as tx:
            before = _seen(led_by(tx, workshop_id, by), seen)
            to = rules.next_phase(formats()[before.format], before.phase)
            if to is None:
                raise WorkshopOver
            return self._enter(tx, before, to, now)

    def go_back(
        self, workspace: str, workshop_id: int, *, by: str, seen: WorkshopPhase, now: datetime
    ) -> Workshop:
        """Go back to the phase before the one that somebody saw. A closed workshop is open again.

        Raises:
            WorkshopGone, NotTheFacilitator
            PhaseMoved: it is in another phase by now, or in the first.
        """
        with self._database.transaction(workspace) as tx:
            before = _seen(led_by(tx, workshop_id, by), seen)
            to = rules.phase_before(formats()[before.format], before.phase)
            if to is None:
                raise PhaseMoved(before.phase)
            return self._enter(tx, before, to, now)

    def close(self, workspace: str, workshop_id: int, *, by: str, now: datetime) -> Workshop:
        """End it, whatever phase it is in.

        Raises:
            WorkshopGone, NotTheFacilitator
            WorkshopOver: it is closed already.
        """
        with self._database.transaction(workspace) as tx:
            return self._enter(tx, _open(led_by(tx, workshop_id, by)), WorkshopPhase.CLOSE, now)

    def extend(
        self, workspace: str, workshop_id: int, *, by: str, longer: timedelta, request: str, now: datetime
    ) -> Workshop:
        """Give its phase more time, once for each request, and tell people in the thread.

        Raises:
            WorkshopGone, NotTheFacilitator
            WorkshopOver: it is closed.
        """
        with self._database.transaction(workspace) as tx:
            before = _open(led_by(tx, workshop_id, by))
            after = rules.extended(before, longer, now)
            if not say_in_thread(
                tx, NoticeKind.WORKSHOP_SAID, after, now, key=f"longer:{request}", said="longer"
            ):
                return before
            tx.workshops.put(after)
            refresh_board(tx, after, now)
            return after

    def write_due(self, workspace: str, *, now: datetime) -> int:
        """Say that time is up, move on those that do so by themselves, remind, and look back; answers how many.

        Each workshop has a transaction of its own and is looked at again in it, so any number of processes may do
        this at once. What fell due while none ran is said now.
        """
        with self._database.reading(workspace) as tx:
            due = tx.workshops.due(now)
        return sum(self._due(workspace, one.id, now) for one in due)

    def _due(self, workspace: str, workshop_id: int, now: datetime) -> int:
        with self._database.transaction(workspace) as tx:
            one = tx.workshops.locked(workshop_id)
            if one is None:
                return 0
            written = 0
            if one.is_open and one.remind_at and one.remind_at <= now:
                one = replace(one, remind_at=None)
                tx.workshops.put(one)
                written += say_in_thread(
                    tx, NoticeKind.WORKSHOP_SAID, one, now, key="reminder", said="reminder"
                )
            if one.look_back_at and one.look_back_at <= now:
                one = replace(one, look_back_at=None)
                tx.workshops.put(one)
                written += say_in_thread(tx, NoticeKind.WORKSHOP_LOOK_BACK, one, now, key="look_back")
            if one.is_open and not one.time_up and one.phase_ends_at and one.phase_ends_at <= now:
                self._time_up(tx, one, now)
                written += 1
            return written

    def _time_up(self, tx: Transaction, one: Workshop, now: datetime) -> None:
        to = rules.next_phase(formats()[one.format], one.phase) if one.settings.moves_on else None
        if to:
            self._enter(tx, one, to, now, by_itself=True)
            return
        tx.workshops.put(replace(one, time_up=True))
        ended = one.phase_ends_at or now
        say_in_thread(
            tx,
            NoticeKind.WORKSHOP_SAID,
            one,
            now,
            key=f"time_up:{one.phase}:{ended.isoformat()}",
            said="time_up",
            phase=one.phase.value,
        )
        refresh_board(tx, one, now)

    def _enter(
        self,
        tx: Transaction,
        before: Workshop,
        to: WorkshopPhase,
        now: datetime,
        *,
        by_itself: bool = False,
    ) -> Workshop:
        after = rules.entered(before, formats()[before.format], to, now)
        tx.workshops.put(after)
        say_in_thread(
            tx,
            NoticeKind.WORKSHOP_SAID,
            after,
            now,
            key=f"phase:{to}:{now.isoformat()}",
            said="phase",
            phase=to.value,
            by_itself=by_itself,
        )
        if to in _SHOWS_RESULTS:
            say_in_thread(
                tx,
                NoticeKind.WORKSHOP_RESULTS,
                after,
                now,
                key=f"results:{to}:{now.isoformat()}",
                phase=to.value,
            )
        for also in self._entering:
            also(tx, after, now)
        refresh_board(tx, after, now)
        return after


def _seen(workshop: Workshop, seen: WorkshopPhase) -> Workshop:
    if workshop.phase is not seen:
        raise PhaseMoved(workshop.phase)
    return workshop


def _open(workshop: Workshop) -> Workshop:
    if not workshop.is_open:
        raise WorkshopOver
    return workshop
