"""No interest dies silently: who is asked when, what they say, and how it ends; seen from Slack."""

import threading
from datetime import timedelta

import pytest

from bot.clockwork import Clockwork
from playground.driver.message import ShownMessage
from storage.database import Database
from tests.collab import Collab
from tests.handlers.steps import details_of, opened, presses_twice_at_once
from tests.handlers.test_introductions import accepted, days_later, is_interested, last, reads


def count(collab: Collab, name: str, words: str) -> int:
    """How many of the bot's messages to somebody say this."""
    return sum(words in one.words for one in collab.slack.person(name).inbox)


def asked(collab: Collab, name: str) -> int:
    return count(collab, name, "How is it going?")


@pytest.fixture
def met(collab: Collab) -> ShownMessage:
    """Amira and Ben have been introduced."""
    return accepted(collab)


@pytest.mark.usefixtures("met")
def test_both_are_asked_after_7_and_21_days_and_then_it_closes(collab: Collab) -> None:
    assert days_later(collab, 6.9) == 0
    assert days_later(collab, 0.2) == 2
    assert days_later(collab, 13.8) == 0
    assert days_later(collab, 0.3) == 2
    assert days_later(collab, 6.7) == 0
    assert days_later(collab, 0.4) == 2
    for name in ("amira", "ben"):
        assert "I am closing it" in last(collab, name).words
    assert days_later(collab, 25) == 0


@pytest.mark.usefixtures("met")
def test_what_the_two_say_is_kept_apart_and_the_better_counts(collab: Collab) -> None:
    days_later(collab, 7.1)
    last(collab, "amira").click("Not a fit")
    reads(
        collab, last(collab, "amira"), "You said: *not a fit*. Thank you. I will not ask you about it again."
    )
    assert asked(collab, "ben") == 1
    last(collab, "ben").click("Working together")
    reads(collab, last(collab, "ben"), "You said: *working together*.")

    one = collab.services.introductions.about(collab.team, 1, member_id="U0BEN").introduction
    assert (one.owner.answer, one.interested.answer, one.outcome) == (
        "not a fit",
        "working together",
        "working together",
    )
    assert days_later(collab, 30) == 0


@pytest.mark.usefixtures("met")
def test_asked_later_is_asked_in_a_week_and_puts_off_the_end(collab: Collab) -> None:
    days_later(collab, 21.1)
    last(collab, "ben").click("Ask me later")
    reads(collab, last(collab, "ben"), "Thank you. I will ask you again on")

    assert days_later(collab, 6.9) == 0
    assert days_later(collab, 0.2) == 1
    assert "How is it going?" in last(collab, "ben").words
    assert days_later(collab, 6.8) == 0
    assert days_later(collab, 0.3) == 2  # closed, and both told


@pytest.mark.usefixtures("met")
def test_an_old_button_of_what_is_closed_gets_a_kind_answer(collab: Collab) -> None:
    days_later(collab, 7.1)
    old = last(collab, "ben")
    days_later(collab, 14)
    days_later(collab, 8)

    assert "That came to an end on" in old.click("Working together").words
    assert "That came to an end on" in old.click("Ask me later").words


@pytest.mark.usefixtures("met")
def test_two_presses_at_once_end_well(collab: Collab) -> None:
    days_later(collab, 7.1)
    message = last(collab, "ben")

    assert presses_twice_at_once(message, "Not a fit") == [None, None]

    reads(collab, message, "You said: *not a fit*.")


