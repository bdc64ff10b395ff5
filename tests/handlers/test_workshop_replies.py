"""Replies in a workshop's thread that come before we know which message its board is."""

from datetime import timedelta

from bot.domain.workshops import WorkshopState
from tests.collab import Collab
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
