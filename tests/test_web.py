"""The HTTP face: Slack calls it with a signature, and whoever runs it asks how it is."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.serving import make_server

from bot.manifest import EVENTS_PATH
from bot.web import create_app
from playground import Playground
from storage import schema
from tests.collab import MANIFEST
from tests.logging_state import logging_restored


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
