"""Where processes are born: forked from one that has imported everything, which takes some ten milliseconds each.

`python -m tests.faults.nursery` reads orders as lines of JSON, and answers each with a line. When it ends, or is
killed, all that it started ends too.
"""

import gc
import json
import os
import signal
import subprocess
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.faults.life import Life, live, rehearse

ROOT = Path(__file__).parents[2]


class Nursery:
    """Starts and kills processes. Any thread may ask."""

    def __init__(self) -> None:
        settings = {
            name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "COLLAB_"))
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=settings,
            text=True,
        )
        self._lock = threading.Lock()

    def start(self, life: Life) -> int:
        """Start a process; answers its id."""
        return int(self._ask({"start": life.written()}))

    def kill(self, pid: int) -> None:
        """Kill a process, as `kill -9` does; return when it is gone."""
        self._ask({"kill": pid})

    def gone(self) -> list[int]:
        """The processes that ended by themselves since somebody asked last."""
        return list(self._ask({"gone": True}))

    def close(self) -> None:
        """Kill all that still run."""
        if self._process.stdin and self._process.stdout:
            self._process.stdin.close()
            self._process.wait(60)
            self._process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, order: dict[str, Any]) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        with self._lock:
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("the nursery is gone")
        return json.loads(answer)


class _Children:
    """The other end: one thread, so that forking is safe."""

    def __init__(self) -> None:
        self._alive: set[int] = set()
        self._watched, self._watching = os.pipe()

    def obey(self, order: dict[str, Any]) -> Any:
        match order:
            case {"start": written}:
                return self._start(Life.read(written))
            case {"kill": pid}:
                return self._kill(pid)
            case {"gone": _}:
                return self._gone()
        raise ValueError(order)

    def end(self) -> None:
        for pid in list(self._alive):
            self._kill(pid)

    def _start(self, life: Life) -> int:
        pid = os.fork()
        if pid == 0:
            self._be(life)
        self._alive.add(pid)
        return pid

    def _kill(self, pid: int) -> bool:
        if pid not in self._alive:
            return False
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        self._alive.discard(pid)
        return True

    def _gone(self) -> list[int]:
        found = [pid for pid in self._alive if os.waitpid(pid, os.WNOHANG)[0]]
        self._alive.difference_update(found)
        return found

    def _be(self, life: Life) -> None:
        """In the child: never return."""
        try:
            os.close(self._watching)
            nothing = os.open(os.devnull, os.O_RDWR)
            log = os.open(life.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            for old, new in ((nothing, 0), (log, 1), (log, 2)):
                os.dup2(old, new)
            threading.Thread(target=self._end_with_the_nursery, daemon=True).start()
            live(life)
        except BaseException:  # noqa: BLE001 - there is nobody above
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(1)

    def _end_with_the_nursery(self) -> None:
        os.read(self._watched, 1)
        os._exit(1)


def main() -> None:
    """Obey until nobody asks any more."""
    rehearse()
    children = _Children()
    gc.freeze()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(children.obey(json.loads(line))) + "\n")
        sys.stdout.flush()
    children.end()


if __name__ == "__main__":
    main()
