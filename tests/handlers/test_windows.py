"""Slack stacks three windows: what happens to the fourth."""

from tests.collab import Collab
from tests.handlers.steps import hopes, waits_for


def test_the_fourth_window_takes_the_place_of_the_third(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    ben = collab.slack.person("ben")
    help_ = ben.home().click("Help").view
    found = help_.click("Find").view.fill(words="missed bins").submit().view
    details = found.click("Details").view

    details.click("Follow")

    waits_for(collab, details, "You follow *Missed bins*")


def test_what_one_hopes_for_is_asked_in_the_place_of_the_third_window(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    ben = collab.slack.person("ben")
    found = ben.home().click("Help").view.click("Find").view.fill(words="missed bins").submit().view
    details = found.click("Details").view

    details.click("I’m interested")
    waits_for(collab, details, "What do you hope for?")
    details.fill(hope="To use it").submit()

    waits_for(collab, details, "I am telling @amira")
    assert "Take back my interest" in details.buttons


def test_a_form_that_finds_no_room_says_so_and_nothing_is_lost(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0BEN")
    ben = collab.slack.person("ben")
    found = ben.home().click("Help").view.click("Find").view.fill(words="missed bins").submit().view
    details = found.click("Details").view

    said = details.click("Edit")

    assert "There are too many windows open for this." in said.words


def test_what_cannot_stand_on_top_of_a_form_comes_as_a_direct_message(collab: Collab) -> None:
    collab.has("Missed bins reported twice", owner="U0AMIRA")
    ben = collab.slack.person("ben")
    nothing = ben.home().click("Help").view.click("Find").view.fill(words="zeppelins").submit().view
    form = nothing.click("Post it as a problem").view.fill(title="Missed bins", summary="Twice.")
    waits_for(collab, form, "already doing this")

    form.click("I’m interested")

    collab.slack.wait_for(lambda: ben.inbox and "To say that you are interested" in ben.inbox[-1].words)
    assert (form.value("Title"), form.value("Summary")) == ("Missed bins", "Twice.")
    form.close()
    assert "I am telling @amira" in hopes(ben.inbox[-1].click("I’m interested")).words
