"""What comes after gathering ended is kept, and those who lead the workshop are asked."""

from tests.collab import Collab
from tests.handlers.steps import opened
from tests.handlers.workshop_steps import CHANNEL, begins, board, form, leads, shows, whispers, writes


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
