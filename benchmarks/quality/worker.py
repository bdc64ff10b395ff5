"""One engine over one set, in a process of its own: what it answers, how quickly, and how much memory it takes.

Run as a module it is that process: it reads a job, and says how far it is and what came out, each a line of JSON.
"""

import ctypes
import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.memory import megabytes
from benchmarks.quality import sets
from benchmarks.quality.engines import ENTRIES, OURS, Known, Place
from benchmarks.quality.sets import EvalSet, Question

_WARMING = 3  # questions that are asked before any is timed


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An engine's name and a set: a folder, `council`, or a number of made-up items. `most` questions, 0 is all.

    `quick`: what was embedded in an earlier run is not embedded again, so times mean little.
    """

    engine: str
    set: str
    most: int = 0
    url: str = ""
    quick: bool = False

    def loaded(self) -> EvalSet:
        """The set."""
        if self.set.isdigit():
            return sets.made_up(int(self.set))
        return sets.council() if self.set == sets.COUNCIL else sets.read(Path(self.set))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The answers, in the order of the questions; the seconds of each; those of indexing; and what it all added."""

    answers: list[list[str]]
    times: list[float]
    indexing: float
    megabytes: float


def some(questions: Sequence[Question], most: int) -> Sequence[Question]:
    """So many of the questions, spread over all of them; 0 is all."""
    return questions[:: max(1, len(questions) // most)][:most] if most else questions


def run(job: Job, step: Callable[[float], object]) -> Outcome:
    """Do a job in a process of its own. `step` is told of documents and questions that are done.

    Raises:
        RuntimeError: the process failed, with what it said.
    """
    command = [sys.executable, "-m", __name__, json.dumps(asdict(job))]
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as said,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, text=True) as process,  # noqa: S603 - ourselves
    ):
        assert process.stdout
        outcome = None
        for line in process.stdout:
            told = json.loads(line)
            if "steps" in told:
                step(told["steps"])
            else:
                outcome = Outcome(**told)
        if process.wait() or outcome is None:
            said.seek(0)
            raise RuntimeError(f"{job.engine} failed over {job.set}:\n{said.read()}")
    return outcome


def work(job: Job, step: Callable[[float], object]) -> Outcome:
    """Do a job in this process. What is loaded before the engine is not counted as its memory."""
    one = job.loaded()
    entry = ENTRIES[job.engine]
    entry.load()
    with tempfile.TemporaryDirectory(prefix="collab-bench-search-", ignore_cleanup_errors=True) as folder:
        before = _settled_megabytes()
        engine = entry.opened(
            Place(folder=Path(folder), url=job.url, known=_known(job), made_up=job.set.isdigit())
        )
        start = time.perf_counter()
        engine.index(one.documents, step)
        indexing = time.perf_counter() - start
        asked = some(one.questions, job.most)
        for question in asked[:_WARMING]:
            engine.ask(question.text)
        answers, times = [], []
        for question in asked:
            start = time.perf_counter()
            answers.append(engine.ask(question.text))
            times.append(time.perf_counter() - start)
            step(1)
        added = _settled_megabytes() - before
    return Outcome(answers=answers, times=times, indexing=indexing, megabytes=added)


def _known(job: Job) -> Known:
    """Only Collab, whose indexing is timed, embeds every document anew."""
    if job.quick:
        return Known.QUESTIONS_TOO
    return Known.NOTHING if job.engine == OURS else Known.DOCUMENTS


def _settled_megabytes() -> float:
    """What this process holds, once what it let go of is given back."""
    gc.collect()
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "malloc_trim"):
        libc.malloc_trim(0)
    return megabytes()


def _tell(told: object) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    _tell(asdict(work(Job(**json.loads(sys.argv[1])), step=lambda steps: _tell({"steps": steps}))))
