"""Group commit: what several threads bring at the same time is written in one transaction.

A commit costs more than what it commits, and on SQLite writers wait for each other anyway: they may as well share.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Generic, TypeVar

T = TypeVar("T")

REST = 5.0
"""Seconds without anything to write after which the thread that writes ends; the next who comes begins another."""


class GroupCommit(Generic[T]):
    """One thread writes for all, whatever they brought while it wrote the last time."""

    def __init__(self, write: Callable[[Sequence[T]], None]) -> None:
        """`write` keeps all that it is given, or raises."""
        self._write = write
        self._waiting: SimpleQueue[_Brought[T]] = SimpleQueue()
        self._writing = Lock()

    def add(self, brought: T) -> None:
        """Return when it is kept.

        Raises:
            BaseException: whatever `write` raised, or that no thread could be started; those who were written for, or
                waited, together share it.
        """
        mine = _Brought(brought)
        self._waiting.put(mine)
        # Only then: who ends looks at what waits once more after that. And not earlier than there is something to
        # write: a process that forks leaves its threads behind.
        if self._writing.acquire(blocking=False):
            self._begin()
        mine.kept.acquire()
        if mine.error:
            raise mine.error

    def _begin(self) -> None:
        try:
            Thread(target=self._run, name="group-commit", daemon=True).start()
        except Exception as error:  # noqa: BLE001 - each of those who wait raises it
            self._writing.release()
            self._tell(self._all_waiting(), error)

    def _run(self) -> None:
        while batch := self._next():
            time.sleep(0)  # those who are on their way come along
            batch.extend(self._all_waiting())
            error: BaseException | None = None
            try:
                self._write([one.brought for one in batch])
            except BaseException as raised:  # noqa: BLE001 - each of those who wait raises it
                error = raised
            self._tell(batch, error)

    def _tell(self, those: "Iterable[_Brought[T]]", error: BaseException | None) -> None:
        for one in those:
            one.error = error
            one.kept.release()

    def _next(self) -> "list[_Brought[T]]":
        """Who waited longest; nobody when this thread is to end."""
        while True:
            try:
                return [self._waiting.get(timeout=REST)]
            except Empty:
                self._writing.release()
                if self._waiting.empty() or not self._writing.acquire(blocking=False):
                    return []

    def _all_waiting(self) -> Iterator["_Brought[T]"]:
        try:
            while True:
                yield self._waiting.get_nowait()
        except Empty:
            return


class _Brought(Generic[T]):
    """What somebody brought, and a lock that opens when it is kept."""

    def __init__(self, brought: T) -> None:
        self.brought = brought
        self.error: BaseException | None = None
        self.kept = Lock()
        self.kept.acquire()
