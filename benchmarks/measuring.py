"""The whole run: fill, ask, react, start; everything in turns, so that ratios hold on a machine that others use."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from slack_bolt import App

from benchmarks.apps import collab, nothing
from benchmarks.databases import POSTGRESQL, SQLITE, databases, settle, version
from benchmarks.figures import Times
from benchmarks.filling import fill
from benchmarks.finding import Found, RawQuery, time_finds
from benchmarks.queries import QUERIES
from benchmarks.reacting import expected_votes, post_cards, time_reactions, votes
from benchmarks.slack import Slack
from benchmarks.starting import Started, start
from storage.database import Database

NOTHING = "Nothing"  # the app that does nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much is measured."""

    sizes: Sequence[int] = (1_000, 10_000, 100_000)
    rounds: int = 2
    events: int = 400
    event_rounds: int = 21
    starts: int = 3

    @property
    def steps(self) -> int:
        """How many steps the progress bar has."""
        asked = len(self.sizes) * (self.rounds + 1) * len(QUERIES)
        return 2 * self.sizes[-1] // 100 + asked + (self.event_rounds + 1) * 3 + self.starts


QUICK = Extent(sizes=(200, 400), rounds=1, events=20, event_rounds=1, starts=1)


@dataclass(slots=True)
class Measured:
    """What came out."""

    versions: dict[str, str] = field(default_factory=dict)
    finds: dict[int, Mapping[str, Found]] = field(default_factory=dict)
    raw: dict[int, Times] = field(default_factory=dict)
    imports: dict[str, float] = field(default_factory=dict)
    reactions: Mapping[str, list[float]] = field(default_factory=dict)
    starts: list[Started] = field(default_factory=list)


def measure(folder: Path, extent: Extent, *, step: Callable[[float], None]) -> Measured:
    """Measure everything. `step` moves the progress bar on."""
    measured = Measured()
    with Slack() as slack, databases(folder) as urls:
        opened = {name: Database.connect(url) for name, url in urls.items()}
        measured.versions = {name: version(database) for name, database in opened.items()}
        apps = {NOTHING: nothing(slack), **{name: collab(slack, one) for name, one in opened.items()}}
        have = 0
        for size in extent.sizes:
            for name, database in opened.items():
                measured.imports[name] = fill(
                    database, have=have, want=size, step=lambda rows: step(rows / 100)
                )
                settle(database)
            have = size
            raw = RawQuery(opened[SQLITE])
            measured.finds[size] = time_finds(
                apps, slack, rounds=extent.rounds, also=raw, step=lambda: step(1)
            )
            measured.raw[size] = raw.times
            if size == extent.sizes[0]:
                measured.reactions = _reactions(apps, opened, extent, step)
            if size == extent.sizes[min(1, len(extent.sizes) - 1)]:
                measured.starts = [_started(urls[SQLITE], step) for _ in range(extent.starts)]
        for database in opened.values():
            database.close()
    return measured


def _reactions(
    apps: Mapping[str, App], opened: Mapping[str, Database], extent: Extent, step: Callable[[float], None]
) -> dict[str, list[float]]:
    for database in opened.values():
        post_cards(database)
    rates = time_reactions(
        apps,
        rounds=extent.event_rounds,
        each=extent.events,
        step=lambda: step(1),
    )
    wanted = expected_votes(rounds=extent.event_rounds, each=extent.events)
    for name in (SQLITE, POSTGRESQL):
        assert votes(opened[name]) == wanted, f"{name} lost votes"
    return rates


def _started(url: str, step: Callable[[float], None]) -> Started:
    started = start(url)
    step(1)
    return started
