"""What happens in one run: all of it is chosen from the seed before anything starts."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

LASTS = 3.0  # seconds of trouble
PROCESSES = 3
BEGINS = datetime(2031, 11, 17, tzinfo=UTC)
"""A Monday after every day on which this may be run: the playground's people have spoken before."""

DIGESTS_DUE = "monday 09:00"
ARCHIVED = "show-and-tell"

Doing = Literal["vote", "reply", "ask", "copy", "share", "interest", "decide", "write", "lead"]
BY_THE_WAY: tuple[Doing, ...] = (*("vote",) * 5, *("copy",) * 4, "reply", "ask")
"""What people do without waiting for an answer: mostly they vote."""
WITH_CARE: tuple[Doing, ...] = ("share", "interest", "interest", "decide", "decide", "write", "lead")
"""What people wait for."""
_METHODS = (
    *("chat.postMessage",) * 6,
    *("chat.update",) * 2,
    "chat.postEphemeral",
    *("conversations.open",) * 2,
    "conversations.info",
    "conversations.history",
    "conversations.replies",
    "reactions.get",
    "views.open",
    "views.update",
    "response_url",
    "*",  # mostly it hits a process that starts
)
_CALLS = ("drop_after", "drop_after", "drop_before", "rate_limited", "server_error", "slow", "slow_answer")
_EVENTS = ("duplicate", "late", "reorder")
_SOCKETS = ("abort", "disconnect")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that somebody does; `pick` and `pick_too` are between 0 and 1 and choose what with."""

    at: float
    who: int
    do: Doing
    pick: float
    pick_too: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Blow:
    """Something that goes wrong, `at` so many seconds from the start.

    `kill` ends process `which`, which comes back after `rests` seconds; `kill_after_post` does so when Slack has the
    next message and has not said so yet. `outage` ends all three; until they come back it has become `until`, as the
    playground's clock takes it, or so many `seconds` later. `archive` is what somebody does to a channel. Whatever else
    is a fault of the playground's.
    """

    at: float
    what: str
    which: int = 0
    rests: float = 0.0
    until: str = ""
    target: str = "*"
    times: int = 1
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One run. `kinds` says what the three processes are: see `tests.faults.life.Life`."""

    seed: int
    kinds: tuple[str, ...]
    begins: datetime
    by_the_way: tuple[Act, ...]
    with_care: tuple[Act, ...]
    blows: tuple[Blow, ...]

    @property
    def over_http(self) -> bool:
        """Whether Slack reaches Collab over signed HTTP rather than Socket Mode."""
        return "web" in self.kinds

    def lines(self) -> Iterator[str]:
        """It in words, for whoever looks into a failure."""
        yield f"seed {self.seed}: {', '.join(self.kinds)}, from {self.begins:%A %-d %B %Y at %H:%M} UTC"
        all_of_it: list[Act | Blow] = [*self.by_the_way, *self.with_care, *self.blows]
        for each in sorted(all_of_it, key=lambda one: one.at):
            yield f"{each.at:6.3f} s  {_words(each)}"


def plan_of(seed: int) -> Plan:
    """The plan that belongs to a seed, always the same."""
    chance = random.Random(seed)
    return Plan(
        seed=seed,
        kinds=chance.choice((("run", "run", "clock"), ("run", "run", "run"), ("web", "clock", "clock"))),
        begins=BEGINS + timedelta(days=chance.randrange(4), hours=10 + 8 * chance.random()),
        by_the_way=tuple(_acts(chance, BY_THE_WAY, chance.randint(25, 45))),
        with_care=tuple(_acts(chance, WITH_CARE, chance.randint(10, 16))),
        blows=tuple(sorted(_blows(chance), key=lambda one: one.at)),
    )


def _acts(chance: random.Random, doings: Sequence[Doing], many: int) -> Iterator[Act]:
    for at in sorted(chance.uniform(0, LASTS) for _ in range(many)):
        yield Act(
            at=round(at, 3),
            who=chance.randrange(10),
            do=chance.choice(doings),
            pick=chance.random(),
            pick_too=chance.random(),
        )


def _blows(chance: random.Random) -> Iterator[Blow]:
    def at(first: float = 0.0, last: float = LASTS) -> float:
        return round(chance.uniform(first, last), 3)

    for _ in range(chance.randint(2, 5)):
        what = chance.choice(("kill", "kill_after_post"))
        yield Blow(at=at(), what=what, which=chance.randrange(PROCESSES), rests=at(0, 0.6))
    # All is down until Monday at nine: the digests are due, and written by all who come back at once.
    yield Blow(at=at(0.8, 2.4), what="outage", until=DIGESTS_DUE, rests=at(0, 0.2))
    if chance.random() < 0.5:
        span = chance.choice((20, 61, 90, 400))
        yield Blow(at=at(), what="outage", seconds=span, rests=at(0, 0.2))
    for _ in range(chance.randint(8, 16)):
        yield Blow(
            at=round(LASTS * chance.random() ** 2, 3),  # early: it strikes the next call of its method
            what=chance.choice(_CALLS),
            target=chance.choice(_METHODS),
            times=chance.randint(1, 3),
            seconds=at(0.05, 0.5),
        )
    for _ in range(chance.randint(3, 8)):
        what = chance.choice(_EVENTS)
        yield Blow(at=at(), what=what, times=chance.randint(1, 3), seconds=at(0.05, 0.6))
    if chance.random() < 0.6:
        yield Blow(at=at(), what=chance.choice(_SOCKETS))
    if chance.random() < 0.3:
        yield Blow(at=at(), what="archive", target=ARCHIVED)


def _words(each: Act | Blow) -> str:
    if isinstance(each, Act):
        return f"person {each.who}: {each.do} ({each.pick:.3f}, {each.pick_too:.3f})"
    match each.what:
        case "kill" | "kill_after_post":
            return f"{each.what} process {each.which}, back after {each.rests} s"
        case "outage":
            return f"outage until {each.until or f'{each.seconds} s later'}, back after {each.rests} s"
        case "archive":
            return f"somebody archives #{each.target}"
    return f"{each.what} of {each.target}, {each.times} times, {each.seconds} s"
