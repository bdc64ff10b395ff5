"""Workshops, as people go through them in a channel: the board, gathering, phases."""

import pytest

from playground.client import modals
from tests.collab import Collab
from tests.handlers.workshop_steps import (
    CHANNEL,
    begins,
    board,
    form,
    leads,
    shows,
    thread,
    whispers,
    writes,
)


def test_a_workshop_begins_with_a_form_and_one_message_in_the_channel(collab: Collab) -> None:
    window = collab.slack.person("ben").types("/collab premortem The new repairs service", CHANNEL).view
    assert window.value("subject") == "The new repairs service"
    assert window.value("categories").splitlines() == [
        "Culture",
        "Tools",
        "Behaviours",
        "Decision Making",
        "Communication",
    ]
    window.submit()
    assert "on its way" in window.words

    collab.delivers()
    (shown,) = collab.slack.posted(CHANNEL)
    assert "Pre-mortem: The new repairs service" in shown.words
    assert "It is a year from now and this went badly. What happened?" in shown.words
    assert "1. Gather (now)" in shown.words
    assert "Nobody has written anything yet." in shown.words
    assert "Led by @ben" in shown.words
    assert shown.buttons == ["Contribute", "Move on to group", "More time", "Settings", "Close"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/collab premortem The repairs service", "this went badly"),
        ("/collab hmw Finding partners", "What question should we try to answer?"),
        ("/collab value Data protection", "What would you value"),
        ("/collab checkin The repairs service", "hold us back or drive us on"),
    ],
)
def test_each_format_is_begun_by_its_verb(collab: Collab, line: str, said: str) -> None:
    assert said in begins(collab, line).words


def test_a_workshop_needs_a_channel_and_a_subject(collab: Collab) -> None:
    assert "works in a channel" in collab.slack.person("ben").types("/collab hmw x", channel="@ben").words

    window = collab.slack.person("ben").types("/collab hmw", CHANNEL).view
    refused = window.fill(subject="   ").submit()
    assert refused.errors == {"The topic": "Enter an answer."}


def test_a_workshop_may_be_about_an_item(collab: Collab) -> None:
    item = collab.has("Repairs together (sample)")
    assert "Pre-mortem: Repairs together (sample)" in begins(collab, f"/collab premortem #{item.id}").words
    assert collab.services.workshops.state(collab.team, 1).workshop.item_id == item.id
    assert "Pre-mortem: #99" in begins(collab, "/collab premortem #99").words, "there is no such item"


def test_what_people_write_is_counted_and_shown_when_gathering_ends(collab: Collab) -> None:
    begins(collab)
    assert "1 contribution is kept" in writes(collab, "amira", "Nobody owned it").words
    writes(collab, "dev", "The old system was never switched off", "Tools")
    writes(collab, "dev", "Two logins", "Tools")

    words = shows(collab)
    assert "3 contributions from 2 people." in words
    assert "Tools: 2" in words
    assert "Culture: 1" in words
    assert "shown when gathering ends" in words
    assert "Nobody owned it" not in words
    assert "Read them all" not in board(collab).buttons

    leads(collab, "Move on to group")
    shown = board(collab).seen_by(collab.slack.person("cerys"))
    read = shown.click("Read them all").view.words
    assert "Nobody owned it" in read
    assert "Two logins" in read


def test_what_people_write_may_show_at_once(collab: Collab) -> None:
    begins(collab, shown="At once")
    writes(collab, "amira", "Nobody owned it")

    assert "Culture: Nobody owned it" in shows(collab)
    read = board(collab).seen_by(collab.slack.person("dev")).click("Read them all").view.words
    assert "Nobody owned it @amira" in read


def test_the_same_form_sent_twice_is_kept_once(collab: Collab) -> None:
    begins(collab)
    window = form(collab, "amira")
    window.fill({"text.new0": "Nobody owned it", "category.new0": "Culture"})
    amira = collab.slack.person("amira")
    sent = [modals.submit(amira.slack, amira.id, window.id, amira.typed[window.id]) for _ in range(2)]
    for one in sent:
        one.result(5)

    assert "1 contribution from 1 person." in shows(collab)


