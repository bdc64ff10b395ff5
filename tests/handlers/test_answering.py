"""When something breaks, the person is told, with a reference and nothing of our insides, and loses nothing."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.collab import Collab
from tests.handlers.steps import posted

INSIDES = "could not connect to postgresql://collab:hunter2@db"
Logs = list[dict[str, Any]]


class Broken:
    """Breaks a method of a service, as a bug would."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(self, service: object, method: str) -> None:
        def breaks(*_: object, **__: object) -> None:
            raise RuntimeError(INSIDES)

        self._monkeypatch.setattr(service, method, breaks)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Broken:
    return Broken(monkeypatch)


@pytest.fixture(autouse=True)
def logs() -> Iterator[Logs]:
    """What is logged; it is not printed, for structlog takes seconds over a traceback unless it is told how."""
    with capture_logs() as lines:
        yield lines  # type: ignore[misc]


def apologises(words: str, logs: Logs) -> None:
    """The words are an apology whose reference is in the logs, with the traceback."""
    assert "Sorry, something went wrong on our side." in words
    assert "hunter2" not in words
    assert "RuntimeError" not in words
    reference = re.search(r"quote [`“](\w+)[`”]", words)
    assert reference, words
    (line,) = [one for one in logs if one["event"] == "broke"]
    assert line["reference"] == reference[1]
    assert line["exc_info"]


# ---------------------------------------------------------------- bugs


def test_in_a_command(collab: Collab, broken: Broken, logs: Logs) -> None:
    broken(collab.services.finder, "find")

    reply = collab.slack.person("ben").types("/collab find bins")

    apologises(reply.words, logs)
    assert reply.message.is_ephemeral


def test_in_a_button_of_a_message(collab: Collab, broken: Broken, logs: Logs) -> None:
    collab.has("Missed bins")
    card = collab.slack.person("ben").types("/collab find bins")
    broken(collab.services.interests, "follow")

    said = card.click("Follow")

    apologises(said.words, logs)
    assert "Missed bins" in card.words, "the message stays"


def test_in_a_button_of_app_home(collab: Collab, broken: Broken, logs: Logs) -> None:
    collab.has("Missed bins")
    home = collab.slack.person("ben").home()
    broken(collab.services.items, "details")

    apologises(home.click("Details").view.words, logs)


def test_in_a_button_of_a_form_which_stays(collab: Collab, broken: Broken, logs: Logs) -> None:
    collab.has("Missed bins reported twice")
    form = collab.slack.person("ben").types("/collab share Missed bins").view.fill(summary="Twice.")
    broken(collab.services.interests, "standing")

    said = form.click("I’m interested")

    apologises(said.words, logs)
    said.view.close()
    assert form.is_open
    assert form.value("Summary") == "Twice."


