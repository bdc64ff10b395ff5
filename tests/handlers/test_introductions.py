"""From interest to introduction, to what came of it; seen from Slack."""

from datetime import timedelta

import pytest

from bot.domain.introductions import Outcome
from bot.domain.profiles import ProfileContent
from bot.domain.refusals import NotPartOfIt
from playground.driver.message import ShownMessage
from playground.driver.view import ShownView
from tests.collab import Collab
from tests.handlers.steps import hopes, opened, presses_twice_at_once

HOPE = "To see how you did it"


def is_interested(
    collab: Collab, name: str = "ben", title: str = "Missed bins", hope: str = HOPE
) -> ShownView:
    """Somebody finds an item and says what they hope for; the window that thanks them."""
    found = collab.slack.person(name).types(f"/collab find {title}").message
    form = hopes(found.click("I’m interested", near=f"*{title}*"), hope)
    collab.delivers()
    return form


def days_later(collab: Collab, days: float) -> int:
    """Move the clock, and let what is due by then be delivered."""
    collab.slack.clock.move_to(collab.slack.clock.now() + timedelta(days=days))
    return collab.delivers()


def last(collab: Collab, name: str) -> ShownMessage:
    """The last thing that the bot wrote to somebody."""
    return collab.slack.person(name).inbox[-1]


def group(collab: Collab, *names: str) -> list[ShownMessage]:
    """What stands in the group message of these people and the bot, as the first of them sees it."""
    people = [collab.slack.person(name) for name in names]
    wanted = {person.id for person in people} | {collab.slack.workspace.bot.id}
    for channel in collab.slack.workspace.channels.values():
        if channel.kind == "mpim" and set(channel.members) == wanted:
            return people[0].sees(channel.id)
    return []


def reads(collab: Collab, message: ShownMessage, words: str) -> None:
    """A message is changed to say so; App Home may be brought up to date first."""
    collab.slack.wait_for(lambda: words in message.words)


def accepted(collab: Collab, **wanted: str) -> ShownMessage:
    """The group message of Amira and Ben, who is interested in her item."""
    collab.has("Missed bins", owner="U0AMIRA")
    is_interested(collab, **wanted)
    heard = last(collab, "amira")
    heard.click("Accept")
    reads(collab, heard, "You accepted.")
    collab.delivers()
    return group(collab, "ben", "amira")[-1]


# ---------------------------------------------------------------- the whole way


