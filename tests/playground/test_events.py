"""Events: which are sent, in Slack's shapes, and again when the app does not acknowledge."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from playground import Playground
from playground.bolt import through
from playground.delivery import Answer, Payload
from playground.manifest import EVENT_SCOPES
from tests.playground.conftest import bolt_app, manifest
from tests.playground.test_blocks import section

JSON = dict[str, Any]


class Ear:
    """An app that keeps every event, and acknowledges it as told."""

    def __init__(self, slack: Playground) -> None:
        self.payloads: list[Payload] = []
        self.answer: Callable[[Payload], Answer] = lambda _: Answer(200)
        slack.deliver_to(self)
        self._slack = slack

    def __call__(self, payload: Payload) -> Answer:
        self.payloads.append(payload)
        return self.answer(payload)

    def events(self, kind: str) -> list[JSON]:
        """What came so far of one type."""
        self._slack.settle()
        return [payload.body["event"] for payload in self.payloads if payload.name == kind]


@pytest.fixture
def ear(slack: Playground) -> Ear:
    return Ear(slack)


def test_the_envelope_is_slacks(slack: Playground, ear: Ear) -> None:
    slack.person("amira").says("<hello> @helper", "housing")
    slack.settle()

    mention, message = ear.payloads
    assert mention.body["type"] == "event_callback"
    assert mention.body["authorizations"][0]["is_bot"] is True
    assert mention.body["event_id"] != message.body["event_id"]
    assert mention.body["event_time"] == int(float(mention.body["event"]["ts"]))
    (event,) = ear.events("app_mention")
    assert event["text"] == f"&lt;hello&gt; <@{slack.workspace.bot.id}>"
    assert (event["user"], event["channel"]) == ("U0AMIRA", "C0HOUSING")
    (event,) = ear.events("message")
    assert event["channel_type"] == "channel"


def test_direct_messages(slack: Playground, ear: Ear) -> None:
    slack.person("amira").direct_message("find @helper bins")

    (event,) = ear.events("message")
    assert (event["channel_type"], event["channel"]) == ("im", "D0AMIRA")
    assert ear.events("app_mention") == []


def test_threads_are_said_so(slack: Playground, ear: Ear) -> None:
    amira = slack.person("amira")
    parent = amira.posts("one", "data")
    amira.says("two", "data", thread=parent)

    assert [event.get("thread_ts") for event in ear.events("message")] == [None, parent.ts]


def test_reactions(slack: Playground, ear: Ear) -> None:
    message = slack.person("amira").posts("Vote", "data")
    slack.person("ben").reacts("+1::skin-tone-3", message)
    slack.person("ben").unreacts("+1::skin-tone-3", message)

    (added,), (removed,) = ear.events("reaction_added"), ear.events("reaction_removed")
    assert (added["user"], added["item_user"], added["reaction"]) == ("U0BEN", "U0AMIRA", "+1::skin-tone-3")
    assert added["item"] == {"type": "message", "channel": "C0DATA", "ts": message.ts}
    assert float(removed["event_ts"]) > float(added["event_ts"])


def test_the_apps_own_reaction_is_an_event_too(slack: Playground, ear: Ear, client: WebClient) -> None:
    message = slack.person("amira").posts("Vote", "data")
    client.reactions_add(channel=message.channel_id, timestamp=message.ts, name="eyes")

    assert [event["user"] for event in ear.events("reaction_added")] == [slack.workspace.bot.id]


@pytest.mark.parametrize("channel", ["leads", "data"])
def test_an_app_hears_nothing_from_where_it_is_not(slack: Playground, ear: Ear, channel: str) -> None:
    slack.remove_app(channel)
    slack.settle()
    ear.payloads.clear()
    message = slack.person("amira").posts("psst @helper", channel)
    slack.person("amira").reacts("eyes", message)
    slack.settle()

    assert ear.payloads == []
    assert "/invite @helper" in slack.person("amira").says("@helper", channel).words


def test_only_what_the_manifest_asks_for_is_sent() -> None:
    with Playground.start(manifest(events="app_mention")) as slack:
        ear = Ear(slack)
        amira = slack.person("amira")
        amira.reacts("eyes", amira.posts("@helper"))
        slack.settle()

        assert [payload.name for payload in ear.payloads] == ["app_mention"]


def test_joining_and_leaving(slack: Playground, ear: Ear) -> None:
    slack.invite_app("leads")
    slack.add_person("nadia")

    assert [(event["user"], event["channel"]) for event in ear.events("member_joined_channel")] == [
        (slack.workspace.bot.id, "C0LEADS"),
        ("U1NADIA", "C0GENERAL"),
    ]


def test_the_home_is_opened_and_published(slack: Playground, app: App) -> None:
    opened: list[JSON] = []

    @app.event("app_home_opened")
    def home(event: JSON, client: WebClient) -> None:
        opened.append(event)
        words = f"Hello {event['user']}, time {len(opened)}"
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section(words)]})

    amira = slack.person("amira")
    assert amira.home().words == "Hello U0AMIRA, time 1"
    assert amira.home().words == "Hello U0AMIRA, time 2"
    assert slack.person("ben").home().words == "Hello U0BEN, time 3"
    first, second, _ = opened
    assert (first["tab"], first["channel"]) == ("home", "D0AMIRA")
    assert "view" not in first
    assert second["view"]["type"] == "home"


def test_opening_direct_messages_is_another_tab(slack: Playground, ear: Ear) -> None:
    slack.person("amira").opens_direct_messages()

    assert [event["tab"] for event in ear.events("app_home_opened")] == ["messages"]


def test_an_event_that_is_not_acknowledged_comes_again(slack: Playground, ear: Ear) -> None:
    slack.set_retry_scale(0.001)
    ear.answer = lambda _: Answer(500)
    slack.person("amira").direct_message("hello")
    slack.wait_for(lambda: len(ear.payloads) == 4)

    assert [payload.retry_num for payload in ear.payloads] == [None, 1, 2, 3]
    assert {payload.retry_reason for payload in ear.payloads[1:]} == {"http_error"}
    assert len({payload.body["event_id"] for payload in ear.payloads}) == 1


def test_an_event_that_is_acknowledged_does_not(slack: Playground, ear: Ear) -> None:
    slack.set_retry_scale(0.001)
    ear.answer = lambda payload: Answer(200 if payload.retry_num == 1 else 500)
    slack.person("amira").direct_message("hello")
    slack.wait_for(lambda: len(ear.payloads) == 2)
    slack.person("amira").direct_message("again")
    slack.wait_for(lambda: len(ear.payloads) == 4)

    assert [payload.retry_num for payload in ear.payloads] == [None, 1, None, 1]


def test_an_event_comes_again_when_the_clock_says_so(slack: Playground, ear: Ear) -> None:
    ear.answer = lambda _: Answer(500)
    slack.person("amira").direct_message("hello")
    slack.wait_for(lambda: len(ear.payloads) == 2)
    for seconds, times in ((50, 2), (15, 3), (280, 3), (20, 4), (3600, 4)):
        slack.clock.move_to(slack.clock.now() + timedelta(seconds=seconds))
        slack.settle()
        assert len(ear.payloads) == times


def test_who_was_away_for_long_is_sent_nothing_again(slack: Playground, ear: Ear) -> None:
    ear.answer = lambda _: Answer(500)
    slack.person("amira").direct_message("hello")
    slack.wait_for(lambda: len(ear.payloads) == 2)
    slack.clock.move_to(slack.clock.now() + timedelta(days=4))
    slack.wait_for(lambda: len(ear.payloads) == 4)

    assert slack.events.next_again is None


def test_the_clock_runs_on_to_when_an_event_comes_again(slack: Playground, ear: Ear) -> None:
    ear.answer = lambda payload: Answer(200 if payload.retry_num == 2 else 500)
    slack.person("amira").direct_message("hello")
    slack.wait_for(lambda: len(ear.payloads) == 2)
    slack.clock.move_to(slack.clock.now() + timedelta(seconds=59.7))
    assert len(ear.payloads) == 2

    slack.wait_for(lambda: len(ear.payloads) == 3)


def test_an_event_that_times_out_comes_again_at_once(slack: Playground, ear: Ear) -> None:
    slack.set_ack_seconds(0.05)
    slack.set_retry_scale(100)
    hold = threading.Event()
    ear.answer = lambda payload: Answer(200 if payload.retry_num or hold.wait(2) else 500)
    slack.person("amira").direct_message("hello")
    slack.wait_for(lambda: float("inf") in [ack.seconds for ack in slack.acks])
    hold.set()
    slack.wait_for(lambda: len(ear.payloads) == 2)

    assert ear.payloads[1].retry_reason == "http_timeout"


def test_bolt_sees_the_retry_headers(slack: Playground) -> None:
    slack.set_retry_scale(0.001)
    app = bolt_app(slack)
    headers: list[Any] = []

    @app.event("message")
    def fail(request: Any) -> None:
        headers.append(request.headers.get("x-slack-retry-num"))
        if len(headers) < 3:
            raise RuntimeError("not yet")

    slack.deliver_to(through(app))
    slack.person("amira").direct_message("hello")
    slack.wait_for(lambda: len(headers) == 3)

    assert headers == [None, ["1"], ["2"]]


def test_a_duplicate_is_the_same_event_twice(slack: Playground, ear: Ear) -> None:
    slack.faults.arm("duplicate", event="message")
    slack.person("amira").direct_message("hello")
    slack.settle()

    first, second = ear.payloads
    assert first.body == second.body


def test_a_reordered_event_comes_after_the_next(slack: Playground, ear: Ear) -> None:
    slack.faults.arm("reorder", event="reaction_added")
    amira = slack.person("amira")
    message = amira.posts("Vote", "data")
    amira.reacts("eyes", message)
    amira.unreacts("eyes", message)
    slack.settle()

    assert [payload.name for payload in ear.payloads] == ["message", "reaction_removed", "reaction_added"]
    removed, added = (payload.body["event"] for payload in ear.payloads[1:])
    assert float(added["event_ts"]) < float(removed["event_ts"])


def test_a_late_event_comes_late(slack: Playground, ear: Ear) -> None:
    slack.faults.arm("late", event="*", seconds=0.3)
    amira = slack.person("amira")
    amira.direct_message("first")
    amira.direct_message("second")
    slack.wait_for(lambda: len(ear.payloads) == 2)

    assert [event["text"] for event in ear.events("message")] == ["second", "first"]


def test_every_event_may_be_asked_for() -> None:
    scopes = {"commands"}.union(*EVENT_SCOPES.values())
    read = manifest(events=" ".join(EVENT_SCOPES), scopes=" ".join(scopes))

    assert read.events == set(EVENT_SCOPES)
