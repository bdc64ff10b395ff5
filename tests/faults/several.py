"""Several runs at a time, each in a process of its own."""

import multiprocessing
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from bot import logs
from tests.faults.databases import copied
from tests.faults.nursery import Nursery
from tests.faults.plans import plan_of
from tests.faults.running import Outcome, run

_nurseries: list[Nursery] = []


def outcomes_of(
    todo: Sequence[tuple[int, str]],
    templates: Mapping[str, str],
    jobs: int,
    sabotage: tuple[str, ...],
    *,
    keep: Path,
) -> Iterator[Outcome]:
    """The outcome of each seed on each database, as they come. What a failed run leaves behind is kept."""
    # Not forked: who asks has threads by now.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=fresh, initializer=_begin) as pool:
        tasks = [pool.submit(_one, *task, templates[task[1]], sabotage, keep) for task in todo]
        for one in as_completed(tasks):
            yield one.result()


def _begin() -> None:
    logs.configure(level="critical")
    _nurseries.append(Nursery())


def _one(seed: int, database: str, template: str, sabotage: tuple[str, ...], keep: Path) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="collab-fault-") as name:
        folder = Path(name)
        with copied(template, folder) as url:
            outcome = run(
                plan_of(seed),
                database=database,
                url=url,
                nursery=_nurseries[0],
                folder=folder,
                sabotage=sabotage,
            )
            if outcome.differences and not sabotage:
                shutil.copytree(folder, keep / f"failed-{database}-{seed}", dirs_exist_ok=True)
    return outcome
