"""What goes wrong during a run, at the times that the plan says."""

import heapq
import itertools
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta

from playground import facts
from playground.faults import API_FAULTS, EVENT_FAULTS
from tests.faults.plans import Blow
from tests.faults.processes import Processes
from tests.faults.world import World, key_of

A_LOOK = 0.02  # seconds
MIND_EVERY = 0.1
UNTIL_POSTED = 1.0
HELD_BACK = 0.4
IN_HAND = 5.0


class Fate:
    """Strikes, and lets those who were struck come back. One thread does it all."""

    def __init__(self, world: World, processes: Processes) -> None:
        self._world = world
        self._processes = processes
        self._to_come: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._posted = threading.Event()
        self.counts: Counter[str] = Counter()
        world.slack.workspace.witnesses.append(self._witness)

    def strike(self, blows: Iterable[Blow], begin: float, *, until: float) -> None:
        """Do all that is planned, and what follows from it; return then, at the earliest at `until`."""
        for blow in blows:
            self._at(begin + blow.at, lambda blow=blow: self._strike(blow))  # type: ignore[misc]
        minded = 0.0
        while self._to_come or time.monotonic() < until:
            if time.monotonic() - minded > MIND_EVERY:
                self._processes.mind()
                minded = time.monotonic()
            if self._to_come and self._to_come[0][0] <= time.monotonic():
                heapq.heappop(self._to_come)[2]()
            else:
                time.sleep(A_LOOK)

    def power_cut(self, moves: Callable[[], None]) -> None:
        """All three die at once. It is later when what they had sent off has arrived, and Slack waits for nothing.

        What Slack would have sent again meanwhile it sends in vain before they are back.
        """
        slack = self._world.slack
        self._processes.kill_all()
        time.sleep(A_LOOK)  # what is in the sockets is read
        self._wait(lambda: not slack.calls_in_hand and not slack._slack.delivery.under_way)
        moves()
        self._wait(self._nothing_again)

    def _nothing_again(self) -> bool:
        slack = self._world.slack
        again = slack.events.next_again
        return not slack._slack.delivery.under_way and (again is None or again > self._world.clock.now())

    @staticmethod
    def _wait(condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + IN_HAND
        while not condition() and time.monotonic() < deadline:
            time.sleep(A_LOOK)

    def _at(self, moment: float, do: Callable[[], None]) -> None:
        heapq.heappush(self._to_come, (moment, next(self._order), do))

    def _later(self, seconds: float, do: Callable[[], None]) -> None:
        self._at(time.monotonic() + seconds, do)

    def _strike(self, blow: Blow) -> None:
        faults = self._world.slack.faults
        match blow.what:
            case "kill":
                self._kill(blow)
            case "kill_after_post":
                self._posted.clear()
                faults.arm("slow_answer", method="chat.postMessage", times=3, seconds=HELD_BACK)
                self._kill_when_posted(blow, time.monotonic() + UNTIL_POSTED)
            case "outage":
                self._outage(blow)
            case "archive":
                self._world.slack.archive(blow.target)
                self.counts["archive"] += 1
            case fault if fault in API_FAULTS:
                faults.arm(fault, method=blow.target, times=blow.times, seconds=blow.seconds)
            case fault if fault in EVENT_FAULTS:
                faults.arm(fault, times=blow.times, seconds=blow.seconds)
            case fault:
                faults.arm(fault)

    def _kill(self, blow: Blow) -> None:
        if self._processes.kill(blow.which):
            self.counts[blow.what] += 1
        self._later(blow.rests, lambda: self._processes.start(blow.which))

    def _kill_when_posted(self, blow: Blow, deadline: float) -> None:
        if self._posted.is_set():
            self._kill(blow)
        elif time.monotonic() < deadline:
            self._later(A_LOOK, lambda: self._kill_when_posted(blow, deadline))

    def _outage(self, blow: Blow) -> None:
        self.counts["outage"] += 1
        now = self._world.clock.now()
        self.power_cut(lambda: self._world.move_clock(blow.until or now + timedelta(seconds=blow.seconds)))
        self._later(blow.rests, self._processes.start_all)

    def _witness(self, fact: facts.Fact) -> None:
        if isinstance(fact, facts.MessagePosted) and key_of(fact.message):
            self._posted.set()
