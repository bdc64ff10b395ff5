"""The whole run: every engine over every set, and how good the answers were."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from statistics import mean

from benchmarks.figures import Times
from benchmarks.quality.engines import ENTRIES, OURS, POSTGRESQL
from benchmarks.quality.measures import ndcg, recall
from benchmarks.quality.sets import EvalSet, Question
from benchmarks.quality.worker import Job, Outcome, run, some


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """How an engine did over a set. `kinds` holds nDCG@10 by how questions are put."""

    ndcg: float
    recall: float
    kinds: Mapping[str, float]
    times: Times
    indexing: float
    megabytes: float


@dataclass(slots=True)
class Compared:
    """What came out: by the name of a set and an engine, and by a number of made-up items and an engine.

    `differ` counts the questions of a set that PostgreSQL answers otherwise than SQLite.
    """

    sets: dict[str, EvalSet] = field(default_factory=dict)
    scores: dict[str, dict[str, Scored]] = field(default_factory=dict)
    speeds: dict[int, dict[str, Outcome]] = field(default_factory=dict)
    differ: dict[str, int] = field(default_factory=dict)


def jobs_of(
    sets: Iterable[str],
    sizes: Iterable[int],
    engines: Sequence[str],
    *,
    most: int = 0,
    quick: bool = False,
    database: Callable[[str], str] | None = None,
) -> list[Job]:
    """What there is to do. `database` makes an empty one of a name in PostgreSQL; without it, that is left out."""
    wanted = [
        *(Job(engine=engine, set=one, most=most, quick=quick) for one in sets for engine in engines),
        *(
            Job(engine=engine, set=str(size), most=most, quick=quick)
            for size in sizes
            for engine in engines
            if size <= ENTRIES[engine].largest and not ENTRIES[engine].reference
        ),
    ]
    ready = []
    for number, job in enumerate(wanted):
        if job.engine != POSTGRESQL:
            ready.append(job)
        elif database:
            ready.append(replace(job, url=database(f"bench{number}")))
    return ready


def steps_of(jobs: Iterable[Job], sets: Mapping[str, EvalSet]) -> int:
    """How many steps the progress bar has: the documents and questions of all jobs."""
    total = 0
    for job in jobs:
        if job.set in sets:
            one = sets[job.set]
            total += len(one.documents) + len(some(one.questions, job.most))
        else:
            total += int(job.set)
    return total


def compare(
    jobs: Sequence[Job],
    sets: Mapping[str, EvalSet],
    *,
    at_once: int = 1,
    step: Callable[[float], object],
) -> Compared:
    """Do every job, so many at once; `sets` holds those that they name, but for the made-up ones.

    Raises:
        RuntimeError: a job failed.
    """
    compared = Compared()
    with ThreadPoolExecutor(at_once) as threads:
        outcomes = list(threads.map(partial(run, step=step), jobs))
    answers: dict[tuple[str, str], list[list[str]]] = {}
    for job, outcome in zip(jobs, outcomes, strict=True):
        if job.set not in sets:
            compared.speeds.setdefault(int(job.set), {})[job.engine] = outcome
            continue
        asked = some(sets[job.set].questions, job.most)
        one = replace(sets[job.set], questions=tuple(asked))
        compared.sets[one.name] = one
        compared.scores.setdefault(one.name, {})[job.engine] = scored(asked, outcome)
        answers[one.name, job.engine] = outcome.answers
    for name in compared.sets:
        if (name, OURS) in answers and (name, POSTGRESQL) in answers:
            pairs = zip(answers[name, OURS], answers[name, POSTGRESQL], strict=True)
            compared.differ[name] = sum(here != there for here, there in pairs)
    return compared


def scored(questions: Sequence[Question], outcome: Outcome) -> Scored:
    """How good the answers to some questions are: the mean over the questions."""
    pairs = list(zip(questions, outcome.answers, strict=True))
    kinds: dict[str, list[float]] = {}
    for question, answer in pairs:
        kinds.setdefault(question.kind, []).append(ndcg(answer, question.relevant))
    return Scored(
        ndcg=mean(value for values in kinds.values() for value in values),
        recall=mean(recall(answer, question.relevant) for question, answer in pairs),
        kinds={kind: mean(values) for kind, values in kinds.items() if kind},
        times=Times(outcome.times),
        indexing=outcome.indexing,
        megabytes=outcome.megabytes,
    )