def test_nobody_waits_in_vain_for_an_owner_who_does_not_answer(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    collab.has("Missed bins are reported twice", owner="U0DEV")
    collab.has("Bins missed again", owner="U0BEN")
    is_interested(collab)
    before = len(collab.slack.person("amira").inbox)

    days_later(collab, 7.1)
    again = last(collab, "amira")
    assert "@ben is interested in your project" in again.words
    assert "Accept" in again.buttons
    assert "Without an answer this closes by itself on" in again.words
    assert asked(collab, "ben") == 1
    days_later(collab, 14)
    assert len(collab.slack.person("amira").inbox) == before + 2
    days_later(collab, 7.2)

    ended = last(collab, "ben")
    assert "Nothing has come of it that I know of, so I am closing it." in ended.words
    assert "Others with the same need" in ended.words
    assert "Missed bins are reported twice" in ended.words
    assert "Bins missed again" not in ended.words, "their own"
    assert "Missed bins are reported twice" in ended.click("Details").words
    assert "That came to an end" in again.click("Accept").words


def test_who_turns_it_off_is_asked_no_more_until_they_turn_it_on(collab: Collab) -> None:
    accepted(collab)
    days_later(collab, 7.1)
    said = last(collab, "ben").click("Stop asking how it goes")
    assert "I will not ask you how introductions go." in said.words

    assert days_later(collab, 14) == 1  # Amira alone
    assert days_later(collab, 8) == 1
    assert asked(collab, "ben") == 1
    home = collab.slack.person("ben").home()
    assert "I ask you nothing about introductions" in home.words
    home.click("Ask me how it goes")
    collab.slack.wait_for(lambda: "how introductions go, and" in collab.slack.person("ben").home().words)


@pytest.mark.usefixtures("met")
def test_interest_that_is_taken_back_is_not_asked_about(collab: Collab) -> None:
    details = details_of(collab, "Missed bins", "ben")
    details.click("Take back my interest")
    collab.slack.wait_for(lambda: "taken back" in details.words)

    for _ in range(4):
        assert days_later(collab, 10) == 0


def test_an_owner_who_is_too_late_learns_that_it_was_taken_back(collab: Collab) -> None:
    collab.has("Missed bins", owner="U0AMIRA")
    is_interested(collab)
    details = details_of(collab, "Missed bins", "ben")
    details.click("Take back my interest")
    collab.slack.wait_for(lambda: "taken back" in details.words)

    assert "They have taken their interest back" in last(collab, "amira").click("Accept").words
    assert collab.delivers() == 0


@pytest.mark.usefixtures("met")
def test_what_fell_due_while_nothing_ran_is_asked_once_with_time_to_answer(collab: Collab) -> None:
    assert days_later(collab, 50) == 2
    assert days_later(collab, 6.9) == 0
    assert days_later(collab, 0.2) == 2
    assert "I am closing it" in last(collab, "ben").words


@pytest.mark.usefixtures("met")
def test_any_number_of_processes_ask_once(collab: Collab, database: Database) -> None:
    collab.has("Library fines", owner="U0AMIRA")
    others = [
        Clockwork(database, collab.services, client_for=lambda _team: None, clock=collab.slack.clock.now)
        for _ in range(3)
    ]
    ready = threading.Barrier(len(others))

    def tick(process: Clockwork) -> None:
        ready.wait(10)
        process.jobs.tick()

    for days, messages in ((7.1, 2), (14, 2), (7.5, 2), (32, 1)):
        collab.slack.clock.move_to(collab.slack.clock.now() + timedelta(days=days))
        ticking = [threading.Thread(target=tick, args=(one,)) for one in others]
        for thread in ticking:
            thread.start()
        for thread in ticking:
            thread.join(30)
        assert collab.clockwork.delivery.deliver_due() == messages


# ---------------------------------------------------------------- what it saved


@pytest.mark.usefixtures("met")
def test_what_it_saved_is_asked_for_plainly_and_can_be_changed(collab: Collab) -> None:
    days_later(collab, 7.1)
    message = last(collab, "ben")
    message.click("We are talking")
    reads(collab, message, "You said: *talking*.")
    form = opened(message.click("Add what it saved")).fill(time="ages", money="lots")

    refused = form.submit()
    assert refused.errors == {"Time": "Write one length of time, for example 3 days, 20 hours or half a day."}
    assert form.value("Time") == "ages"
    assert form.fill(time="2 days").submit().errors == {
        "Money": "Write one amount in pounds, for example £2,000 or 1.5k."
    }
    form.fill(money="").submit()
    reads(collab, message, "It saved you 15 hours, by your own estimate.")

    again = opened(message.click("Change what it saved"))
    assert again.value("Time") == "15 hours"
    again.fill(time="", money="£500").submit()
    reads(collab, message, "It saved you £500, by your own estimate.")


@pytest.mark.usefixtures("met")
def test_nobody_is_asked_what_saved_nothing(collab: Collab) -> None:
    days_later(collab, 7.1)
    message = last(collab, "ben")

    message.click("Not a fit")

    reads(collab, message, "You said: *not a fit*.")
    assert message.buttons == ["Details"]
