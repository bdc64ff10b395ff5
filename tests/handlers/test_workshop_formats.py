"""The four formats from beginning to end, as people go through them in a channel."""

from typing import Any

import pytest

from bot.domain.items import Kind, Source
from playground.driver.message import ShownMessage
from playground.driver.view import ShownView
from tests.collab import Collab
from tests.handlers.steps import opened, shared_by
from tests.handlers.workshop_steps import CHANNEL, begins, board, form, leads, shows, thread, writes


def fills(collab: Collab, name: str, fields: dict[str, Any], channel: str = CHANNEL) -> ShownView:
    """Somebody contributes with the form; answers what stands in its place, or the form when it was refused."""
    window = form(collab, name, channel=channel)
    window.fill(fields).submit()
    return window


def question(action: str, who: str, what: str, outcome: str = "", entry: str = "new0") -> dict[str, Any]:
    slots = {"action": action, "who": who, "what": what, "outcome": outcome}
    return {f"{name}.{entry}": said for name, said in slots.items() if said}


def votes(collab: Collab, name: str, words: str, channel: str = CHANNEL) -> None:
    """Somebody reacts to what has these words in the thread."""
    there = thread(collab, channel)
    about = next(one for one in there if one.text.startswith("To vote for") and words in one.words)
    collab.slack.person(name).reacts("+1", about)
    collab.settles()


def result(collab: Collab, channel: str = CHANNEL) -> str:
    """The message with the results, without what makes words bold."""
    words = next(one.words for one in reversed(thread(collab, channel)) if "What came out of it" in one.words)
    return words.replace("*", "")


# ---------------------------------------------------------------- how might we

GOOD = question(
    "help", "tenants with damp homes", "to get a repair the first time they ask", "their children stay well"
)
GOOD_SENTENCE = (
    "How might we help tenants with damp homes to get a repair the first time they ask "
    "so that their children stay well?"
)


def test_a_good_question_is_shown_whole_and_left_alone(collab: Collab) -> None:
    begins(collab, "/collab hmw Damp homes")

    kept = fills(collab, "amira", GOOD)

    assert GOOD_SENTENCE in kept.words
    assert "It is kept." in kept.words
    assert "better" not in kept.words


def test_a_weak_question_is_kept_and_can_be_made_better(collab: Collab) -> None:
    begins(collab, "/collab hmw Damp homes", shown="At once")

    kept = fills(collab, "amira", question("build", "everybody", "an app"))

    assert "How might we build everybody an app?" in kept.words
    assert "3 things that may make it better:" in kept.words
    for said in ("Too broad?", "A solution already?", "What for?", "Make it better", "Keep as it is"):
        assert said in kept.words
    assert "How might we build everybody an app?" in shows(collab), "advice stands in nobody's way"

    kept.submit()
    (own,) = collab.services.workshops.own(collab.team, 1, member_id="U0AMIRA")[1]
    assert kept.value(f"action.own{own.id}") == "build"
    entry = f"own{own.id}"
    kept.fill({name.replace("new0", entry): said for name, said in GOOD.items()}).submit()

    assert GOOD_SENTENCE in kept.words
    assert GOOD_SENTENCE in shows(collab)
    assert "an app" not in shows(collab)


def test_what_a_question_lacks_is_said_at_its_field_and_nothing_is_lost(collab: Collab) -> None:
    begins(collab, "/collab hmw Damp homes")
    window = form(collab, "amira")

    refused = window.fill({"action.new0": "help", "who.new0": "   ", "what.new0": "to rest"}).submit()

    assert refused.errors == {"For whom": "Enter an answer."}
    assert window.value("action.new0") == "help"


def closed_with_a_winner(collab: Collab, channel: str = CHANNEL) -> ShownMessage:
    """The results of a workshop in which GOOD won, as Ben sees them."""
    begins(collab, "/collab hmw Damp homes", channel=channel)
    fills(collab, "amira", GOOD, channel)
    other = question("shorten", "the wait", "for a surveyor", "mould does not come back")
    fills(collab, "ben", other, channel)
    leads(collab, "Move on to group", channel=channel)
    leads(collab, "Move on to vote", channel=channel)
    votes(collab, "ben", "tenants with damp homes", channel)
    leads(collab, "Close", channel=channel)
    there = thread(collab, channel)
    closing = next(one for one in reversed(there) if "Take a question further" in one.words)
    return closing.seen_by(collab.slack.person("ben"))


def test_a_question_that_won_is_not_shared_while_the_workshop_gathers_again(collab: Collab) -> None:
    closing = closed_with_a_winner(collab)
    for phase in ("discuss", "vote", "group", "gather"):
        leads(collab, f"Go back to {phase}")
    assert "shown when gathering ends" in closing.click("Share as a problem").words


def test_the_winner_becomes_a_problem_that_leads_back_and_on_to_partners(collab: Collab) -> None:
    closing = closed_with_a_winner(collab)
    assert "Find partners" in closing.words
    assert f"1. {GOOD_SENTENCE}" in closing.words
    share = opened(closing.click("Share as a problem"))
    assert share.value("What is it?") == Kind.PROBLEM
    assert share.value("Description").startswith(GOOD_SENTENCE)
    assert share.value("Summary") == "The aim is that their children stay well."
    share.submit()

    item = shared_by(collab)
    assert item.title.startswith("How might we help tenants with damp homes")
    assert item.origin.source is Source.WORKSHOP
    assert board(collab).ts.replace(".", "") in item.origin.link
    assert "Where it came from" in share.words
    assert "Find partners" in share.buttons