def test_one_changes_and_withdraws_what_one_wrote(collab: Collab) -> None:
    begins(collab, shown="At once")
    writes(collab, "amira", "Nobody owned it")
    (own,) = collab.services.workshops.own(collab.team, 1, member_id="U0AMIRA")[1]

    window = form(collab, "amira")
    assert window.value(f"text.own{own.id}") == "Nobody owned it"
    window.fill({f"text.own{own.id}": "Everybody owned it"}).submit()
    assert "1 contribution is changed" in window.words
    assert "Culture: Everybody owned it" in shows(collab)

    window = form(collab, "amira")
    window.fill({f"text.own{own.id}": None}).submit()
    assert "1 contribution is withdrawn" in window.words
    assert "Nobody has written anything yet" in shows(collab)


def test_a_reply_in_the_thread_counts_and_its_author_is_told_what_was_understood(collab: Collab) -> None:
    shown = begins(collab)
    collab.slack.person("amira").posts("cultrue: nobody owned it", CHANNEL, thread=shown)
    collab.slack.wait_for(lambda: whispers(collab, "amira"))
    (said,) = whispers(collab, "amira")
    assert "I have kept this under *Culture*: “nobody owned it”" in said
    assert whispers(collab, "dev") == []
    assert "1 contribution from 1 person." in shows(collab)


def test_a_reply_that_is_no_contribution_is_told_how_once(collab: Collab) -> None:
    shown = begins(collab)
    for words in ("Who owned it?", "I wonder"):
        collab.slack.person("amira").posts(words, CHANNEL, thread=shown)
        collab.settles()
    (said,) = whispers(collab, "amira")
    assert "`Culture: nobody owned it`" in said
    assert "Nobody has written anything yet." in shows(collab)


def test_a_reply_that_slack_tells_of_twice_counts_once(collab: Collab) -> None:
    shown = begins(collab)
    collab.slack.faults.arm("duplicate", event="message")
    collab.slack.person("amira").posts("tools: two logins", CHANNEL, thread=shown)
    collab.settles()

    assert len(whispers(collab, "amira")) == 1
    assert "1 contribution from 1 person." in shows(collab)


def test_a_reply_elsewhere_is_left_alone(collab: Collab) -> None:
    begins(collab)
    first = collab.slack.person("dev").posts("culture: hello", CHANNEL)
    collab.slack.person("amira").posts("culture: nobody owned it", CHANNEL, thread=first)
    collab.settles()

    assert "Nobody has written anything yet." in shows(collab)


def test_only_those_who_lead_it_move_it_on(collab: Collab) -> None:
    begins(collab, facilitators=["cerys"])
    shown = board(collab).seen_by(collab.slack.person("amira"))
    for button in ("Move on to group", "Close", "More time", "Settings"):
        assert "for those who lead this workshop: @ben and @cerys" in shown.click(button).words
    assert "1. Gather (now)" in shows(collab)

    leads(collab, "Move on to group", name="cerys")
    assert "2. Group (now)" in board(collab).words
    assert "We move on: *group*" in thread(collab)[0].words


def test_moving_on_twice_at_once_goes_on_once(collab: Collab) -> None:
    begins(collab)
    old = board(collab).seen_by(collab.slack.person("ben"))
    old.click("Move on to group", answer=False)
    again = old.click("Move on to group")
    assert "This workshop is at *group* by now" in again.words
    assert "2. Group (now)" in shows(collab)


def test_it_goes_back_and_is_closed_and_opened_again(collab: Collab) -> None:
    begins(collab)
    leads(collab, "Move on to group")
    leads(collab, "Go back to gather")
    assert "1. Gather (now)" in board(collab).words

    writes(collab, "amira", "Nobody owned it")
    leads(collab, "Close")
    assert "5. Close (now)" in board(collab).words
    assert "Contribute" not in board(collab).buttons
    assert "This workshop is closed. Thank you: 1 contribution from 1 person." in "\n".join(
        one.words for one in thread(collab)
    )

    leads(collab, "Go back to discuss")
    assert "4. Discuss (now)" in board(collab).words


