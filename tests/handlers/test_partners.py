"""`/collab partners`, *Find partners*, and what somebody is told who may help with a problem; on both databases."""

from datetime import timedelta

import pytest

from bot.domain.items import Kind
from bot.domain.partners import PATIENCE
from bot.domain.profiles import Contact, ProfileContent
from playground.driver.message import ShownMessage
from tests.collab import Collab
from tests.handlers.steps import details_of, form_of, hopes, opened, submits, told, waits_for

HELPS = "How we cut our planning backlog by half"


def is_public(collab: Collab, name: str, **about: object) -> None:
    given: dict[str, object] = {"offers": HELPS, "welcomes": (Contact.INTRODUCTIONS,), "public": True}
    profile = ProfileContent(**given | about)  # type: ignore[arg-type]
    member = collab.slack.person(name).id
    collab.services.profiles.save(collab.team, member, profile, now=collab.slack.clock.now())


def passes(collab: Collab, span: timedelta) -> None:
    collab.slack.clock.move_to(collab.slack.clock.now() + span)


def told_of_a_problem(collab: Collab, name: str = "amira") -> ShownMessage:
    """What somebody is told who offers what is needed, some minutes after Ben posted a problem."""
    is_public(collab, name)
    collab.has("Our planning backlog", owner="U0BEN", kind=Kind.PROBLEM)
    passes(collab, PATIENCE)
    collab.delivers()
    return collab.slack.person(name).inbox[-1]


@pytest.fixture
def planning(collab: Collab) -> Collab:
    """Somebody who offers what is needed, something to use, and somebody with the same problem."""
    is_public(collab, "eilidh", council="Dorset Council", role="Planner")
    collab.has("Clearing a planning backlog", kind=Kind.RESOURCE)
    collab.has("Our planning backlog grows", owner="U0CERYS", kind=Kind.PROBLEM)
    return collab


def test_partners_are_shown_by_what_makes_them_partners_with_the_reason(planning: Collab) -> None:
    reply = planning.slack.person("ben").types("/collab partners planning backlog")

    assert reply.message.is_ephemeral
    words = reply.message.words
    places = [
        words.index(one)
        for one in (
            "Partners for “planning backlog”",
            "Who offers what is needed here",
            "@eilidh",
            HELPS,
            "*Why:* can offer this; matches *planning*, *backlog*",
            "Welcomes introductions",
            "Who has solved it, or tried",
            "Clearing a planning backlog",
            "*Why:* shares something to use",
            "Ask @amira",
            "Who else has this need",
            "Our planning backlog grows",
            "*Why:* has a problem like it",
            "Ask @cerys",
            "Only people who choose to be found are listed.",
            "Name your council in `/collab me`",
        )
    ]
    assert places == sorted(places)
    assert reply.message.buttons == [
        "Ask for an introduction",
        *["I’m interested", "Details", "Follow"] * 2,
        "Post it as a problem",
        "Tell me of new ones",
    ]


def test_interest_and_introductions_begin_there(planning: Collab) -> None:
    found = planning.slack.person("ben").types("/collab partners planning backlog").message

    form = hopes(found.click("I’m interested", near="Clearing a planning backlog"))
    waits_for(planning, form, "I am telling @amira")
    asked = opened(found.click("Ask for an introduction"))
    asked.fill(hope="To hear how").submit()
    assert "Clearing a planning backlog" in told(planning, "amira")
    assert "To hear how" in told(planning, "eilidh")
    assert "You follow" in found.click("Follow", near="Our planning backlog grows").words


def test_nobody_else_sees_who_was_found_for_a_mention(planning: Collab) -> None:
    planning.slack.person("ben").posts("<@U0COLLAB> partners planning backlog", "housing")
    planning.settles()

    assert not any("Partners for" in one.words for one in planning.slack.person("amira").sees("#housing"))


def test_when_there_is_nobody_it_can_be_posted_as_a_problem(collab: Collab) -> None:
    nobody = collab.slack.person("ben").types("/collab partners zeppelin hangars").message

    assert "No partners found for “zeppelin hangars”." in nobody.words
    assert nobody.buttons == ["Post it as a problem", "Tell me when someone shares this"]
    form = opened(nobody.click("Post it as a problem"))
    assert form.title == "Share"
    assert form.value("title") == "zeppelin hangars"
    assert "zeppelin hangars" in nobody.click("Tell me when someone shares this").words


