"""`collab digest` and `collab deliver`, as typed, towards a local Slack."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.domain.schedules import Schedule
from storage.database import Database
from tests.collab import Collab, running_collab
from tests.logging_state import logging_restored

MONDAY = "2031-11-24T09:00"  # long after everything that these tests do
PATIENCE = 60  # seconds; a process of its own takes a while to start on a busy machine

Shell = Callable[..., Result]


@pytest.fixture
def collab(database: Database) -> Iterator[Collab]:
    with running_collab(database) as running:
        yield running


@pytest.fixture
def environment(collab: Collab, database_url: str) -> dict[str, str]:
    return {
        "DATABASE_URL": database_url,
        "SLACK_BOT_TOKEN": collab.slack.bot_token,
        "SLACK_API_URL": collab.slack.api_url,
        "COLLAB_LOG_LEVEL": "error",
    }


@pytest.fixture
def shell(environment: dict[str, str]) -> Shell:
    def type_(*words: str, **more: str) -> Result:
        with logging_restored():
            return CliRunner().invoke(app, words, env=environment | more)

    return type_


def subscribe(collab: Collab, channel: str = "housing") -> None:
    collab.services.digests.subscribe(
        collab.team,
        collab.slack.channel(channel).id,
        Schedule(),
        by="U0BEN",
        now=datetime(2031, 11, 20, tzinfo=UTC),
    )


def share(collab: Collab, title: str, **wanted: Any) -> None:
    collab.slack.clock.move_to(datetime(2031, 11, 21, tzinfo=UTC))
    collab.has(title, **wanted)


def test_a_preview_prints_every_channels_digest_and_sends_nothing(collab: Collab, shell: Shell) -> None:
    subscribe(collab)
    subscribe(collab, "planning")
    collab.services.digests.pause(collab.team, "C0PLANNING")
    share(collab, "Damp & <mould>", themes=("housing-and-homelessness",), looking_for="a pilot")

    said = shell("digest", "preview", "--now", MONDAY)

    assert said.exit_code == 0
    assert said.output == (
        "C0HOUSING: due on Monday 24 November at 9am\n"
        "  Housing and homelessness\n"
        "    Damp & <mould> (new, seeking)\n"
        "C0PLANNING: paused\n"
        "  Housing and homelessness\n"
        "    Damp & <mould> (new, seeking)\n"
    )
    assert collab.slack.posted("housing") == []


def test_a_preview_of_a_quiet_week_says_so(collab: Collab, shell: Shell) -> None:
    assert shell("digest", "preview").output == "No channel has a digest.\n"

    subscribe(collab)
    assert "Nothing is new, so nothing would be posted." in shell("digest", "preview", "--now", MONDAY).output


def test_what_is_due_at_a_moment_is_sent_once(collab: Collab, shell: Shell) -> None:
    subscribe(collab)
    share(collab, "Damp reports")

    early = shell("digest", "send-due", "--now", "2031-11-24T08:59")
    sent = shell("digest", "send-due", "--now", MONDAY)
    again = shell("digest", "send-due", "--now", MONDAY)

    assert early.output == again.output == "Digests due: 0.\nMessages delivered: 0.\n"
    assert sent.output == "Digests due: 1.\nMessages delivered: 1.\n"
    [digest] = collab.slack.posted("housing")
    assert "Damp reports" in digest.words


@pytest.mark.parametrize(
    ("now", "due"),
    [
        pytest.param("2031-06-23T08:30", 0, id="half past eight in London"),
        pytest.param("2031-06-23T09:00", 1, id="nine in London"),
        pytest.param("2031-06-23T08:00Z", 1, id="nine in London, said in UTC"),
    ],
)
def test_a_moment_without_a_time_zone_is_a_local_one(
    collab: Collab, shell: Shell, now: str, due: int
) -> None:
    june = datetime(2031, 6, 20, tzinfo=UTC)
    collab.services.digests.subscribe(collab.team, "C0HOUSING", Schedule(), by="U0BEN", now=june)
    collab.slack.clock.move_to(june)
    collab.has("Damp reports")

    assert f"Digests due: {due}." in shell("digest", "send-due", "--now", now).output


def test_a_moment_that_is_none_is_refused_in_words(shell: Shell) -> None:
    said = shell("digest", "preview", "--now", "Monday")

    assert said.exit_code == 2
    assert "“Monday” is no moment" in said.output


def test_delivering_once_sends_what_is_owed(collab: Collab, shell: Shell) -> None:
    copy(collab)

    assert shell("deliver", "--once").output == "Messages delivered: 1.\n"
    assert shell("deliver", "--once").output == "Messages delivered: 0.\n"
    assert len(collab.slack.posted("housing")) == 1


def test_delivering_goes_on_until_it_is_stopped(collab: Collab, environment: dict[str, str]) -> None:
    """As a process of its own, which finds what was owed after it started."""
    process = subprocess.Popen([sys.executable, "-m", "bot", "deliver"], env=os.environ | environment)
    try:
        copy(collab, request="V1")
        collab.slack.wait_for(lambda: len(collab.slack.posted("housing")) == 1, PATIENCE)
        copy(collab, request="V2")
        collab.slack.wait_for(lambda: len(collab.slack.posted("housing")) == 2, PATIENCE)
    finally:
        process.send_signal(signal.SIGTERM)
        left = process.wait(timeout=PATIENCE)

    assert left == 0


def copy(collab: Collab, request: str = "V1") -> None:
    item = collab.has("Damp reports")
    collab.services.interests.copy(
        collab.team,
        item.id,
        channel_id="C0HOUSING",
        by="U0BEN",
        note="",
        request=request,
        now=collab.slack.clock.now(),
    )
