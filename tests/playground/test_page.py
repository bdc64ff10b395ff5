"""The protocol of the page: what it asks, what it is told, what it may not do."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import websocket
from slack_bolt import Ack, App
from slack_sdk import WebClient

from playground import Playground
from tests.playground.conftest import recording
from tests.playground.test_blocks import actions, button, field, modal, option, plain, section, text_input

JSON = dict[str, Any]


class Page:
    """What the page in the browser does, without the browser."""

    def __init__(self, slack: Playground, user: str) -> None:
        self.user, self.url = user, slack.url
        self.socket = websocket.create_connection(
            f"{slack.url.replace('http', 'ws')}/page/socket?user={user}", timeout=5
        )

    def get(self, path: str, **query: str) -> JSON:
        asked = "&".join(f"{name}={value}" for name, value in ({"user": self.user} | query).items())
        with urllib.request.urlopen(f"{self.url}/page/{path}?{asked}") as answer:
            read: JSON = json.load(answer)
            return read

    def post(self, verb: str, **body: Any) -> JSON:
        data = json.dumps({"user": self.user} | body).encode()
        with urllib.request.urlopen(urllib.request.Request(f"{self.url}/page/{verb}", data)) as answer:
            read: JSON = json.load(answer)
            return read

    def next(self, kind: str) -> JSON:
        """The next push of this type."""
        while (push := json.loads(self.socket.recv()))["type"] != kind:
            pass
        found: JSON = push
        return found


@contextmanager
def page(slack: Playground, user: str) -> Iterator[Page]:
    made = Page(slack, user)
    try:
        yield made
    finally:
        made.socket.shutdown()  # type: ignore[no-untyped-call]


@pytest.fixture
def amira(slack: Playground) -> Iterator[Page]:
    with page(slack, "U0AMIRA") as made:
        yield made


@pytest.fixture
def cerys(slack: Playground) -> Iterator[Page]:
    with page(slack, "U0CERYS") as made:
        yield made


def test_the_state(amira: Page, cerys: Page) -> None:
    mine, theirs = amira.get("state"), cerys.get("state")

    assert mine["me"]["name"] == "amira"
    assert mine["bot"]["is_bot"] is True
    assert mine["emoji"]["+1"] == "👍"
    assert [each["command"] for each in mine["commands"]] == ["/ask", "/raw"]
    assert [each["name"] for each in mine["shortcuts"]] == ["Note it", "New one"]
    assert "leads" in [channel["name"] for channel in mine["channels"]]
    assert "leads" not in [channel["name"] for channel in theirs["channels"]]
    assert [channel["with"] for channel in mine["channels"] if channel["kind"] == "im"] == [mine["bot"]["id"]]
    assert mine["home"] is None


def test_people_and_messages(amira: Page) -> None:
    assert len(amira.get("people")["people"]) == 10
    assert [message["user"] for message in amira.get("messages", channel="C0LEADS")["messages"]] == [
        "U0AMIRA"
    ]


def test_what_one_says_others_are_told(amira: Page, cerys: Page) -> None:
    answer = amira.post("say", channel="C0DATA", text="<hello> @cerys")
    push = cerys.next("message")

    assert answer == {"ok": True, "ts": push["message"]["ts"]}
    assert push["message"]["text"] == "&lt;hello&gt; <@U0CERYS>"
    assert push["message"]["channel"] == "C0DATA"


def test_a_thread(amira: Page, cerys: Page) -> None:
    head = amira.post("say", channel="C0DATA", text="head")["ts"]
    amira.post("say", channel="C0DATA", text="reply", thread_ts=head)

    assert cerys.next("message_changed")["message"]["reply_count"] == 1
    listed = cerys.get("messages", channel="C0DATA", thread=head)["messages"]
    assert [message["text"] for message in listed] == ["head", "reply"]


def test_a_command_answers_over_the_socket_and_to_one_alone(app: App, amira: Page, cerys: Page) -> None:
    app.command("/ask")(lambda ack: ack("for you"))

    assert amira.post("command", channel="C0DATA", text="/ask me") == {"ok": True}
    assert amira.next("message")["message"]["ephemeral"] is True
    amira.post("say", channel="C0DATA", text="done")
    assert cerys.next("message")["message"]["text"] == "done"


def test_a_form_from_opening_to_closing(app: App, amira: Page, client: WebClient) -> None:
    form = modal(field(text_input(action_id="a"), block_id="b", label=plain("Name")), callback_id="form")

    @app.command("/ask")
    def ask(ack: Ack, body: JSON) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=form)

    heard: list[JSON] = []
    app.view("form")(recording(heard))
    amira.post("command", channel="C0DATA", text="/ask")
    view = amira.next("view_opened")["view"]
    assert [each["id"] for each in amira.get("state")["views"]] == [view["id"]]
    amira.post("submit", view_id=view["id"], state={"values": {}})
    refused = amira.next("view_errors")
    amira.post(
        "submit",
        view_id=view["id"],
        state={"values": {"b": {"a": {"type": "plain_text_input", "value": "A"}}}},
    )

    assert refused["errors"] == {"b": "Please complete this required field."}
    assert amira.next("view_closed")["view_id"] == view["id"]
    assert heard[0]["view"]["state"]["values"]["b"]["a"]["value"] == "A"


def test_a_click_and_its_trouble(amira: Page, app: App, client: WebClient) -> None:
    ts = client.chat_postMessage(
        channel="C0DATA", text="t", blocks=[actions(button(action_id="go"), block_id="b")]
    )["ts"]
    action = {"type": "button", "action_id": "go", "block_id": "b"}

    assert amira.post("click", channel="C0DATA", message_ts=ts, action=action) == {"ok": True}
    assert amira.next("problem")["text"] == '“Go” failed with the error "http_client_error"'
    gone = amira.post("click", channel="C0DATA", message_ts=ts, action=action | {"action_id": "other"})
    assert gone == {"ok": False, "error": "That is not on the screen any more."}


def test_options_are_asked_of_the_app(amira: Page, app: App, client: WebClient) -> None:
    app.options("far")(lambda ack, payload: ack(options=[option("Found " + payload["value"])]))
    menu = {"type": "external_select", "action_id": "far", "min_query_length": 0}
    ts = client.chat_postMessage(channel="C0DATA", text="t", blocks=[actions(menu, block_id="b")])["ts"]

    answer = amira.post("options", channel="C0DATA", message_ts=ts, action_id="far", block_id="b", value="it")
    assert answer["options"][0]["text"]["text"] == "Found it"


def test_reactions_are_told(amira: Page, cerys: Page) -> None:
    ts = amira.post("say", channel="C0DATA", text="vote")["ts"]
    cerys.post("react", channel="C0DATA", ts=ts, name="+1")

    reactions = amira.next("message_changed")["message"]["reactions"]
    assert reactions == [{"name": "+1", "users": ["U0CERYS"], "count": 1}]
    cerys.post("unreact", channel="C0DATA", ts=ts, name="+1")
    assert "reactions" not in amira.next("message_changed")["message"]


def test_the_home(amira: Page, app: App) -> None:
    @app.event("app_home_opened")
    def home(event: JSON, client: WebClient) -> None:
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section("Home")]})

    amira.post("open_home")

    assert amira.next("home")["view"]["blocks"][0]["text"]["text"] == "Home"
    assert amira.get("state")["home"]["type"] == "home"


def test_shortcuts_and_closing(amira: Page, app: App, client: WebClient) -> None:
    @app.shortcut("new")
    def new(ack: Ack, body: JSON) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal())

    amira.post("shortcut", callback_id="new")
    view = amira.next("view_opened")["view"]
    amira.post("close", view_id=view["id"])

    assert amira.next("view_closed")["view_id"] == view["id"]


def test_direct_messages_are_opened(amira: Page) -> None:
    channel = amira.post("open_dm", **{"with": "U0CERYS"})["channel"]

    assert (channel["kind"], channel["with"]) == ("im", "U0CERYS")
    assert amira.next("channel")["channel"]["id"] == channel["id"]


def test_the_clock_is_moved_and_the_app_is_told(slack: Playground, amira: Page) -> None:
    moved: list[Any] = []
    slack.on_clock(moved.append)
    now = amira.post("clock", to="2027-03-28T09:00:00+01:00")["now"]

    assert now.startswith("2027-03-28T08:00:0")
    assert amira.next("clock")["now"] == now
    assert moved[0].isoformat() == now


def test_what_was_read_is_remembered(amira: Page) -> None:
    amira.post("mark", channel="C0DATA", ts="1.2")

    assert amira.get("state")["read"] == {"C0DATA": "1.2"}


@pytest.mark.parametrize(
    ("verb", "body", "words"),
    [
        pytest.param(
            "say", {"channel": "C0LEADS", "text": "a"}, "You cannot see that channel.", id="private"
        ),
        pytest.param("say", {"channel": "C0DATA", "text": " "}, "There is nothing to send.", id="nothing"),
        pytest.param(
            "say", {"channel": "C0DATA", "text": "x" * 40_001}, "A message can have 40,000", id="too long"
        ),
        pytest.param("say", {"channel": "C0DATA"}, "The page did not send 'text'.", id="no text"),
        pytest.param(
            "command", {"channel": "C0DATA", "text": "/no"}, "/no is not a valid command.", id="command"
        ),
        pytest.param(
            "submit", {"view_id": "V1", "state": {}}, "That window is not open any more.", id="window"
        ),
        pytest.param("clock", {"to": "someday"}, "Invalid isoformat string: 'someday'", id="clock"),
        pytest.param("open_dm", {"with": "U1"}, "There is nobody with that name.", id="nobody"),
        pytest.param("say", {"user": "U1"}, "There is nobody with that id.", id="who"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(cerys: Page, verb: str, body: JSON, words: str) -> None:
    answer = cerys.post(verb, **body)

    assert answer["ok"] is False
    assert answer["error"].startswith(words)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/page/nothing", 405),
        ("/page/state?user=U1", 404),
        ("/page/messages?user=U0CERYS&channel=C0LEADS", 404),
    ],
)
def test_what_is_not_there(slack: Playground, path: str, status: int) -> None:
    with pytest.raises(urllib.error.HTTPError, match=str(status)):
        urllib.request.urlopen(slack.url + path)


@pytest.mark.parametrize(
    "header",
    [{"Origin": "https://evil.example"}, {"Host": "evil.example:80"}, {"Origin": "http://evil.example:80"}],
)
def test_other_sites_are_refused(slack: Playground, header: dict[str, str]) -> None:
    request = urllib.request.Request(slack.url + "/page/people", headers=header)

    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(request)


def test_the_page_itself_is_served(slack: Playground) -> None:
    with urllib.request.urlopen(slack.url) as answer:
        assert b"<html" in answer.read()
        assert answer.headers["Content-Type"].startswith("text/html")