def test_what_won_in_a_private_channel_is_shared_only_in_words_that_those_who_were_there_agree_to(
    collab: Collab,
) -> None:
    collab.slack.add_channel("quiet-room", "amira", "ben", kind="private")
    closing = closed_with_a_winner(collab, channel="quiet-room")

    share = opened(closing.click("Share as an idea"))

    assert "tenants" not in share.words
    assert share.value("Title") in {None, ""}
    assert share.value("Description") in {None, ""}
    assert "This workshop is not public" in share.labels
    share.fill(title="Damp homes", summary="Repairs at the first call.")
    assert list(share.submit().errors) == ["This workshop is not public"]
    share.fill({"This workshop is not public": ["Those who were in it agree that I share this"]}).submit()
    item = shared_by(collab)
    assert (item.kind, item.origin.source) == (Kind.IDEA, Source.WORKSHOP)


# ---------------------------------------------------------------- the value of sharing


def test_value_is_added_up_and_what_is_here_already_is_shown(collab: Collab) -> None:
    collab.has("Privacy notice template", owner="U0DEV", kind=Kind.RESOURCE)
    begins(collab, "/collab value Data protection")
    fills(
        collab,
        "amira",
        {
            "text.new0": "A privacy notice template",
            "amount.new0": "half a day a week",
            "text.new1": "A map",
            "amount.new1": "£3k",
        },
    )
    fills(
        collab,
        "dev",
        {"text.new0": "A privacy notice template", "amount.new0": "10", "unit.new0": "Hours a month"},
    )
    leads(collab, "Close")

    said = result(collab)
    assert "3 people" not in said
    assert "2 people" in said
    assert "they would save about 26 hours a month and about £3,000 a year" in said
    assert "if an hour counts as £25" in said
    assert "Here already: Privacy notice template" in said


def test_three_wishes_are_all_and_a_guess_that_cannot_be_read_is_asked_for_again(collab: Collab) -> None:
    begins(collab, "/collab value Data protection")
    window = form(collab, "amira")
    window.fill(
        {"text.new0": "A notice", "amount.new0": "heaps", "text.new1": "A map", "amount.new1": "2,500"}
    )

    assert window.submit().errors == {
        "1. What it would save you": (
            "“heaps” is not a number I can read. Write 2,500, £3k or half a day a week, or leave it empty."
        ),
        "2. Counted in": "Choose one.",
    }
    window.fill({"amount.new0": None, "unit.new1": "Pounds a year", "text.new2": "A course"}).submit()
    assert "3 contributions are kept" in window.words

    again = form(collab, "amira")
    assert again.labels[-3:] == ["3. What you would value", "3. What it would save you", "3. Counted in"]
    (notice, map_, _) = collab.services.workshops.own(collab.team, 1, member_id="U0AMIRA")[1]
    assert again.value(f"amount.own{map_.id}") == "2,500"
    assert again.value(f"unit.own{map_.id}") == "pounds a year"
    assert notice.saves is None


# ---------------------------------------------------------------- anchors and drivers


def test_a_check_in_shows_what_holds_back_what_drives_and_where_people_differ(collab: Collab) -> None:
    begins(collab, "/collab checkin The repairs service")
    fills(
        collab,
        "amira",
        {
            "rating.new.Politics": "−2 · Holds us back a lot",
            "note.new.Politics": "An election is near",
            "rating.new.Culture": "+2 · Drives us on a lot",
        },
    )
    fills(
        collab,
        "dev",
        {
            "rating.new.Politics": "+1 · Drives us on a little",
            "rating.new.Culture": "+1 · Drives us on a little",
        },
    )
    leads(collab, "Close")

    said = result(collab)
    assert "Anchors: what holds us back\n• Politics: −0.5 (2 people)" in said
    assert "Drivers: what drives us on\n• Culture: +1.5 (2 people)" in said
    assert "Politics: two of us differ by 3.0 points on average" in said
    assert "−2: An election is near" in said


def test_a_note_without_a_rating_is_asked_about_and_a_rating_can_be_taken_back(collab: Collab) -> None:
    begins(collab, "/collab checkin The repairs service")
    window = form(collab, "amira")
    assert window.fill({"note.new.Scope": "Too wide"}).submit().errors == {"Scope": "Choose one."}
    window.fill({"rating.new.Scope": "−1 · Holds us back a little"}).submit()
    assert "1 contribution is kept" in window.words

    (own,) = collab.services.workshops.own(collab.team, 1, member_id="U0AMIRA")[1]
    entry = f"own{own.id}.Scope"
    window = form(collab, "amira")
    assert window.value(f"note.{entry}") == "Too wide"
    window.fill({f"rating.{entry}": "Leave this one out", f"note.{entry}": None}).submit()
    assert "1 contribution is withdrawn" in window.words


# ---------------------------------------------------------------- the pre-mortem


@pytest.fixture
def past(collab: Collab) -> None:
    """A pre-mortem that is over, with a risk that somebody voted for."""
    begins(collab, "/collab premortem Housing repairs online")
    writes(collab, "amira", "Nobody owned the data")
    leads(collab, "Move on to group")
    leads(collab, "Move on to vote")
    votes(collab, "dev", "Nobody owned the data")
    leads(collab, "Close")


@pytest.mark.usefixtures("past")
def test_who_has_written_sees_what_similar_work_found(collab: Collab) -> None:
    begins(collab, "/collab premortem Housing repairs by phone")

    assert "Nobody owned the data" not in form(collab, "amira").words, "first they think for themselves"
    writes(collab, "amira", "The phones were down", "Tools")

    window = form(collab, "amira")
    assert "What others found in work like this" in window.words
    assert "Nobody owned the data (from “Housing repairs online”)" in window.words
    assert "@amira" not in window.words
