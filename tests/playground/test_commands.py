"""Slash commands: what the app is sent, and what its answer shows."""

import time
from typing import Any

import pytest
from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from playground import Playground
from playground.driver.errors import NoAnswer
from playground.errors import NotPossible

SECTION = {
    "type": "section",
    "text": {"type": "mrkdwn", "text": "*Hello* <@U0BEN> &amp; <https://gov.uk|all>"},
}


def test_an_answer_may_ride_in_the_ack(slack: Playground, app: App) -> None:
    app.command("/ask")(lambda ack: ack(text="yes", blocks=[SECTION]))

    reply = slack.person("amira").types("/ask is it so?")

    assert reply.text == "yes"
    assert reply.message.is_ephemeral
    assert reply.words == "*Hello* @ben & all"
    assert not slack.refusals


def test_an_answer_may_come_later(slack: Playground, app: App) -> None:
    @app.command("/ask")
    def ask(ack: Ack, respond: Respond) -> None:
        ack()
        respond("found it", response_type="in_channel")

    reply = slack.person("amira").types("/ask", channel="housing")

    assert reply.text == "found it"
    assert [message.text for message in slack.posted("housing")] == ["found it"]


def test_only_the_asker_sees_an_ephemeral_answer(slack: Playground, app: App) -> None:
    app.command("/ask")(lambda ack: ack("for you alone"))
    slack.person("amira").types("/ask", channel="housing")

    assert "for you alone" in [message.text for message in slack.person("amira").sees("housing")]
    assert "for you alone" not in [message.text for message in slack.person("ben").sees("housing")]
    assert slack.posted("housing") == []


def test_the_form_is_slacks(slack: Playground, app: App) -> None:
    seen: list[dict[str, Any]] = []

    @app.command("/ask")
    def ask(ack: Ack, body: dict[str, Any]) -> None:
        seen.append(body)
        ack("ok")

    slack.person("amira").types("/ask  about bins ", channel="leads")
    slack.person("ben").types("/ask", channel="@ben")

    private, direct = seen
    assert private["text"] == "about bins"
    assert (private["channel_id"], private["channel_name"]) == ("C0LEADS", "privategroup")
    assert (direct["channel_id"], direct["channel_name"]) == ("D0BEN", "directmessage")
    assert (private["user_id"], private["user_name"]) == ("U0AMIRA", "amira")
    assert private["response_url"] != direct["response_url"]
    assert private["trigger_id"] != direct["trigger_id"]
    assert private["is_enterprise_install"] == "false"


@pytest.mark.parametrize(
    ("command", "typed", "sent"),
    [
        pytest.param("/ask", "@ben", "<@U0BEN|ben>", id="person"),
        pytest.param("/ask", "ask @ben.", "ask <@U0BEN|ben>.", id="person and a full stop"),
        pytest.param("/ask", "@nobody", "@nobody", id="nobody"),
        pytest.param("/ask", "#housing", "<#C0HOUSING|housing>", id="channel"),
        pytest.param("/ask", "#leads", "#leads", id="private channel"),
        pytest.param("/ask", "<!here> & co", "&lt;!here&gt; &amp; co", id="escaped"),
        pytest.param("/ask", "see https://gov.uk/a?b=1&c.", "see <https://gov.uk/a?b=1&amp;c>.", id="link"),
        pytest.param("/ask", "jo@example.org", "<mailto:jo@example.org|jo@example.org>", id="email"),
        pytest.param("/ask", "gov.uk", "<http://gov.uk|gov.uk>", id="bare domain"),
        pytest.param("/raw", "@ben #housing", "@ben #housing", id="not escaped unless the manifest says so"),
    ],
)
def test_what_was_typed_is_marked_up(
    slack: Playground, app: App, command: str, typed: str, sent: str
) -> None:
    for name in ("/ask", "/raw"):
        app.command(name)(lambda ack, command: ack("[" + command["text"] + "]"))

    assert slack.person("amira").types(f"{command} {typed}").text == f"[{sent}]"


def test_a_slow_app_is_timed_out_as_slack_does(slack: Playground, app: App) -> None:
    slack.set_ack_seconds(0.1)

    @app.command("/ask")
    def ask(ack: Ack) -> None:
        time.sleep(0.3)
        ack("too late")

    reply = slack.person("amira").types("/ask")

    assert reply.problem == '/ask failed with the error "operation_timeout"'
    with pytest.raises(NoAnswer, match="operation_timeout"):
        _ = reply.text
    assert slack.acks[-1].seconds == float("inf")


