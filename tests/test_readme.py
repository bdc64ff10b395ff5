"""The README's way into a workspace, line by line, into the playground's."""

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from bot.settings import HINTS
from playground import Playground

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SOCKET_STEPS, HTTP_STEPS = (
    [line.strip() for line in block.strip().splitlines()]
    for block in re.findall(r"run by tests/test_readme\.py\. -->\n +```sh\n(.*?)```", README, re.DOTALL)
)
PATIENCE = 30.0


class Terminal:
    """Somebody's terminal in a folder with a `.env`, made from the example as the README says."""

    def __init__(self, folder: Path, **filled_in: str) -> None:
        self._folder = folder
        environment = {name: value for name, value in os.environ.items() if name not in HINTS}
        self._environment = environment | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        example = (ROOT / ".env.example").read_text(encoding="utf-8")
        for name, value in filled_in.items():
            example, found = re.subn(rf"^#?{name}=.*$", f"{name}={value}", example, flags=re.MULTILINE)
            assert found == 1
        (folder / ".env").write_text(example, encoding="utf-8")

    def types(self, line: str) -> str:
        """Run a command to its end; answers what it printed."""
        done = subprocess.run(
            shlex.split(line),
            cwd=self._folder,
            env=self._environment,
            timeout=PATIENCE,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @contextmanager
    def keeps_running(self, line: str) -> Iterator[None]:
        """Run a command until the end of the block; then stop it, as Ctrl+C and systemd do."""
        log = self._folder / f"{shlex.split(line)[0]}-{abs(hash(line))}.log"
        with (
            log.open("w") as out,
            subprocess.Popen(
                shlex.split(line),
                cwd=self._folder,
                env=self._environment,
                stdout=out,
                stderr=subprocess.STDOUT,
            ) as process,
        ):
            try:
                yield
                process.send_signal(signal.SIGTERM)
                assert process.wait(PATIENCE) == 0, log.read_text(encoding="utf-8")
            finally:
                process.kill()


@pytest.fixture
def slack() -> Iterator[Playground]:
    with Playground.start(ROOT / "manifest.yml") as playground:
        playground.patience = PATIENCE
        yield playground


def test_over_a_socket(slack: Playground, tmp_path: Path) -> None:
    terminal = Terminal(
        tmp_path,
        SLACK_BOT_TOKEN=slack.bot_token,
        SLACK_APP_TOKEN=slack.app_token,
        SLACK_API_URL=slack.api_url,
    )
    upgrade, doctor, run = SOCKET_STEPS

    terminal.types(upgrade)
    found = terminal.types(doctor)
    with terminal.keeps_running(run):
        slack.wait_for_app()
        answer = slack.person("ben").types("/collab find housing repairs").words

    assert found == shown_by_the_doctor(found)
    assert "Nothing found for “housing repairs”" in answer


def test_over_http_with_a_clock(slack: Playground, tmp_path: Path, database_url: str) -> None:
    terminal = Terminal(
        tmp_path,
        SLACK_BOT_TOKEN=slack.bot_token,
        SLACK_SIGNING_SECRET=slack.signing_secret,
        SLACK_API_URL=slack.api_url,
        DATABASE_URL=database_url,
        PORT=str(port := free_port()),
    )
    shutil.copy(ROOT / "gunicorn.conf.py", tmp_path)
    serve, clock = HTTP_STEPS
    here = f"127.0.0.1:{port}"

    with terminal.keeps_running(serve), terminal.keeps_running(clock):
        wait_until_well(f"http://{here}/health")
        slack.deliver_over_http(f"http://{here}/slack/events")
        form = slack.person("ben").types("/collab share problem Damp and mould").view
        form.fill(summary="Reports have doubled.").submit()
        slack.person("cerys").types("/collab find mould").click("I’m interested").view.fill(
            hope="We have it too."
        ).submit()
        told = slack.wait_for(lambda: slack.person("ben").inbox)

    assert "@cerys is interested in your problem" in told[-1].words


def shown_by_the_doctor(found: str) -> str:
    """What docs/running.md shows, at the time that was found."""
    page = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```text\n(✓.*?)```", page, re.DOTALL)
    (now,) = re.findall(r"it is (\d\d:\d\d on \w+)\.", found)
    return re.sub(r"it is \d\d:\d\d on \w+\.", f"it is {now}.", shown)


def wait_until_well(url: str) -> None:
    """Wait until the server says so. (Not in `slack.wait_for`: the server asks Slack something when it starts.)"""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(url, timeout=PATIENCE) as answer:
                assert answer.status == 200
                return
        except OSError:
            assert time.monotonic() < end, "it did not start"
            time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
