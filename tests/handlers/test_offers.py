"""Quiet offers: a question in a channel that wants them, and what only its author sees."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.domain.profiles import Contact, ProfileContent
from playground.driver.message import ShownMessage
from tests.collab import Collab
from tests.handlers.steps import details_of

QUESTION = "Does anyone have a policy on damp and mould reports?"
DAY = timedelta(days=1)


@pytest.fixture
def housing(collab: Collab) -> Collab:
    """A channel that wants offers, and something to offer in it."""
    collab.has("Damp and mould reports in one place", owner="U0AMIRA", summary="Our policy and our forms.")
    collab.slack.person("cerys").types("/collab offers on", channel="housing")
    collab.delivers()
    return collab


def asks(collab: Collab, words: str = QUESTION, name: str = "ben", channel: str = "housing") -> None:
    collab.slack.person(name).posts(words, channel)
    collab.slack.settle()


def offers(collab: Collab, name: str = "ben", channel: str = "housing") -> list[ShownMessage]:
    """What somebody was offered, and nobody else sees."""
    seen = collab.slack.person(name).sees(f"#{channel}")
    return [one for one in seen if one.is_ephemeral and "This may help" in one.words]


def offered(collab: Collab, number: int = 1, name: str = "ben") -> ShownMessage:
    collab.slack.wait_for(lambda: len(offers(collab, name)) == number)
    return offers(collab, name)[-1]


def refuses(collab: Collab, answer: str) -> None:
    """Ben finds the offer not helpful, and reads what becomes of that."""
    said = offered(collab).click("Not helpful")
    collab.slack.wait_for(lambda: answer in said.words)


def nothing_offered(collab: Collab, number: int = 0, name: str = "ben") -> bool:
    """Nothing more than before, now that all that was asked is dealt with."""
    collab.settles()
    return len(offers(collab, name)) == number


def test_a_question_gets_a_quiet_offer_that_only_its_author_sees(housing: Collab) -> None:
    asks(housing)

    offer = offered(housing)
    assert "Damp and mould reports in one place" in offer.words
    assert "Ask @amira" in offer.words
    assert "Matches" in offer.words
    assert offer.buttons == ["Details", "Not helpful", "Stop in this channel for me"]
    assert offers(housing, "amira") == []
    assert "Our policy and our forms." in offer.click("Details").view.words


def test_people_who_may_be_found_and_welcome_questions_are_offered_too(collab: Collab) -> None:
    collab.services.offers.switch(
        collab.team, "C0HOUSING", on=True, by="U0CERYS", now=collab.slack.clock.now()
    )
    for name, public, welcomes in (
        ("eilidh", True, (Contact.QUESTIONS,)),
        ("farah", True, (Contact.INTRODUCTIONS,)),
        ("gareth", False, (Contact.QUESTIONS,)),
    ):
        about = ProfileContent(offers="A damp and mould policy", welcomes=welcomes, public=public)
        member = collab.slack.person(name).id
        collab.services.profiles.save(collab.team, member, about, now=collab.slack.clock.now())

    asks(collab, "Does anyone have a damp and mould policy?")

    words = offered(collab).words
    assert "@eilidh" in words
    assert "Can offer" in words
    assert "@farah" not in words
    assert "@gareth" not in words


@pytest.mark.parametrize(
    "said",
    [
        "We published a policy on damp and mould reports.",
        "Does anyone fly zeppelins over the town hall?",
        "Does anyone have damp?",
        "Does anyone have a damp policy for zeppelin hangars?",
        "",
    ],
    ids=["no question", "no match", "one word", "a weak match", "nothing"],
)
def test_nothing_is_said_unless_it_is_a_question_and_the_match_is_strong(housing: Collab, said: str) -> None:
    asks(housing, said or ":wave:")

    assert nothing_offered(housing)


def test_nothing_is_said_where_it_was_not_switched_on(housing: Collab) -> None:
    asks(housing, channel="general")

    assert nothing_offered(housing)
    assert offers(housing, channel="general") == []


def test_replies_and_ones_own_items_are_left_alone(housing: Collab) -> None:
    first = housing.slack.person("dev").posts("Morning all", "housing")
    housing.slack.person("ben").posts(QUESTION, "housing", thread=first)
    asks(housing, name="amira")

    assert nothing_offered(housing)
    assert nothing_offered(housing, name="amira")


def test_one_offer_a_day_and_an_event_that_comes_twice_counts_once(housing: Collab) -> None:
    housing.slack.faults.arm("duplicate", event="message")
    asks(housing)
    offered(housing)
    asks(housing)
    assert nothing_offered(housing, 1)

    housing.slack.clock.move_to(housing.slack.clock.now() + DAY)
    asks(housing)
    offered(housing, 2)


def test_what_does_not_help_makes_it_quieter(housing: Collab) -> None:
    asks(housing)
    refuses(housing, "only when it fits better")

    channel = housing.services.offers.channel(housing.team, housing.slack.channel("housing").id)
    assert channel is not None
    assert channel.unhelpful == 1
    assert offers(housing) == [], "the offer is gone"


def test_after_three_in_a_row_that_do_not_help_there_are_none_for_ninety_days(housing: Collab) -> None:
    for number in range(3):
        asks(housing)
        refuses(housing, "nothing for the next 90 days" if number == 2 else "only when it fits better")
        housing.slack.clock.move_to(housing.slack.clock.now() + DAY)

    housing.slack.clock.move_to(housing.slack.clock.now() + 85 * DAY)
    asks(housing)
    assert nothing_offered(housing)
    housing.slack.clock.move_to(housing.slack.clock.now() + 5 * DAY)
    asks(housing)
    offered(housing)


def test_somebody_may_stop_them_in_a_channel_for_themselves(housing: Collab) -> None:
    asks(housing)
    said = offered(housing).click("Stop in this channel for me")
    housing.slack.wait_for(lambda: "nothing in this channel any more" in said.words)

    housing.slack.clock.move_to(housing.slack.clock.now() + 2 * DAY)
    asks(housing)
    assert nothing_offered(housing)
    asks(housing, name="dev")
    offered(housing, name="dev")


def test_the_channel_is_told_what_is_read_and_how_to_stop_it(housing: Collab) -> None:
    told = housing.slack.posted("housing")[-1].words
    assert "@cerys switched on quiet offers in this channel" in told
    assert "reads what is posted in this channel" in told
    assert "keeps nothing of what is said" in told
    assert "/collab offers off" in told

    again = housing.slack.person("dev").types("/collab offers on", channel="housing")
    assert "They are *on* already." in again.words
    assert (
        "Quiet offers are *on*"
        in housing.slack.person("dev").types("/collab offers", channel="housing").words
    )

    housing.slack.person("dev").types("/collab offers off", channel="housing")
    housing.delivers()
    assert "@dev switched off quiet offers" in housing.slack.posted("housing")[-1].words
    asks(housing)
    assert nothing_offered(housing)


def test_only_a_member_of_the_channel_may_switch_them_on(collab: Collab) -> None:
    collab.slack.add_channel("waste", "ben")

    refused = collab.slack.person("amira").types("/collab offers on", channel="waste")

    assert "Only members of this channel" in refused.words
    assert collab.delivers() == 0


def test_they_are_for_channels(collab: Collab) -> None:
    assert "channel" in collab.slack.person("ben").direct_message("offers on").words
    refused = collab.slack.person("ben").types("/collab offers on", channel="leads")
    assert "/invite @Collab" in refused.words
    collab.slack.refusals.clear()


def test_a_channel_that_cannot_be_told_is_not_read(collab: Collab) -> None:
    collab.slack.add_channel("waste", "ben", with_app=False)
    collab.slack.person("ben").types("/collab offers on", channel="waste")
    assert collab.services.offers.channel(collab.team, collab.slack.channel("waste").id)
    collab.slack.workspace.channels[collab.slack.channel("waste").id].is_archived = True
    collab.delivers()

    assert collab.services.offers.channel(collab.team, collab.slack.channel("waste").id) is None
    assert (
        "so quiet offers are off there. The channel is archived."
        in collab.slack.person("ben").inbox[-1].words
    )
    collab.slack.refusals.clear()


def test_a_mention_is_answered_aloud_and_once(housing: Collab) -> None:
    asks(housing, "@collab does anyone have a policy on damp and mould reports?")

    assert nothing_offered(housing)


def test_nothing_that_was_asked_is_kept(housing: Collab) -> None:
    asks(housing, f"{QUESTION} Mine is called Zanzibar.")
    offered(housing)
    details_of(housing, "Damp and mould", "dev")

    with housing.database.engine.connect() as connection:
        tables = ("offer_channels", "offer_readers", "offer_stops", "searches", "notices", "seen_events")
        kept = [str(row) for table in tables for row in connection.execute(text(f"SELECT * FROM {table}"))]
    assert "anyone have a policy" not in "".join(kept)
    assert "Zanzibar" not in "".join(kept)
