"""The HTTP face: Slack calls it with a signature, and whoever runs it asks how it is."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.serving import make_server

from bot.domain.notices import TOO_OLD, NewNotice, NoticeKind
from bot.manifest import EVENTS_PATH
from bot.web import create_app
from playground import Playground
from storage import schema
from storage.database import Database
from tests.collab import MANIFEST
from tests.logging_state import logging_restored

HOUR = timedelta(hours=1)


@pytest.fixture
def slack() -> Iterator[Playground]:
    with Playground.start(MANIFEST) as playground:
        yield playground
        assert playground.refusals == []


@pytest.fixture
def web(
    slack: Playground, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Flask]:
    monkeypatch.chdir(tmp_path)  # no .env of this machine's
    for name, value in {
        "DATABASE_URL": database_url.replace("+psycopg", ""),
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
    }.items():
        monkeypatch.setenv(name, value)
    with logging_restored():
        app = create_app()
        yield app
        app.extensions["collab"].close()


def test_a_command_is_answered_over_signed_http(slack: Playground, web: Flask) -> None:
    server = make_server("127.0.0.1", 0, web, threaded=True)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    try:
        slack.deliver_over_http(f"http://127.0.0.1:{server.server_port}{EVENTS_PATH}")
        assert "Nothing found" in slack.person("ben").types("/collab find zeppelins").words
        slack.settle()
    finally:
        server.shutdown()
        serving.join()
        server.server_close()


def test_a_request_that_slack_did_not_sign_is_turned_away(web: Flask) -> None:
    answer = web.test_client().post(EVENTS_PATH, data={"command": "/collab", "text": "find bins"})

    assert answer.status_code == 401


def test_it_says_that_it_is_well(web: Flask) -> None:
    answer = web.test_client().get("/health")

    assert (answer.status_code, answer.json) == (200, {"ok": True})


def test_it_says_that_its_tables_are_behind(web: Flask, database_url: str) -> None:
    schema.downgrade(database_url, "base")

    answer = web.test_client().get("/health")

    assert (answer.status_code, answer.json) == (503, {"ok": False, "database": "not up to date"})


def test_it_counts_messages_for_whoever_runs_it(web: Flask) -> None:
    database: Database = web.extensions["collab"]
    now = datetime.now(UTC)
    with database.transaction("T1") as tx:
        for number, kind in enumerate([NoticeKind.CARD, NoticeKind.CARD, NoticeKind.DIGEST]):
            tx.notices.add(
                NewNotice(kind=kind, key=str(number), recipient=f"C{number}", subject={}, due_at=now - HOUR)
            )
        card, other, digest = tx.notices.claim(now=now, lease=HOUR, limit=3)
        tx.notices.sent(card, channel_id="C0", message_ts="1.0", now=now)
        tx.notices.failed(other, error="is_archived", now=now)
        tx.notices.dropped(digest, now=now, error=TOO_OLD)
        tx.notices.add(
            NewNotice(kind=NoticeKind.CARD, key="3", recipient="C3", subject={}, due_at=now - HOUR)
        )

    answer = web.test_client().get("/metrics")

    assert answer.mimetype == "text/plain"
    lines = answer.text.splitlines()
    assert 'collab_notices{kind="card",outcome="sent"} 1' in lines
    assert 'collab_notices{kind="card",outcome="failed"} 1' in lines
    assert 'collab_notices{kind="card",outcome="pending"} 1' in lines
    assert 'collab_notices{kind="digest",outcome="too_old"} 1' in lines
    name, _, seconds = lines[-1].partition(" ")
    assert name == "collab_notices_waiting_seconds"
    assert HOUR.total_seconds() <= float(seconds) < HOUR.total_seconds() * 1.1