def test_the_settings_may_be_changed_and_who_leads_it_too(collab: Collab) -> None:
    begins(collab)
    window = form(collab, "ben", "Settings")
    assert "Anonymous" not in window.labels
    window.fill(subject="Repairs", categories="Money\nTime", facilitators=["cerys"]).submit()
    words = shows(collab)
    assert "Pre-mortem: Repairs" in words
    assert "Money: 0" in words or "Nobody has written" in words
    assert "Led by @ben and @cerys" in words
    assert {"Money", "Time"} <= {
        option["text"]["text"]
        for block in form(collab, "amira").blocks
        if block["type"] == "input" and block["element"]["type"] == "static_select"
        for option in block["element"]["options"]
    }


BLIND = "With buttons that only the voter sees; the counts show at the end"


def votes_blind(collab: Collab) -> None:
    """A blind vote in which Amira has voted."""
    begins(collab, vote_mode=BLIND)
    writes(collab, "amira", "Nobody owned it")
    leads(collab, "Move on to group")
    leads(collab, "Move on to vote")
    form(collab, "amira", "Vote").fill(choices=["1. Nobody owned it"]).submit()


def test_how_people_vote_is_not_changed_while_they_vote(collab: Collab) -> None:
    votes_blind(collab)
    window = form(collab, "ben", "Settings")
    assert "Go back to group to change how people vote." in window.words
    assert "How people vote" not in window.labels
    window.fill(votes_each="3").submit()
    assert "Your changes are saved." in window.words
    assert "Vote" in board(collab).buttons

    leads(collab, "Close")
    assert "Nobody owned it · 1 vote" in "\n".join(one.words for one in thread(collab))


def test_a_form_from_before_the_vote_does_not_change_how_people_vote(collab: Collab) -> None:
    begins(collab, vote_mode=BLIND)
    writes(collab, "amira", "Nobody owned it")
    leads(collab, "Move on to group")
    window = form(collab, "ben", "Settings")
    leads(collab, "Move on to vote")
    refused = window.fill(vote_mode="With reactions in the thread").submit()
    assert refused.errors == {"How people vote": "People vote now. Go back to group to change how they vote."}


def test_how_people_vote_may_change_before_they_vote(collab: Collab) -> None:
    votes_blind(collab)
    leads(collab, "Go back to group")
    window = form(collab, "ben", "Settings")
    assert "When people have voted before, they vote anew." in window.words
    window.fill(vote_mode="With reactions in the thread").submit()
    leads(collab, "Move on to vote")
    assert "react to it in the thread" in shows(collab)
    assert any("Nobody owned it" in one.words for one in thread(collab))


def test_two_who_change_the_settings_at_once_undo_nothing_of_each_other(collab: Collab) -> None:
    begins(collab, facilitators=["cerys"])
    ann, other = form(collab, "ben", "Settings"), form(collab, "cerys", "Settings")
    ann.fill(facilitators=["cerys", "dev"], categories="Money\nTime").submit()
    other.fill(votes_each="3", subject="Repairs").submit()
    assert "Led by @ben, @cerys and @dev" in shows(collab)

    window = form(collab, "dev", "Settings")
    assert window.value("categories").splitlines() == ["Money", "Time"]
    assert (window.value("subject"), window.value("votes_each")) == ("Repairs", "3")


def test_a_workshop_begun_by_a_mention_is_set_up_by_a_button(collab: Collab) -> None:
    asked = collab.slack.person("ben").posts("@collab hmw finding partners", CHANNEL)
    collab.slack.wait_for(lambda: asked.thread)
    window = asked.thread[0].click("Set it up").view
    assert window.value("subject") == "finding partners"
