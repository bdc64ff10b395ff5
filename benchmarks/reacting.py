"""Reactions a second: events handed to an app by as many threads as Socket Mode uses."""

import itertools
import random
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from slack_bolt import App

from benchmarks.apps import dispatched, reaction
from benchmarks.slack import TEAM
from bot.domain.votes import Tally
from bot.use_cases import Options
from storage.database import Database

THREADS = 8  # Socket Mode's adapter has 10 for all there is to do
CHANNEL = "C0GENERAL"
_MESSAGES = 200  # cards that are voted on
_MEMBERS = 500


def post_cards(database: Database) -> None:
    """Note messages that show items: reactions to them are votes."""
    with database.transaction(TEAM) as tx:
        for number, item in enumerate(tx.items.all(limit=_MESSAGES)):
            tx.postings.add(channel_id=CHANNEL, message_ts=_ts(number), item_id=item.id)


def time_reactions(
    apps: Mapping[str, App], *, rounds: int, each: int, step: Callable[[], None]
) -> dict[str, list[float]]:
    """Events a second of each app in turn, as many times as there are rounds, after one that warms up."""
    rates: dict[str, list[float]] = {name: [] for name in apps}
    numbers = itertools.count(time.time_ns())
    with ThreadPoolExecutor(THREADS) as threads:
        for round_ in range(rounds + 1):
            events = _events(each, seed=round_)
            for name, app in apps.items():
                rate = _rate(app, threads, [reaction(next(numbers), **event) for event in events])
                if round_:
                    rates[name].append(rate)
                step()
    return rates


def votes(database: Database) -> int:
    """How many votes there are."""
    with database.reading(TEAM) as tx:
        items = [item.id for item in tx.items.all(limit=_MESSAGES)]
        tallies: Mapping[int, Tally] = tx.votes.tallies(items, emoji=Options().vote_emoji)
        return sum(tally.total for tally in tallies.values())


def expected_votes(*, rounds: int, each: int) -> int:
    """How many there must be after `time_reactions`: a member votes once with each emoji."""
    return len(
        {tuple(event.values()) for round_ in range(rounds + 1) for event in _events(each, seed=round_)}
    )


def _rate(app: App, threads: ThreadPoolExecutor, payloads: Sequence[dict[str, Any]]) -> float:
    start = time.perf_counter()
    last = max(threads.map(lambda payload: dispatched(app, payload), payloads, chunksize=1))
    return len(payloads) / (last - start)


def _events(each: int, *, seed: int) -> list[dict[str, str]]:
    chance = random.Random(seed)
    return [
        {
            "channel": CHANNEL,
            "ts": _ts(chance.randrange(_MESSAGES)),
            "member": f"U{chance.randrange(_MEMBERS):06d}",
            "emoji": chance.choice(Options().vote_emoji),
        }
        for _ in range(each)
    ]


def _ts(number: int) -> str:
    return f"1790000000.{number:06d}"
