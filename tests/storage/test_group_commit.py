"""What comes together is written together, and nobody is told before it is."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from storage import group_commit
from storage.group_commit import GroupCommit

PATIENCE = 10  # seconds


class Slow:
    """A place to write to that waits until it may go on, and says when it was reached."""

    def __init__(self) -> None:
        self.written: list[list[int]] = []
        self.reached = threading.Semaphore(0)
        self.go_on = threading.Semaphore(0)

    def write(self, brought: Sequence[int]) -> None:
        self.reached.release()
        assert self.go_on.acquire(timeout=PATIENCE)
        if 13 in brought:
            raise ValueError("13")
        self.written.append(sorted(brought))


def bring(threads: ThreadPoolExecutor, commit: GroupCommit[int], *numbers: int) -> list[Future[None]]:
    """Bring numbers, each in a thread of its own; return when all of them wait."""
    before = commit._waiting.qsize()
    brought = [threads.submit(commit.add, number) for number in numbers]
    wait_until(lambda: commit._waiting.qsize() == before + len(numbers))
    return brought


def wait_until(true: Callable[[], bool]) -> None:
    ticks = threading.Event()
    for _ in range(PATIENCE * 1000):
        if true():
            return
        ticks.wait(0.001)
    pytest.fail("it never came true")


def test_what_comes_while_one_writes_is_written_together() -> None:
    slow = Slow()
    commit = GroupCommit(slow.write)
    with ThreadPoolExecutor(8) as threads:
        first = threads.submit(commit.add, 1)
        assert slow.reached.acquire(timeout=PATIENCE)
        others = bring(threads, commit, 2, 3, 4)
        assert not first.done()
        slow.go_on.release()
        first.result(PATIENCE)
        assert slow.reached.acquire(timeout=PATIENCE)
        assert not any(other.done() for other in others)
        slow.go_on.release()
        for other in others:
            other.result(PATIENCE)

    assert slow.written == [[1], [2, 3, 4]]


def test_those_who_were_written_for_together_share_what_went_wrong() -> None:
    slow = Slow()
    commit = GroupCommit(slow.write)
    with ThreadPoolExecutor(8) as threads:
        first = threads.submit(commit.add, 1)
        assert slow.reached.acquire(timeout=PATIENCE)
        unlucky = bring(threads, commit, 12, 13)
        slow.go_on.release(2)
        first.result(PATIENCE)
        for one in unlucky:
            with pytest.raises(ValueError, match="13"):
                one.result(PATIENCE)

    slow.go_on.release()
    commit.add(14)
    assert slow.written == [[1], [14]]


def test_many_threads_lose_nothing_and_repeat_nothing() -> None:
    written: list[int] = []
    commit = GroupCommit(written.extend)
    with ThreadPoolExecutor(10) as threads:
        list(threads.map(commit.add, range(5000)))

    assert sorted(written) == list(range(5000))


def test_where_no_thread_could_be_started_the_next_who_comes_starts_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written: list[int] = []
    commit = GroupCommit[int](written.extend)

    def cannot(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", cannot)
        with pytest.raises(RuntimeError, match="can't start"):
            commit.add(1)
    next_one = threading.Thread(target=commit.add, args=(2,), daemon=True)
    next_one.start()
    next_one.join(PATIENCE)

    assert written == [2]


def test_the_thread_that_writes_ends_when_nothing_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_commit, "REST", 0.001)
    written: list[int] = []
    commit = GroupCommit[int](written.extend)

    for number in range(300):  # some come just when it ends
        commit.add(number)
        threading.Event().wait(number % 3 / 1000)

    assert written == list(range(300))
    wait_until(lambda: "group-commit" not in {thread.name for thread in threading.enumerate()})
