"""Cards and details: being interested, following, copying, and what owners do; seen from Slack."""

from typing import Any

import pytest

from bot.domain.items import Item
from playground.driver.message import ShownMessage
from playground.driver.view import ShownView
from tests.collab import MODERATOR, Collab


def details_of(collab: Collab, title: str, name: str) -> ShownView:
    """The details, as somebody opens them from what they found."""
    return collab.slack.person(name).types(f"/collab find {title}").click("Details", near=title).view


def waits_for(collab: Collab, view: ShownView, words: str) -> None:
    """App Home, behind the window, is brought up to date too: the first thing shown need not be the answer."""
    collab.slack.wait_for(lambda: words in view.words)


def told(collab: Collab, name: str) -> str:
    """The last thing that the bot wrote to somebody of its own accord."""
    collab.delivers()
    return collab.slack.person(name).inbox[-1].words


def item_now(collab: Collab, item: Item) -> Item:
    return collab.services.items.details(collab.team, item.id, viewer="U0BEN").item


# ---------------------------------------------------------------- interest


def test_the_owner_hears_of_interest_once(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    ben = collab.slack.person("ben")
    card = ben.types("/collab find bins")

    said = card.click("I’m interested")
    assert "I am telling @amira that you are interested in *Missed bins*" in said.words
    again = card.click("I’m interested")
    assert "You have said so before. Ask @amira" in again.words

    collab.delivers()
    heard = [one for one in collab.slack.person("amira").inbox if "is interested in" in one.words]
    assert len(heard) == 1
    assert "@ben is interested in your project" in heard[0].words


def test_interest_in_ones_own_item_tells_nobody(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0BEN")

    assert (
        "is yours already"
        in collab.slack.person("ben").types("/collab find bins").click("I’m interested").words
    )
    assert collab.delivers() == 0


def test_only_who_pressed_sees_what_became_of_it(collab: Collab) -> None:
    collab.has("Missed bins")
    ben = collab.slack.person("ben")
    card = ben.says("@collab find bins").message  # everybody sees this one

    said = card.click("I’m interested")

    assert all(message.is_ephemeral for message in said.messages if "I am telling" in message.words)
    assert not [one for one in collab.slack.messages("general") if "I am telling" in one.words]


def test_details_do_not_offer_to_say_twice_that_one_is_interested(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    details = details_of(collab, "Missed bins", "ben")

    details.click("I’m interested")

    waits_for(collab, details, "I am telling @amira")
    assert "1 member interested, you among them" in details.words
    assert "I’m interested" not in details.buttons


def test_the_owner_sees_who_is_interested_and_others_only_how_many(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    collab.slack.person("ben").types("/collab find bins").click("I’m interested")

    assert "Who is interested\n@ben" in details_of(collab, "Missed bins", "amira").words.replace("*", "")
    theirs = details_of(collab, "Missed bins", "cerys")
    assert "1 member interested" in theirs.words
    assert "@ben" not in theirs.words


# ---------------------------------------------------------------- following


def test_followers_hear_of_changes_until_they_stop(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    details = details_of(collab, "Missed bins", "ben")
    details.click("Follow")
    waits_for(collab, details, "You follow *Missed bins*. I will tell you when it changes.")
    assert "1 follower" in details.words

    details_of(collab, "Missed bins", "amira").click("Edit").view.fill(summary="It is live.").submit()
    assert "@amira edited a project that you follow" in told(collab, "ben")

    details.click("Stop following")
    waits_for(collab, details, "You no longer follow *Missed bins*.")
    details_of(collab, "Missed bins", "amira").click("Edit").view.fill(summary="It is gone.").submit()
    assert collab.delivers() == 0


def test_following_twice_is_following(collab: Collab) -> None:
    collab.has("Missed bins")
    card = collab.slack.person("ben").types("/collab find bins")
    card.click("Follow")

    assert "You already follow" in card.click("Follow").words


# ---------------------------------------------------------------- copying


def copies(collab: Collab, title: str, channel: str, note: str = "", name: str = "ben") -> Any:
    card = collab.slack.person(name).types(f"/collab find {title}")
    return card.click("Copy to channel", near=title).view.fill(channel=channel, note=note).submit()


def cards(collab: Collab, channel: str) -> list[ShownMessage]:
    return [one for one in collab.slack.posted(channel) if "React to this message to vote" in one.words]


def test_a_card_is_copied_to_a_channel_once(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")

    said = copies(collab, "Missed bins", "housing", note="We could use this.")
    assert "*Missed bins* is on its way to #housing. Reactions to it count as votes." in said.words
    collab.delivers()
    collab.delivers()

    (card,) = cards(collab, "housing")
    assert "@ben shared this with the channel:" in card.words
    assert "> We could use this." in card.words
    assert "Ask @amira" in card.words
    assert card.text.startswith("Project: Missed bins.")
    assert {"Details", "I’m interested", "Follow", "Copy to channel"} <= set(card.buttons)


def test_the_same_card_can_be_copied_again_on_purpose(collab: Collab) -> None:
    collab.has("Missed bins")
    for _ in range(2):
        copies(collab, "Missed bins", "housing")
        collab.delivers()

    assert len(cards(collab, "housing")) == 2


def test_a_note_cannot_ping_or_pose_as_a_link(collab: Collab) -> None:
    collab.has("Missed <!channel> bins & <https://evil.example|boxes>")

    copies(
        collab,
        "bins",
        "housing",
        note="<!here> see <https://evil.example|our intranet>\n<@U0AMIRA> @channel & #general",
    )
    collab.delivers()

    (card,) = cards(collab, "housing")
    written = [each for each in texts(card.blocks) if each["type"] == "mrkdwn"]
    sent = "\n".join([*(each["text"] for each in written), card.text])
    assert "<!here>" not in sent
    assert "<!channel>" not in sent
    assert "<https://evil.example" not in sent
    assert "<@U0AMIRA> @channel" not in sent
    assert "&lt;!here&gt; see &lt;https://evil.example|our intranet&gt;" in sent
    assert all(each["verbatim"] for each in written), "Slack would make a mention of “@channel”"


def texts(part: Any) -> list[dict[str, Any]]:
    """Every text object in some blocks."""
    if isinstance(part, list):
        return [each for one in part for each in texts(one)]
    if not isinstance(part, dict):
        return []
    own = [part] if part.get("type") in {"mrkdwn", "plain_text"} else []
    return own + [each for value in part.values() for each in texts(value)]


def test_a_card_that_was_copied_works_for_everybody(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    copies(collab, "Missed bins", "housing")
    collab.delivers()
    cerys = collab.slack.person("cerys")

    cards(collab, "housing")[0].seen_by(cerys).click("I’m interested")

    assert "@cerys is interested in your project" in told(collab, "amira")


def test_a_card_is_copied_to_a_public_channel_that_the_bot_was_not_in(collab: Collab) -> None:
    collab.slack.add_channel("waste", "ben", with_app=False)
    collab.has("Missed bins")

    said = copies(collab, "Missed bins", "waste")
    collab.delivers()

    assert "is on its way to #waste" in said.words
    assert len(cards(collab, "waste")) == 1


def test_a_private_channel_that_the_bot_is_not_in_is_refused_at_the_field(collab: Collab) -> None:
    collab.has("Missed bins")

    refused = copies(collab, "Missed bins", "leads", note="For us.")

    assert "I am not in this channel" in refused.errors["Channel"]
    assert "“/invite @Collab”" in refused.errors["Channel"]
    assert refused.problem is None
    assert collab.delivers() == 0
    collab.slack.refusals.clear()  # Slack told nothing of that channel


# ---------------------------------------------------------------- owners


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

    assert buttons == ["I’m interested", "Follow", "Copy to channel"]


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


# ---------------------------------------------------------------- many windows


def test_the_fourth_window_takes_the_place_of_the_third(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    ben = collab.slack.person("ben")
    help_ = ben.home().click("Help").view
    found = help_.click("Find").view.fill(words="missed bins").submit().view
    details = found.click("Details").view

    details.click("I’m interested")

    waits_for(collab, details, "I am telling @amira")


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

    collab.slack.wait_for(lambda: ben.inbox and "I am telling @amira" in ben.inbox[-1].words)
    assert (form.value("Title"), form.value("Summary")) == ("Missed bins", "Twice.")
