"""Socket Mode and signed HTTP, with Bolt's own code at the other end."""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import websocket
from slack_bolt import Ack, App, BoltRequest, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from playground import Playground
from playground.bolt import over_sockets
from playground.signed_http import signature
from tests.playground.conftest import bolt_app, manifest, recording

JSON = dict[str, Any]


@pytest.fixture
def connected(slack: Playground) -> Iterator[App]:
    """An app on Socket Mode."""
    with over_sockets(slack, bolt_app(slack), ping_interval=30) as app:
        yield app


def test_a_command_goes_over_a_socket(slack: Playground, connected: App) -> None:
    connected.command("/ask")(lambda ack, command: ack("You said " + command["text"]))

    assert slack.person("amira").types("/ask this").text == "You said this"
    assert slack.acks[0].seconds < 1


def test_events_and_forms_go_over_a_socket(slack: Playground, connected: App) -> None:
    heard: list[str] = []
    connected.event("message")(lambda event: heard.append(event["text"]))
    connected.view("form")(lambda ack: ack(response_action="errors", errors={"name": "No"}))

    @connected.command("/ask")
    def ask(ack: Ack, body: JSON, client: WebClient) -> None:
        ack()
        name = {
            "type": "input",
            "block_id": "name",
            "label": text("Name"),
            "element": {"type": "plain_text_input"},
        }
        view = {
            "type": "modal",
            "callback_id": "form",
            "title": text("T"),
            "submit": text("S"),
            "blocks": [name],
        }
        client.views_open(trigger_id=body["trigger_id"], view=view)

    slack.person("amira").direct_message("hello")
    slack.wait_for(lambda: heard)
    outcome = slack.person("amira").types("/ask").view.fill(name="A").submit()

    assert heard == ["hello"]
    assert outcome.errors == {"Name": "No"}


def text(words: str) -> JSON:
    return {"type": "plain_text", "text": words}


def test_each_payload_goes_to_one_of_several_sockets(slack: Playground) -> None:
    with ExitStack() as open_sockets:
        for name in ("one", "two", "three"):
            app = open_sockets.enter_context(over_sockets(slack, bolt_app(slack)))
            app.command("/ask")(recording([], text=name))
        answers = [slack.person("amira").types("/ask").text for _ in range(6)]

    assert sorted(answers) == ["one", "one", "three", "three", "two", "two"]


@contextmanager
def bare_socket(url: str) -> Iterator[websocket.WebSocket]:
    """A connection without a Slack library, past its greeting."""
    connection = websocket.create_connection(url)
    try:
        assert json.loads(connection.recv())["type"] == "hello"
        yield connection
    finally:
        connection.shutdown()  # type: ignore[no-untyped-call]


def new_url(client: WebClient, slack: Playground) -> str:
    return str(client.apps_connections_open(app_token=slack.app_token)["url"])


def test_a_ticket_is_good_for_one_socket(slack: Playground, client: WebClient) -> None:
    url = new_url(client, slack)

    with bare_socket(url), pytest.raises(websocket.WebSocketBadStatusException, match="403"):
        websocket.create_connection(url)


def test_ten_sockets_at_most(slack: Playground, client: WebClient) -> None:
    with ExitStack() as open_sockets:
        for _ in range(10):
            open_sockets.enter_context(bare_socket(new_url(client, slack)))

        with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
            websocket.create_connection(new_url(client, slack))


def test_a_socket_that_is_to_be_refreshed_gets_nothing_more(slack: Playground, client: WebClient) -> None:
    with bare_socket(new_url(client, slack)) as old:
        slack.faults.arm("disconnect")
        farewell = json.loads(old.recv())
        with bare_socket(new_url(client, slack)) as new:
            slack.person("amira").direct_message("hello")
            envelope = json.loads(new.recv())
            new.send(json.dumps({"envelope_id": envelope["envelope_id"]}))
            slack.settle()

            assert (farewell["type"], farewell["reason"]) == ("disconnect", "refresh_requested")
            assert (envelope["type"], envelope["accepts_response_payload"]) == ("events_api", False)
            assert old.recv() == ""  # closed by Slack in the end


def test_an_app_comes_back_after_a_reset(slack: Playground, connected: App) -> None:
    connected.command("/ask")(lambda ack: ack("still here"))
    slack.faults.arm("abort")
    slack.wait_for(lambda: slack.connections == 0)
    slack.wait_for_app(10)
    slack.set_ack_seconds(0.5)  # a command sent on a socket that is being replaced can be lost

    assert slack.wait_for(lambda: slack.person("amira").types("/ask").messages, 10)


