"""Files that people choose in forms."""

import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from playground import Playground
from playground.bolt import through
from playground.client.uploading import MOST_BYTES, upload
from playground.errors import NotPossible, SlackRefusal
from playground.strict.messages import checked_message
from playground.strict.views import checked_view
from tests.playground.conftest import SCOPES, bolt_app, manifest
from tests.playground.test_blocks import field, modal, plain
from tests.playground.test_modals import open_form

JSON = dict[str, Any]
CONTENT = b'{"a": 1}'


def file_input(**more: Any) -> JSON:
    return field({"type": "file_input", "action_id": "file", **more}, block_id="file", label=plain("A file"))


FORM = modal(file_input(filetypes=["json"], max_files=1), callback_id="form")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "board.json"
    path.write_bytes(CONTENT)
    return path


def submitted(slack: Playground, app: App, file: Path) -> JSON:
    """A file as the app is told of it."""
    sent: list[JSON] = []

    @app.view("form")
    def save(ack: Ack, view: JSON) -> None:
        sent.append(view["state"]["values"]["file"]["file"])
        ack()

    assert open_form(slack, app, FORM).fill(a_file=file).submit().closed
    (held,) = sent
    assert held["type"] == "file_input"
    (chosen,) = held["files"]
    assert isinstance(chosen, dict)
    return chosen


def test_the_app_is_told_of_a_chosen_file(slack: Playground, app: App, file: Path) -> None:
    told = submitted(slack, app, file)

    assert {name: told[name] for name in ("name", "filetype", "mimetype", "size", "user", "mode")} == {
        "name": "board.json",
        "filetype": "json",
        "mimetype": "application/json",
        "size": len(CONTENT),
        "user": "U0AMIRA",
        "mode": "hosted",
    }


def test_a_chosen_file_is_for_the_app_alone(slack: Playground, app: App, file: Path) -> None:
    url = submitted(slack, app, file)["url_private_download"]

    with urllib.request.urlopen(asked(url, slack.bot_token)) as answer:
        assert answer.read() == CONTENT
    for token in ("", "xoxb-another"):
        with urllib.request.urlopen(asked(url, token)) as answer:  # redirected, as to Slack's page to sign in
            assert answer.headers.get_content_type() == "text/html"
            assert CONTENT not in answer.read()


def asked(url: str, token: str) -> urllib.request.Request:
    return urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"} if token else {})


def test_the_client_wants_a_file_of_the_right_type(slack: Playground, app: App, tmp_path: Path) -> None:
    form = open_form(slack, app, FORM)
    assert form.submit().errors == {"A file": "Please complete this required field."}

    (tmp_path / "a.csv").write_bytes(CONTENT)
    assert form.fill(a_file=tmp_path / "a.csv").submit().errors == {
        "A file": "Choose a file of this type: json."
    }
    assert form.value("A file") == ["a.csv"]
    (tmp_path / "a.json").write_bytes(CONTENT)
    two = form.fill(a_file=[tmp_path / "a.json", tmp_path / "a.json"]).submit()
    assert two.errors == {"A file": "Choose no more than 1 file."}


def test_a_file_may_have_ten_megabytes(slack: Playground) -> None:
    upload(slack._slack, "U0AMIRA", "a.json", b"x" * MOST_BYTES)
    with pytest.raises(NotPossible):
        upload(slack._slack, "U0AMIRA", "a.json", b"x" * (MOST_BYTES + 1))


def test_the_page_uploads_for_somebody_who_is_there(slack: Playground) -> None:
    def post(user: str) -> Any:
        return urllib.request.urlopen(f"{slack.url}/page/upload?user={user}&name=a.json", data=CONTENT)

    with post("U0AMIRA") as answer:
        assert json.load(answer)["file"]["user"] == "U0AMIRA"
    with pytest.raises(urllib.error.HTTPError) as refused:
        post("U0NOBODY")
    refused.value.close()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"max_files": 0}, "must be between 1 and 10"),
        ({"max_files": 11}, "must be between 1 and 10"),
        ({"filetypes": [".json"]}, "must be a file extension"),
        ({"filetypes": "json"}, "must be an array"),
        ({"placeholder": plain("x")}, "invalid additional property: placeholder"),
    ],
)
def test_refused(more: JSON, words: str) -> None:
    with pytest.raises(SlackRefusal) as refused:
        checked_view(modal(file_input(**more)), "modal")

    assert words in str(refused.value.messages)


def test_messages_have_no_place_for_it() -> None:
    with pytest.raises(SlackRefusal) as refused:
        checked_message({"text": "a", "blocks": [file_input()]})

    assert "is only available in modals" in str(refused.value.messages)


def test_a_form_that_takes_files_needs_the_scope() -> None:
    with Playground.start(manifest(scopes=SCOPES.replace("files:read ", ""))) as slack:
        app, errors = bolt_app(slack), []

        @app.command("/ask")
        def ask(ack: Ack, body: JSON, client: WebClient) -> None:
            with pytest.raises(SlackApiError) as refused:
                client.views_open(trigger_id=body["trigger_id"], view=FORM)
            errors.append((refused.value.response["error"], refused.value.response["needed"]))
            ack("No")

        slack.deliver_to(through(app))
        slack.person("amira").types("/ask")

        assert errors == [("missing_scope", "files:read")]