def test_with_no_time_at_all_every_ack_is_late(slack: Playground, app: App) -> None:
    slack.set_ack_seconds(0)
    app.command("/ask")(lambda ack: ack("at once"))

    assert {slack.person("amira").types("/ask").problem for _ in range(20)} == {
        '/ask failed with the error "operation_timeout"'
    }


def test_every_ack_is_timed(slack: Playground, app: App) -> None:

    @app.command("/ask")
    def ask(ack: Ack) -> None:
        time.sleep(0.05)
        ack("ok")

    slack.person("amira").types("/ask")

    (ack,) = slack.acks
    assert (ack.kind, ack.name) == ("slash_commands", "/ask")
    assert 0.05 <= ack.seconds < 1


def test_a_command_without_a_listener_fails(slack: Playground, app: App) -> None:
    assert slack.person("amira").types("/ask").problem == '/ask failed with the error "http_client_error"'


def test_an_app_that_breaks_fails(slack: Playground) -> None:
    slack.deliver_to(lambda payload: 1 / 0)  # type: ignore[arg-type, return-value]

    assert slack.person("amira").types("/ask").problem == '/ask failed with the error "http_service_error"'


def test_an_app_that_is_not_connected_fails(slack: Playground) -> None:
    assert slack.person("amira").types("/ask").problem == '/ask failed with the error "dispatch_failed"'


def test_a_bad_ack_is_refused_and_remembered(slack: Playground, app: App) -> None:
    app.command("/ask")(lambda ack: ack(text="", blocks=[{"type": "section"}]))

    assert slack.person("amira").types("/ask").problem == '/ask failed with the error "invalid_blocks"'
    (refusal,) = slack.refusals
    assert (refusal.where, refusal.error) == ("ack of /ask", "invalid_blocks")
    assert refusal.messages == ("[ERROR] must define either `text` or `fields` [json-pointer:/blocks/0]",)


def test_a_response_url_is_good_five_times(slack: Playground, app: App) -> None:
    statuses: list[int] = []

    @app.command("/ask")
    def ask(ack: Ack, respond: Respond) -> None:
        ack()
        statuses.extend(respond(f"answer {number}").status_code for number in range(6))

    slack.person("amira").types("/ask")

    assert statuses == [200, 200, 200, 200, 200, 404]
    assert [refusal.error for refusal in slack.refusals] == ["used_url"]


def test_a_response_url_expires(slack: Playground, app: App) -> None:
    slack.set_response_url_seconds(-1)
    app.command("/ask")(lambda ack, respond: (ack(), respond("too late")))

    slack.person("amira").types("/ask", answer=False)

    assert [refusal.error for refusal in slack.refusals] == ["expired_url"]


def test_a_response_url_is_as_strict_as_the_api(slack: Playground, app: App) -> None:
    app.command("/ask")(lambda ack, respond: (ack(), respond(blocks=[{"type": "header"}])))

    slack.person("amira").types("/ask", answer=False)

    (refusal,) = slack.refusals
    assert refusal.messages == ("[ERROR] missing required field: text [json-pointer:/blocks/0]",)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        pytest.param("/nothing", "/nothing is not a valid command.", id="unknown"),
        pytest.param("/invite @nobody", "Say whom: /invite @helper", id="invite nobody"),
    ],
)
def test_what_slack_itself_refuses(slack: Playground, app: App, line: str, words: str) -> None:
    with pytest.raises(NotPossible, match=words):
        slack.person("amira").types(line)


def test_commands_do_not_work_in_threads(slack: Playground, app: App) -> None:
    amira = slack.person("amira")
    with pytest.raises(NotPossible, match="not supported in threads"):
        amira.types("/ask", thread=amira.posts("a thread"))


def test_invite_and_remove_are_slacks_own(slack: Playground, client: WebClient) -> None:
    slack.person("amira").types("/remove @helper", channel="data", answer=False)
    with pytest.raises(SlackApiError, match="not_in_channel"):
        client.chat_postMessage(channel="C0DATA", text="hi")

    slack.person("amira").types("/invite @helper", channel="data", answer=False)
    assert client.chat_postMessage(channel="C0DATA", text="hi")["ok"]
