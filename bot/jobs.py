"""What happens by the clock: APScheduler says when, a service does it.

What is due stands in the database, so any number of processes may tick, and a tick that came too late misses nothing.
"""

import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from types import MappingProxyType
from typing import Any, Protocol

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from bot.domain.clock import Clock
from bot.services.digests import Digests
from bot.services.embeddings import Embeddings
from bot.services.housekeeping import Housekeeping
from storage.database import Database

TICK = timedelta(seconds=20)
CLEAN_UP = timedelta(days=1)
EMBED = timedelta(seconds=2)  # after all that waited was done


class WritesDue(Protocol):
    """Something that falls due by the clock."""

    def write_due(self, workspace: str, *, now: datetime) -> int:
        """Owe a workspace what is due now; answers how many notices that are."""


log = structlog.get_logger(__name__)


class Jobs:
    """The scheduled work of one process."""

    def __init__(
        self,
        database: Database,
        digests: Digests,
        *,
        clock: Clock,
        wake: Callable[[], None] = lambda: None,
        embeddings: Embeddings | None = None,
        others: Mapping[str, WritesDue] = MappingProxyType({}),
    ) -> None:
        """`wake` tells delivery that something is owed; `others` write what else is due, by name."""
        self._database = database
        self._others = {"digests": digests, **others}
        self._housekeeping = Housekeeping(database)
        self._clock = clock
        self._wake = wake
        self._embeddings = embeddings
        self._stopping = threading.Event()
        self._embedding = threading.Thread(target=self._embed_until_stopped, name="embedding", daemon=True)
        self._scheduler = BackgroundScheduler(timezone=UTC)

    def start(self) -> None:
        """Begin at once, so that what fell due while no process ran goes out now."""
        self._every(TICK, self.tick)
        self._every(CLEAN_UP, self.clean_up)
        self._scheduler.start()
        if self._embeddings:
            self._embedding.start()

    def stop(self) -> None:
        """Let what runs come to its end, and begin nothing more."""
        self._stopping.set()
        self._scheduler.shutdown(wait=True)
        if self._embedding.is_alive():
            self._embedding.join()

    def tick(self) -> None:
        """Do what is due now, by our clock. Trouble in one workspace holds up no other."""
        for name, due in self._others.items():
            self._for_each_workspace(name, partial(self._write_due, name, due))
        self._wake()

    def embed(self) -> None:
        """Give the items their vectors that wait for one."""
        self._for_each_workspace("embedding", self._embed)

    def clean_up(self) -> None:
        """Forget what is old enough."""
        self._for_each_workspace("housekeeping", self._forget_old)

    def _write_due(self, name: str, due: WritesDue, workspace: str) -> None:
        if written := due.write_due(workspace, now=self._clock()):
            log.info("due", what=name, workspace=workspace, notices=written)

    def _embed_until_stopped(self) -> None:
        while not self._stopping.is_set():
            self.embed()
            self._stopping.wait(EMBED.total_seconds())

    def _embed(self, workspace: str) -> None:
        if self._embeddings and (
            made := self._embeddings.embed_waiting(workspace, clock=self._clock, stop=self._stopping.is_set)
        ):
            log.info("items are embedded", workspace=workspace, items=made)

    def _forget_old(self, workspace: str) -> None:
        self._housekeeping.forget_old(workspace, now=self._clock())

    def _for_each_workspace(self, job: str, do: Callable[[str], None]) -> None:
        try:
            for workspace in self._database.workspaces():
                _carefully(job, workspace, do)
        except Exception:
            log.exception("job broke", job=job)

    def _every(self, span: timedelta, job: Callable[[], Any]) -> None:
        self._scheduler.add_job(
            job,
            "interval",
            seconds=span.total_seconds(),
            next_run_time=datetime.now(UTC),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )


def _carefully(job: str, workspace: str, do: Callable[[str], None]) -> None:
    try:
        do(workspace)
    except Exception:
        log.exception("job broke", job=job, workspace=workspace)
