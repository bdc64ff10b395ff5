"""What comes after gathering ended is kept, and those who lead the workshop are asked."""

from playground.driver.message import ShownMessage
from playground.driver.view import ShownView
from tests.collab import Collab
from tests.handlers.steps import opened
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


def late(collab: Collab, text: str = "Nobody owned it") -> None:
    """Amira has the form open while the workshop moves on, and sends it then."""
    window = form(collab, "amira")
    window.fill({"text.new0": text, "category.new0": "Culture"})
    leads(collab, "Move on to group")
    window.submit()
    assert "Gathering has ended, so what is new is kept as late" in window.words


def test_a_form_sent_after_the_phase_moved_on_is_kept_and_let_in(collab: Collab) -> None:
    begins(collab, facilitators=["cerys"])
    late(collab)
    assert "1 contribution came late and waits to be let in" in shows(collab)
    for name in ("ben", "cerys"):
        assert "1 contribution came after gathering ended" in collab.slack.person(name).inbox[-1].words
    assert "Nobody owned it" not in board(collab).words

    window = opened(collab.slack.person("cerys").inbox[-1].click("Look at it"))
    assert "Nobody owned it" in window.words
    window.click("Let in")
    collab.slack.wait_for(lambda: "Nothing waits for you here" in window.words)
    assert "1 contribution from 1 person." in shows(collab)


def test_what_is_left_out_is_kept_and_not_shown(collab: Collab) -> None:
    begins(collab)
    late(collab)
    shows(collab)
    window = opened(board(collab).seen_by(collab.slack.person("ben")).click("What came late (1)"))
    window.click("Leave out")
    collab.slack.wait_for(lambda: "Nothing waits for you here" in window.words)

    assert "Nobody has written anything yet" in shows(collab)
    (own,) = collab.services.workshops.own(collab.team, 1, member_id="U0AMIRA")[1]
    assert form(collab, "amira", "Add or change mine").value(f"text.own{own.id}") == "Nobody owned it"


def left_out(collab: Collab) -> ShownView:
    """What Amira sees in her form of what came late and was left out."""
    begins(collab)
    late(collab)
    decides(collab, "Leave out")
    return form(collab, "amira", "Add or change mine")


def decides(collab: Collab, button: str) -> ShownView:
    """Ben decides about the one thing that waits; answers what he sees then."""
    window = waits(collab)
    window.click(button)
    collab.slack.wait_for(lambda: "Nothing waits for you here" in window.words)
    shows(collab)
    return window


def waits(collab: Collab) -> ShownView:
    """What Ben sees of the one thing that waits."""
    shows(collab)
    return opened(board(collab).seen_by(collab.slack.person("ben")).click("What came late (1)"))


def counts(collab: Collab) -> list[str]:
    return [one.text for one in collab.services.workshops.state(collab.team, 1).contributions]


def own_ids(collab: Collab, name: str = "U0AMIRA") -> list[int]:
    return [one.id for one in collab.services.workshops.own(collab.team, 1, member_id=name)[1]]


def test_its_author_sees_what_was_not_let_in_and_may_ask_again_with_other_words(collab: Collab) -> None:
    window = left_out(collab)
    assert "Not let in. Change it to ask again." in window.words
    (own,) = own_ids(collab)
    window.fill({f"text.own{own}": "Nobody decided"}).submit()
    assert "kept as late" in window.words

    assert "Nobody decided" in waits(collab).words
    decides(collab, "Let in")
    assert counts(collab) == ["Nobody decided"]
    assert len(own_ids(collab)) == 1


def test_what_was_left_out_takes_no_room(collab: Collab) -> None:
    begins(collab, "/collab value Data protection")
    leads(collab, "Move on to group")
    wishes(collab, "Add or change mine", "Templates", "Training", "Contracts")
    now = collab.slack.clock.now()
    for one in own_ids(collab):
        collab.services.contributing.decide(collab.team, 1, one, by="U0BEN", let_in=False, now=now)
    leads(collab, "Go back to gather")
    assert "3 contributions are kept" in wishes(collab, "Contribute", "Code", "Research", "Advice").words


def wishes(collab: Collab, button: str, *texts: str) -> ShownView:
    window = form(collab, "amira", button)
    window.fill({f"text.new{at}": text for at, text in enumerate(texts)}).submit()
    return window