def test_from_interest_to_what_came_of_it(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")

    form = is_interested(collab)
    assert "I am telling @amira that you are interested in *Missed bins*" in form.words
    heard = last(collab, "amira")
    assert "@ben is interested in your project" in heard.words
    assert f"> {HOPE}" in heard.words

    opened(heard.click("Ask something")).fill(question="Which system do you use?").submit()
    assert "Which system do you use?" in heard.words
    assert "Ask something" not in heard.buttons
    collab.delivers()
    question = last(collab, "ben")
    assert "> Which system do you use?" in question.words
    opened(question.click("Answer")).fill(answer="The same as you").submit()
    assert "You answered:\n> The same as you" in question.words
    assert "Answer" not in question.buttons

    collab.delivers()
    answer = last(collab, "amira")
    assert "@ben answered:\n> The same as you" in answer.words
    assert {"Accept", "Ask something", "Decline privately"} <= set(answer.buttons)
    answer.click("Accept")
    reads(collab, answer, "You accepted. I am putting you both in a group message.")
    assert group(collab, "ben", "amira") == []
    assert collab.delivers() == 1

    [met] = group(collab, "ben", "amira")
    for words in (
        "@amira, meet @ben",
        "Missed bins",
        HOPE,
        "How to begin",
        "Who should be in the room",
        "What to settle first",
    ):
        assert words in met.words

    aligned(collab, met)

    days_later(collab, 7.01)
    for name in ("amira", "ben"):
        asked = last(collab, name)
        assert "How is it going?" in asked.words
        asked.click("We are talking")
        reads(collab, asked, "You said: *talking*. Thank you. I will ask you again on")
    days_later(collab, 14)
    last(collab, "amira").click("Working together")
    mine = last(collab, "ben")
    mine.click("Shared what was needed")
    reads(collab, mine, "I will not ask you about it again")
    opened(mine.click("Add what it saved")).fill(time="about 3 days", money="£2,000").submit()
    assert "It saved you 22.5 hours and £2,000, by your own estimate." in mine.words

    ended = collab.services.introductions.about(collab.team, 1, member_id=collab.slack.person("ben").id)
    assert ended.introduction.outcome is Outcome.WORKING_TOGETHER
    assert days_later(collab, 30) == 0


def aligned(collab: Collab, met: ShownMessage) -> None:
    """Both check whether they are aligned."""
    ben = opened(met.click("Check we’re aligned"))
    ben.fill(
        goal="Fewer missed bins reported twice",
        users="Residents who report",
        pace="Within weeks",
        brings="A developer",
        decides="I do",
    ).submit()
    assert "Until they have, you can change it" in ben.words
    collab.delivers()
    asked = last(collab, "amira")
    assert "@ben has answered *Check we’re aligned*" in asked.words
    assert "developer" not in asked.words
    opened(asked.click("Answer too")).fill(
        goal="Missed bins are reported once",
        users="Crews on the round",
        pace="Within a year",
        brings="Two rounds to test with",
        technology="An open API",
        decides="We do not know yet",
    ).submit()
    collab.delivers()
    both = group(collab, "ben", "amira")[-1].words
    assert "@amira: Missed bins are reported once\n@ben: Fewer missed bins reported twice" in both
    assert "Goal* – you seem to agree" in both.replace("*Goal", "Goal")


# ---------------------------------------------------------------- turns it may take


def test_an_answer_of_nothing_but_white_space_is_refused_at_its_field(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    form = opened(collab.slack.person("ben").types("/collab find bins").message.click("I’m interested"))

    assert form.fill(hope="   ").submit().errors == {"What do you hope for?": "Enter an answer."}
    assert collab.delivers() == 0
    form.fill(hope=HOPE).submit()
    collab.delivers()
    asking = opened(last(collab, "amira").click("Ask something")).fill(question=" ")
    assert asking.submit().errors == {"What would you like to know?": "Enter an answer."}


def test_the_owner_accepts_from_app_home(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    is_interested(collab)
    amira = collab.slack.person("amira")
    home = amira.home()
    assert "Who waits for your answer" in home.words
    assert f"> {HOPE}" in home.words

    said = home.click("Accept")

    collab.slack.wait_for(lambda: "You accepted. I am putting you both in a group message." in said.words)
    collab.slack.wait_for(
        lambda: "Who waits" not in amira.look_at_view(collab.slack.workspace.homes[amira.id]).words
    )
    assert collab.delivers() == 1


def test_accepting_twice_introduces_once(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    is_interested(collab)
    heard = last(collab, "amira")

    assert presses_twice_at_once(heard, "Accept") == [None, None]

    reads(collab, heard, "You accepted.")
    assert collab.slack.wait_for(collab.delivers) == 1
    assert len(group(collab, "ben", "amira")) == 1


def test_two_introductions_of_the_same_two_share_their_group_message(collab: Collab) -> None:
    accepted(collab)
    collab.has("Library fines", owner="U0AMIRA")
    is_interested(collab, title="Library fines")
    heard = last(collab, "amira")
    heard.click("Accept")
    reads(collab, heard, "You accepted.")
    collab.delivers()

    assert len(group(collab, "ben", "amira")) == 2


def test_others_cannot_decide_for_the_owner(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    is_interested(collab)

    for name in ("U0BEN", "U0CERYS"):
        with pytest.raises(NotPartOfIt):
            collab.services.introductions.accept(collab.team, 1, by=name, now=collab.slack.clock.now())
    assert collab.delivers() == 0


def test_when_one_of_the_two_has_left_the_other_is_told(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    is_interested(collab)
    del collab.slack.workspace.people["U0BEN"]
    heard = last(collab, "amira")
    heard.click("Accept")
    reads(collab, heard, "You accepted.")
    collab.delivers()
    collab.delivers()

    assert "I could not open a group message for" in last(collab, "amira").words
    collab.slack.refusals.clear()


def test_when_the_owner_has_left_the_one_who_is_interested_is_told(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    del collab.slack.workspace.people["U0AMIRA"]
    is_interested(collab)
    collab.delivers()

    assert "I could not reach" in last(collab, "ben").words
    collab.slack.refusals.clear()


@pytest.mark.parametrize("fault", ["rate_limited", "server_error", "drop_before", "drop_after"])
@pytest.mark.parametrize("method", ["conversations.open", "chat.postMessage"])
def test_a_fault_leaves_one_group_message(collab: Collab, method: str, fault: str) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    is_interested(collab)
    heard = last(collab, "amira")
    heard.click("Accept")
    reads(collab, heard, "You accepted.")
    collab.slack.faults.arm(fault, method=method)
    for _ in range(3):
        days_later(collab, 0.02)

    assert len(group(collab, "ben", "amira")) == 1


def test_who_welcomes_no_introductions_is_not_disturbed(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    collab.services.profiles.save(
        collab.team, "U0AMIRA", ProfileContent(council="Ambleford (sample)"), now=collab.slack.clock.now()
    )

    said = collab.slack.person("ben").types("/collab find bins").click("I’m interested")

    assert "@amira takes no introductions from me at the moment." in said.words
    assert collab.delivers() == 0


def test_what_somebody_hopes_for_cannot_ping_or_pose_as_a_link(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    is_interested(collab, hope="<!channel> <https://evil.example|our intranet> @channel")
    heard = last(collab, "amira")
    heard.click("Accept")
    reads(collab, heard, "You accepted.")
    collab.delivers()

    for message in (heard, group(collab, "ben", "amira")[-1]):
        sent = str(message.blocks)
        assert "<!channel>" not in sent
        assert "<https://evil.example" not in sent
