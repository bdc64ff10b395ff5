"""A board from Trello becomes a workshop in the channel where somebody brings it."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from slack_sdk import WebClient

import bot.views.workshop_import
import handlers.workshop_import
from bot.app import web_client
from bot.domain.refusals import FileNotRead, FileTooLarge, InvalidFields
from bot.domain.workshops import Contribution, Workshop
from bot.views.workshop_import import chosen_in
from handlers.fetching import fetched
from playground.client import modals
from playground.driver.view import ShownView
from tests.collab import Collab
from tests.handlers.steps import opened
from tests.handlers.workshop_steps import CHANNEL, begins, board, leads, thread, writes

BOARD = {
    "name": "Retro",
    "lists": [
        {"id": "c", "name": "Culture"},
        {"id": "t", "name": "Tools"},
        {"id": "o", "name": "Old", "closed": True},
    ],
    "cards": [
        {"idList": "c", "name": "No owner", "badges": {"votes": 3}},
        {"idList": "c", "name": "No time"},
        {"idList": "t", "name": "Two logins", "badges": {"votes": 1}},
        {"idList": "t", "name": "Gone", "closed": True},
        {"idList": "o", "name": "Long gone"},
    ],
}
MANY_LISTS = {
    "lists": [{"id": str(n), "name": str(n)} for n in range(11)],
    "cards": [{"idList": str(n), "name": "x"} for n in range(11)],
}
FILE = "The board’s file"


@pytest.fixture
def collab(collab: Collab) -> Iterator[Collab]:
    """To ask for the window when it is not there yet, or not any more, is no fault."""
    yield collab
    collab.settles()
    early = [one for one in collab.slack.refusals if (one.where, one.error) == ("views.update", "not_found")]
    for one in early:
        collab.slack.refusals.remove(one)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path, json.dumps(BOARD).encode())


def written(folder: Path, content: bytes) -> Path:
    path = folder / "board.json"
    path.write_bytes(content)
    return path


def form(collab: Collab, name: str = "ben", channel: str = CHANNEL) -> ShownView:
    return collab.slack.person(name).types("/collab premortem import", channel).view


def brings(collab: Collab, file: Path, name: str = "ben", channel: str = CHANNEL, **more: Any) -> ShownView:
    """Somebody brings a board; answers what stands in the place of the form when it was read."""
    window = form(collab, name, channel)
    window.fill(file=file, **more).submit()
    return read(collab, window)


def read(collab: Collab, window: ShownView) -> ShownView:
    collab.slack.wait_for(lambda: "Reading the board" not in window.words)
    collab.settles()
    collab.delivers()
    return window


def kept(collab: Collab) -> list[tuple[Workshop, list[Contribution]]]:
    with collab.database.reading(collab.team) as tx:
        ids = (*range(1, 6),)
        found = [one for one in map(tx.workshops.get, ids) if one]
        return [(one, list(tx.contributions.of_workshop(one.id))) for one in found]


def test_a_board_becomes_a_workshop_that_whoever_brings_it_leads(collab: Collab, file: Path) -> None:
    window = brings(collab, file)

    assert "“Retro” has 2 lists and 3 cards with 4 votes." in window.words
    assert "Left out: 1 archived list and 2 archived cards." in window.words
    assert "You lead it" in window.words
    shown = board(collab)
    assert "Pre-mortem: Retro" in shown.words
    assert "Led by @ben" in shown.words
    assert "Culture: 2" in shown.words
    ((workshop, said),) = kept(collab)
    assert not workshop.private
    assert [(one.category, one.text, one.imported_votes) for one in said] == [
        ("Culture", "No owner", 3),
        ("Culture", "No time", 0),
        ("Tools", "Two logins", 1),
    ]


def test_what_it_is_about_may_be_said(collab: Collab, file: Path) -> None:
    brings(collab, file, subject="  The new   repairs service ")

    assert "Pre-mortem: The new repairs service" in board(collab).words


def test_what_comes_into_a_private_channel_is_private(collab: Collab, file: Path) -> None:
    collab.slack.add_channel("board", "ben", "amira", kind="private")
    brings(collab, file, channel="board")

    ((workshop, _),) = kept(collab)
    assert workshop.private


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"id,title\n1,x\n", "That is not a board from Trello."),
        (b"", "That is not a board from Trello."),
        (b'{"name": "Retro"}', "That is not a board from Trello."),
        (json.dumps(BOARD | {"cards": []}).encode(), "There is no card in that board to take."),
        (json.dumps(MANY_LISTS).encode(), "Choose 10 or fewer."),
    ],
)
def test_a_file_that_cannot_be_taken_loses_nothing_that_was_typed(
    collab: Collab, tmp_path: Path, content: bytes, words: str
) -> None:
    window = brings(collab, written(tmp_path, content), subject="Repairs")

    assert words in window.words
    subject = next(block for block in window.blocks if block["block_id"] == "subject")
    assert subject["element"]["initial_value"] == "Repairs"
    assert kept(collab) == []

    window.fill(file=written(tmp_path, json.dumps(BOARD).encode())).submit()
    assert "You lead it" in read(collab, window).words
    assert "Pre-mortem: Repairs" in board(collab).words


def test_a_file_that_is_not_there_any_more_is_said(collab: Collab, file: Path) -> None:
    window = form(collab).fill(file=file)
    collab.slack._slack.files._files.clear()
    window.submit()

    assert "I could not get that file from Slack." in read(collab, window).words
    assert kept(collab) == []


def test_a_file_that_is_too_large_is_said_in_the_form(
    collab: Collab, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.views.workshop_import, "MOST_MEGABYTES", 0)
    window = form(collab).fill(file=file)
    refused = window.submit()
    collab.settles()

    assert "“collab import --format trello”" in refused.errors[FILE]
    assert window.value(FILE) == ["board.json"]
    assert kept(collab) == []


def test_a_form_without_a_file_is_refused_by_us_too(collab: Collab) -> None:
    assert form(collab).submit().errors == {FILE: "Please complete this required field."}
    with pytest.raises(InvalidFields):
        chosen_in({"file": {"file": {"files": []}}, "subject": {"subject": {"value": None}}})


def test_the_same_form_sent_twice_makes_one_workshop(collab: Collab, file: Path) -> None:
    ben, window = collab.slack.person("ben"), form(collab).fill(file=file)
    for one in [modals.submit(ben.slack, ben.id, window.id, ben.typed[window.id]) for _ in range(2)]:
        one.result(5)
    read(collab, window)

    ((_, said),) = kept(collab)
    assert len(said) == 3


def test_whoever_closed_the_window_meanwhile_is_told_in_a_message(
    collab: Collab, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = Event()

    def late(*_: object, **__: object) -> bytes:
        assert closed.wait(10)
        return b"no board"

    monkeypatch.setattr(handlers.workshop_import, "fetched", late)
    monkeypatch.setattr(handlers.workshop_import, "_WAITS", (0.0,))
    window = form(collab).fill(file=file)
    window.submit()
    window.close()
    closed.set()
    collab.settles()

    assert "That is not a board from Trello." in collab.slack.person("ben").inbox[-1].words


def test_what_breaks_is_said_too(collab: Collab, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise RuntimeError("on purpose")

    monkeypatch.setattr(handlers.workshop_import, "fetched", broken)
    window = brings(collab, file)

    assert "something went wrong on our side" in window.words
    assert window.labels == [FILE, "What it is about"]


def test_a_mention_has_a_button_that_opens_the_form(collab: Collab) -> None:
    said = collab.slack.person("ben").says("@collab premortem import", CHANNEL).message

    assert opened(said.click("Set it up")).labels == [FILE, "What it is about"]


def test_other_workshops_take_no_boards(collab: Collab) -> None:
    said = collab.slack.person("ben").types("/collab hmw import", CHANNEL).words

    assert "`/collab premortem import`" in said


def test_what_goes_out_as_a_board_comes_back(collab: Collab, tmp_path: Path) -> None:
    begins(collab)
    writes(collab, "amira", "Nobody owned it")
    writes(collab, "dev", "Two logins", "Tools")
    for phase in ("group", "vote"):
        leads(collab, f"Move on to {phase}")
    about = next(one for one in thread(collab) if "Two logins" in one.words)
    collab.slack.person("cerys").reacts("+1", about)
    collab.settles()
    leads(collab, "Move on to discuss")
    results = next(one for one in thread(collab) if "What came out of it" in one.words)
    results.click("File: Trello")
    (out,) = collab.slack.wait_for(lambda: [each for one in thread(collab) for each in one.files])
    made = collab.slack._slack.files.find(out["id"])
    assert made
    assert made.content

    brings(collab, written(tmp_path, made.content), channel="general")

    (before, said), (after, again) = kept(collab)
    assert after.subject == before.subject
    assert [(one.category, one.text) for one in again] == [(one.category, one.text) for one in said]
    assert [one.imported_votes for one in again] == [0, 1]


# Fetching


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://example.org/board.json",
        "http://files.slack.com/board.json",
        "https://files.slack.com.example.org/board.json",
        "https://notslack.com/board.json",
        "https://files.slack.com@example.org/board.json",
        "https://somebody@files.slack.com/board.json",
        "https://files.slack.com:8443/board.json",
        "https://[files.slack.com/board.json",
        "file:///etc/passwd",
    ],
)
def test_our_token_goes_to_slack_only(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr("handlers.fetching._opener", asked.append)

    with pytest.raises(FileNotRead):
        fetched(WebClient(token="xoxb-none"), url, most_megabytes=1)
    assert asked == []


def test_a_file_is_fetched_with_our_token_and_up_to_a_size(collab: Collab, file: Path) -> None:
    window = form(collab).fill(file=file)
    ben = collab.slack.person("ben")
    (chosen,) = ben.typed[window.id]["file"]["file"]["files"]
    client = web_client(collab.slack.bot_token, collab.slack.api_url)
    url = chosen["url_private_download"]

    assert fetched(client, url, most_megabytes=1) == file.read_bytes()
    with pytest.raises(FileTooLarge):
        fetched(client, url, most_megabytes=0)
    with pytest.raises(FileNotRead):
        fetched(web_client("xoxb-another", collab.slack.api_url), url, most_megabytes=1)


def test_nobody_whom_slack_redirects_to_has_our_token() -> None:
    paths: list[str] = []

    class Redirecting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(302 if self.path == "/file" else 200)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Be quiet."""

    with HTTPServer(("127.0.0.1", 0), Redirecting) as server:
        Thread(target=server.serve_forever).start()
        url = f"http://127.0.0.1:{server.server_port}"
        with pytest.raises(FileNotRead):
            fetched(web_client("xoxb-none", f"{url}/api/"), f"{url}/file", most_megabytes=1)
        server.shutdown()

    assert paths == ["/file"]
