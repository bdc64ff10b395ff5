"""`/collab find`, seen from Slack."""

import pytest

from bot.domain.items import Kind
from bot.views import ids
from tests.collab import Collab


def test_an_item_is_found_with_why_whom_to_ask_when_it_was_confirmed_and_its_votes(collab: Collab) -> None:
    collab.has(
        "Housing repairs online", themes=("housing-and-homelessness",), councils=("Ambleford (sample)",)
    )

    words = collab.slack.person("ben").types("/collab find housing repairs").words

    assert "*1 found* for “housing repairs”" in words
    assert "Housing repairs online" in words
    assert "Matches *housing*, *repairs* in the title" in words
    assert "Ask @amira" in words
    assert "Ambleford (sample)" in words
    assert "Confirmed" in words
    assert "No votes yet" in words


def test_pages_turn_in_place(collab: Collab) -> None:
    for number in range(7):
        collab.has(f"Housing repairs {number}")
    ben = collab.slack.person("ben")

    first = ben.types("/collab find housing")
    assert "Page 1 of 2" in first.words
    second = first.click("Next")
    assert "Page 2 of 2" in second.words
    back = second.click("Previous")

    assert "Page 1 of 2" in back.words
    assert len([one for one in ben.sees("general") if one.is_ephemeral]) == 1


def test_only_the_asker_sees_the_answer(collab: Collab) -> None:
    collab.has("Housing repairs online")

    collab.slack.person("ben").types("/collab find housing")

    assert not [one for one in collab.slack.person("cerys").sees("general") if "repairs" in one.words]


def test_results_are_refined_by_kind_in_place(collab: Collab) -> None:
    collab.has("Missed bins", kind=Kind.PROBLEM)
    collab.has("Bin reminders", summary="Texts before the day.")

    reply = (
        collab.slack.person("ben").types("/collab find bins").message.choose(ids.FIND_REFINE_KIND, "Problem")
    )

    assert "Missed bins" in reply.words
    assert "Bin reminders" not in reply.words


@pytest.mark.parametrize("way", ["mention", "direct message"])
def test_a_mention_and_a_direct_message_work_like_the_command(collab: Collab, way: str) -> None:
    collab.has("Housing repairs online")
    ben = collab.slack.person("ben")

    reply = ben.says("@collab find repairs") if way == "mention" else ben.direct_message("find repairs")

    assert "Housing repairs online" in reply.words


def test_nothing_found_offers_to_post_it_as_a_problem(collab: Collab) -> None:
    reply = collab.slack.person("ben").types("/collab find zeppelin moorings")
    assert "Nothing found for “zeppelin moorings”" in reply.words

    form = reply.click("Post it as a problem").view

    assert form.value("Title") == "zeppelin moorings"
    assert form.value("What is it?") == "problem"


def test_tell_me_when_someone_shares_this(collab: Collab) -> None:
    ben = collab.slack.person("ben")
    answer = ben.types("/collab find zeppelin moorings").click("Tell me when someone shares this")
    assert "I will tell you" in answer.words

    collab.has("Zeppelin moorings by the sea")
    collab.delivers()

    assert "Zeppelin moorings by the sea" in ben.inbox[-1].words


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        pytest.param("/collab find", "Tell me what to look for", id="nothing to look for"),
        pytest.param("/collab find colour:red", "I do not know the filter `colour:`", id="unknown filter"),
        pytest.param(
            "/collab find kind:fish",
            "It takes `project`, `problem`, `idea`, `resource` or `person`",
            id="unknown value",
        ),
        pytest.param(
            "/collab find bins near:Dorsett",
            "I do not know a place called “Dorsett”. Did you mean Dorset Council?",
            id="unknown place",
        ),
        pytest.param(
            "/collab find bins within:50km", "name your council in your profile", id="no council of their own"
        ),
        pytest.param("/collab find within:far", "It takes `50km` or `30mi`", id="no distance"),
        pytest.param("/collab fnid bins", "Did you mean `/collab find`?", id="a verb with a slip"),
        pytest.param("/collab <!here>", "I do not know", id="a ping for a verb"),
    ],
)
def test_what_cannot_be_answered_is_said_kindly(collab: Collab, typed: str, answer: str) -> None:
    assert answer in collab.slack.person("ben").types(typed).words


def test_items_near_a_place_say_how_far(collab: Collab) -> None:
    collab.has("Missed bins", councils=("BCP Council",))
    collab.has("Bin reminders", councils=("Kent County Council",))

    words = collab.slack.person("ben").types("/collab find bins near:Dorset within:60km").words

    assert "*1 found* for “bins” (within 60 km of Dorset)" in words
    assert "Missed bins" in words
    assert "29 km from Dorset" in words


def test_a_place_that_could_be_two_is_asked_about_and_the_search_goes_on(collab: Collab) -> None:
    collab.has("Missed bins", councils=("Newcastle City Council",))
    ben = collab.slack.person("ben")

    asked = ben.types("/collab find bins near:Newcastle")
    assert "There is more than one place that “Newcastle” could be" in asked.words
    answer = asked.message.choose(ids.FIND_PLACE, "Newcastle upon Tyne City Council")

    assert "for “bins” (within 50 km of Newcastle upon Tyne City" in answer.words
    assert "Missed bins" in answer.words
    assert "From Newcastle upon Tyne itself" in answer.words


def test_alike_councils_are_alike_by_our_own_measure(collab: Collab) -> None:
    collab.has("Missed bins", councils=("Wiltshire Council",))

    words = collab.slack.person("ben").types("/collab find like:Dorset").words

    assert "alike by our own measure: type, size, rural or urban, and region" in words
    why = "Wiltshire is like Dorset: the same type, both rural, about the same size and the same region"
    assert why in words


def test_a_long_question_posted_as_a_problem_becomes_its_description(collab: Collab) -> None:
    asked = "zeppelin moorings " * 12

    form = collab.slack.person("ben").types(f"/collab find {asked}").click("Post it as a problem").view

    assert form.value("Title") in {None, ""}
    assert str(form.value("Description")).startswith("zeppelin moorings zeppelin")
