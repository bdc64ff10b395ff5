"""How long a process takes until it can answer, and how much memory it has then and later.

Run as a module it is that process: it says when it is ready, answers some questions, and says how large it grew.
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass

from benchmarks.apps import collab
from benchmarks.finding import time_finds
from benchmarks.memory import megabytes
from benchmarks.slack import Slack
from storage.database import Database


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
        ready = float(process.stdout.readline())
        seconds = time.perf_counter() - begun
        later = float(process.stdout.readline())
    assert process.returncode == 0
    return Started(seconds=seconds, megabytes=ready, megabytes_later=later)


if __name__ == "__main__":
    with Slack() as slack:
        database = Database.connect(sys.argv[1])
        app = collab(slack, database)
        print(megabytes(), flush=True)
        time_finds({"collab": app}, slack, rounds=1, also=lambda _query: None, step=lambda: None)
        print(megabytes(), flush=True)
        database.close()
