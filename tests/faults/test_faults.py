"""The fault suite in its short form. `make test-faults` runs 300 seeds on each database: see docs/reliability.md."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.databases import copied
from tests.faults.nursery import Nursery
from tests.faults.plans import PROCESSES, plan_of
from tests.faults.running import run

SEEDS = (1, 2, 3, 4)
UNTIL_BROKEN = range(1, 9)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_slack_shows_is_what_the_database_says_whatever_went_wrong(
    seed: int, database_url: str, nursery: Nursery, tmp_path: Path
) -> None:
    outcome = run(plan_of(seed), database="", url=database_url, nursery=nursery, folder=tmp_path)

    assert outcome.differences == [], "\n".join(plan_of(seed).lines())
    assert outcome.counts["killed"] >= PROCESSES
    assert outcome.counts["messages"] > 10
    assert outcome.counts["acknowledged"] > 10


def test_without_the_look_for_the_key_in_metadata_messages_come_twice(
    sqlite_template: Path, nursery: Nursery, tmp_path: Path
) -> None:
    found = _differences("without-metadata-check", sqlite_template, nursery, tmp_path)

    assert any("is in Slack 2 times" in one for one in found)


def _differences(sabotage: str, template: Path, nursery: Nursery, folder: Path) -> Iterator[str]:
    """What differs when Collab is broken so, seed after seed."""
    for seed in UNTIL_BROKEN:
        with copied(f"sqlite:///{template}", folder) as url:
            plan = plan_of(seed)
            yield from run(
                plan, database="", url=url, nursery=nursery, folder=folder, sabotage=[sabotage]
            ).differences


def test_a_seed_always_makes_the_same_plan() -> None:
    assert plan_of(7) == plan_of(7)
    assert plan_of(7) != plan_of(8)
    assert any("kill" in line for line in plan_of(7).lines())
