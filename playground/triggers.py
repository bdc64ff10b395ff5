"""`trigger_id`: leave to open a modal, for a person who just did something. Good for 3 seconds, once."""

import itertools
import threading
import time
from dataclasses import dataclass, field

from playground.errors import SlackRefusal

TRIGGER_SECONDS = 3.0
REMEMBERED_SECONDS = 60.0
"""An old trigger is said to be expired for this long; after that it is unknown."""


@dataclass(slots=True, kw_only=True)
class Trigger:
    """Whose it is, and where they were: in a modal, or in a channel, or in neither."""

    user: str
    view_id: str | None = None
    channel: str | None = None
    born: float = field(default_factory=time.monotonic)
    used: bool = False


class Triggers:
    def __init__(self, seconds: float = TRIGGER_SECONDS) -> None:
        self.seconds = seconds
        self._given: dict[str, Trigger] = {}
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    def give(self, trigger: Trigger) -> str:
        """The id of a new trigger."""
        with self._lock:
            self._forget()
            trigger_id = f"{next(self._numbers)}.{time.time_ns()}.playground"
            self._given[trigger_id] = trigger
            return trigger_id

    def _forget(self) -> None:
        """Drop the oldest, so that a long run does not fill the memory."""
        while self._given:
            trigger_id, oldest = next(iter(self._given.items()))
            if time.monotonic() - oldest.born < self.seconds + REMEMBERED_SECONDS:
                return
            del self._given[trigger_id]

    def exchange(self, trigger_id: str) -> Trigger:
        """Use a trigger.

        Raises:
            SlackRefusal: `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`.
        """
        with self._lock:
            trigger = self._given.get(trigger_id)
            if trigger is None:
                raise SlackRefusal("invalid_trigger_id")
            if trigger.used:
                raise SlackRefusal("exchanged_trigger_id")
            if time.monotonic() - trigger.born > self.seconds:
                raise SlackRefusal("expired_trigger_id")
            trigger.used = True
            return trigger