def test_without_words_it_says_what_to_type(collab: Collab) -> None:
    assert "/collab" in collab.slack.person("ben").types("/collab partners").words


def test_the_details_of_an_item_lead_to_its_partners(planning: Collab) -> None:
    details = details_of(planning, "Our planning backlog grows", "cerys")

    partners = opened(details.click("Find partners"))

    assert partners.title == "Partners"
    assert "Clearing a planning backlog" in partners.words
    assert "@eilidh" in partners.words
    assert "Our planning backlog grows" not in partners.words.partition("Who ")[2]
    assert "Post it as a problem" not in partners.buttons
    assert opened(partners.click("I’m interested")).title == "I’m interested"


def test_so_does_having_shared_a_problem(planning: Collab) -> None:
    form = form_of(planning, "/collab share problem We cannot see the planning queue")
    form.fill(summary="Our planning backlog hides in it.")
    shared = submits(form)
    waits_for(planning, shared, "Thank you")

    assert "Clearing a planning backlog" in opened(shared.click("Find partners")).words


def test_an_item_is_named_by_its_number(planning: Collab) -> None:
    item = planning.has("The planning backlog, again", owner="U0BEN", kind=Kind.PROBLEM)
    ben = planning.slack.person("ben")

    assert "Partners for “The planning backlog, again”" in ben.types(f"/collab partners #{item.id}").words
    assert "there" in ben.types("/collab partners #4711").words.lower()


def test_whoever_may_help_is_told_why_and_can_say_that_they_are_interested(collab: Collab) -> None:
    message = told_of_a_problem(collab)

    assert "Somebody posted a problem that you may be able to help with" in message.words
    assert "Our planning backlog" in message.words
    assert "Ask @ben" in message.words
    assert f"*Why you:* you offer “{HELPS}”" in message.words
    assert message.buttons == ["I’m interested", "Details", "Not for me", "Stop telling me"]
    waits_for(collab, hopes(message.click("I’m interested")), "I am telling @ben")
    assert "Our planning backlog" in told(collab, "ben")


def test_a_problem_that_is_nothing_for_somebody_leaves_room(collab: Collab) -> None:
    message = told_of_a_problem(collab)

    message.click("Not for me")
    collab.slack.wait_for(lambda: "Not for you" in message.words)
    assert message.buttons == ["Details"]
    assert collab.slack.person("ben").inbox == []

    collab.has("Our planning backlog, once more", owner="U0BEN", kind=Kind.PROBLEM)
    passes(collab, PATIENCE)
    collab.delivers()
    assert len(collab.slack.person("amira").inbox) == 1


def test_somebody_stops_being_told_and_begins_again(collab: Collab) -> None:
    message = told_of_a_problem(collab)

    message.click("Stop telling me")
    collab.slack.wait_for(lambda: "I will not tell you of problems any more" in message.words)
    collab.has("A planning backlog of ours", owner="U0CERYS", kind=Kind.PROBLEM)
    passes(collab, PATIENCE)
    collab.delivers()
    assert len(collab.slack.person("amira").inbox) == 1
    asked = collab.slack.person("amira").types("/collab partners zeppelins").message
    assert "You asked not to be told" in asked.words
    assert "I will tell you" in message.click("Tell me again").words

    passes(collab, timedelta(hours=1))
    collab.has("A planning backlog again", owner="U0CERYS", kind=Kind.PROBLEM)
    passes(collab, PATIENCE)
    collab.delivers()
    assert "A planning backlog again" in collab.slack.person("amira").inbox[-1].words


def test_what_is_settled_before_it_is_said_is_not_said(collab: Collab) -> None:
    is_public(collab, "amira")
    problem = collab.has("Our planning backlog", owner="U0BEN", kind=Kind.PROBLEM)
    passes(collab, PATIENCE)
    collab.services.partners.write_due(collab.team, now=collab.slack.clock.now())
    collab.services.items.archive(collab.team, problem.id, by="U0BEN", now=collab.slack.clock.now())
    collab.delivers()

    assert collab.slack.person("amira").inbox == []
