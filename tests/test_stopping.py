"""A process that is told to stop finishes what it has in hand, within ten seconds, and ends well."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.domain.notices import NoticeState
from bot.use_cases import Options, build_services
from playground import Playground
from storage import schema
from storage.database import Database
from tests.collab import MANIFEST
from tests.factories import content

PATIENCE = 60
WITHIN = 10.0  # seconds
SLOW, HANGING = 3.0, 600.0

TEAM = "T0SAMPLE"


@pytest.fixture
def slack() -> Iterator[Playground]:
    with Playground.start(MANIFEST) as running:
        running.patience = PATIENCE
        yield running
        assert running.refusals == []


@pytest.fixture
def url(tmp_path: Path, sqlite_template: Path) -> str:
    where = f"sqlite:///{tmp_path}/collab.db"
    schema.upgrade(where)
    return where


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = Database.connect(url)
    yield opened
    opened.close()


@contextmanager
def running(slack: Playground, url: str, cwd: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`collab run`, which answers."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "COLLAB_"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=cwd,
        env=plain
        | {
            "DATABASE_URL": url,
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "COLLAB_EMBEDDING_MODEL": "none",
            "PYTHONPATH": str(MANIFEST.parent),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        slack.wait_for_app(PATIENCE)
        yield process
    finally:
        process.kill()
        process.wait(PATIENCE)


def stopped(process: subprocess.Popen[bytes]) -> float:
    """How many seconds it takes to end well when it is told to."""
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    return time.monotonic() - began


def in_hand(slack: Playground) -> None:
    """Wait until the call that is to be slow is under way."""
    slack.wait_for(lambda: not slack.faults._armed and slack.calls_in_hand > 0)


def owes_a_card(slack: Playground, database: Database) -> None:
    services = build_services(database, Options(embedding_model="none"))
    item = services.items.share(TEAM, "U0AMIRA", content(title="Missed bins"), now=slack.clock.now())
    services.interests.copy(
        TEAM,
        item.id,
        channel_id=slack.channel("housing").id,
        by="U0BEN",
        note="",
        request="1",
        now=slack.clock.now(),
    )


def states(database: Database) -> list[NoticeState]:
    with database.reading(TEAM) as tx:
        return list(tx.notices.states().values())


def test_an_answer_in_hand_is_given_and_slack_is_told(
    slack: Playground, url: str, database: Database, tmp_path: Path
) -> None:
    with running(slack, url, tmp_path) as process:
        slack.faults.arm("slow", method="chat.postMessage", seconds=SLOW)
        slack.set_ack_seconds(SLOW * 2)
        message = slack.person("ben").posts("@collab find bins", "general")
        in_hand(slack)

        assert stopped(process) < WITHIN

    assert len(message.thread) == 1
    (ack,) = [one for one in slack.acks if one.name == "app_mention"]
    assert ack.seconds < SLOW * 2, "Slack need not send it again"


def test_a_message_in_hand_is_delivered_and_noted(
    slack: Playground, url: str, database: Database, tmp_path: Path
) -> None:
    slack.faults.arm("slow", method="chat.postMessage", seconds=SLOW)
    with running(slack, url, tmp_path) as process:
        owes_a_card(slack, database)
        in_hand(slack)

        assert stopped(process) < WITHIN

    assert states(database) == [NoticeState.SENT]
    assert len(slack.posted("housing")) == 1


def test_what_hangs_is_left_to_the_next(
    slack: Playground, url: str, database: Database, tmp_path: Path
) -> None:
    """Slack never answers the call, so nobody knows what became of it; the question comes again, and is looked for."""
    slack.faults.arm("slow", method="chat.postMessage", seconds=HANGING)
    with running(slack, url, tmp_path) as process:
        message = slack.person("ben").posts("@collab find bins", "general")
        in_hand(slack)
        assert stopped(process) < WITHIN

    assert message.thread == []
    slack.set_retry_scale(0.8)  # it was in hand, and nobody else takes it for 45 seconds
    with running(slack, url, tmp_path):
        slack.wait_for(lambda: message.thread)
    assert len(message.thread) == 1
