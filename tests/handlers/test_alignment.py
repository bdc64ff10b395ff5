"""*Check we're aligned*: two answer separately and see both answers together; seen from Slack."""

import pytest

from bot.domain.refusals import IntroductionOver, NotPartOfIt
from playground.driver.message import ShownMessage
from playground.driver.view import ShownView
from tests.collab import Collab
from tests.handlers.steps import opened
from tests.handlers.test_introductions import accepted, group, is_interested, last

PLAIN = {
    "goal": "Fewer bins that are missed",
    "users": "Residents",
    "pace": "Within weeks",
    "brings": "A developer for two days",
    "technology": "",
    "decides": "I do",
}


@pytest.fixture
def met(collab: Collab) -> ShownMessage:
    return accepted(collab)


def answers(collab: Collab, met: ShownMessage, name: str, **wanted: str) -> ShownView:
    form = opened(met.seen_by(collab.slack.person(name)).click("Check we’re aligned"))
    form.fill({**PLAIN, **wanted}).submit()
    return form


def everything_of(collab: Collab, name: str) -> str:
    person = collab.slack.person(name)
    seen = [*person.inbox, *group(collab, name, "amira" if name == "ben" else "ben")]
    return "\n".join(one.text + one.words for one in seen)


def test_neither_sees_the_others_answers_before_both_have_answered(collab: Collab, met: ShownMessage) -> None:
    answers(collab, met, "ben", goal="Bins as a secret")
    collab.delivers()

    assert "@ben has answered *Check we’re aligned*" in last(collab, "amira").words
    assert "secret" not in everything_of(collab, "amira")
    form = opened(last(collab, "amira").click("Answer too"))
    assert form.value("What is the goal?") in {None, ""}

    form.fill(PLAIN).submit()
    assert "Both of you have answered" in form.words
    collab.delivers()
    assert "Bins as a secret" in group(collab, "amira", "ben")[-1].words


def test_answers_can_be_changed_until_both_are_in(collab: Collab, met: ShownMessage) -> None:
    answers(collab, met, "ben", goal="First thoughts")
    form = opened(met.click("Check we’re aligned"))
    assert form.value("What is the goal?") == "First thoughts"
    assert form.value("When do you want something to show?") == "within weeks"
    form.fill(goal="Second thoughts").submit()
    late = opened(met.click("Check we’re aligned")).fill(goal="Third thoughts")
    answers(collab, met, "amira")
    collab.delivers()

    assert "Second thoughts" in group(collab, "ben", "amira")[-1].words
    assert "Both of you have answered" in met.click("Check we’re aligned").words
    assert "side by side in the group message" in late.submit().words
    assert collab.delivers() == 0


def test_it_says_where_they_differ_and_what_to_talk_about(collab: Collab, met: ShownMessage) -> None:
    answers(collab, met, "ben")
    answers(
        collab,
        met,
        "amira",
        goal="Bins are missed less",
        users="Crews",
        pace="Within a year",
        decides="We do not know yet",
    )
    collab.delivers()

    said = group(collab, "ben", "amira")[-1].words
    assert "*Goal* – you seem to agree" in said
    assert "*Users* – you may see this differently\n@amira: Crews\n@ben: Residents" in said
    assert "*Pace* – you may see this differently\n@amira: within a year\n@ben: within weeks" in said
    assert "*Technology* – still open\n@amira: _no answer_" in said
    assert "*Who decides* – still open" in said
    assert "*What each brings*\n" in said
    assert "Name the one group you would both start with." in said
    assert "Each say in one sentence what success looks like" not in said


@pytest.mark.usefixtures("met")
def test_it_is_between_the_two(collab: Collab) -> None:
    for ask in (collab.services.alignment.own, collab.services.introductions.about):
        with pytest.raises(NotPartOfIt):
            ask(collab.team, 1, member_id="U0CERYS")


def test_nobody_checks_before_they_have_met(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    is_interested(collab)

    with pytest.raises(IntroductionOver):
        collab.services.alignment.own(collab.team, 1, member_id="U0BEN")


def test_what_was_answered_survives_a_restart(collab: Collab, met: ShownMessage) -> None:
    answers(collab, met, "ben", goal="Kept")

    own = collab.services.alignment.own(collab.team, 1, member_id="U0BEN")

    assert own
    assert own.goal == "Kept"
