"""Replies in a workshop's thread that come before we know which message its board is."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.domain.workshops import Workshop, WorkshopPhase, WorkshopState
from bot.services.workshops import Workshops
from tests.collab import PATIENCE, Collab
from tests.dying import Died
from tests.handlers.workshop_steps import CHANNEL, SUBJECT, board, whispers


def state(collab: Collab) -> WorkshopState:
    return collab.services.workshops.state(collab.team, 1)


def later(collab: Collab, seconds: float) -> None:
    collab.slack.clock.move_to(collab.slack.clock.now() + timedelta(seconds=seconds))
    collab.delivers()
    collab.slack.settle()


def test_a_reply_below_a_board_that_slack_has_and_we_do_not_know_yet_is_kept_in_the_end(
    collab: Collab,
) -> None:
    collab.slack.person("ben").types(f"/collab premortem {SUBJECT}", CHANNEL).view.submit()
    collab.slack.faults.arm("drop_after", method="chat.postMessage")
    collab.delivers()
    assert state(collab).workshop.board_ts is None

    collab.slack.person("dev").posts("culture: we forgot the unions", CHANNEL, thread=board(collab))
    collab.slack.settle()
    assert state(collab).contributions == ()

    later(collab, 61)  # the board is found, a moment after Slack has sent the reply for the third time
    assert state(collab).workshop.board_ts == board(collab).ts
    later(collab, 301)
    assert [one.text for one in state(collab).contributions] == ["we forgot the unions"]
    assert len(whispers(collab, "dev")) == 1


def test_a_reply_below_another_message_of_ours_is_not_sent_again_for_ever(collab: Collab) -> None:
    collab.slack.person("ben").types(f"/collab premortem {SUBJECT}", CHANNEL).view.submit()
    collab.delivers()
    collab.has("Damp reports")
    collab.slack.person("ben").posts("@collab find damp", CHANNEL)
    answer = collab.slack.wait_for(lambda: collab.slack.messages(CHANNEL)[-1].thread)[0]
    collab.slack.person("dev").posts("culture: thank you", CHANNEL, thread=answer)
    collab.slack.settle()

    assert collab.slack.events.next_again is None
    assert state(collab).contributions == ()


def test_a_reply_that_comes_while_its_board_becomes_known_is_kept(
    collab: Collab, monkeypatch: pytest.MonkeyPatch
) -> None:
    collab.slack.set_retry_scale(0.001)
    collab.slack.person("ben").types(f"/collab premortem {SUBJECT}", CHANNEL).view.submit()
    collab.slack.faults.arm("drop_after", method="chat.postMessage")
    collab.delivers()
    on_board = Workshops.on_board

    def overtaken(self: Workshops, *where: str) -> Workshop | None:
        monkeypatch.setattr(Workshops, "on_board", on_board)
        found = on_board(self, *where)
        collab.slack.clock.move_to(collab.slack.clock.now() + timedelta(minutes=1, seconds=1))
        collab.clockwork.delivery.deliver_due()
        return found

    monkeypatch.setattr(Workshops, "on_board", overtaken)
    collab.slack.person("dev").posts("culture: we forgot the unions", CHANNEL, thread=board(collab))

    collab.slack.wait_for(lambda: state(collab).contributions)
    assert [one.text for one in state(collab).contributions] == ["we forgot the unions"]


def test_who_dies_before_asking_whether_it_was_talk_leaves_it_to_the_next(
    collab: Collab, monkeypatch: pytest.MonkeyPatch
) -> None:
    collab.slack.set_retry_scale(0.005)
    collab.slack.person("ben").types(f"/collab premortem {SUBJECT}", CHANNEL).view.submit()
    collab.delivers()
    for seen in (WorkshopPhase.GATHER, WorkshopPhase.GROUP, WorkshopPhase.VOTE):
        leader, now = collab.slack.person("ben").id, collab.slack.clock.now()
        collab.services.workshop_phases.move_on(collab.team, 1, by=leader, seen=seen, now=now)
    say, dead = WebClient.chat_postEphemeral, threading.Event()

    def dying(self: WebClient, **_: Any) -> None:
        monkeypatch.setattr(WebClient, "chat_postEphemeral", say)
        dead.set()
        raise Died

    monkeypatch.setattr(WebClient, "chat_postEphemeral", dying)
    collab.slack.person("dev").posts("culture: we forgot the unions", CHANNEL, thread=board(collab))
    assert dead.wait(PATIENCE)
    collab.slack.clock.move_to(collab.slack.clock.now() + timedelta(minutes=1))

    collab.slack.wait_for(lambda: whispers(collab, "dev"))
    collab.settles()
    assert len(whispers(collab, "dev")) == 1
