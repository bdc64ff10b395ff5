"""`/collab find`, from dispatch to the acknowledgement and to the reply; and the raw full-text query alone."""

import json
import sqlite3
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from slack_bolt import App

from benchmarks.apps import command, dispatched
from benchmarks.figures import Times
from benchmarks.queries import QUERIES
from benchmarks.slack import TEAM, Slack
from bot.domain.clock import system_clock
from bot.search.query import parse
from bot.search.text import stems
from storage.database import Database

_PAUSE = 0.002  # seconds: the worker ends its call to Slack before the next thing is timed
_CANDIDATES = 100  # rows asked of the raw query: as many as a search shows


@dataclass(frozen=True, slots=True)
class Found:
    """Times of one app."""

    ack: Times = field(default_factory=Times)
    reply: Times = field(default_factory=Times)


def time_finds(
    apps: Mapping[str, App],
    slack: Slack,
    *,
    rounds: int,
    also: Callable[[str], None],
    step: Callable[[], None],
) -> dict[str, Found]:
    """Ask every app every question in turn, so that whatever else the machine does, it does to all.

    `also` is given each question, in turn with the apps. The first round warms up and is not timed.
    """
    found = {name: Found() for name in apps}
    for round_ in range(rounds + 1):
        for query in QUERIES:
            also(query)
            for name, app in apps.items():
                ack, reply = _find(app, slack, query)
                if round_:
                    found[name].ack.taken.append(ack)
                    found[name].reply.taken.append(reply)
            step()
    return found


def _find(app: App, slack: Slack, query: str) -> tuple[float, float]:
    payload = command(f"find {query}", slack.response_url)
    start = time.perf_counter()
    acked = dispatched(app, payload)
    reply = slack.reply()
    said = json.loads(reply.body)
    assert said["text"] == "hello" or said["blocks"], said  # an apology has no blocks
    time.sleep(_PAUSE)
    return acked - start, reply.at - start


class RawQuery:
    """What SQLite's full-text search (FTS5) takes for the same words by itself: any of them, the best first."""

    def __init__(self, database: Database) -> None:
        self.times = Times()
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE VIRTUAL TABLE items USING fts5(title, summary, tags, body)")
        with database.reading(TEAM) as tx:
            self._connection.executemany(
                "INSERT INTO items (rowid, title, summary, tags, body) VALUES (?, ?, ?, ?, ?)",
                (
                    (item_id, text.title, text.summary, text.tags, text.body)
                    for _, item_id, text in tx.texts.since(0)
                    if text
                ),
            )

    def __call__(self, query: str) -> None:
        """Time one question. One without words is passed over."""
        asked = parse(query, member_id="U0ASKS", now=system_clock())
        wanted = " OR ".join(f'"{stem}"' for stem in stems(asked.text).split())
        if not wanted:
            return
        start = time.perf_counter()
        self._connection.execute(
            "SELECT rowid FROM items WHERE items MATCH ? ORDER BY rank LIMIT ?", (wanted, _CANDIDATES)
        ).fetchall()
        self.times.taken.append(time.perf_counter() - start)