def test_the_last_of_two_late_ratings_is_the_one_that_waits_and_counts(collab: Collab) -> None:
    begins(collab, "/collab checkin Repairs")
    leads(collab, "Move on to discuss")
    rates(collab, "−1 · Holds us back a little")
    seen_before = waits(collab)
    assert "-1" in seen_before.words
    rates(collab, "−2 · Holds us back a lot")

    seen_before.click("Let in")
    collab.slack.wait_for(lambda: "-2" in seen_before.words)
    assert ratings(collab) == [], "nothing is let in that Ben has not seen"
    decides(collab, "Let in")
    assert ratings(collab) == [("Culture", -2)]


def rates(collab: Collab, rating: str) -> None:
    """Amira rates culture."""
    window = form(collab, "amira", "Add or change mine")
    names = [str(block["block_id"]) for block in window.blocks if block["type"] == "input"]
    (name,) = [one for one in names if one.startswith("rating") and one.endswith(".Culture")]
    window.fill({name: rating}).submit()
    assert "kept as late" in window.words


def ratings(collab: Collab) -> list[tuple[str, int | None]]:
    state = collab.services.workshops.state(collab.team, 1)
    return [(one.category, one.rating) for one in state.contributions]


def test_a_rating_that_was_left_out_does_not_come_between_its_author_and_the_one_that_counts(
    collab: Collab,
) -> None:
    shown = begins(collab, "/collab checkin Repairs")
    collab.slack.person("amira").posts("culture: +1", CHANNEL, thread=shown)
    collab.settles()
    leads(collab, "Move on to discuss")
    rates(collab, "−2 · Holds us back a lot")
    decides(collab, "Leave out")
    assert ratings(collab) == [("Culture", 1)]

    leads(collab, "Go back to gather")
    collab.slack.person("amira").posts("culture: -1", CHANNEL, thread=shown)
    collab.settles()
    assert ratings(collab) == [("Culture", -1)]


def test_a_correction_that_is_let_in_stands_in_the_place_of_what_it_corrects(collab: Collab) -> None:
    begins(collab, "/collab value Data protection")
    window = form(collab, "amira")
    window.fill({"text.new0": "Template", "amount.new0": "100 hours a month"}).submit()
    for phase in ("group", "vote", "discuss"):
        leads(collab, f"Move on to {phase}")
    (own,) = own_ids(collab)
    window = form(collab, "amira", "Add or change mine")
    assert "Gathering has ended. What you add or change waits" in window.words
    window.fill({f"amount.own{own}": "10", f"unit.own{own}": "Hours a month"}).submit()

    assert "in the place of this, and keep its votes: Template (100 hours a month)" in waits(collab).words
    decides(collab, "Let in")
    state = collab.services.workshops.state(collab.team, 1)
    assert [(one.text, one.saves) for one in state.contributions] == [("Template", 10)]


def test_a_correction_that_is_let_in_keeps_the_votes_and_shows_where_people_vote(collab: Collab) -> None:
    begins(collab)
    writes(collab, "amira", "Nobody owned it")
    leads(collab, "Move on to group")
    leads(collab, "Move on to vote")
    (message,) = [one for one in thread(collab) if "To vote for" in one.text]
    collab.slack.person("dev").reacts("+1", message)
    corrects(collab, "Nobody owned the budget")
    decides(collab, "Let in")
    assert "Nobody owned the budget" in next(one for one in thread(collab) if "To vote for" in one.text).words

    leads(collab, "Move on to discuss")
    assert "Nobody owned the budget · 1 vote" in thread(collab)[-1].words


def corrects(collab: Collab, text: str) -> None:
    window = form(collab, "amira", "Add or change mine")
    window.fill({f"text.own{own_ids(collab)[-1]}": text}).submit()
    assert "kept as late" in window.words


def test_what_only_waits_is_corrected_without_a_second_one_to_decide_about(collab: Collab) -> None:
    begins(collab)
    late(collab, "Nobody ownd it")
    window = form(collab, "amira", "Add or change mine")
    assert "It came late, and waits to be let in." in window.words
    corrects(collab, "Nobody owned it")
    decides(collab, "Let in")
    assert counts(collab) == ["Nobody owned it"]


