"""`trigger_id`: leave to open a modal, for a person who just did something. Good for 3 seconds, once."""

import threading
import time
from dataclasses import dataclass

from playground.errors import SlackRefusal

TRIGGER_SECONDS = 3.0


@dataclass(slots=True)
class _Trigger:
    user: str
    view_id: str | None
    born: float
    used: bool = False


class Triggers:
    def __init__(self, seconds: float = TRIGGER_SECONDS) -> None:
        self.seconds = seconds
        self._given: dict[str, _Trigger] = {}
        self._lock = threading.Lock()

    def give(self, user: str, view_id: str | None = None) -> str:
        """A new trigger; `view_id` is the modal in which it was given, if any."""
        with self._lock:
            trigger_id = f"{len(self._given) + 1}.0000000000.{id(self) & 0xFFFFFFFF:08x}"
            self._given[trigger_id] = _Trigger(user, view_id, time.monotonic())
            return trigger_id

    def exchange(self, trigger_id: str) -> tuple[str, str | None]:
        """Use a trigger: whose it is, and the modal in which it was given.

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
            return trigger.user, trigger.view_id
