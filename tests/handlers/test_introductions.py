"""From interest to introduction, to what came of it; seen from Slack."""

from datetime import timedelta

import pytest

from playground.driver.message import ShownMessage
from playground.driver.view import ShownView
from tests.collab import Collab
from tests.handlers.steps import details_of, told, waits_for

HOPE = "To see how you did it"


def is_interested(
    collab: Collab, name: str = "ben", title: str = "Missed bins", hope: str = HOPE
) -> ShownView:
    """Somebody finds an item and says what they hope for; the window that thanks them."""
    form = collab.slack.person(name).types(f"/collab find {title}").click("I’m interested", near=title).view
    form.fill(hope=hope).submit()
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

    heard.click("Ask something").view.fill(question="Which system do you use?").submit()
    assert "Which system do you use?" in heard.words
    assert "Ask something" not in heard.buttons
    collab.delivers()
    question = last(collab, "ben")
    assert "> Which system do you use?" in question.words
    question.click("Answer").view.fill(answer="The same as you").submit()
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
    mine.click("Add what it saved").view.fill(time="about 3 days", money="£2,000").submit()
    assert "It saved you 22.5 hours and £2,000, by your own estimate." in mine.words

    since = collab.slack.clock.now() - timedelta(days=1)
    totals = collab.services.introductions.totals(collab.team, since=since)
    assert {str(outcome): count for outcome, count in totals.outcomes.items()} == {"working together": 1}
    assert (totals.hours, totals.pounds, totals.people) == (22.5, 2000, 1)
    assert days_later(collab, 30) == 0


def aligned(collab: Collab, met: ShownMessage) -> None:
    """Both check whether they are aligned."""
    ben = met.click("Check we’re aligned").view
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
    asked.click("Answer too").view.fill(
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
