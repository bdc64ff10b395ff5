"""A few threads, each with one delivery in hand: one that is slow holds up no other."""

import threading
from collections.abc import Callable


class Hands:
    """So many deliveries at a time. The threads are daemons: a process that has to end waits for none of them."""

    def __init__(self, most: int, *, on_free: Callable[[], None]) -> None:
        """`on_free` is called when one is done, before it is counted as done."""
        self._free = self._most = most
        self._on_free = on_free
        self._lock = threading.Lock()
        self._failure: BaseException | None = None
        self.delivered = 0

    @property
    def are_full(self) -> bool:
        """Whether no more can be taken in hand."""
        with self._lock:
            return self._free == 0

    @property
    def are_empty(self) -> bool:
        """Whether nothing is in hand."""
        with self._lock:
            return self._free == self._most

    def take(self, work: Callable[[], bool]) -> None:
        """Take something in hand; it answers whether it delivered anything."""
        with self._lock:
            self._free -= 1
        threading.Thread(target=self._do, args=(work,), name="delivering", daemon=True).start()

    def raise_failure(self) -> None:
        """Raise what broke, if something did."""
        if self._failure:
            raise self._failure

    def _do(self, work: Callable[[], bool]) -> None:
        delivered, failure = False, None
        try:
            delivered = work()
        except BaseException as error:  # noqa: BLE001 - for whoever waits, who raises it again
            failure = error
        with self._lock:
            self.delivered += delivered
            self._failure = self._failure or failure
            self._free += 1
            self._on_free()
