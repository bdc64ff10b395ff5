"""Votes: reactions to cards, seen from Slack."""

import itertools
from collections.abc import Mapping

import pytest

from bot.domain.items import Item
from playground.driver.message import ShownMessage
from tests.collab import Collab
from tests.handlers.steps import posted


def votes(collab: Collab, item: Item) -> Mapping[str, int]:
    collab.slack.settle()
    return collab.services.items.details(collab.team, item.id, viewer="U0BEN").votes.counts


def react(collab: Collab, card: ShownMessage, **emoji: str) -> None:
    """Names of people, and the emoji that each adds."""
    for name, one in emoji.items():
        collab.slack.person(name).reacts(one, card)


def test_reactions_to_a_card_are_votes_in_find_in_details_and_for_oneself(collab: Collab) -> None:
    card = posted(collab, collab.has("Missed bins"))

    react(collab, card, ben="+1", cerys="+1", dev="eyes")
    collab.slack.settle()

    ben = collab.slack.person("ben")
    found = ben.types("/collab find missed bins")
    assert ":+1: 2 :eyes: 1 (3 votes)" in found.words
    assert ":+1: 2 :eyes: 1 (3 votes)" in found.click("Details").view.words
    mine = ben.types("/collab mine").words
    assert "What you voted for" in mine
    assert "Missed bins" in mine
    assert "What you voted for" not in collab.slack.person("farah").types("/collab mine").words


def test_every_emoji_of_the_settings_counts_and_no_other(collab: Collab) -> None:
    item = collab.has("Missed bins")
    card = posted(collab, item)

    for emoji in ("heart", "+1", "tada", "eyes", "-1", "raised_hands"):
        react(collab, card, ben=emoji)

    assert votes(collab, item) == {"+1": 1, "raised_hands": 1, "heart": 1, "eyes": 1}


def test_skin_tones_and_other_names_are_the_same_vote(collab: Collab) -> None:
    item = collab.has("Missed bins")
    card = posted(collab, item)

    for emoji in ("+1", "+1::skin-tone-2", "+1::skin-tone-6", "thumbsup"):
        react(collab, card, ben=emoji)
    react(collab, card, cerys="+1::skin-tone-4")

    assert votes(collab, item) == {"+1": 2}


def test_a_vote_with_two_skin_tones_stays_until_both_are_taken_back(collab: Collab) -> None:
    item = collab.has("Missed bins")
    card, ben = posted(collab, item), collab.slack.person("ben")
    react(collab, card, ben="+1")
    react(collab, card, ben="+1::skin-tone-3")

    ben.unreacts("+1", card)
    assert votes(collab, item) == {"+1": 1}

    ben.unreacts("+1::skin-tone-3", card)
    assert votes(collab, item) == {}


def test_a_vote_is_taken_back_and_given_again(collab: Collab) -> None:
    item = collab.has("Missed bins")
    card, ben = posted(collab, item), collab.slack.person("ben")

    react(collab, card, ben="heart", cerys="heart")
    ben.unreacts("heart", card)
    assert votes(collab, item) == {"heart": 1}
    assert "What you voted for" not in ben.types("/collab mine").words

    ben.reacts("heart", card)
    assert votes(collab, item) == {"heart": 2}


def test_one_member_counts_once_an_emoji_on_however_many_cards(collab: Collab) -> None:
    item = collab.has("Missed bins")
    cards = [posted(collab, item, channel) for channel in ("housing", "data", "data")]

    for card in cards:
        react(collab, card, ben="+1")
    react(collab, cards[1], cerys="+1")
    react(collab, cards[2], ben="eyes")
    assert votes(collab, item) == {"+1": 2, "eyes": 1}

    collab.slack.person("ben").unreacts("+1", cards[0])
    assert votes(collab, item) == {"+1": 2, "eyes": 1}, "the same vote stands on two other cards"


