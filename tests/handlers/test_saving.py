"""The shortcuts: sharing from anywhere, and saving a message; seen from Slack."""

import pytest

from bot.domain.items import DESCRIPTION_LIMIT, Kind, Source
from playground.driver.message import ShownMessage
from playground.driver.people import Member
from tests.collab import Collab
from tests.handlers.steps import shared_by, submits

SUMMARY = "Residents report the same bin twice."


def test_share_something_opens_an_empty_form(collab: Collab) -> None:
    form = collab.slack.person("ben").shortcut("Share something").view

    assert form.title == "Share"
    assert form.value("Title") is None


def test_a_public_message_is_saved_with_its_link(collab: Collab) -> None:
    cerys, ben = collab.slack.person("cerys"), collab.slack.person("ben")
    message = cerys.posts("Ask @gareth for the *bin* letters & the <plan> in #housing").seen_by(ben)

    form = ben.shortcut("Save to Collab", message).view
    assert form.value("Description") == "Ask Gareth Pryce for the *bin* letters & the <plan> in #housing"
    assert "This message is not public" not in form.labels
    shown = submits(form.fill({"What is it?": "Idea"}, title="Bin letters", summary=SUMMARY))

    item = shared_by(collab)
    assert (item.kind, item.origin.source) == (Kind.IDEA, Source.MESSAGE)
    assert message.ts.replace(".", "") in item.origin.link
    assert "Where it came from" in shown.words


def test_a_message_longer_than_a_description_still_opens_the_form(collab: Collab) -> None:
    ben = collab.slack.person("ben")

    form = ben.shortcut("Save to Collab", ben.posts("bins & boxes " * 400)).view

    assert len(form.value("Description")) == DESCRIPTION_LIMIT


SECRET = "The budget is cut by 12 percent"


def private_message(collab: Collab, place: str) -> tuple[Member, ShownMessage]:
    """Ben, and a message that he can read but not everybody can."""
    ben = collab.slack.person("ben")
    if place == "a direct message with the app":
        return ben, ben.posts(f"help {SECRET}", "@ben")
    if place == "a direct message between two":
        channel = collab.slack.workspace.direct_channel(["U0AMIRA", "U0BEN"])
        return ben, collab.slack.person("amira").posts(SECRET, channel.id).seen_by(ben)
    if place == "a private channel that the app is in":
        collab.slack.invite_app("leads")
    return ben, collab.slack.person("amira").posts(SECRET, "leads").seen_by(ben)


def the_app_could_not_see_it(collab: Collab) -> None:
    """Slack refused to tell the app of a channel, and nothing else."""
    assert {(one.where, one.error) for one in collab.slack.refusals} <= {
        ("conversations.info", "channel_not_found"),
        ("chat.getPermalink", "channel_not_found"),
    }
    collab.slack.refusals.clear()


PRIVATE_PLACES = [
    "a private channel",
    "a private channel that the app is in",
    "a direct message between two",
    "a direct message with the app",
]


@pytest.mark.parametrize("place", PRIVATE_PLACES)
def test_a_private_message_is_never_kept_only_what_the_saver_writes(collab: Collab, place: str) -> None:
    ben, message = private_message(collab, place)

    form = ben.shortcut("Save to Collab", message).view

    assert SECRET not in form.words
    assert all(SECRET not in str(form.value(label)) for label in form.labels)
    assert SECRET not in form.private_metadata
    form.fill(title="Budgets", summary="How do you plan with less?", consent=["agreed"])
    assert submits(form).title == "Shared"
    item = shared_by(collab)
    assert item.origin.source is Source.MESSAGE
    seen_by_the_app = place in {"a private channel that the app is in", "a direct message with the app"}
    assert (message.ts.replace(".", "") in item.origin.link) == seen_by_the_app
    assert SECRET not in repr(item)
    the_app_could_not_see_it(collab)


def test_a_private_message_is_saved_only_when_its_author_agrees(collab: Collab) -> None:
    ben, message = private_message(collab, "a private channel")
    form = ben.shortcut("Save to Collab", message).view.fill(title="Budgets", summary=SUMMARY)

    refused = form.submit()

    assert "This message is not public" in refused.errors
    assert form.is_open
    assert (form.value("Title"), form.value("Summary")) == ("Budgets", SUMMARY)
    assert collab.services.members.mine(collab.team, "U0BEN").owned == ()
    the_app_could_not_see_it(collab)


def test_a_client_that_does_not_insist_on_the_tick_is_refused_all_the_same(collab: Collab) -> None:
    ben, message = private_message(collab, "a private channel")
    form = ben.shortcut("Save to Collab", message).view.fill(title="Budgets", summary=SUMMARY)
    consent = next(block for block in form.blocks if block["block_id"] == "consent")
    consent["optional"] = True

    refused = form.submit()

    assert refused.errors == {
        "This message is not public": "This is from a private place. Ask its author. "
        "When they agree, tick the box."
    }
    assert collab.services.members.mine(collab.team, "U0BEN").owned == ()
    the_app_could_not_see_it(collab)


def test_the_tick_stays_when_something_similar_is_shown_first(collab: Collab) -> None:
    ben, message = private_message(collab, "a private channel")
    form = ben.shortcut("Save to Collab", message).view
    form.fill(title="Budgets of councils", summary=SUMMARY, consent=["agreed"])
    collab.has("Budgets of councils compared")

    again = submits(form)

    assert "already doing this" in again.words
    assert again.value("This message is not public") == ["agreed"]
    assert submits(again).title == "Shared"
    the_app_could_not_see_it(collab)
