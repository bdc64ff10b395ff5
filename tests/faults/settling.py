"""After the trouble: all is well with Slack again, all three run, and time passes until nothing is owed any more."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.clockwork import Clockwork
from bot.domain.notices import NoticeState
from storage.models import NoticeRow
from tests.faults.fate import Fate
from tests.faults.postman import Postman
from tests.faults.processes import Processes
from tests.faults.world import TEAM, World

PATIENCE = 60.0  # seconds that the processes have for what is due, on a machine that is busy with other tests
MOST_STEPS = 150
LEASES_END = timedelta(seconds=61)
A_LOOK = 0.03  # seconds
OPEN = (NoticeState.PENDING.value, NoticeState.CLAIMED.value)
LONGEST_UNASKED = timedelta(days=2)
"""After which every message is asked about again that people reacted to in a week."""
HORIZON = timedelta(days=3)
"""What is due later may wait."""
A_LITTLE = timedelta(milliseconds=5)


class NotSettled(Exception):
    """What is due is not done, though all is well; the words say what that is."""


class Settling:
    """Lets time pass, in steps from one thing that is due to the next."""

    def __init__(self, world: World, processes: Processes, postman: Postman) -> None:
        self._world = world
        self._processes = processes
        self._postman = postman
        self._sent_before = 0
        self._until = world.clock.now()
        self._jobs = Clockwork(
            world.database, world.services, client_for=lambda _team: None, clock=world.clock.now
        ).jobs
        self.steps = 0

    def heal(self, fate: Fate) -> None:
        """Slack behaves again. All start anew, when the leases of those who died have ended."""
        self._until = self._world.clock.now() + HORIZON
        self._world.slack.faults.clear()
        fate.power_cut(lambda: self._world.move_clock(self._world.clock.now() + LEASES_END))
        self._sent_before = len(self._postman.sent)
        self._processes.start_all()
        self._wait(lambda: self._processes.answer(self._world.slack), "the processes do not answer")

    def until_quiet(self) -> None:
        """Let time pass until nothing is owed, and Slack has nothing to send again.

        Raises:
            NotSettled: something stays open.
        """
        for _ in range(MOST_STEPS):
            self._wait(self._nothing_due, "what is due is not done")
            then = self._next()
            if then is None or then > self._until:
                return
            self._move(max(then + A_LITTLE, self._world.clock.now()))
        raise NotSettled(f"after {MOST_STEPS} steps there is still: {self._owed()}")

    def reconciled(self) -> None:
        """Let time pass until somebody has asked Slack about every vote since the trouble.

        Raises:
            NotSettled: nobody does.
        """
        for span in (timedelta(), LONGEST_UNASKED):
            self._move(self._world.clock.now() + span)
            self._wait(self._nothing_to_ask, "votes are not reconciled")
            self.until_quiet()

    def _move(self, to: datetime) -> None:
        """It is later, and what falls due by that is owed."""
        self._world.move_clock(to)
        self._jobs.tick()
        self.steps += 1

    def _wait(self, condition: Callable[[], bool], otherwise: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                raise NotSettled(f"{otherwise}: {self._owed()}")
            self._processes.mind()
            time.sleep(A_LOOK)

    def _nothing_due(self) -> bool:
        """Whether every process only waits. Then, and only then, may the clock jump: a lease outlives every call."""
        slack, now = self._world.slack, self._world.clock.now()
        again = slack.events.next_again
        if slack._slack.delivery.under_way or (again and again <= now):
            return False
        if self._postman.at_work(self._sent_before):  # Slack may have stopped to wait for it
            return False
        with self._world.database.engine.connect() as connection:
            due = (NoticeRow.state == NoticeState.CLAIMED.value) | (NoticeRow.try_at <= now)
            return not connection.scalar(
                select(func.count()).select_from(NoticeRow).where(NoticeRow.state.in_(OPEN), due)
            )

    def _nothing_to_ask(self) -> bool:
        with self._world.database.reading(TEAM) as tx:
            return not tx.watched.any_due(self._world.clock.now())

    def _next(self) -> datetime | None:
        with self._world.database.engine.connect() as connection:
            owed = connection.scalar(select(func.min(NoticeRow.try_at)).where(NoticeRow.state.in_(OPEN)))
        again = self._world.slack.events.next_again
        return min((at for at in (owed, again) if at), default=None)

    def _owed(self) -> list[str]:
        with self._world.database.engine.connect() as connection:
            rows = connection.execute(
                select(
                    NoticeRow.key, NoticeRow.state, NoticeRow.try_at, NoticeRow.attempts, NoticeRow.error
                ).where(NoticeRow.state.in_(OPEN))
            )
            owed = [" ".join(map(str, row)) for row in rows]
        slack = self._world.slack
        return [
            *owed,
            f"{slack._slack.delivery.under_way} things sent by Slack under way",
            f"the next is sent again at {slack.events.next_again}",
            f"it is {self._world.clock.now()}",
        ]
