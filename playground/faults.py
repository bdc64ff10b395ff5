"""Misbehaviour on demand: what a real Slack, or the network before it, does on a bad day."""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

API_FAULTS = {"rate_limited", "server_error", "drop_before", "drop_after", "slow", "slow_answer"}
EVENT_FAULTS = {"duplicate", "late", "reorder"}
SOCKET_FAULTS = {"disconnect", "abort", "silent"}


@dataclass(slots=True)
class Fault:
    """One armed fault; `target` is a method (or `response_url`), a type of event, or `*` for any."""

    fault: str
    target: str
    times: int
    retry_after: int
    seconds: float


class Faults:
    """Keeps what is armed; whoever serves a call or sends an event asks what should go wrong with it."""

    def __init__(self) -> None:
        self._armed: list[Fault] = []
        self.struck: Counter[str] = Counter()
        """How often each fault went wrong with something."""
        self._lock = threading.Lock()
        self.on_socket_fault: Callable[[str], None] = lambda _: None

    def arm(
        self,
        fault: str,
        *,
        method: str = "*",
        event: str = "*",
        times: int = 1,
        retry_after: int = 1,
        seconds: float = 1.0,
    ) -> None:
        """Make the next `times` calls of `method`, or events of type `event`, go wrong.

        A fault of sockets happens at once, to every socket that is open.

        Raises:
            ValueError: there is no such fault.
        """
        if fault in SOCKET_FAULTS:
            self.struck[fault] += 1
            self.on_socket_fault(fault)
        elif fault in API_FAULTS | EVENT_FAULTS:
            target = method if fault in API_FAULTS else event
            with self._lock:
                self._armed.append(Fault(fault, target, times, retry_after, seconds))
        else:
            raise ValueError(f"there is no fault {fault!r}")

    def clear(self) -> None:
        """Behave again."""
        with self._lock:
            self._armed.clear()

    def for_call(self, method: str) -> Fault | None:
        """What should go wrong with this call; each answer uses one of the fault's times."""
        return self._take(API_FAULTS, method)

    def for_event(self, event: str) -> Fault | None:
        """What should go wrong with this event."""
        return self._take(EVENT_FAULTS, event)

    def _take(self, kinds: set[str], target: str) -> Fault | None:
        if not self._armed:
            return None
        with self._lock:
            for fault in self._armed:
                if fault.fault in kinds and fault.target in ("*", target):
                    self.struck[fault.fault] += 1
                    fault.times -= 1
                    if fault.times <= 0:
                        self._armed.remove(fault)
                    return fault
            return None