def test_a_silent_network_times_out(slack: Playground, connected: App) -> None:
    slack.set_ack_seconds(0.2)
    connected.command("/ask")(lambda ack: ack("heard"))
    slack.faults.arm("silent")
    slack.wait_for(lambda: slack.person("amira").types("/ask").problem)

    assert slack.person("amira").problems[-1] == '/ask failed with the error "operation_timeout"'


def test_no_socket_without_an_app_token(slack: Playground) -> None:
    client = WebClient(slack.bot_token, base_url=slack.api_url)

    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        client.apps_connections_open(app_token=slack.bot_token)


@contextmanager
def http_server(app: App) -> Iterator[str]:
    """The app behind HTTP, with Bolt's own verification of signatures."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            answer = app.dispatch(BoltRequest(body=body, headers=dict(self.headers.items())))
            self.send_response(answer.status)
            for name, value in answer.first_headers().items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body.encode())

        def log_message(self, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/slack/events"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_signed_http(slack: Playground) -> None:
    app = bolt_app(slack)
    heard: list[str] = []

    @app.command("/ask")
    def ask(ack: Ack, command: JSON, respond: Respond) -> None:
        ack("You said " + command["text"])

    app.event("message")(lambda event: heard.append(event["text"]))
    app.shortcut("new")(lambda ack: ack())
    with http_server(app) as url:
        slack.deliver_over_http(url)
        assert slack.person("amira").types("/ask £5 & more").text == "You said £5 &amp; more"
        slack.person("amira").direct_message("hello")
        slack.person("amira").shortcut("New one", answer=False)
        slack.wait_for(lambda: heard)

    assert heard == ["hello"]
    assert not slack.problems


def test_a_wrong_secret_is_not_believed(slack: Playground) -> None:
    app = App(client=WebClient(slack.bot_token, base_url=slack.api_url), signing_secret="other")
    with http_server(app) as url, pytest.raises(RuntimeError, match="did not answer the challenge"):
        slack.deliver_over_http(url)


def test_retries_have_slacks_headers(slack: Playground) -> None:
    slack.set_retry_scale(0.001)
    app = bolt_app(slack)
    seen: list[tuple[Any, Any]] = []

    @app.event("message")
    def fail(request: BoltRequest) -> None:
        headers = request.headers
        seen.append((headers.get("x-slack-retry-num"), headers.get("x-slack-retry-reason")))
        if len(seen) < 2:
            raise RuntimeError("not yet")

    with http_server(app) as url:
        slack.deliver_over_http(url)
        slack.person("amira").direct_message("hello")
        slack.wait_for(lambda: len(seen) == 2)
        slack.settle()

    assert seen == [(None, None), (["1"], ["http_error"])]


def test_an_app_that_is_away_is_said_so(slack: Playground) -> None:
    app = bolt_app(slack)
    app.command("/ask")(lambda ack: ack("here"))
    with http_server(app) as url:
        slack.deliver_over_http(url)

    assert slack.person("amira").types("/ask").problem == '/ask failed with the error "dispatch_failed"'


def test_the_signature_is_slacks() -> None:
    """Slack's own recipe, written out: https://docs.slack.dev/authentication/verifying-requests-from-slack."""
    expected = hmac.new(b"secret", b"v0:1531420618:a=b", hashlib.sha256).hexdigest()

    assert signature("secret", "1531420618", "a=b") == "v0=" + expected


def test_starting_and_stopping_is_quick() -> None:
    seconds = []
    for _ in range(5):
        began = time.perf_counter()
        with Playground.start(manifest()):
            pass
        seconds.append(time.perf_counter() - began)

    assert min(seconds) < 0.5


def test_a_direct_round_trip_is_quick(slack: Playground, app: App) -> None:
    app.command("/ask")(lambda ack: ack("ok"))
    amira = slack.person("amira")
    amira.types("/ask")
    seconds = []
    for _ in range(50):
        began = time.perf_counter()
        assert amira.types("/ask").text == "ok"
        seconds.append(time.perf_counter() - began)

    assert min(seconds) < 0.01


def test_a_port_that_is_taken_is_said_so_and_nothing_is_left_running(slack: Playground) -> None:
    threads = threading.active_count()
    with pytest.raises(OSError, match="address already in use"):
        Playground.start(manifest(), int(slack.url.rpartition(":")[2]))

    assert threading.active_count() == threads
