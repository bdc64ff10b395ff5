"""`make test-faults`: run after run, each from a seed that is printed; then the numbers, into docs/reliability.md."""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

from bot.commands.progress import bar
from tests.faults.databases import BOTH, templates
from tests.faults.nursery import ROOT
from tests.faults.page import table, write
from tests.faults.plans import plan_of
from tests.faults.running import Outcome
from tests.faults.sabotage import SABOTAGES
from tests.faults.several import outcomes_of

RESULTS = ROOT / ".faults"
FULL = range(1, 301)
JOBS = 2 * (os.cpu_count() or 1)  # most of a run is waiting


def main() -> None:
    """Run them, say what came of it, and fail when one failed."""
    wanted = _arguments()
    console = Console(highlight=False, soft_wrap=True)
    RESULTS.mkdir(exist_ok=True)
    name = "sabotaged" if wanted.sabotage else "results" if wanted.seeds == list(FULL) else "some"
    results = RESULTS / f"{name}.jsonl"
    known = _read(results) if wanted.resume else []
    results.write_text("".join(json.dumps(one.written()) + "\n" for one in known), encoding="utf-8")
    passed = {(one.seed, one.database) for one in known}
    todo = [(s, d) for s in wanted.seeds for d in wanted.databases if (s, d) not in passed]
    outcomes, started = known, time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="collab-faults-", ignore_cleanup_errors=True) as folder,
        templates(Path(folder), wanted.databases) as urls,
        bar("Faults", len(todo), "run", console, plain_step=10) as moved_to,
    ):
        for done, outcome in enumerate(
            outcomes_of(todo, urls, wanted.jobs, tuple(wanted.sabotage), keep=RESULTS), start=1
        ):
            outcomes.append(outcome)
            with results.open("a", encoding="utf-8") as file:
                file.write(json.dumps(outcome.written()) + "\n")
            _tell(console, outcome)
            moved_to(done)
    console.print(f"\n{len(todo)} runs in {time.monotonic() - started:.0f} s.")
    console.print(table(outcomes))
    if not wanted.sabotage and {(s, d) for s in FULL for d in BOTH} <= {
        (o.seed, o.database) for o in outcomes
    }:
        write(outcomes)
    sys.exit(any(one.differences for one in outcomes))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--seeds", type=_seeds, default=list(FULL), help="such as 7 or 1-300 or 3,9,20-29")
    parser.add_argument(
        "--database", dest="databases", action="append", choices=BOTH, help="one of them only"
    )
    parser.add_argument("--jobs", type=int, default=JOBS, help="runs at a time")
    parser.add_argument(
        "--sabotage", action="append", choices=sorted(SABOTAGES), default=[], help="break it so"
    )
    parser.add_argument("--resume", action="store_true", help="keep the runs that passed the last time")
    wanted = parser.parse_args()
    wanted.databases = wanted.databases or list(BOTH)
    return wanted


def _seeds(said: str) -> list[int]:
    seeds: list[int] = []
    for part in said.split(","):
        first, _, last = part.partition("-")
        seeds += range(int(first), int(last or first) + 1)
    return seeds


def _read(results: Path) -> list[Outcome]:
    """The runs that passed."""
    if not results.exists():
        return []
    found = [Outcome(**json.loads(line)) for line in results.read_text(encoding="utf-8").splitlines()]
    return [one for one in found if not one.differences]


def _tell(console: Console, outcome: Outcome) -> None:
    words = "differs" if outcome.differences else "ok"
    console.print(f"seed {outcome.seed} {outcome.database} {words} ({outcome.seconds:.1f} s)", markup=False)
    if outcome.differences:
        for line in (*plan_of(outcome.seed).lines(), *outcome.differences):
            console.print(f"    {line}", markup=False)
        console.print(f"    Again: make test-faults SEEDS={outcome.seed}", markup=False)


if __name__ == "__main__":
    main()