def test_others_cannot_decide(collab: Collab) -> None:
    begins(collab)
    late(collab)
    shows(collab)
    refused = board(collab).seen_by(collab.slack.person("dev")).click("What came late (1)")
    assert "for those who lead this workshop" in refused.words


def test_a_reply_that_comes_late_is_kept_too(collab: Collab) -> None:
    shown = begins(collab)
    leads(collab, "Move on to group")
    collab.slack.person("amira").posts("culture: nobody owned it", CHANNEL, thread=shown)
    collab.slack.wait_for(lambda: whispers(collab, "amira"))
    assert "kept as late" in whispers(collab, "amira")[0]
    assert "1 contribution came late" in shows(collab)


def test_talk_in_the_thread_is_talk_once_gathering_has_ended(collab: Collab) -> None:
    shown = begins(collab)
    leads(collab, "Move on to group")
    collab.slack.person("amira").posts("I agree with Ben", CHANNEL, thread=shown)
    collab.settles()
    assert whispers(collab, "amira") == []


def says(collab: Collab, text: str, name: str = "amira") -> ShownMessage:
    """What only they see after they have replied in the thread."""
    before = len(whispers(collab, name))
    collab.slack.person(name).posts(text, CHANNEL, thread=board(collab))
    collab.slack.wait_for(lambda: len(whispers(collab, name)) > before)
    seen = board(collab).seen_by(collab.slack.person(name)).thread
    return [one for one in seen if one.is_ephemeral][-1]


def test_what_may_be_talk_is_kept_only_when_its_author_says_so(collab: Collab) -> None:
    begins(collab)
    for phase in ("group", "vote", "discuss"):
        leads(collab, f"Move on to {phase}")
    before = len(collab.slack.person("ben").inbox)
    asked = says(collab, "Communication: I will mail the leads")
    assert "Is this for the workshop under *Communication*? “I will mail the leads”" in asked.words
    assert "came late" not in shows(collab)
    assert len(collab.slack.person("ben").inbox) == before

    assert "kept as late" in asked.click("Contribute it").words
    assert "1 contribution came late" in shows(collab)


def test_those_who_lead_it_are_told_once_until_they_have_decided(collab: Collab) -> None:
    begins(collab)
    leads(collab, "Move on to group")
    before = len(collab.slack.person("ben").inbox)
    for text in ("culture: nobody owned it", "tools: two logins", "tools: no keyboard"):
        says(collab, text)
    shows(collab)
    assert len(collab.slack.person("ben").inbox) == before + 1

    now = collab.slack.clock.now()
    for one in own_ids(collab):
        collab.services.contributing.decide(collab.team, 1, one, by="U0BEN", let_in=True, now=now)
    says(collab, "tools: it was slow", "dev")
    shows(collab)
    assert len(collab.slack.person("ben").inbox) == before + 2


def test_who_rates_again_by_a_reply_is_told_what_it_is_now(collab: Collab) -> None:
    begins(collab, "/collab checkin Repairs")
    says(collab, "culture: +1")
    changed = says(collab, "culture: -2 nobody met")
    assert "I have changed what you said before under *Culture*. It is now “−2 nobody met”." in changed.words


def test_who_withdraws_something_after_the_end_is_told_who_can_open_it_again(collab: Collab) -> None:
    begins(collab)
    writes(collab, "amira", "Nobody owned it")
    window = form(collab, "amira")
    leads(collab, "Close")
    window.fill({f"text.own{own_ids(collab)[0]}": None}).submit()
    assert (
        "This workshop is closed, so nothing can be withdrawn. @ben can go back, and open it again."
        in window.words
    )
    assert counts(collab) == ["Nobody owned it"]


def test_words_that_people_vote_on_stay_as_they_are(collab: Collab) -> None:
    begins(collab)
    writes(collab, "amira", "Nobody owned it")
    shows(collab)
    window = form(collab, "amira")
    leads(collab, "Move on to group")
    leads(collab, "Move on to vote")
    (own,) = collab.services.workshops.own(collab.team, 1, member_id="U0AMIRA")[1]
    window.fill({f"text.own{own.id}": "Everybody owned it"}).submit()
    assert "kept as late" in window.words
    state = collab.services.workshops.state(collab.team, 1)
    assert [one.text for one in state.contributions] == ["Nobody owned it"]
    assert [one.text for one in state.late] == ["Everybody owned it"]