def test_votes_go_to_the_item_of_the_card(collab: Collab) -> None:
    bins, fines = collab.has("Missed bins"), collab.has("Library fines")
    react(collab, posted(collab, bins), ben="+1")
    react(collab, posted(collab, fines), ben="+1", cerys="heart")

    assert votes(collab, bins) == {"+1": 1}
    assert votes(collab, fines) == {"+1": 1, "heart": 1}


def test_other_messages_get_no_votes(collab: Collab) -> None:
    item = collab.has("Missed bins")
    posted(collab, item)
    ben = collab.slack.person("ben")
    answer = ben.says("@collab find missed bins").message

    react(collab, collab.slack.person("cerys").posts("What a bin.").seen_by(ben), ben="+1")
    react(collab, answer, ben="+1")

    assert votes(collab, item) == {}


def test_what_people_think_of_each_others_messages_is_not_kept(
    collab: Collab, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[object] = []
    monkeypatch.setattr(collab.services.votes, "react", lambda *what: kept.append(what))
    ben = collab.slack.person("ben")

    react(collab, collab.slack.person("cerys").posts("What a bin.").seen_by(ben), ben="+1")
    collab.slack.settle()

    assert kept == []


def test_the_bots_own_reaction_is_no_vote(collab: Collab) -> None:
    item = collab.has("Missed bins")
    card = posted(collab, item)
    workspace = collab.slack.workspace
    message = workspace.channels[card.channel_id].messages[card.ts]

    workspace.react(message, workspace.bot.id, "+1", add=True)
    react(collab, card, ben="+1")

    assert votes(collab, item) == {"+1": 1}


# ---------------------------------------------------------------- events on a bad day


def test_an_event_that_comes_twice_counts_once(collab: Collab) -> None:
    item = collab.has("Missed bins")
    card, ben = posted(collab, item), collab.slack.person("ben")
    collab.slack.faults.arm("duplicate", event="*", times=3)

    ben.reacts("+1", card)
    assert votes(collab, item) == {"+1": 1}
    ben.unreacts("+1", card)
    assert votes(collab, item) == {}
    ben.reacts("+1", card)
    assert votes(collab, item) == {"+1": 1}


@pytest.mark.parametrize("last", ["taken back", "given"])
def test_events_in_the_wrong_order_end_in_the_right_count(collab: Collab, last: str) -> None:
    item = collab.has("Missed bins")
    card, ben = posted(collab, item), collab.slack.person("ben")
    if last == "given":
        ben.reacts("+1", card)
        collab.slack.settle()
        first, second = (ben.unreacts, ben.reacts)
    else:
        first, second = (ben.reacts, ben.unreacts)

    collab.slack.faults.arm("reorder", event="*")
    first("+1", card)
    second("+1", card)

    assert votes(collab, item) == ({"+1": 1} if last == "given" else {})


def test_an_event_that_comes_late_does_not_undo_a_later_one(collab: Collab) -> None:
    item = collab.has("Missed bins")
    card, ben = posted(collab, item), collab.slack.person("ben")
    collab.slack.faults.arm("late", event="reaction_added", seconds=0.2)

    ben.reacts("+1", card)
    ben.unreacts("+1", card)
    collab.slack.wait_for(lambda: [ack for ack in collab.slack.acks if ack.name == "reaction_added"])

    assert votes(collab, item) == {}


def test_a_vote_that_could_not_be_kept_is_kept_when_slack_sends_it_again(
    collab: Collab, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = collab.has("Missed bins")
    card = posted(collab, item)
    kept = collab.services.votes.react
    tries = itertools.count(1)

    def fails_at_first(*args: object, **named: object) -> object:
        if next(tries) == 1:
            raise ConnectionError("the database is away")
        return kept(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(collab.services.votes, "react", fails_at_first)
    react(collab, card, ben="+1")

    collab.slack.wait_for(lambda: votes(collab, item) == {"+1": 1})
