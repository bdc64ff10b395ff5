"""When a message asks something, and when it is better to say nothing."""

from datetime import timedelta

import pytest

from bot.domain.offers import MOST, PATIENCE, QUIET_FOR, STRONG, OfferChannel, OfferReader, question_in
from tests.factories import NOW

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "said",
    [
        "How do you handle missed bins?",
        "Does anyone have a damp and mould policy",
        "Has anybody moved off SharePoint yet",
        "We’re looking for a housing repairs supplier",
        "I am currently looking for examples of planning forms",
        "Looking for a case study on blue badges",
        "Anyone got a data sharing agreement for homelessness",
        "Any advice on procuring a CRM",
        "Who has built their own bin day checker",
        "can any other councils share a privacy notice",
    ],
)
def test_these_ask_something(said: str) -> None:
    assert question_in(said) == said


@pytest.mark.parametrize(
    "said",
    [
        "",
        "We are live today. Thank you all!",
        "See https://example.org/find?bins=1 for the slides",
        "Anyone who came yesterday: thank you",
        "I know a lot about bins.",
        "Good morning",
    ],
)
def test_these_do_not(said: str) -> None:
    assert question_in(said) == ""


def test_only_the_sentences_that_ask_are_taken() -> None:
    said = "Hello from Ambleford (sample). We run three systems.\nHas anyone joined up repairs data? We buy lunch."

    assert question_in(said) == "Has anyone joined up repairs data?"


def test_one_offer_a_day() -> None:
    reader = OfferReader(member_id="U1").offered(NOW)

    assert not reader.may_be_offered(NOW + DAY - timedelta(seconds=1))
    assert reader.may_be_offered(NOW + DAY)


def test_three_in_a_row_that_do_not_help_end_them_for_ninety_days() -> None:
    reader, at = OfferReader(member_id="U1"), NOW
    for number in range(PATIENCE):
        at = NOW + number * DAY
        assert reader.may_be_offered(at)
        reader = reader.offered(at).not_helped(at, at)

    assert not reader.may_be_offered(at + QUIET_FOR - timedelta(seconds=1))
    assert reader.may_be_offered(at + QUIET_FOR)
    again = reader.offered(at + QUIET_FOR).not_helped(at + QUIET_FOR, at + QUIET_FOR)
    assert again.may_be_offered(at + QUIET_FOR + DAY), "they begin anew"


def test_one_that_may_have_helped_breaks_the_row() -> None:
    reader, at = OfferReader(member_id="U1"), NOW
    for number, helped in enumerate((False, False, True, False, False)):
        at = NOW + number * DAY
        reader = reader.offered(at)
        reader = reader if helped else reader.not_helped(at, at)

    assert reader.may_be_offered(at + DAY)


def test_the_same_offer_counts_once_and_an_older_one_no_more() -> None:
    reader = OfferReader(member_id="U1").offered(NOW).offered(NOW + DAY)

    assert reader.not_helped(NOW, NOW + DAY) == reader
    once = reader.not_helped(NOW + DAY, NOW + DAY)
    assert once.not_helped(NOW + DAY, NOW + DAY) == once


def test_a_channel_asks_for_more_each_time() -> None:
    asked = [OfferChannel(channel_id="C1", set_by="U1", unhelpful=n).threshold for n in range(20)]

    assert asked[0] == STRONG
    assert asked == sorted(asked)
    assert asked[1] > asked[0]
    assert asked[-1] == MOST
