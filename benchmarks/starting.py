"""How long a process takes until it can answer, and how much memory it has then and later.

Run as a module it is that process: it says when it is ready, answers some questions, and says how large it grew.
"""

import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.apps import collab
from benchmarks.finding import time_finds
from benchmarks.slack import Slack
from storage.database import Database

_MEGABYTE = 1024 * 1024
_STATM = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """Seconds until ready; megabytes then, and after questions to a database."""

    seconds: float
    megabytes: float
    megabytes_later: float


def start(url: str) -> Started:
    """Start a process over a database, and let it answer every question once or twice."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.starting", url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as process:  # noqa: S603 - ourselves
        assert process.stdout
        megabytes = float(process.stdout.readline())
        seconds = time.perf_counter() - begun
        later = float(process.stdout.readline())
    assert process.returncode == 0
    return Started(seconds=seconds, megabytes=megabytes, megabytes_later=later)


def _megabytes() -> float:
    """What this process holds in memory; where /proc cannot say, the most it ever held.

    On Linux that most begins with what the process that started it held.
    """
    if _STATM.exists():
        return int(_STATM.read_text().split()[1]) * resource.getpagesize() / _MEGABYTE
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / _MEGABYTE


if __name__ == "__main__":
    with Slack() as slack:
        database = Database.connect(sys.argv[1])
        app = collab(slack, database)
        print(_megabytes(), flush=True)
        time_finds({"collab": app}, slack, rounds=1, also=lambda _query: None, step=lambda: None)
        print(_megabytes(), flush=True)
        database.close()
