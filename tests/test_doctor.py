"""The doctor, in front of a Slack that answers as told."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from bot import doctor, manifest
from bot.doctor import Finding
from bot.domain.notices import NewNotice, NoticeKind
from bot.search.search import Search
from bot.services.items import Items
from bot.settings import Settings
from storage import schema
from storage.database import Database
from tests.factories import NOW, content

ANSWERS = {
    "auth.test": {"ok": True, "user": "collab", "team": "Councils (sample)"},
    "apps.connections.open": {"ok": True, "url": "wss://nowhere.example/"},
}


class Slack:
    """Says yes to everything, until a test changes an answer."""

    def __init__(self) -> None:
        self.answers: dict[str, dict[str, Any]] = dict(ANSWERS)
        self.scopes = set(manifest.bot_scopes())
        self.now = datetime.now(UTC)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_port}/api/"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(slack: Slack) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"] or 0))
            self.send_response_only(200)
            self.send_header("Date", format_datetime(slack.now, usegmt=True))
            self.send_header("X-OAuth-Scopes", ",".join(slack.scopes))
            self.end_headers()
            self.wfile.write(json.dumps(slack.answers[self.path.rpartition("/")[2]]).encode())

        def log_message(self, *args: object) -> None: ...

    return Handler


@pytest.fixture
def slack() -> Iterator[Slack]:
    fake = Slack()
    yield fake
    fake.stop()


@pytest.fixture
def settings(slack: Slack, database_url: str) -> Settings:
    """All that Collab needs, over Socket Mode, with the tables made."""
    return Settings(
        _env_file=None,
        database_url=database_url,
        slack_bot_token="xoxb-1",
        slack_app_token="xapp-1",
        slack_api_url=slack.url,
    )


def changed(settings: Settings, **changes: object) -> Settings:
    return settings.model_copy(update=changes)


def wrong(settings: Settings) -> list[Finding]:
    return [finding for finding in doctor.examine(settings) if not finding.ok]


def test_a_healthy_collab_has_nothing_to_put_right(settings: Settings) -> None:
    findings = list(doctor.examine(settings))

    assert [finding.words for finding in findings if not finding.ok] == []
    assert "Slack knows the bot token: collab in Councils (sample)." in {each.words for each in findings}
    assert "The app token can open a socket to Slack." in {each.words for each in findings}


def test_each_missing_scope_is_named(settings: Settings, slack: Slack) -> None:
    slack.scopes -= {"reactions:read", "chat:write"}

    (finding,) = wrong(settings)

    assert finding.words == "The bot token lacks scopes: chat:write, reactions:read."
    assert "collab manifest" in finding.next_step


@pytest.mark.parametrize(
    ("method", "error", "words", "next_step"),
    [
        (
            "auth.test",
            "invalid_auth",
            "Slack does not accept SLACK_BOT_TOKEN: invalid_auth.",
            "Copy the token",
        ),
        (
            "apps.connections.open",
            "missing_scope",
            "Slack does not accept SLACK_APP_TOKEN: missing_scope.",
            "connections:write",
        ),
        ("auth.test", "fatal_error", "Slack does not accept SLACK_BOT_TOKEN: fatal_error.", "Look up"),
    ],
)
def test_a_refused_token_says_what_to_do(
    settings: Settings, slack: Slack, method: str, error: str, words: str, next_step: str
) -> None:
    slack.answers[method] = {"ok": False, "error": error}

    (finding,) = wrong(settings)

    assert finding.words == words
    assert next_step in finding.next_step


def test_a_clock_that_is_out_is_noticed(settings: Settings, slack: Slack) -> None:
    slack.now -= timedelta(minutes=10)

    (finding,) = wrong(settings)

    assert finding.words.startswith("This machine's clock is 60")


def test_a_slack_that_does_not_answer_is_no_traceback(settings: Settings, slack: Slack) -> None:
    slack.stop()

    first, second = wrong(settings)

    assert first == second
    assert first.words.startswith(f"Slack does not answer at {slack.url}")


def test_without_tokens_it_says_where_to_get_them(settings: Settings) -> None:
    bot_token, way_in = wrong(changed(settings, slack_bot_token=None, slack_app_token=None))

    assert bot_token.words == "SLACK_BOT_TOKEN is missing."
    assert "xoxb-" in bot_token.next_step
    assert way_in.words.startswith("Slack cannot reach Collab")


def test_a_signing_secret_is_a_way_in_too(settings: Settings) -> None:
    over_http = changed(settings, slack_app_token=None, slack_signing_secret="secret")

    assert wrong(over_http) == []


def test_tables_that_were_not_made_are_noticed(settings: Settings, tmp_path: Path) -> None:
    (finding,) = wrong(changed(settings, database_url=f"sqlite:///{tmp_path}/new.db"))

    assert finding.words == "It has no tables yet."
    assert finding.next_step == "Run: collab db upgrade"


def test_tables_of_another_version_are_noticed(settings: Settings) -> None:
    schema.downgrade(settings.database_url, "base")

    (finding,) = wrong(settings)

    assert finding.next_step == "Run: collab db upgrade"


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/at/all.db", "postgresql+psycopg://collab:hunter2@127.0.0.1:1/collab"]
)
def test_a_database_that_does_not_answer_is_said_without_its_password(settings: Settings, url: str) -> None:
    (finding,) = wrong(changed(settings, database_url=url))

    assert finding.words.startswith("The database cannot be used: ")
    assert "hunter2" not in finding.words


def about_meaning(settings: Settings) -> Finding:
    (finding,) = (each for each in doctor.examine(settings) if each.words.startswith("Search by meaning"))
    return finding


def test_search_by_meaning_is_on_and_says_what_waits(settings: Settings) -> None:
    assert about_meaning(settings).words == (
        "Search by meaning is on: all-MiniLM-L6-v2-int8. No item waits to be indexed."
    )
    database = Database.connect(settings.database_url)
    for team in ("T0FIRST", "T0SECOND"):
        Items(database, Search()).share(team, "U1", content(), now=NOW)
    database.close()

    finding = about_meaning(settings)
    by = "" if settings.database_url.startswith("sqlite") else " pgvector compares them."
    assert finding.ok
    assert finding.words.endswith(
        f"Items that wait to be indexed: 2; `collab run` and `collab clock` see to it.{by}"
    )


def test_search_by_meaning_that_nobody_asked_for_is_nothing_wrong(settings: Settings) -> None:
    finding = about_meaning(changed(settings, embedding_model="none"))

    assert finding.ok
    assert finding.words.startswith(
        "Search by meaning is off, so find goes by words. COLLAB_EMBEDDING_MODEL is"
    )


def test_a_model_that_cannot_be_used_is_to_be_put_right(settings: Settings, tmp_path: Path) -> None:
    (finding,) = wrong(changed(settings, embedding_model=str(tmp_path)))

    assert finding.words == (
        f"Search by meaning is off, so find goes by words. There is no model.onnx in {tmp_path}."
    )
    assert "tokenizer.json" in finding.next_step


def test_what_waits_too_long_is_noticed(settings: Settings) -> None:
    database = Database.connect(settings.database_url)
    with database.transaction("T1") as tx:
        due_at = datetime.now(UTC) - timedelta(hours=3)
        tx.notices.add(NewNotice(kind=NoticeKind.CARD, key="1", recipient="C1", subject={}, due_at=due_at))
    database.close()

    (finding,) = (each for each in doctor.examine(settings) if each.words.startswith("Messages"))

    assert finding.words.endswith("One has been due for 3 hours.")
    assert "collab clock" in finding.next_step
