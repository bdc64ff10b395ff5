"""How the engines compare, as tables: on the terminal, and in docs/performance.md."""

import sqlite3
from collections.abc import Sequence
from importlib import metadata

from benchmarks.figures import Times, milliseconds
from benchmarks.pages import Table, markdown, met, today_on_this, write_between
from benchmarks.quality.engines import ENTRIES, OURS, POSTGRESQL
from benchmarks.quality.running import Compared, Scored

BEGIN, END = "<!-- search: written by make bench-search -->", "<!-- end of search -->"
LEADS = {"council": 0.1, "covidfaq": 0.1}
"""By how much we mean to lead where questions are people's own; elsewhere, just to lead."""

SPEEDS = {10_000: 0.015, 100_000: 0.050}
"""Seconds that half of all questions may take at most, by how many items there are."""

_PACKAGES = ("bm25s", "tantivy", "Whoosh-Reloaded", "onnxruntime")
_AND_TIMES = ("p50 ms", "p99 ms", "memory MB", "indexing s")


def tables(compared: Compared) -> list[Table]:
    """Every table: its heading, its columns, its rows."""
    made = [_aims(compared)] if _others(compared) else []
    made += [_set(compared, name) for name in compared.sets]
    made += [_kinds(compared, name) for name in compared.sets if _kinds_of(compared, name)]
    made += [_speeds(compared)] if compared.speeds else []
    made += [_same(compared)] if compared.differ else []
    return made


def quick_tables(compared: Compared) -> list[Table]:
    """How good the answers are, and no times: nDCG@10 by set, and by kind of question."""
    names = list(compared.sets)
    rows = [
        (ENTRIES[engine].title, *(f"{compared.scores[name][engine].ndcg:.4f}" for name in names))
        for engine in compared.scores[names[0]]
    ]
    kinds = [_kinds(compared, name) for name in names if _kinds_of(compared, name)]
    return [("nDCG@10", ("engine", *names), [*rows]), *kinds]


def write(compared: Compared) -> None:
    """Put the tables into the page, between their own marks."""
    write_between(BEGIN, END, [today_on_this(versions()), *map(markdown, tables(compared))])


def versions() -> dict[str, str]:
    """The version of every engine."""
    return {"SQLite": sqlite3.sqlite_version} | {name: metadata.version(name) for name in _PACKAGES}


def _others(compared: Compared) -> bool:
    """Whether somebody is there to be compared with."""
    return all(OURS in scores and _rivals(scores) for scores in compared.scores.values())


def _rivals(scores: dict[str, Scored]) -> dict[str, Scored]:
    return {name: one for name, one in scores.items() if not (ENTRIES[name].ours or ENTRIES[name].reference)}


def _aims(compared: Compared) -> Table:
    rows: list[Sequence[str]] = []
    for name, scores in compared.scores.items():
        rivals = _rivals(scores)
        best = max(rivals, key=lambda rival: rivals[rival].ndcg)
        lead = scores[OURS].ndcg / rivals[best].ndcg - 1
        aim = LEADS.get(name, 0.0)
        rows.append(
            (
                f"nDCG@10 on {name}, more than the best other ({ENTRIES[best].title}, {rivals[best].ndcg:.3f})",
                f"{aim:+.0%}" if aim else "more than 0%",
                f"{lead:+.1%}",
                met(lead >= aim and lead > 0),
            )
        )
    for size, aim in SPEEDS.items():
        if OURS in compared.speeds.get(size, {}):
            median = Times(compared.speeds[size][OURS].times).median
            rows.append(
                (
                    f"Find in {size:,} items, embedding included, median",
                    f"{aim * 1000:.0f} ms",
                    f"{milliseconds(median)} ms",
                    met(median <= aim),
                )
            )
    return "What we aim at in search", ("what", "aim", "measured", ""), rows


def _set(compared: Compared, name: str) -> Table:
    one = compared.sets[name]
    rows = [
        (
            ENTRIES[engine].title,
            f"{scored.ndcg:.3f}",
            f"{scored.recall:.3f}",
            *(milliseconds(scored.times.percentile(share)) for share in (50, 99)),
            f"{scored.megabytes:.0f}",
            f"{scored.indexing:.1f}" if _embeds_all(engine) else "",
        )
        for engine, scored in compared.scores[name].items()
    ]
    heading = f"{name}: {len(one.documents):,} documents, {len(one.questions):,} questions"
    return heading, ("engine", "nDCG@10", "recall@10", *_AND_TIMES), [*rows]


def _kinds(compared: Compared, name: str) -> Table:
    kinds = _kinds_of(compared, name)
    rows = [
        (ENTRIES[engine].title, *(f"{scored.kinds[kind]:.3f}" for kind in kinds))
        for engine, scored in compared.scores[name].items()
    ]
    asked = [question.kind for question in compared.sets[name].questions]
    columns = [f"{kind} ({asked.count(kind)})" for kind in kinds]
    return f"{name}: nDCG@10 by how the question is put", ("engine", *columns), [*rows]


def _kinds_of(compared: Compared, name: str) -> list[str]:
    return list(next(iter(compared.scores[name].values())).kinds)


def _speeds(compared: Compared) -> Table:
    rows = [
        (
            f"{size:,}",
            ENTRIES[engine].title,
            *(milliseconds(Times(outcome.times).percentile(share)) for share in (50, 99)),
            f"{outcome.megabytes:.0f}",
            f"{outcome.indexing:.1f}" if not ENTRIES[engine].embeds else "",
        )
        for size, outcomes in compared.speeds.items()
        for engine, outcome in outcomes.items()
    ]
    return "A question over many made-up items", ("items", "engine", *_AND_TIMES), [*rows]


def _same(compared: Compared) -> Table:
    rows = []
    for name, differ in compared.differ.items():
        scores = compared.scores[name]
        apart = scores[POSTGRESQL].ndcg - scores[OURS].ndcg
        asked = len(scores[OURS].times.taken)
        rows.append((name, f"{apart:+.4f}", f"{differ:,} of {asked:,}"))
    columns = ("set", "nDCG@10, PostgreSQL less SQLite", "first ten not in the same order")
    return "The same answers on both databases", columns, [*rows]


def _embeds_all(engine: str) -> bool:
    """Whether the time of indexing tells: the others reuse vectors that are made already."""
    return engine == OURS or not ENTRIES[engine].embeds
