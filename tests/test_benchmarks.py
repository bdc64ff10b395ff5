"""The bench works: a small run prints every table, with figures in it. How large they are is not for a test."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_a_small_run_measures_everything() -> None:
    page = (ROOT / "docs" / "performance.md").read_bytes()

    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=250,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    for expected in (
        "Acknowledged after dispatch",
        "Collab on SQLite",
        "Collab on PostgreSQL",
        "the FTS5 query alone",
        "a Bolt app that does",
        "rows a second",
        "memory when ready",
    ):
        assert expected in done.stdout
    assert re.search(r"Ready after start\s+│ 2 s\s+│ [1-9\d.]+ s", done.stdout)
    assert (ROOT / "docs" / "performance.md").read_bytes() == page, "a quick run writes nothing"
