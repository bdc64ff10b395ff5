"""A question that was asked aloud or in a direct message is answered once, though a process dies over it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from handlers.aloud import Answers
from playground.driver.message import ShownMessage
from tests.collab import Collab
from tests.dying import Died

NO_SUCH_VERB = "fnid"
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def dies(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the process die the first time that it answers: before Slack takes the answer, or after."""

    def once(when: str) -> None:
        say = Answers.say

        def dying(self: Answers, **message: Any) -> None:
            monkeypatch.setattr(Answers, "say", say)
            if when == "after":
                say(self, **message)
            raise Died

        monkeypatch.setattr(Answers, "say", dying)

    return once


def asks(collab: Collab, where: str, words: str) -> Callable[[], list[ShownMessage]]:
    """Ben asks; what comes back is how to read the answers."""
    ben = collab.slack.person("ben")
    if where == "direct message":
        ben.posts(words, "@ben")
        return lambda: [one for one in ben.inbox if one.text != words]
    if where == "thread":
        head = collab.slack.person("cerys").posts("What about bins?", "general")
        ben.posts(f"@collab {words}", "general", thread=head)
        return lambda: head.thread[1:]
    message = ben.posts(f"@collab {words}", "general")
    return lambda: message.thread


def acks(collab: Collab) -> int:
    return len([one for one in collab.slack.acks if one.name in {"app_mention", "message"}])


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("mention", "find bins"),
        ("mention", "trends"),
        ("thread", "find bins"),
        ("direct message", "find bins"),
        ("direct message", NO_SUCH_VERB),  # in a channel a refusal is for whoever asked alone, and goes away
    ],
)
@pytest.mark.parametrize("when", ["before", "after"])
def test_who_dies_over_an_answer_leaves_it_to_the_next(
    collab: Collab, dies: Callable[[str], None], when: str, where: str, words: str
) -> None:
    collab.has("Missed bins")
    collab.slack.set_retry_scale(0.005)
    collab.slack.settle()
    dies(when)

    answers = asks(collab, where, words)
    collab.slack.wait_for(lambda: acks(collab) >= 2)  # it comes again at once, while it is in hand
    collab.slack.clock.move_to(collab.slack.clock.now() + A_MINUTE)
    collab.slack.settle()

    collab.slack.wait_for(answers)
    collab.settles()
    assert len(answers()) == 1


def test_an_answer_that_takes_too_long_is_given_once(collab: Collab) -> None:
    """Slack sends the event again while it is being answered, and once more when it is."""
    collab.has("Missed bins")
    collab.slack.set_ack_seconds(0.2)
    collab.slack.set_retry_scale(0.02)
    collab.slack.faults.arm("slow", method="chat.postMessage", seconds=0.6)

    answers = asks(collab, "mention", "find bins")
    collab.slack.wait_for(answers)
    collab.slack.wait_for(lambda: acks(collab) >= 3)
    collab.settles()

    assert len(answers()) == 1


@pytest.mark.parametrize("where", ["mention", "direct message"])
def test_a_question_that_nothing_can_be_said_to_is_answered_when_slack_asks_again(
    collab: Collab, where: str
) -> None:
    collab.has("Missed bins")
    collab.slack.faults.arm("server_error", method="chat.postMessage", times=2 if where == "mention" else 3)
    collab.slack.faults.arm("server_error", method="chat.postEphemeral")

    answers = asks(collab, where, "find bins")
    collab.slack.wait_for(answers)
    collab.settles()

    (answer,) = answers()
    assert "Missed bins" in answer.words


def test_a_question_is_acknowledged_when_it_is_answered(collab: Collab) -> None:
    collab.has("Missed bins")
    collab.slack.faults.arm("slow", method="chat.postMessage", seconds=0.3)

    answers = asks(collab, "mention", "find bins")
    collab.slack.wait_for(lambda: acks(collab))

    (ack,) = [one for one in collab.slack.acks if one.name == "app_mention"]
    assert 0.3 <= ack.seconds < 3
    assert len(answers()) == 1
