"""The three processes of a run: started, killed, and started again when they end by themselves."""

import socket
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

from playground import Playground
from tests.faults.life import Life
from tests.faults.nursery import Nursery


class Processes:
    """Whoever looks after a Collab would do the same: what ends is started again."""

    def __init__(self, nursery: Nursery, lives: Sequence[Life]) -> None:
        self._nursery = nursery
        self._lives = lives
        self._pids: list[int | None] = [None] * len(lives)
        self.counts: Counter[str] = Counter()

    @property
    def port(self) -> int:
        """Where Collab answers over HTTP; 0 when it does not."""
        return max(life.port for life in self._lives)

    def start(self, which: int) -> None:
        """Start one, unless it runs."""
        if self._pids[which] is None:
            self._pids[which] = self._nursery.start(self._lives[which])
            self.counts["started"] += 1

    def kill(self, which: int) -> bool:
        """Kill one with SIGKILL; answers whether it ran."""
        pid, self._pids[which] = self._pids[which], None
        if pid is None:
            return False
        self._nursery.kill(pid)
        self.counts["killed"] += 1
        return True

    def start_all(self) -> None:
        """Start those that do not run."""
        for which in range(len(self._lives)):
            self.start(which)

    def kill_all(self) -> None:
        """Kill those that run."""
        for which in range(len(self._lives)):
            self.kill(which)

    def mind(self) -> None:
        """Start again what ended by itself."""
        for pid in self._nursery.gone():
            if pid in self._pids:
                which = self._pids.index(pid)
                self._pids[which] = None
                self.counts["ended by themselves"] += 1
                self.start(which)

    def answer(self, slack: Playground) -> bool:
        """Whether all that are to answer Slack can be reached."""
        self.mind()
        sockets = sum(life.kind == "run" for life in self._lives)
        return slack.connections >= sockets and (not self.port or _is_open(self.port))


def _is_open(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
