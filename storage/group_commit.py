"""Group commit: what several threads bring at the same time is written in one transaction.

A commit costs more than what it commits, and on SQLite writers wait for each other anyway: they may as well share.
"""

import time
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class GroupCommit(Generic[T]):
    """Of those who wait, the first writes for all; who comes meanwhile waits for the next turn."""

    def __init__(self, write: Callable[[Sequence[T]], None]) -> None:
        """`write` keeps all that it is given, or raises."""
        self._write = write
        self._lock = Lock()
        self._waiting: list[_Waiting[T]] = []
        self._busy = False

    def add(self, brought: T) -> None:
        """Return when it is kept.

        Raises:
            Exception: whatever `write` raised; those who were written for together share it.
        """
        mine = _Waiting(brought)
        with self._lock:
            self._waiting.append(mine)
            alone, self._busy = not self._busy, True
        if not alone:
            mine.turn.acquire()
        if not mine.done:
            self._write_for_all()
        if mine.error:
            raise mine.error

    def _write_for_all(self) -> None:
        time.sleep(0)  # those who are on their way come along
        with self._lock:
            batch, self._waiting = self._waiting, []
        error: BaseException | None = None
        try:
            self._write([one.brought for one in batch])
        except BaseException as raised:  # noqa: BLE001 - each of those who wait raises it
            error = raised
        with self._lock:
            following = self._waiting[0] if self._waiting else None
            self._busy = following is not None
        for one in batch:
            one.done, one.error = True, error
            one.turn.release()
        if following:
            following.turn.release()


class _Waiting(Generic[T]):
    """What somebody brought, and their turn: it comes when it is kept, or when they are to write."""

    def __init__(self, brought: T) -> None:
        self.brought = brought
        self.done = False
        self.error: BaseException | None = None
        self.turn = Lock()
        self.turn.acquire()
