"""What the owner of an item may do, and a moderator; seen from Slack."""

import pytest

from tests.collab import MODERATOR, Collab
from tests.handlers.steps import details_of, item_now, told, waits_for


def test_an_owner_edits_and_the_history_says_so(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA", links=())
    details = details_of(collab, "Missed bins", "amira")
    form = details.click("Edit").view
    assert form.value("Title") == "Missed bins"

    form.fill(title="Bins that were missed", links="https://example.org The plan").submit()

    collab.slack.wait_for(lambda: not form.is_open)
    assert "Your changes are saved." in details.words
    assert "edited by @amira (title, links)" in details.words
    assert "shared by @amira" in details.words
    assert "The plan" in details.words
    assert "Bins that were missed" in collab.slack.person("ben").types("/collab find missed").words


def test_saving_without_a_change_says_that_it_is_current(collab: Collab) -> None:
    item = collab.has("Missed bins", owner="U0AMIRA")
    details_of(collab, "Missed bins", "ben").click("Follow")
    details = details_of(collab, "Missed bins", "amira")

    details.click("Edit").view.submit()

    waits_for(collab, details, "confirmed by @amira")
    assert "edited by" not in details.words
    assert item_now(collab, item).confirmed_at > item.confirmed_at
    assert collab.delivers() == 0


def test_an_edit_is_refused_at_the_field_and_nothing_is_lost(collab: Collab) -> None:
    item = collab.has("Missed bins", owner="U0AMIRA")
    form = (
        details_of(collab, "Missed bins", "amira")
        .click("Edit")
        .view.fill(title="x" * 101, description="We counted again.")
    )

    refused = form.submit()

    assert "Use 100 characters or fewer" in refused.errors["Title"]
    assert form.value("Description") == "We counted again."
    assert item_now(collab, item).title == "Missed bins"


def test_still_current_confirms(collab: Collab) -> None:
    item = collab.has("Missed bins", owner="U0AMIRA")

    details = details_of(collab, "Missed bins", "amira")
    details.click("Still current")

    waits_for(collab, details, "Others can see that it is current.")
    assert "confirmed by @amira" in details.words
    assert item_now(collab, item).confirmed_at > item.confirmed_at


def test_an_item_is_handed_over_and_the_new_owner_told(collab: Collab) -> None:
    item = collab.has("Missed bins", owner="U0AMIRA")
    details = details_of(collab, "Missed bins", "amira")

    form = details.click("Hand over").view.fill(new_owner="cerys")
    form.submit()

    collab.slack.wait_for(lambda: not form.is_open)
    assert "*Missed bins* now belongs to @cerys. I will tell them." in details.words
    assert "handed over by @amira to @cerys" in details.words
    assert "Edit" not in details.buttons
    assert "@amira handed this project over to you" in told(collab, "cerys")
    assert item_now(collab, item).owner_id == "U0CERYS"
    assert "Edit" in details_of(collab, "Missed bins", "cerys").buttons


@pytest.mark.parametrize("nobody", ["U0COLLABBOT", "gone"])
def test_an_item_is_not_handed_to_who_cannot_look_after_it(collab: Collab, nobody: str) -> None:
    item = collab.has("Missed bins", owner="U0AMIRA")
    form = details_of(collab, "Missed bins", "amira").click("Hand over").view
    if nobody == "gone":
        form.fill(new_owner="cerys")
        del collab.slack.workspace.people["U0CERYS"]
    else:
        form.fill(new_owner=collab.slack.workspace.bot.id)

    refused = form.submit()

    assert "Choose a person" in refused.errors["New owner"]
    assert form.is_open
    assert item_now(collab, item).owner_id == "U0AMIRA"
    collab.slack.refusals.clear()


def test_handing_an_item_to_its_owner_changes_nothing(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    details = details_of(collab, "Missed bins", "amira")

    details.click("Hand over").view.fill(new_owner="amira").submit()

    waits_for(collab, details, "now belongs to @amira.")
    assert "handed over" not in details.words
    assert collab.delivers() == 0


def test_an_item_is_archived_after_asking_and_brought_back(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    ben = collab.slack.person("ben")
    details = details_of(collab, "Missed bins", "amira")
    archive = next(
        element
        for block in details.blocks
        for element in block.get("elements", ())
        if element.get("action_id") == "item.archive"
    )
    assert archive["confirm"]["title"]["text"] == "Archive this item?"

    details.click("Archive")
    waits_for(collab, details, "*Missed bins* is archived")
    assert details.buttons == ["Bring it back"]
    assert "Nothing found" in ben.types("/collab find missed bins").words

    details.click("Bring it back")
    waits_for(collab, details, "*Missed bins* is back, and can be found again.")
    assert "restored by @amira" in details.words
    assert "1 found" in ben.types("/collab find missed bins").words


def test_a_moderator_may_do_what_an_owner_may(collab: Collab) -> None:
    item = collab.has("Missed bins", owner="U0AMIRA")
    moderator = collab.slack.person(MODERATOR).name
    details = details_of(collab, "Missed bins", moderator)

    details.click("Edit").view.fill(summary="Mended.").submit()
    waits_for(collab, details, "edited by @jo (summary)")
    details.click("Archive")

    waits_for(collab, details, "is archived")
    assert item_now(collab, item).archived_at


def test_others_are_not_offered_what_they_may_not_do(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")

    buttons = details_of(collab, "Missed bins", "ben").buttons

    assert buttons == ["I’m interested", "Follow", "Copy to channel", "Find partners"]


@pytest.mark.parametrize("button", ["Edit", "Still current", "Hand over", "Archive"])
def test_a_button_that_is_out_of_date_is_refused_kindly(collab: Collab, button: str) -> None:
    item = collab.has("Missed bins", owner="U0AMIRA")
    details = details_of(collab, "Missed bins", "amira")
    collab.services.items.hand_over(
        collab.team, item.id, to="U0CERYS", by="U0AMIRA", now=collab.slack.clock.now()
    )

    said = details.click(button)

    assert "Only @cerys or a moderator can change this item" in said.words
    assert said.problem is None


def test_a_form_that_is_out_of_date_is_refused_and_keeps_what_was_typed(collab: Collab) -> None:
    item = collab.has("Missed bins", owner="U0AMIRA")
    form = details_of(collab, "Missed bins", "amira").click("Edit").view.fill(description="An hour of work.")
    collab.services.items.hand_over(
        collab.team, item.id, to="U0CERYS", by="U0AMIRA", now=collab.slack.clock.now()
    )

    said = form.submit()

    assert "Only @cerys or a moderator can change this item" in said.words
    assert form.is_open
    assert form.value("Description") == "An hour of work."


@pytest.mark.parametrize("button", ["Details", "I’m interested", "Follow", "Copy to channel"])
def test_a_card_of_an_item_that_was_archived_says_so(collab: Collab, button: str) -> None:
    item = collab.has("Missed bins", owner="U0AMIRA")
    card = collab.slack.person("ben").types("/collab find bins")
    collab.services.items.archive(collab.team, item.id, by="U0AMIRA", now=collab.slack.clock.now())

    said = card.click(button)
    if button == "Copy to channel":
        said = said.view.fill(channel="housing").submit()

    assert "archived" in said.words.casefold()
    assert collab.delivers() == 0
