"""`/collab`, a mention and a direct message: whatever is said gets an answer, where it was said and once."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from playground.driver.message import ShownMessage
from tests.collab import Collab


def answers(collab: Collab, channel: str = "general") -> list[ShownMessage]:
    return collab.slack.posted(channel)


@pytest.mark.parametrize("typed", ["/collab", "/collab   ", "/collab help", "/collab HELP", "/collab help?"])
def test_help(collab: Collab, typed: str) -> None:
    reply = collab.slack.person("ben").types(typed)

    assert "Collab helps you find who else is working on your problem." in reply.words
    assert "Find" in reply.message.buttons
    assert reply.message.is_ephemeral


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        pytest.param("fnid bins", "Did you mean `/collab find`?", id="letters swapped"),
        pytest.param("serach bins", "Did you mean `/collab search`?", id="a slip in an alias"),
        pytest.param("parners bins", "Did you mean `/collab partners`?", id="its alias is as near"),
        pytest.param("shae problem", "Did you mean `/collab share`?", id="a letter left out"),
        pytest.param(
            "housing repairs", "To look for it: `/collab find housing repairs`.", id="the verb left out"
        ),
        pytest.param("hello", "`/collab help` lists what I can do.", id="a greeting"),
        pytest.param("`code` <!here>", "I do not know `'code'`.", id="mark-up"),
        pytest.param("x" * 3000, "I do not know `xxx", id="very long"),
        pytest.param("???", "helps you find who else", id="only punctuation"),
    ],
)
def test_an_unknown_verb_says_what_to_do(collab: Collab, typed: str, answer: str) -> None:
    reply = collab.slack.person("ben").types(f"/collab {typed}")

    assert answer in reply.words
    assert "<!here>" not in reply.text


# ---------------------------------------------------------------- mentions


@pytest.mark.parametrize(
    "said",
    [
        "@collab find missed bins",
        "@collab, find missed bins",
        "@collab: Find missed bins",
        "hey @collab find missed bins",
        "find missed bins @collab",
        "@collab /collab find missed bins",
    ],
)
def test_a_mention_is_answered_in_a_thread_of_its_own(collab: Collab, said: str) -> None:
    collab.has("Missed bins")
    ben = collab.slack.person("ben")

    message = ben.posts(said)

    (reply,) = collab.slack.wait_for(lambda: message.thread)
    assert "Missed bins" in reply.words
    assert not reply.is_ephemeral


def test_a_mention_in_a_thread_is_answered_in_that_thread(collab: Collab) -> None:
    collab.has("Missed bins")
    ben = collab.slack.person("ben")
    parent = collab.slack.person("cerys").posts("Who works on bins?").seen_by(ben)

    ben.posts("@collab find missed bins", thread=parent)

    collab.slack.wait_for(lambda: len(parent.thread) == 2)
    assert "Missed bins" in parent.thread[1].words


def test_what_a_button_in_a_thread_says_stays_in_the_thread(collab: Collab) -> None:
    collab.has("Missed bins")
    ben = collab.slack.person("ben")
    message = ben.posts("@collab find missed bins")
    (reply,) = collab.slack.wait_for(lambda: message.thread)

    reply.click("Follow")

    assert "You follow" in message.thread[-1].words
    assert message.thread[-1].is_ephemeral


@pytest.mark.parametrize("in_thread", [False, True], ids=["in the channel", "in a thread"])
def test_a_mention_that_is_refused_is_told_to_who_wrote_it_alone(collab: Collab, in_thread: bool) -> None:
    ben = collab.slack.person("ben")
    parent = ben.posts("Bins?") if in_thread else None

    reply = ben.says("@collab thanks for that, it was great", thread=parent)

    assert "I do not know `thanks`" in reply.words
    assert reply.message.is_ephemeral
    assert not answers(collab)
    if parent:
        assert reply.message.ts in [one.ts for one in parent.thread]


@pytest.mark.parametrize("said", ["@collab", "@collab hello", "Good morning @collab!", "@collab help"])
def test_a_mention_with_nothing_to_do_says_what_can_be_done(collab: Collab, said: str) -> None:
    message = collab.slack.person("ben").posts(said)

    (reply,) = collab.slack.wait_for(lambda: message.thread)
    assert "Collab helps you find who else" in reply.words


# ---------------------------------------------------------------- direct messages


@pytest.mark.parametrize(
    "said", ["hello", "Hi!", "hey there", "Good morning", "help", "thanks", "/collab help "]
)
def test_hello_by_direct_message_says_what_can_be_done(collab: Collab, said: str) -> None:
    if said.startswith("/"):
        said = f" {said}"  # a command would be a command

    reply = collab.slack.person("ben").direct_message(said)

    assert "Collab helps you find who else" in reply.words
    assert "Share a problem" in reply.message.buttons


@pytest.mark.parametrize(
    "said", ["missed bins", "who is working on missed bins?", "search missed bins", "@collab missed bins"]
)
def test_a_direct_message_is_looked_for_with_or_without_the_verb(collab: Collab, said: str) -> None:
    collab.has("Missed bins")

    assert "Missed bins" in collab.slack.person("ben").direct_message(said).words


def test_a_direct_message_with_a_slip_is_asked_what_was_meant(collab: Collab) -> None:
    reply = collab.slack.person("ben").direct_message("fnid bins")

    assert "Did you mean `/collab find`?" in reply.words


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        pytest.param("find kind:fish", "It takes `project`", id="find"),
        pytest.param("digest", "That works in a channel.", id="digest"),
        pytest.param("me", "Your profile says what you can offer", id="me"),
        pytest.param("mine", "Nothing here yet.", id="mine"),
        pytest.param("find", "Tell me what to look for", id="nothing to find"),
    ],
)
def test_refusals_and_answers_to_direct_messages_are_messages(collab: Collab, said: str, answer: str) -> None:
    reply = collab.slack.person("ben").direct_message(said)

    assert answer in reply.words
    assert not reply.message.is_ephemeral


def test_a_direct_message_in_a_thread_is_answered_there(collab: Collab) -> None:
    ben = collab.slack.person("ben")
    parent = ben.posts("find bins", "@ben")
    collab.slack.wait_for(lambda: len(ben.inbox) > 1)

    ben.posts("find kind:fish", "@ben", thread=parent)

    collab.slack.wait_for(lambda: len(parent.thread) == 2)
    assert "It takes `project`" in parent.thread[1].words


# ---------------------------------------------------------------- events that come again


@pytest.mark.parametrize("where", ["mention", "direct message"])
def test_an_event_that_comes_twice_is_answered_once(collab: Collab, where: str) -> None:
    collab.has("Missed bins")
    ben = collab.slack.person("ben")
    event = "app_mention" if where == "mention" else "message"
    collab.slack.faults.arm("duplicate", event=event)

    message = ben.posts("@collab find bins", "general" if where == "mention" else "@ben")

    def answered() -> list[ShownMessage]:
        return message.thread if where == "mention" else ben.inbox[1:]

    collab.slack.wait_for(answered)
    wait_for_workers(collab)
    assert len(answered()) == 1


def test_a_mention_that_slack_thinks_we_missed_is_answered_once(collab: Collab) -> None:
    """The acknowledgement is late, so Slack sends the event again."""
    collab.has("Missed bins")
    ben = collab.slack.person("ben")
    collab.slack.set_ack_seconds(0)
    collab.slack.set_retry_scale(0.001)

    message = ben.posts("@collab find bins")
    collab.slack.wait_for(lambda: len([ack for ack in collab.slack.acks if ack.name == "app_mention"]) > 1)
    collab.slack.wait_for(lambda: message.thread)
    wait_for_workers(collab)

    assert len(message.thread) == 1


def wait_for_workers(collab: Collab) -> None:
    """Wait until whatever came before is answered: a worker that is asked later has answered, on every thread."""
    cerys = collab.slack.person("cerys")
    for _ in range(8):
        cerys.types("/collab help")


def test_another_bot_is_not_answered(collab: Collab) -> None:
    """Two bots that answer each other never end."""
    event: dict[str, Any] = {
        "type": "app_mention",
        "user": "U0OTHERBOT",
        "bot_id": "B0OTHER",
        "text": f"<@{collab.slack.workspace.bot.id}> help",
        "ts": collab.slack.clock.stamp(),
        "channel": "C0GENERAL",
    }
    with capture_logs() as logs:
        collab.slack.events._send(event | {"event_ts": event["ts"]}, "app_mention")
        collab.slack.settle()
        wait_for_workers(collab)

    assert answers(collab) == []
    assert [line for line in logs if line["log_level"] == "error"] == []
