"""The playground's clock: the machine's, plus an offset that somebody may move."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Listener = Callable[[datetime], None]


class Clock:
    """Says what time it is in the workspace, and stamps messages in an order that never goes back."""

    def __init__(self) -> None:
        self._offset = timedelta()
        self._last_stamp = 0
        self._lock = threading.Lock()
        self._listeners: list[Listener] = []

    def now(self) -> datetime:
        """The moment in the workspace, aware, in UTC."""
        return datetime.now(UTC) + self._offset

    def stamp(self) -> str:
        """A new Slack time stamp (`1732224000.000100`): later than every one given before."""
        with self._lock:
            moment = int(self.now().timestamp() * 1_000_000)
            self._last_stamp = max(moment, self._last_stamp + 1)
            return f"{self._last_stamp // 1_000_000}.{self._last_stamp % 1_000_000:06d}"

    def on_move(self, listener: Listener) -> None:
        """Call the listener with the new moment whenever the clock is moved."""
        self._listeners.append(listener)

    def move_to(self, when: datetime | str) -> datetime:
        """Move the clock and tell the listeners; it runs on from there.

        `when` is an aware moment, an ISO one, `"now"` (the machine's time again), or a week day and a time
        in London, as `"monday 09:00"`: the first such moment after the clock's present one.

        Raises:
            ValueError: the words name no moment.
        """
        real = datetime.now(UTC)
        self._offset = _moment(when, present=self.now(), real=real) - real
        moved = self.now()
        for listener in list(self._listeners):
            listener(moved)
        return moved


def _moment(when: datetime | str, *, present: datetime, real: datetime) -> datetime:
    if isinstance(when, datetime):
        return when.astimezone(UTC)
    words = when.strip().lower()
    if words == "now":
        return real
    day, _, time_of_day = words.partition(" ")
    if day not in WEEKDAYS:
        moment = datetime.fromisoformat(when)
        return (moment if moment.tzinfo else moment.replace(tzinfo=LONDON)).astimezone(UTC)
    hour, _, minute = time_of_day.partition(":")
    local = present.astimezone(LONDON).replace(
        hour=int(hour), minute=int(minute or 0), second=0, microsecond=0
    )
    local += timedelta(days=(WEEKDAYS.index(day) - local.weekday()) % 7)
    if local.astimezone(UTC) <= present:
        local += timedelta(days=7)
    return local.astimezone(UTC)
