"""Cards and details: being interested, following and copying; seen from Slack."""

from dataclasses import replace
from typing import Any

from playground.driver.message import ShownMessage
from tests.collab import Collab
from tests.handlers.steps import details_of, hopes, told, waits_for

# ---------------------------------------------------------------- interest


def test_the_owner_hears_of_interest_once(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    ben = collab.slack.person("ben")
    card = ben.types("/collab find bins")

    said = hopes(card.click("I’m interested"))
    assert "I am telling @amira that you are interested in *Missed bins*" in said.words
    again = card.message.click("I’m interested")
    collab.slack.wait_for(lambda: "You have said so before. Ask @amira" in again.words)

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

    said = hopes(card.click("I’m interested"))

    assert "I am telling @amira" in said.words
    assert not [one for one in collab.slack.messages("general") if "I am telling" in one.words]


def test_details_do_not_offer_to_say_twice_that_one_is_interested(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    details = details_of(collab, "Missed bins", "ben")

    details.click("I’m interested").view.fill(hope="To use it").submit()

    waits_for(collab, details, "I am telling @amira")
    assert "1 member interested, you among them" in details.words
    assert "I’m interested" not in details.buttons


def test_interest_is_taken_back_from_the_details(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    details = details_of(collab, "Missed bins", "ben")
    details.click("I’m interested").view.fill(hope="To use it").submit()
    waits_for(collab, details, "I am telling @amira")

    details.click("Take back my interest")

    waits_for(collab, details, "You have taken back your interest in *Missed bins*.")
    assert "interested" not in details.words.replace("I’m interested", "").replace("interest in", "")
    assert "I’m interested" in details.buttons
    assert collab.delivers() == 0


def test_interest_in_what_nobody_here_owns_says_whom_to_ask(collab: Collab) -> None:
    item = collab.has("Missed bins")
    with collab.database.transaction(collab.team) as tx:
        tx.items.update(replace(item, owner_id=None, contact="The digital team"))

    said = collab.slack.person("ben").types("/collab find bins").click("I’m interested")

    assert "I have noted your interest in *Missed bins*. Ask The digital team." in said.words
    assert collab.delivers() == 0


def test_the_owner_sees_who_is_interested_and_others_only_how_many(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    hopes(collab.slack.person("ben").types("/collab find bins").click("I’m interested"))

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

    hopes(cards(collab, "housing")[0].seen_by(cerys).click("I’m interested"))

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
