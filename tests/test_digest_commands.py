"""`collab digest` and `collab deliver`, as typed, towards a local Slack."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.request import urlopen

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


def unboxed(output: str) -> str:
    """What an error says, without the box that it stands in."""
    return " ".join(output.replace("│", " ").split())


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


def test_a_preview_shows_everybodys_digest_and_sends_nothing(collab: Collab, shell: Shell) -> None:
    subscribe(collab)
    subscribe(collab, "planning")
    collab.services.digests.pause(collab.team, "C0PLANNING")
    share(collab, "Damp & <mould>", themes=("housing-and-homelessness",), looking_for="a pilot")

    said = shell("digest", "preview", "--at", MONDAY)

    assert said.exit_code == 0
    assert "C0HOUSING: due on Monday 24 November at 9am\n" in said.output
    assert "C0PLANNING: paused\n" in said.output
    assert said.output.count("  Damp & <mould>\n") == 2  # as people read it, in both
    assert said.output.count("Looking for: a pilot") == 2
    assert "[Details]" in said.output
    assert "*" not in said.output
    assert collab.slack.posted("housing") == []


@pytest.mark.parametrize("who", ["@ben", "@Ben Okafor", "U0BEN", "@U0BEN"])
def test_a_preview_for_a_person(collab: Collab, shell: Shell, who: str) -> None:
    share(collab, "Damp reports")
    own = collab.services.digests
    own.subscribe(
        collab.team, "U0BEN", Schedule(weekday=2), by="U0BEN", now=datetime(2031, 11, 20, tzinfo=UTC)
    )
    subscribe(collab)

    said = shell("digest", "preview", "--for", who, "--at", MONDAY)

    assert said.exit_code == 0, said.output
    assert "U0BEN: due on Wednesday 26 November at 9am\n" in said.output
    assert "Damp reports" in said.output
    assert "C0HOUSING" not in said.output


@pytest.mark.parametrize("where", ["#housing", "#Housing", "C0HOUSING", "#leads"])
def test_a_preview_for_a_channel_that_has_none_yet_is_of_the_first(
    collab: Collab, shell: Shell, where: str
) -> None:
    collab.slack.person("ben").types("/invite @collab", "leads", answer=False)  # it is private
    share(collab, "Damp reports")

    said = shell("digest", "preview", "--for", where, "--at", MONDAY)

    assert said.exit_code == 0, said.output
    assert "has no digest; this would be the first" in said.output
    assert "Damp reports" in said.output


@pytest.mark.parametrize(
    ("words", "why"),
    [
        pytest.param(["--for", "housing"], "“housing” is neither a person nor a channel.", id="no sign"),
        pytest.param(["--for", "@"], "“@” is neither a person nor a channel.", id="no name"),
        pytest.param(["--for", "@nobody"], "Slack knows no @nobody", id="nobody"),
        pytest.param(["--for", "#nowhere"], "Slack knows no #nowhere", id="nowhere"),
        pytest.param(["--at", "Monday"], "“Monday” is no moment. Try 2026-11-23T09:00.", id="no moment"),
        pytest.param(
            ["--for", "@ben", "--workspace", "T0NONE"], "no workspace T0NONE", id="no such workspace"
        ),
    ],
)
def test_what_cannot_be_shown_is_said_in_words(
    collab: Collab, shell: Shell, words: list[str], why: str
) -> None:
    share(collab, "Damp reports")

    said = shell("digest", "preview", *words)

    assert said.exit_code == 2
    assert why in unboxed(said.output)


def test_a_name_in_capitals_is_no_id(collab: Collab, shell: Shell) -> None:
    share(collab, "Damp reports")

    said = shell("digest", "preview", "--for", "@CERYS", "--at", MONDAY)

    assert said.exit_code == 0, said.output
    assert "U0CERYS: has no digest" in said.output


def test_without_a_token_only_ids_are_known(collab: Collab, shell: Shell) -> None:
    share(collab, "Damp reports")

    by_name = shell("digest", "preview", "--for", "@ben", SLACK_BOT_TOKEN="")
    by_id = shell("digest", "preview", "--for", "U0BEN", "--at", MONDAY, SLACK_BOT_TOKEN="")

    assert by_name.exit_code == 2
    assert "without SLACK_BOT_TOKEN I do not know who @ben is" in unboxed(by_name.output)
    assert "Damp reports" in by_id.output


def test_a_slack_that_does_not_answer_is_said_in_words(collab: Collab, shell: Shell) -> None:
    share(collab, "Damp reports")
    collab.slack.faults.arm("rate_limited", method="users.list")

    said = shell("digest", "preview", "--for", "@ben")

    assert said.exit_code == 2
    assert "Slack does not say who @ben is: ratelimited" in unboxed(said.output)


def test_two_of_one_name_are_told_apart_by_their_ids(collab: Collab, shell: Shell) -> None:
    share(collab, "Damp reports")
    ben, cerys = (collab.slack.workspace.people[one] for one in ("U0BEN", "U0CERYS"))
    collab.slack.workspace.people["U0CERYS"] = replace(cerys, real_name=ben.real_name)

    said = shell("digest", "preview", "--for", f"@{ben.real_name}")

    assert said.exit_code == 2
    assert "Give one of the ids: U0BEN, U0CERYS." in unboxed(said.output)


def test_a_preview_of_a_quiet_week_says_so(collab: Collab, shell: Shell) -> None:
    assert shell("digest", "preview").output == "Nobody has a digest.\n"

    subscribe(collab)
    assert "Nothing is new, so nothing would be sent." in shell("digest", "preview", "--at", MONDAY).output


def test_a_preview_in_the_playground(collab: Collab, environment: dict[str, str]) -> None:
    """As a process of its own, which runs until it is stopped."""
    subscribe(collab)
    share(collab, "Damp reports")
    words = [sys.executable, "-m", "bot", "digest", "preview", "--playground", "--at", MONDAY]
    own = os.environ | environment | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(words, env=own, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            (url,) = re.findall(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
            with urlopen(f"{url}/page/messages?user=U0BEN&channel=C0GENERAL") as page:
                shown = json.load(page)["messages"]
        finally:
            process.send_signal(signal.SIGTERM)
            left = process.wait(timeout=PATIENCE)

    assert left == 0
    assert [one["text"].partition(" since")[0] for one in shown[-2:]] == [
        "C0HOUSING: due on Monday 24 November at 9am",
        "New on Collab",
    ]
    assert "Damp reports" in shown[-1]["text"]
    assert collab.slack.posted("housing") == []


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


def test_what_is_due_to_people_is_sent_too(collab: Collab, shell: Shell) -> None:
    collab.services.digests.subscribe(
        collab.team, "U0BEN", Schedule(), by="U0BEN", now=datetime(2031, 11, 20, tzinfo=UTC)
    )
    share(collab, "Damp reports")

    assert "Digests due: 1." in shell("digest", "send-due", "--now", MONDAY).output
    assert "Damp reports" in collab.slack.person("ben").inbox[-1].words


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
