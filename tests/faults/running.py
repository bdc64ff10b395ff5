"""One run: trouble for a few seconds, then peace, then a look at what is left."""

import json
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bot.manifest import EVENTS_PATH
from playground import Playground
from playground.signed_http import SignedHttp
from tests.collab import MANIFEST
from tests.faults.clock import SharedClock
from tests.faults.comparing import differences
from tests.faults.fate import Fate
from tests.faults.life import Life
from tests.faults.nursery import Nursery
from tests.faults.people import People
from tests.faults.plans import LASTS, Plan
from tests.faults.postman import Postman
from tests.faults.processes import Processes, free_port
from tests.faults.promises import broken
from tests.faults.settling import NotSettled, Settling
from tests.faults.world import World, begun

PATIENCE = 1.0  # people's
ACK_SECONDS = 1.0
FIRST_START = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a run; `differences` is empty when all is well."""

    seed: int
    database: str
    differences: list[str]
    counts: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    def written(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)


def run(
    plan: Plan, *, database: str, url: str, nursery: Nursery, folder: Path, sabotage: Sequence[str] = ()
) -> Outcome:
    """Carry out a plan over an empty, migrated database at `url`. Logs of the processes stay in the folder."""
    started = time.monotonic()
    counts: Counter[str] = Counter()
    try:
        with Playground.start(MANIFEST) as slack, _world(plan, slack, url, folder) as world:
            processes = Processes(nursery, _lives(plan, slack, url, folder, tuple(sabotage)))
            try:
                found = _trouble_and_peace(plan, world, processes, folder, counts)
            finally:
                processes.kill_all()
                counts.update(processes.counts)
    except Exception:  # noqa: BLE001 - whatever it is, this run failed, and the next one begins
        found = [traceback.format_exc()]
    return Outcome(
        seed=plan.seed,
        database=database,
        differences=found,
        counts=dict(counts),
        seconds=time.monotonic() - started,
    )


@contextmanager
def _world(plan: Plan, slack: Playground, url: str, folder: Path) -> Iterator[World]:
    world = begun(slack, SharedClock.create(folder / "clock"), url, plan.begins)
    try:
        yield world
    finally:
        world.database.close()


def _seen(world: World, postman: Postman) -> Iterator[str]:
    """Every message, then everything that Slack sent, for whoever looks into a failure."""
    for channel in world.slack.workspace.channels.values():
        for one in channel.messages.values():
            yield f"{channel.name or channel.id} {one.ts} in {one.thread_ts} by {one.user}: {one.text} {one.metadata}"
    for sent in postman.sent:
        body, again = sent.payload.body, sent.payload.retry_num
        yield f"{'had' if sent.acknowledged else 'not had'}, attempt {again or 0}: {json.dumps(body)}"


def _trouble_and_peace(
    plan: Plan, world: World, processes: Processes, folder: Path, counts: Counter[str]
) -> list[str]:
    slack = world.slack
    slack.patience = PATIENCE
    slack.set_ack_seconds(ACK_SECONDS)
    postman = _postman(plan, slack, processes)
    fate, people, settling = Fate(world, processes), People(world), Settling(world, processes, postman)
    processes.start_all()
    slack.diary.wait_for(lambda: processes.answer(slack), FIRST_START)
    begin = time.monotonic()
    acting = [people.act(plan.by_the_way, begin), people.act(plan.with_care, begin)]
    fate.strike(plan.blows, begin, until=begin + LASTS)
    for thread in acting:
        thread.join()
    found: list[str] = []
    try:
        settling.heal(fate)
        settling.until_quiet()
        settling.reconciled()
    except NotSettled as error:
        found.append(str(error))
    found += differences(world)
    found += broken(world, people.told, postman)
    found += [f"Slack refused {one}" for one in slack.refusals if one.error != "is_archived"]
    if found:
        (folder / "slack.txt").write_text("\n".join(_seen(world, postman)), encoding="utf-8")
    counts.update(fate.counts)
    counts.update(slack.faults.struck)
    counts["things people did"] += people.done
    counts["messages"] += sum(1 for _ in world.signed())
    counts["sent by Slack"] += len(postman.sent)
    counts["acknowledged"] += sum(one.acknowledged for one in postman.sent)
    counts["calls"] += len(slack.calls)
    counts["steps of the clock"] += settling.steps
    return found


def _postman(plan: Plan, slack: Playground, processes: Processes) -> Postman:
    way = slack._delivery.transport
    if plan.over_http:
        port = processes.port
        way = SignedHttp(slack._loop, f"http://127.0.0.1:{port}{EVENTS_PATH}", slack.signing_secret)
    postman = Postman(way)
    slack._use(postman)
    return postman


def _lives(plan: Plan, slack: Playground, url: str, folder: Path, sabotage: tuple[str, ...]) -> list[Life]:
    return [
        Life(
            kind=kind,
            database=url,
            api_url=slack.api_url,
            bot_token=slack.bot_token,
            app_token=slack.app_token,
            signing_secret=slack.signing_secret,
            clock=str(folder / "clock"),
            log=str(folder / f"{number} {kind}.log"),
            port=free_port() if kind == "web" else 0,
            sabotage=sabotage,
        )
        for number, kind in enumerate(plan.kinds)
    ]