def test_in_a_form_which_stays_and_can_be_sent_again(
    collab: Collab, broken: Broken, logs: Logs, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = collab.slack.person("ben").types("/collab share Missed bins").view.fill(summary="Twice.")
    broken(collab.services.items, "share")

    said = form.submit()

    apologises(said.words, logs)
    said.view.close()
    assert form.value("Summary") == "Twice."
    monkeypatch.undo()
    form.submit()
    assert form.title == "Shared"


def test_in_a_form_on_top_of_two_others_it_stands_at_a_field(
    collab: Collab, broken: Broken, logs: Logs
) -> None:
    collab.has("Missed bins reported twice")
    ben = collab.slack.person("ben")
    first = ben.types("/collab share Missed bins").view
    copy = first.click("Details").view.click("Copy to channel").view.fill(channel="housing", note="For us.")
    broken(collab.services.interests, "copy")

    refused = copy.submit()

    apologises(refused.errors["Channel"], logs)
    assert copy.value("A line from you") == "For us."


def test_in_a_shortcut(collab: Collab, broken: Broken, logs: Logs, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError(INSIDES)

    monkeypatch.setattr("handlers.share.share_view", breaks)

    apologises(collab.slack.person("ben").shortcut("Share something").words, logs)


def test_in_a_message_shortcut(collab: Collab, logs: Logs, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError(INSIDES)

    monkeypatch.setattr("handlers.share.share_view", breaks)
    ben = collab.slack.person("ben")

    apologises(ben.shortcut("Save to Collab", ben.posts("Bins")).words, logs)


def test_in_a_mention(collab: Collab, broken: Broken, logs: Logs) -> None:
    broken(collab.services.finder, "find")

    reply = collab.slack.person("ben").says("@collab find bins")

    apologises(reply.words, logs)
    assert reply.message.is_ephemeral


def test_in_a_direct_message(collab: Collab, broken: Broken, logs: Logs) -> None:
    broken(collab.services.finder, "find")

    apologises(collab.slack.person("ben").direct_message("find bins").words, logs)


def test_in_app_home(collab: Collab, broken: Broken, logs: Logs) -> None:
    broken(collab.services.members, "mine")

    apologises(collab.slack.person("ben").home().words, logs)


def test_in_the_list_of_a_menu_nothing_is_offered_and_nothing_breaks(
    collab: Collab, logs: Logs, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = collab.slack.person("ben").types("/collab digest", "housing").click("Start a digest").view

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError(INSIDES)

    monkeypatch.setattr("handlers.digest.time_zones_like", breaks)
    block = next(one for one in form.blocks if one["block_id"] == "zone")

    assert form.suggestions(block, block["element"], "Lon") == []
    assert [line for line in logs if line["event"] == "broke"]
    assert collab.slack.problems == []


# ---------------------------------------------------------------- when Slack does not take the answer


@pytest.mark.parametrize("fault", ["server_error", "drop_before"])
def test_an_answer_that_slack_did_not_take_is_followed_by_a_direct_message(
    collab: Collab, fault: str
) -> None:
    collab.slack.faults.arm(fault, method="response_url", times=10)
    ben = collab.slack.person("ben")

    ben.types("/collab find kind:fish", answer=False)

    collab.slack.wait_for(lambda: ben.inbox)
    assert "It takes `project`" in ben.inbox[-1].words


@pytest.mark.parametrize("does", ["types", "presses"])
def test_an_answer_that_slack_took_before_the_connection_broke_is_not_given_again(
    collab: Collab, does: str
) -> None:
    """We do not know that it came: an apology follows it."""
    ben, card = collab.slack.person("ben"), posted(collab, collab.has("Missed bins"))
    collab.slack.faults.arm("drop_after", method="response_url")

    reply = ben.types("/collab find bins") if does == "types" else card.click("Follow")

    collab.slack.wait_for(lambda: len(reply.messages) > 1)
    collab.settles()
    answer, apology = reply.messages
    assert ("Missed bins" if does == "types" else "You follow") in answer.words
    assert "Sorry, something went wrong on our side." in apology.words


def test_a_window_that_could_not_be_opened_is_told_of_in_a_direct_message(collab: Collab, logs: Logs) -> None:
    ben = collab.slack.person("ben")
    home = ben.home()
    collab.slack.set_trigger_seconds(0)

    home.click("Find", answer=False)

    collab.slack.wait_for(lambda: ben.inbox)
    apologises(ben.inbox[-1].words, logs)
    collab.slack.refusals.clear()


def test_when_nothing_gets_through_it_is_logged_and_ends(collab: Collab, logs: Logs) -> None:
    collab.slack.faults.arm("server_error", times=20)

    collab.slack.person("ben").types("/collab find kind:fish", answer=False)

    collab.slack.wait_for(lambda: [line for line in logs if line["event"] == "could not tell"])


@pytest.mark.parametrize("does", ["presses", "types", "chooses a shortcut"])
def test_what_broke_and_could_not_be_told_is_not_acknowledged_so_slack_says_that_it_failed(
    collab: Collab, broken: Broken, logs: Logs, monkeypatch: pytest.MonkeyPatch, does: str
) -> None:
    ben, card = collab.slack.person("ben"), posted(collab, collab.has("Missed bins"))
    broken(collab.services.interests, "follow")
    broken(collab.services.digests, "subscription")
    monkeypatch.setattr("handlers.share.share_view", lambda *_, **__: 1 / 0)
    for method in ("response_url", "views.open", "chat.postMessage"):
        collab.slack.faults.arm("server_error", method=method, times=10)

    match does:
        case "presses":
            failed = card.click("Follow", answer=False)
        case "types":
            failed = ben.types("/collab digest", "housing", answer=False)
        case _:
            failed = ben.shortcut("Share something", answer=False)

    collab.slack.wait_for(lambda: failed.problem)
    assert failed.messages == []
    assert [line["event"] for line in logs][-3:] == ["broke", "could not tell in place", "could not tell"]


@pytest.mark.parametrize(
    "does",
    [
        pytest.param(lambda collab: collab.slack.person("ben").types("/collab find kind:fish"), id="refused"),
        pytest.param(lambda collab: collab.slack.person("ben").types("/collab fnid"), id="unknown verb"),
    ],
)
def test_a_refusal_is_no_error_of_ours(collab: Collab, logs: Logs, does: Callable[[Collab], Any]) -> None:
    assert does(collab).words

    assert {line["log_level"] for line in logs} <= {"info", "debug"}
    assert "refused" in [line["event"] for line in logs]


def test_trouble_after_the_form_was_answered_does_not_undo_the_answer(
    collab: Collab, broken: Broken, logs: Logs
) -> None:
    collab.has("Missed bins")
    form = collab.slack.person("ben").types("/collab find bins").click("Copy to channel").view
    broken(collab.clockwork.delivery._wakened, "set")  # delivery is told after the answer

    form.fill(channel="housing").submit()

    assert "is on its way to #housing" in form.words
    assert [line for line in logs if line["event"] == "broke"]


def test_trouble_behind_the_form_is_not_told(collab: Collab, broken: Broken, logs: Logs) -> None:
    form = collab.slack.person("ben").types("/collab share Missed bins").view.fill(summary="Twice.")
    broken(collab.services.members, "mine")  # what App Home, behind the form, is made of

    form.submit()

    assert form.title == "Shared"
    collab.slack.wait_for(lambda: [line for line in logs if line["event"] == "broke"])
    assert "Sorry" not in form.words
