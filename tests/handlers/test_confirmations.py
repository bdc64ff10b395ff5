"""Whether items are still current: owners are asked, cards say so, and what nobody vouches for is put away."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.items import Item
from tests.collab import Collab
from tests.handlers.steps import details_of, item_now, opened, told
from tests.handlers.test_introductions import days_later, last, reads

QUESTION = "Nobody has confirmed"


def asked(collab: Collab, name: str = "amira") -> list[str]:
    """The questions that somebody got."""
    return [one.words for one in collab.slack.person(name).inbox if QUESTION in one.words]


def found(collab: Collab, name: str = "ben", words: str = "bins") -> str:
    return collab.slack.person(name).types(f"/collab find {words}").words


def has_many(collab: Collab, how_many: int, owner: str = "U0AMIRA") -> list[Item]:
    return [collab.has(f"Missed bins {number}", owner=owner) for number in range(how_many)]


def test_an_owner_is_asked_every_60_days(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")

    assert days_later(collab, 59.9) == 0
    assert days_later(collab, 0.2) == 1
    assert "Is what this says still right?" in asked(collab)[0]
    assert "Missed bins" in asked(collab)[0]
    assert days_later(collab, 59.8) == 0
    assert days_later(collab, 0.3) == 1


def test_still_current_is_said_in_place_and_lasts_60_days(collab: Collab) -> None:
    item = collab.has("Missed bins", owner="U0AMIRA")
    days_later(collab, 60.1)
    question = last(collab, "amira")
    assert question.buttons == ["Still current", "Edit", "Archive", "Stop asking what is current"]

    question.click("Still current")

    reads(collab, question, "Thank you. Others can see that it is current.")
    assert question.buttons == ["Stop asking what is current"]
    assert item_now(collab, item).confirmed_at > item.confirmed_at + timedelta(days=60)
    assert days_later(collab, 59.8) == 0
    assert days_later(collab, 0.3) == 1


def test_an_item_is_archived_or_edited_from_the_question(collab: Collab) -> None:
    first, second = has_many(collab, 2)
    days_later(collab, 60.1)
    question = last(collab, "amira")

    question.click("Archive", near="Missed bins 0")
    reads(collab, question, "It is archived.")
    opened(question.click("Edit", near="Missed bins 1")).fill(summary="It is live.").submit()
    collab.slack.wait_for(lambda: item_now(collab, second).summary == "It is live.")
    assert item_now(collab, first).archived_at

    question.click("Bring it back")
    collab.slack.wait_for(lambda: item_now(collab, first).archived_at is None)


def test_a_card_says_that_nobody_has_confirmed_it_for_90_days(collab: Collab) -> None:
    item = collab.has("Missed bins", owner="U0AMIRA")

    days_later(collab, 89.9)
    assert "Not confirmed since" not in found(collab)
    days_later(collab, 0.2)

    assert f"Not confirmed since {item.confirmed_at:%-d %B %Y}" in found(collab)
    card = collab.slack.person("ben").types("/collab find bins").message
    opened(card.click("Copy to channel")).fill(channel="housing").submit()
    collab.delivers()
    assert "Not confirmed since" in collab.slack.posted("housing")[-1].words
    details_of(collab, "Missed bins", "amira").click("Still current")
    collab.slack.wait_for(lambda: "Not confirmed since" not in found(collab))


def test_after_180_days_it_is_archived_and_can_be_brought_back(collab: Collab) -> None:
    item = collab.has("Missed bins", owner="U0AMIRA")
    details_of(collab, "Missed bins", "ben").click("Follow")
    for days in (60.1, 60.1, 59.7):
        days_later(collab, days)
    assert "1 found" in found(collab)

    assert days_later(collab, 0.3) == 2
    assert "Nothing found" in found(collab)
    put_away = last(collab, "amira")
    assert "I have archived *Missed bins*, because nobody has confirmed it since" in put_away.words
    assert "Collab archived a project that you follow" in last(collab, "ben").words
    put_away.click("Bring it back")

    collab.slack.wait_for(lambda: item_now(collab, item).archived_at is None)
    assert "1 found" in found(collab)
    details = details_of(collab, "Missed bins", "amira")
    assert "archived by Collab" in details.words
    assert "I have archived" not in told(collab, "ben")
    assert days_later(collab, 59.8) == 0, "to bring it back is to confirm it"


def test_nothing_is_archived_before_its_owner_was_asked_in_good_time(collab: Collab) -> None:
    item = collab.has("Missed bins", owner="U0AMIRA")

    assert days_later(collab, 400) == 1  # nothing ran for more than a year
    assert item_now(collab, item).archived_at is None
    days_later(collab, 29.9)
    assert item_now(collab, item).archived_at is None
    days_later(collab, 0.2)
    assert item_now(collab, item).archived_at


def test_what_nobody_here_owns_stays_and_its_card_says_how_old_it_is(collab: Collab) -> None:
    item = collab.has("Missed bins", owner="U0AMIRA")
    with collab.database.transaction(collab.team) as tx:
        tx.items.update(replace(item, owner_id=None, contact="The digital team"))

    for _ in range(4):
        assert days_later(collab, 100) == 0
    assert "Not confirmed since" in found(collab)


def test_many_items_make_one_message_a_week(collab: Collab) -> None:
    collab.slack.clock.move_to("monday 09:00")
    has_many(collab, 23)
    collab.has("Zeppelins", owner="U0DEV")

    assert days_later(collab, 63) == 2
    assert days_later(collab, 0.1) == 0
    assert "Zeppelins" in asked(collab, "dev")[0]
    assert days_later(collab, 7) == 1
    assert days_later(collab, 7) == 1
    assert days_later(collab, 7) == 0

    titles = [line for words in asked(collab) for line in words.splitlines() if line.startswith("*Missed")]
    assert [words.count("*Missed bins") for words in asked(collab)] == [10, 10, 3]
    assert len(set(titles)) == 23


def test_who_does_not_want_to_be_asked_is_not_and_keeps_their_items(collab: Collab) -> None:
    item = collab.has("Missed bins", owner="U0AMIRA")
    days_later(collab, 60.1)
    said = last(collab, "amira").click("Stop asking what is current")
    assert "I will not ask whether your items are current" in said.words

    for _ in range(3):
        assert days_later(collab, 100) == 0
    assert item_now(collab, item).archived_at is None
    assert "Not confirmed since" in found(collab)

    amira = collab.slack.person("amira")
    assert "nothing about your items" in amira.home().words
    amira.home().click("Ask me what is current")
    assert collab.slack.wait_for(collab.delivers) == 1


@pytest.mark.parametrize("button", ["Still current", "Archive"])
def test_an_old_question_about_what_belongs_to_somebody_else_by_now_is_refused(
    collab: Collab, button: str
) -> None:
    item = collab.has("Missed bins", owner="U0AMIRA")
    days_later(collab, 60.1)
    question = last(collab, "amira")
    now = collab.slack.clock.now()
    collab.services.items.hand_over(collab.team, item.id, to="U0CERYS", by="U0AMIRA", now=now)

    assert "Only @cerys or a moderator can change this item" in question.click(button).words
