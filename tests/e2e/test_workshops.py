"""The four formats of workshops from their verb to their results, in a real browser; two of them with two at once."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.domain.items import Kind
from bot.domain.trello import to_trello
from storage.database import Database
from tests import workshops as samples
from tests.collab import Collab, collab_over_sockets
from tests.e2e.conftest import OpenPage
from tests.e2e.test_collab import send

BEN, AMIRA = "U0BEN", "U0AMIRA"
PATIENCE = 30_000  # milliseconds, on a machine that is busy with other tests
SUBJECT = "The new repairs service"


@pytest.fixture
def collab(database: Database) -> Iterator[Collab]:
    with collab_over_sockets(database) as running:
        running.slack.set_ack_seconds(30)  # Slack's 3 are asked elsewhere
        running.slack.set_trigger_seconds(30)
        yield running


def test_a_premortem_that_two_people_write_at_once(collab: Collab, open_page: OpenPage) -> None:
    ben, amira = pages(collab, open_page)
    begins(ben, f"/collab premortem {SUBJECT}")
    theirs, hers = contributes(ben), contributes(amira)  # both have the form open
    fill_in(
        hers,
        {"1. In a sentence or two": "Tenants heard of it from the newspaper"},
        {"1. Category": "Communication"},
    )
    fill_in(
        theirs,
        {
            "1. In a sentence or two": "Nobody dared to say that the dates were wrong",
            "2. In a sentence or two": "The old system could not be read by anything else",
        },
        {"1. Category": "Culture", "2. Category": "Tools"},
    )
    save(hers, "1 contribution is kept")
    save(theirs, "2 contributions are kept")
    for page in (ben, amira):
        expect(board(page)).to_contain_text("3 contributions from 2 people.")
        expect(board(page)).not_to_contain_text("newspaper")

    leads(ben, "Move on to group", then="2. Group (now)")
    leads(ben, "Move on to vote", then="3. Vote (now)")
    for page, written in (
        (ben, "The old system could not be read"),
        (amira, "The old system could not be read"),
        (amira, "Tenants heard of it from the newspaper"),
    ):
        reacts(page, written)
    collab.slack.settle()

    leads(ben, "Move on to discuss", then="4. Discuss (now)")
    opens_thread(amira)
    results = thread(amira).get_by_role("listitem").filter(has_text="What came out of it")
    expect(results).to_contain_text("The old system could not be read by anything else · 2 votes")
    picture = thread(amira).get_by_role(
        "img", name=re.compile("old system could not be read.*2 votes", re.DOTALL)
    )
    expect(picture.first).to_be_visible()

    decides(ben, "Ask the supplier for an export", owner="Amira Hassan")
    expect(thread(amira)).to_contain_text("Decided: Ask the supplier for an export")
    closes(ben)


def test_a_question_that_two_people_vote_for_blind_is_shared(collab: Collab, open_page: OpenPage) -> None:
    ben, amira = pages(collab, open_page)
    begins(ben, "/collab hmw Finding partners", chosen=["With buttons that only the voter sees"])
    question = {
        "What we would do": "support",
        "For whom": "local authorities",
        "To do what": "to find suitable partners",
        "So that": "they can use resources more efficiently",
    }
    whole = (
        "How might we support local authorities to find suitable partners"
        " so that they can use resources more efficiently?"
    )
    form = contributes(ben)
    fill_in(form, question)
    save(form, whole)
    form = contributes(amira)
    fill_in(form, question | {"To do what": "to use an app", "So that": ""})
    form.get_by_role("button", name="Save").click()
    expect(form).to_contain_text("A solution already?")
    form.get_by_role("button", name="Keep as it is").click()
    expect(board(ben)).to_contain_text("2 contributions from 2 people.")

    leads(ben, "Move on to group", then="2. Group (now)")
    leads(ben, "Move on to vote", then="3. Vote (now)")
    ballots = [(page, votes(page)) for page in (ben, amira)]  # both are open
    for page, ballot in ballots:
        ballot.get_by_role("combobox").click()
        page.get_by_role("option", name="find suitable partners").click()
        ballot.get_by_role("heading").first.click()
        ballot.get_by_role("button", name="Vote", exact=True).click()
        expect(ballot).to_contain_text("Nobody else sees them")
        ballot.get_by_role("button", name="Close").last.click()

    leads(ben, "Move on to discuss", then="4. Discuss (now)")
    opens_thread(ben)
    expect(thread(ben)).to_contain_text("We move on: discuss")
    expect(thread(ben)).not_to_contain_text("2 votes")
    closes(ben)
    results = thread(ben).get_by_role("listitem").filter(has_text="What came out of it")
    expect(results).to_contain_text(f"{whole} · 2 votes")
    results.get_by_role("button", name=re.compile("^Share as a problem")).click()
    form = ben.get_by_role("dialog", name="Share")
    expect(form.get_by_label("Title")).to_have_value(re.compile("find suitable partners"))
    form.get_by_role("button", name="Share", exact=True).click()
    expect(ben.get_by_role("dialog")).to_contain_text("Others can find it now")
    with collab.database.reading(collab.team) as tx:
        (shared,) = tx.items.newest(limit=5)
    assert shared.kind is Kind.PROBLEM
    assert shared.origin.link


def test_what_people_would_value_is_added_up(collab: Collab, open_page: OpenPage) -> None:
    collab.has("A template for privacy notices", kind=Kind.RESOURCE)
    ben, amira = pages(collab, open_page)
    begins(ben, "/collab value Data protection")
    for page, hours in ((ben, "10"), (amira, "half a day a week")):
        form = contributes(page)
        fill_in(
            form,
            {
                "1. What you would value": "A template for privacy notices",
                "1. What it would save you": hours,
            },
            {"1. Counted in": "Hours a month"},
        )
        save(form, "1 contribution is kept")
    leads(ben, "Move on to group", then="rivacy notices (2)")
    leads(ben, "Move on to vote", then="3. Vote (now)")
    leads(ben, "Move on to discuss", then="4. Discuss (now)")

    opens_thread(ben)
    results = thread(ben).get_by_role("listitem").filter(has_text="What came out of it")
    expect(results).to_contain_text("2 people would value it")
    expect(results).to_contain_text("hours a month")
    expect(results).to_contain_text("Here already: A template for privacy notices")


def test_anchors_and_drivers_show_where_people_disagree(collab: Collab, open_page: OpenPage) -> None:
    ben, amira = pages(collab, open_page)
    begins(ben, f"/collab checkin {SUBJECT}")
    for page, culture, scope in (
        (ben, "−2 · Holds us back a lot", "+1 · Drives us on a little"),
        (amira, "+2 · Drives us on a lot", "+1 · Drives us on a little"),
    ):
        form = contributes(page)
        fill_in(form, {"Culture: why?": "We talk every day"}, {"Culture": culture, "Scope": scope})
        save(form, "2 contributions are kept")
    leads(ben, "Move on to discuss", then="Discuss (now)")

    opens_thread(ben)
    results = thread(ben).get_by_role("listitem").filter(has_text="What came out of it")
    expect(results).to_contain_text("Scope: +1 (2 people)")
    expect(results).to_contain_text("Culture: two of us differ by 4.0 points on average")
    expect(thread(ben).get_by_role("img", name=re.compile("Scope")).first).to_be_visible()


def test_a_board_from_trello_is_brought_to_the_channel(
    collab: Collab, open_page: OpenPage, tmp_path: Path
) -> None:
    file = tmp_path / "board.json"
    file.write_text(
        json.dumps(to_trello(samples.PREMORTEM, samples.state(samples.written(1, "No owner", "Culture"))))
    )
    ben, amira = pages(collab, open_page)
    send(ben, "/collab premortem import")
    form = ben.get_by_role("dialog")
    form.get_by_role("button", name="Import").click()
    expect(form).to_contain_text("Please complete this required field.")
    chooser = form.get_by_label("The board’s file")
    expect(chooser).to_be_focused()
    chooser.set_input_files(file)
    expect(form.get_by_role("status")).to_have_text("Uploaded: board.json")
    form.get_by_role("button", name="Import").click()
    expect(form).to_contain_text("has 1 list and 1 card")
    form.get_by_role("button", name="Close").last.click()
    for page in (ben, amira):
        expect(board(page)).to_contain_text("Pre-mortem: Repairs together (sample)")
        expect(board(page)).to_contain_text("Culture: 1")
    assert {one.error for one in collab.slack.refusals} <= {"not_found"}  # the window was not there yet
    collab.slack.refusals.clear()


def pages(collab: Collab, open_page: OpenPage) -> tuple[Page, Page]:
    """Two people, each at a page of their own."""
    found = open_page(collab.slack.url, BEN), open_page(collab.slack.url, AMIRA)
    for page in found:
        page.set_default_timeout(PATIENCE)
    return found


def begins(page: Page, line: str, *, chosen: list[str] | None = None) -> None:
    """Begin a workshop, and see its board."""
    send(page, line)
    form = page.get_by_role("dialog")
    for words in chosen or []:
        form.get_by_label(re.compile(words)).check()
    form.get_by_role("button", name="Begin").click()
    expect(form).to_contain_text("is on its way to the channel")
    form.get_by_role("button", name="Close").last.click()
    expect(board(page)).to_contain_text("Gather (now)")


def messages(page: Page) -> Locator:
    return page.get_by_role("list", name="Messages in #housing")


def board(page: Page) -> Locator:
    return messages(page).get_by_role("listitem").filter(has_text="Led by")


def thread(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Thread")


def opens_thread(page: Page) -> None:
    board(page).get_by_role("button", name=re.compile("repl(y|ies)")).click()
    expect(thread(page)).to_be_visible()


def contributes(page: Page) -> Locator:
    """The form, open."""
    board(page).get_by_role("button", name=re.compile("^Contribute")).click()
    form = page.get_by_role("dialog")
    expect(form.get_by_role("button", name="Save")).to_be_visible()
    return form


def fill_in(form: Locator, typed: Mapping[str, str], chosen: Mapping[str, str] | None = None) -> None:
    for label, words in typed.items():
        form.get_by_label(label, exact=False).first.fill(words)
    for label, words in (chosen or {}).items():
        form.get_by_role("combobox", name=label).first.click()
        form.get_by_role("option", name=words, exact=True).click()


def save(form: Locator, said: str) -> None:
    form.get_by_role("button", name="Save").click()
    expect(form).to_contain_text(said)
    form.get_by_role("button", name="Close").last.click()
    expect(form).to_have_count(0)


def leads(page: Page, button: str, *, then: str) -> None:
    """Press a button that is for those who lead."""
    board(page).get_by_role("button", name=re.compile(f"^{button}")).click()
    expect(board(page)).to_contain_text(then)


def closes(page: Page) -> None:
    board(page).get_by_role("button", name=re.compile("^Close")).click()
    page.get_by_role("button", name="Close it").click()
    expect(board(page)).to_contain_text("This workshop is closed")


def reacts(page: Page, written: str) -> None:
    """Vote for something in the thread."""
    if not thread(page).is_visible():
        opens_thread(page)
    one = thread(page).get_by_role("listitem").filter(has_text=written)
    one.hover()
    one.get_by_role("button", name="Add reaction").first.click()
    page.get_by_label("Search emoji").fill("+1")
    page.get_by_label("Search emoji").press("Enter")
    expect(one.get_by_role("button", name=re.compile("you reacted"))).to_be_visible()


def votes(page: Page) -> Locator:
    """The ballot, open."""
    board(page).get_by_role("button", name=re.compile("^Vote")).click()
    ballot = page.get_by_role("dialog")
    expect(ballot.get_by_role("button", name="Vote", exact=True)).to_be_visible()
    return ballot


def decides(page: Page, what: str, *, owner: str) -> None:
    """Note what is to be done, and by whom."""
    board(page).get_by_role("button", name=re.compile("^Note an action")).click()
    form = page.get_by_role("dialog")
    form.get_by_label("What we will do").fill(what)
    form.get_by_role("combobox", name="Who does it").click()
    form.get_by_role("option", name=owner).click()
    form.get_by_role("button", name="Note it").click()
    form.get_by_role("button", name="Close").last.click()
