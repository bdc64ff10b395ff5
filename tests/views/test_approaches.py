"""Asking to meet somebody, as Slack takes it and as people read it."""

from dataclasses import replace

import pytest

from bot.domain.approaches import HOPE_LIMIT, Answer, Approach, Pair
from bot.views.approaches import acquainted_message, approach_form, approach_message
from tests.factories import NOW
from tests.views.slack import elements, mrkdwn, taken_message, taken_view, words
from tests.views.worst import FILLINGS, filled
from tests.views.worst_people import worst_profile

APPROACH = Approach(
    id=7, asker_id="U1", person_id="U2", hope="Half an hour.", answer=Answer.WAITING, asked_at=NOW
)
PAIR = Pair(approach=APPROACH, asker=None, person=None)


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
@pytest.mark.parametrize("answer", list(Answer))
def test_slack_takes_the_worst_that_people_hope_for(filling: str, answer: Answer) -> None:
    profile = worst_profile(filling)
    hoped = replace(APPROACH, hope=filled(filling, HOPE_LIMIT), answer=answer)
    pair = Pair(approach=hoped, asker=profile, person=profile)

    sent = [taken_message(approach_message(pair)), taken_message(acquainted_message(pair))]

    assert "<!channel>" not in "".join(map(mrkdwn, sent))


@pytest.mark.parametrize(
    ("answer", "buttons", "said"),
    [
        (Answer.WAITING, ["Accept", "Decline privately"], "When you decline, I do not tell them."),
        (Answer.ACCEPTED, [], "You accepted."),
        (Answer.DECLINED, ["Accept after all"], "You declined. I tell nobody"),
    ],
)
def test_the_message_says_what_can_be_done_now(answer: Answer, buttons: list[str], said: str) -> None:
    payload = taken_message(approach_message(replace(PAIR, approach=replace(APPROACH, answer=answer))))

    assert [one["text"]["text"] for one in elements(payload)] == buttons
    assert said in words(payload)


def test_who_is_not_public_is_only_named() -> None:
    said = words(taken_message(acquainted_message(PAIR)))

    assert "<@U2>, meet <@U1>." in said
    assert "Can offer" not in said


def test_the_form_says_what_happens() -> None:
    form = taken_view(approach_form("U2"))

    assert form["private_metadata"] == "U2"
    assert "When they do not, you hear no more of it, and nobody is told." in words(form)
