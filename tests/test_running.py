"""The processes that people start: they answer, and they stop when told."""

import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot.commands.process import told_to_stop, wait_for
from playground import Playground
from tests.collab import MANIFEST

PATIENCE = 60


@contextmanager
def started(*words: str, cwd: Path, env: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[str]]:
    """A `collab` command in a process of its own, which must have ended well when the context ends."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "COLLAB_"))}
    process = subprocess.Popen(
        [sys.executable, "-X", "faulthandler", "-m", "bot", *words],
        cwd=cwd,
        env=plain | {"PYTHONPATH": str(MANIFEST.parent), "PYTHONUNBUFFERED": "1"} | dict(env or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    watchdog = threading.Timer(PATIENCE, process.send_signal, [signal.SIGABRT])  # says where it hangs
    watchdog.start()
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=PATIENCE)
        watchdog.cancel()
    assert process.returncode == 0, rest


def line_with(process: subprocess.Popen[str], pattern: str) -> re.Match[str]:
    """The first line that a process prints with this in it."""
    assert process.stdout
    for line in process.stdout:
        if match := re.search(pattern, line):
            return match
    raise AssertionError(f"it ended without saying {pattern}")


def test_the_demo_starts_and_stops(tmp_path: Path) -> None:
    with started("demo", "--no-browser", "--port", "0", cwd=tmp_path) as demo:
        address = line_with(demo, r"http://127\.0\.0\.1:\d+").group()
        with urllib.request.urlopen(address) as page:
            assert "<title>" in page.read().decode()


def test_told_to_stop_while_it_starts_it_stops_when_it_has_started() -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        stop = told_to_stop()
        signal.raise_signal(signal.SIGTERM)
        assert stop.wait(PATIENCE)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_a_signal_that_does_not_wake_who_waits_is_heard_all_the_same() -> None:
    """What a signal sets just before the main thread begins to wait wakes nobody; so it looks by itself."""

    class Asleep(threading.Event):
        looked = 0

        def wait(self, timeout: float | None = None) -> bool:
            assert timeout, "nothing would ever wake it"
            self.looked += 1
            return self.looked > 1

    stop = Asleep()
    wait_for(stop)
    assert stop.looked == 2


def test_run_answers_a_workspace_over_socket_mode_and_stops(tmp_path: Path) -> None:
    with Playground.start(MANIFEST) as slack:
        env = {
            "DATABASE_URL": f"sqlite:///{tmp_path}/collab.db",
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
        }
        with started("db", "upgrade", cwd=tmp_path, env=env) as upgrade:
            line_with(upgrade, "The tables are at")
            upgrade.wait()
        with started("run", cwd=tmp_path, env=env) as run:
            line_with(run, r"\bready\b")
            assert "Nothing found" in slack.person("ben").types("/collab find zeppelins").words
            slack.settle()
        assert slack.refusals == []


def test_run_says_what_to_do_when_the_tables_are_missing(tmp_path: Path) -> None:
    with Playground.start(MANIFEST) as slack:
        env = os.environ | {
            "DATABASE_URL": f"sqlite:///{tmp_path}/collab.db",
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "PYTHONPATH": str(MANIFEST.parent),
        }
        done = subprocess.run(
            [sys.executable, "-m", "bot", "run"],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    assert done.returncode == 2
    assert "Run: collab db upgrade" in done.stderr
