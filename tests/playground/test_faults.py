"""Calls that go wrong on demand: before anything happened, or after it did."""

import http.client
import json
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from playground import Playground
from tests.playground.conftest import manifest

CUT = (http.client.RemoteDisconnected, ConnectionResetError, urllib.error.URLError)


def texts(slack: Playground) -> list[str]:
    return [message.text for message in slack.posted("data")]


def test_rate_limited(slack: Playground, client: WebClient) -> None:
    slack.faults.arm("rate_limited", method="chat.postMessage", retry_after=7)

    with pytest.raises(SlackApiError) as raised:
        client.chat_postMessage(channel="C0DATA", text="a")
    assert raised.value.response.status_code == 429
    assert raised.value.response.headers["Retry-After"] == "7"
    assert raised.value.response["error"] == "ratelimited"
    assert texts(slack) == []
    assert client.chat_postMessage(channel="C0DATA", text="b")["ok"]
    assert not slack.refusals


def test_the_sdk_waits_as_it_is_told(slack: Playground) -> None:
    patient = WebClient(
        slack.bot_token,
        base_url=slack.api_url,
        retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=2)],
    )
    slack.faults.arm("rate_limited", retry_after=1)
    began = time.monotonic()

    assert patient.chat_postMessage(channel="C0DATA", text="a")["ok"]
    assert time.monotonic() - began >= 1


def test_server_error(slack: Playground, client: WebClient) -> None:
    slack.faults.arm("server_error", method="chat.postMessage", times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError) as raised:
            client.chat_postMessage(channel="C0DATA", text="a")
        assert raised.value.response.status_code == 500

    assert client.chat_postMessage(channel="C0DATA", text="b")["ok"]
    assert texts(slack) == ["b"]


def test_cut_before_anything_happened(slack: Playground, client: WebClient) -> None:
    slack.faults.arm("drop_before", method="chat.postMessage")
    with pytest.raises(CUT):
        client.chat_postMessage(channel="C0DATA", text="a")

    assert texts(slack) == []


def test_cut_after_it_happened(slack: Playground, client: WebClient) -> None:
    slack.faults.arm("drop_after", method="chat.postMessage")
    with pytest.raises(CUT):
        client.chat_postMessage(channel="C0DATA", text="a")

    assert texts(slack) == ["a"]


def test_slow(slack: Playground, client: WebClient) -> None:
    slack.faults.arm("slow", method="chat.postMessage", seconds=0.2)
    began = time.monotonic()
    client.chat_postMessage(channel="C0DATA", text="a")

    assert 0.2 <= time.monotonic() - began < 2


def test_an_answer_that_is_slow_comes_when_it_has_happened(slack: Playground, client: WebClient) -> None:
    slack.faults.arm("slow_answer", method="chat.postMessage", seconds=0.4)
    began = time.monotonic()
    with ThreadPoolExecutor(1) as executor:
        posted = executor.submit(client.chat_postMessage, channel="C0DATA", text="a")
        slack.wait_for(lambda: texts(slack) == ["a"])
        assert not posted.done()
        assert posted.result()["ok"]

    assert 0.4 <= time.monotonic() - began < 2


def test_what_is_slow_is_in_hand_until_it_happens(slack: Playground, client: WebClient) -> None:
    slack.faults.arm("slow", method="chat.postMessage", seconds=0.3)
    with ThreadPoolExecutor(1) as executor:
        executor.submit(client.chat_postMessage, channel="C0DATA", text="a")
        slack.wait_for(lambda: slack.calls_in_hand == 1)
        assert texts(slack) == []
        slack.wait_for(lambda: slack.calls_in_hand == 0)

    assert texts(slack) == ["a"]


def test_a_fault_hits_only_its_method(slack: Playground, client: WebClient) -> None:
    slack.faults.arm("server_error", method="chat.update")

    assert client.chat_postMessage(channel="C0DATA", text="a")["ok"]


def test_clearing(slack: Playground, client: WebClient) -> None:
    slack.faults.arm("server_error", times=100)
    slack.faults.clear()

    assert client.auth_test()["ok"]


def test_response_urls_go_wrong_too(slack: Playground, app: App) -> None:
    slack.faults.arm("server_error", method="response_url")
    statuses: list[int] = []

    @app.command("/ask")
    def ask(ack: Ack, respond: Respond) -> None:
        ack()
        statuses.append(respond("one").status_code)
        statuses.append(respond("two").status_code)

    assert slack.person("amira").types("/ask").text == "two"
    assert statuses == [500, 200]


def test_over_http(slack: Playground, client: WebClient) -> None:
    fault = {"fault": "rate_limited", "method": "auth.test", "times": 1, "retry_after": 3}
    arm = urllib.request.Request(slack.url + "/misbehave", json.dumps(fault).encode())
    with urllib.request.urlopen(arm) as answer:
        assert json.load(answer) == {"ok": True}

    with pytest.raises(SlackApiError, match="ratelimited"):
        client.auth_test()


@pytest.mark.parametrize("fault", [{"fault": "nonsense"}, {"fault": "slow", "colour": "red"}, {}])
def test_a_fault_that_there_is_not(slack: Playground, fault: dict[str, str]) -> None:
    arm = urllib.request.Request(slack.url + "/misbehave", json.dumps(fault).encode())

    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(arm)


def test_true_rates() -> None:
    """With `rate_limits` posting is one a second a channel; other channels are not held up."""
    with Playground.start(manifest(), rate_limits=True) as slack:
        client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        statuses = []
        for channel in ["C0DATA"] * 5 + ["C0HOUSING"]:
            try:
                client.chat_postMessage(channel=channel, text="a")
            except SlackApiError as error:
                statuses.append(error.response["error"])
            else:
                statuses.append("ok")

    assert statuses == ["ok"] * 4 + ["ratelimited", "ok"]
