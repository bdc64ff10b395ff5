"""What comes out of a workshop: results, what people decided to do, reminders of it, and looking back."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.workshops import Happened, NewAction
from playground.driver.message import ShownMessage
from playground.driver.view import ShownView
from tests.collab import Collab
from tests.handlers.steps import opened, told
from tests.handlers.workshop_steps import begins, board, form, leads, thread, writes


def discussed(collab: Collab) -> None:
    """A workshop that has come to discuss."""
    begins(collab)
    writes(collab, "amira", "Nobody owned it")
    writes(collab, "dev", "Two logins", "Tools")
    for phase in ("group", "vote", "discuss"):
        leads(collab, f"Move on to {phase}")


def decides(collab: Collab, **fields: Any) -> None:
    when = collab.slack.clock.now() + timedelta(days=10)
    wanted = {
        "text": "Name an owner",
        "owner": "cerys",
        "due_on": f"{when:%Y-%m-%d}",
        "about": "Nobody owned it",
    }
    form(collab, "amira", "Note an action").fill(wanted | fields).submit()
    collab.delivers()


def words_of_thread(collab: Collab) -> str:
    return "\n".join(one.words for one in thread(collab))


def test_the_results_go_into_the_thread_with_a_picture(collab: Collab) -> None:
    discussed(collab)
    (results,) = [one for one in thread(collab) if "What came out of it" in one.words]
    assert "• Nobody owned it" in results.words, "where nobody voted there is no ranking"
    assert "• Two logins" in results.words
    (image,) = [block for block in results.blocks if block["type"] == "image"]
    assert "Nobody owned it" in image["alt_text"]

    leads(collab, "Close")
    assert len([one for one in thread(collab) if "What came out of it" in one.words]) == 2


@pytest.mark.parametrize(
    ("button", "name", "said"),
    [
        ("File: Markdown", "premortem-the-new-repairs-service.md", "## Culture"),
        ("File: spreadsheet", "premortem-the-new-repairs-service.csv", "Tools,Two logins"),
        ("File: Trello", "premortem-the-new-repairs-service.json", '"name": "Nobody owned it"'),
    ],
)
def test_the_results_go_out_as_files_in_the_thread(collab: Collab, button: str, name: str, said: str) -> None:
    discussed(collab)
    (results,) = [one for one in thread(collab) if "What came out of it" in one.words]
    results.click(button)
    (file,) = collab.slack.wait_for(lambda: [file for one in thread(collab) for file in one.files])
    assert file["name"] == name
    kept = collab.slack._slack.files.find(file["id"])
    assert kept is not None
    assert said in (kept.content or b"").decode("utf-8-sig")


def gathers_again(collab: Collab) -> ShownMessage:
    """The results of a workshop that went back to gather, where Dev has written more, as Cerys sees them."""
    discussed(collab)
    (results,) = [one for one in thread(collab) if "What came out of it" in one.words]
    for phase in ("vote", "group", "gather"):
        leads(collab, f"Go back to {phase}")
    writes(collab, "dev", "The budget was a guess")
    return results.seen_by(collab.slack.person("cerys"))


@pytest.mark.parametrize(
    "button", ["File: Markdown", "File: spreadsheet", "File: Trello", "Note an action", "Read them all"]
)
def test_old_results_show_nobody_what_is_written_when_it_gathers_again(collab: Collab, button: str) -> None:
    refused = gathers_again(collab).click(button)
    said = refused.view.words if button == "Read them all" else refused.words
    assert "shown when gathering ends" in said
    assert "budget" not in said
    assert [one for one in thread(collab) if one.files] == []


def test_what_waits_to_be_let_in_is_in_no_file(collab: Collab) -> None:
    discussed(collab)
    writes_late(collab)
    (results,) = [one for one in thread(collab) if "What came out of it" in one.words]
    results.click("File: Trello")
    (file,) = collab.slack.wait_for(lambda: [file for one in thread(collab) for file in one.files])
    kept = collab.slack._slack.files.find(file["id"])
    assert kept is not None
    assert "Two logins" in (kept.content or b"").decode()
    assert "budget" not in (kept.content or b"").decode()


def writes_late(collab: Collab) -> None:
    window = form(collab, "dev", "Add or change mine")
    window.fill({"text.new0": "The budget was a guess", "category.new0": "Tools"}).submit()
    assert "kept as late" in window.words


def test_an_action_of_a_private_channel_stays_in_it(collab: Collab) -> None:
    collab.slack.add_channel("board", "ben", "amira", kind="private")
    begins(collab, channel="board")
    collab.services.workshop_actions.note(
        collab.team,
        1,
        NewAction(text="Name an owner", owner_id="U0CERYS", due_on=collab.slack.clock.now().date()),
        request="1",
        now=collab.slack.clock.now(),
    )
    collab.slack.clock.move_to(collab.slack.clock.now() + timedelta(days=2))
    collab.delivers()
    assert collab.slack.person("cerys").inbox == []
    assert "you said you would do this" in thread(collab, "board")[-1].words


def test_an_action_is_told_and_its_owner_reminded_on_the_day(collab: Collab) -> None:
    discussed(collab)
    decides(collab)
    assert "Decided: Name an owner\n@cerys, by" in words_of_thread(collab)
    assert "About *Nobody owned it*" in words_of_thread(collab)

    collab.slack.clock.move_to(collab.slack.clock.now() + timedelta(days=9))
    collab.delivers()
    assert collab.slack.person("cerys").inbox == []
    collab.slack.clock.move_to(collab.slack.clock.now() + timedelta(days=2))
    assert "Name an owner" in told(collab, "cerys")
    collab.delivers()
    (reminder,) = collab.slack.person("cerys").inbox

    said = reminder.click("Remind me in a week")
    assert "I will remind you on" in said.words
    collab.slack.clock.move_to(collab.slack.clock.now() + timedelta(days=8))
    told(collab, "cerys")
    assert "This is done" in collab.slack.person("cerys").inbox[-1].click("Done").words
    collab.slack.clock.move_to(collab.slack.clock.now() + timedelta(days=30))
    collab.delivers()
    assert len(collab.slack.person("cerys").inbox) == 2
    (action,) = collab.services.workshops.state(collab.team, 1).actions
    assert action.done_at


def test_an_action_is_about_what_was_chosen_though_the_results_change(collab: Collab) -> None:
    discussed(collab)
    first, second = (form(collab, name, "Note an action") for name in ("ben", "dev"))
    when = f"{collab.slack.clock.now() + timedelta(days=10):%Y-%m-%d}"
    first.fill(text="Name an owner", due_on=when, about="Nobody owned it")
    second.fill(text="One login", due_on=when, about="Two logins")
    (own,) = collab.services.workshops.own(collab.team, 1, member_id="U0AMIRA")[1]
    form(collab, "amira", "Add or change mine").fill({f"text.own{own.id}": None}).submit()

    second.submit()
    assert first.submit().errors == {
        "About": "That is not there any more. Choose something else, or nothing."
    }
    state = collab.services.workshops.state(collab.team, 1)
    assert [(one.text, one.about) for one in state.actions] == [("One login", "Two logins")]


def test_an_action_needs_words_and_a_day_that_is_not_over(collab: Collab) -> None:
    discussed(collab)
    window = form(collab, "amira", "Note an action")
    refused = window.fill(text=" ", due_on="2020-01-01").submit()
    assert set(refused.errors) == {"What we will do", "By when"}


def asked_what_happened(collab: Collab) -> ShownMessage:
    """The question that comes three months after a pre-mortem is closed."""
    discussed(collab)
    leads(collab, "Close")
    collab.slack.clock.move_to(collab.slack.clock.now() + timedelta(days=90))
    collab.delivers()
    assert "Did it happen?" not in words_of_thread(collab)
    collab.slack.clock.move_to(collab.slack.clock.now() + timedelta(days=2))
    collab.delivers()
    asked = thread(collab)[-1]
    assert "Did it happen?" in asked.words
    return asked


def looks_back(collab: Collab, asked: ShownMessage, name: str) -> ShownView:
    return opened(asked.seen_by(collab.slack.person(name)).click("Say what happened"))


def happened(collab: Collab) -> dict[str, Happened]:
    with collab.database.reading(collab.team) as tx:
        return {one.about: one.happened for one in tx.workshop_actions.look_backs([1])[1]}


def test_three_months_after_a_premortem_people_say_what_happened(collab: Collab) -> None:
    window = looks_back(collab, asked_what_happened(collab), "ben")
    window.fill({"Nobody owned it": "It happened in part"}).submit()
    assert "Thank you" in window.words
    assert happened(collab) == {"Nobody owned it": Happened.PARTLY}


def test_who_looks_back_later_adds_to_what_others_said(collab: Collab) -> None:
    asked = asked_what_happened(collab)
    nothing = looks_back(collab, asked, "dev")
    first = looks_back(collab, asked, "ben")
    first.fill({"Nobody owned it": "It happened"}).submit()

    assert nothing.submit().errors == {"Nobody owned it": "Choose one."}
    nothing.fill({"Two logins": "It did not happen"}).submit()
    assert happened(collab) == {"Nobody owned it": Happened.YES, "Two logins": Happened.NO}

    again = looks_back(collab, asked, "amira")
    assert (again.value("Nobody owned it"), again.value("Two logins")) == ("yes", "no")
    again.fill({"Nobody owned it": "It happened in part"}).submit()
    assert happened(collab) == {"Nobody owned it": Happened.PARTLY, "Two logins": Happened.NO}


def test_only_a_premortem_is_looked_back_at(collab: Collab) -> None:
    begins(collab, "/collab checkin Repairs")
    leads(collab, "Close")
    collab.slack.clock.move_to(collab.slack.clock.now() + timedelta(days=100))
    collab.delivers()
    assert "Did it happen?" not in words_of_thread(collab)
    assert board(collab).buttons[0] == "Read them all"
