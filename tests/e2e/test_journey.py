"""From a problem in somebody's own words to what came of it, in a real browser, with the model and the sample items."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.search.meaning.embedder import Broken
from bot.services.samples import import_samples, save_sample_people, take_in_sample_councils
from playground.clock import LONDON
from storage.database import Database
from tests.collab import Collab, collab_over_sockets
from tests.e2e.conftest import OpenPage
from tests.e2e.test_collab import send

BEN, EILIDH = "Ben Okafor", "Eilidh Munro"
PROBLEM = "flats stay vacant far too long"
ITEM = "A shared board for empty council homes, from keys in to keys out"  # Eilidh's; none of Ben's words are in it
HOPE = "To see what each team does on its day."
EMBEDDED_SECONDS = 60.0  # 121 items, on a machine that is busy with other tests


@pytest.fixture
def collab(database: Database) -> Iterator[Collab]:
    """Collab as the demo runs it, when the samples have their vectors."""
    with collab_over_sockets(database) as running:
        running.slack.set_ack_seconds(
            30
        )  # of a machine that is busy with other tests, Slack's 3 are not asked here
        running.slack.set_trigger_seconds(30)
        now = running.slack.clock.now()
        members = {person.name: person.id for person in running.slack.workspace.people.values()}
        take_in_sample_councils(database, running.team)
        import_samples(database, running.team, now=now)
        save_sample_people(running.services.profiles, running.team, members, now=now)
        model = running.services.meaning.embedder()
        assert not isinstance(model, Broken), model
        embeddings = running.services.embeddings
        running.slack.wait_for(lambda: not embeddings.waiting(running.team, model), EMBEDDED_SECONDS)
        yield running


def test_from_a_problem_to_what_came_of_it(collab: Collab, open_page: OpenPage) -> None:
    page = open_page(collab.slack.url, "U0BEN")
    page.set_default_timeout(30_000)
    began = collab.slack.clock.now()

    finds_by_meaning(page)
    finds_partners(page)
    is_interested(page)

    becomes(page, EILIDH)
    accepts(page)
    checks_alignment(page, goal="Homes are let within three weeks", pace="Within weeks")
    becomes(page, BEN)
    reads_the_introduction(page)
    checks_alignment(page, goal="A rent loss of nothing", pace="Within a year")
    sees_where_they_differ(page)

    moves_clock(page, began + timedelta(days=7, hours=1))
    answers_follow_up(page, "We are talking", then="I will ask you again on")
    moves_clock(page, began + timedelta(days=21, hours=1))
    answers_follow_up(page, "Working together", then="I will not ask you about it again")
    adds_what_it_saved(page)

    becomes(page, EILIDH)
    answers_follow_up(page, "Working together", then="I will not ask you about it again")
    expect(page.get_by_role("main")).not_to_contain_text("£2,000")


def finds_by_meaning(page: Page) -> None:
    """The item comes first, and says that it is not the words that brought it."""
    send(page, f"/collab find {PROBLEM}")
    first_card = found(page).inner_text().split("Details")[0]
    assert ITEM in first_card
    assert "Similar in meaning" in first_card


def finds_partners(page: Page) -> None:
    """Who has solved it, and why they are a partner."""
    send(page, f"/collab partners {PROBLEM}")
    solved = partners(page).inner_text().split("Who has solved it, or tried")[1].split("Details")[0]
    assert ITEM in solved
    assert "Why: has it in beta; similar in meaning; open to resource sharing" in solved
    assert "Ask @Eilidh Munro · Easterleigh City Council (sample)" in solved


def is_interested(page: Page) -> None:
    """One line, and its owner is told."""
    partners(page).get_by_role("button", name="I’m interested").first.click()
    form = page.get_by_role("dialog", name="I’m interested")
    form.get_by_label("What do you hope for?").fill(HOPE)
    form.get_by_role("button", name="Tell them").click()
    expect(form).to_contain_text("I am telling @Eilidh Munro that you are interested")
    form.get_by_role("button", name="Close").last.click()


def found(page: Page) -> Locator:
    """The answer to the search."""
    return message(page, f"found for “{PROBLEM}”")


def partners(page: Page) -> Locator:
    """The answer to who may work on it together."""
    return message(page, f"Partners for “{PROBLEM}”")


def becomes(page: Page, person: str) -> None:
    """Be somebody else, in the page's own menu."""
    page.get_by_role("button", name="You are").click()
    page.get_by_role("menuitemradio", name=person).click()
    expect(page.get_by_role("button", name=f"You are {person}")).to_be_visible()
    page.wait_for_selector("body[data-ready]")


def opens_collab(page: Page) -> None:
    """The direct messages with the bot."""
    page.get_by_role("link", name=re.compile(r"^Collab( \d+ unread)?$")).click()
    page.get_by_role("navigation", name="Collab").get_by_role("link", name="Messages").click()


def accepts(page: Page) -> None:
    """The owner sees who it is and what they hope for, and agrees: now both are in one conversation."""
    opens_collab(page)
    asked = message(page, "@Ben Okafor is interested in your project")
    expect(asked).to_contain_text(HOPE)
    expect(group(page, BEN)).to_have_count(0)
    asked.get_by_role("button", name="Accept", exact=True).click()
    expect(asked).to_contain_text("You accepted")
    group(page, BEN).click()
    says_how_to_begin(page)


def reads_the_introduction(page: Page) -> None:
    group(page, EILIDH).click()
    says_how_to_begin(page)


def says_how_to_begin(page: Page) -> None:
    """Each other, the item, what was hoped for, and three ways to begin."""
    met = message(page, "@Eilidh Munro, meet @Ben Okafor")
    for words in (
        ITEM,
        HOPE,
        "How to begin",
        "Who should be in the room",
        "What to settle first",
    ):
        expect(met).to_contain_text(words)


def checks_alignment(page: Page, *, goal: str, pace: str) -> None:
    page.get_by_role("button", name="Check we’re aligned").click()
    form = page.get_by_role("dialog", name="Check we’re aligned")
    form.get_by_label("What is the goal?").fill(goal)
    form.get_by_label("Who are the users?").fill("Lettings officers and contractors")
    chooses(page, form, "When do you want something to show?", pace)
    form.get_by_label("What do you bring?").fill("A day a week")
    chooses(page, form, "Who decides on your side?", "I do")
    form.get_by_role("button", name="Save").click()
    expect(form).to_contain_text("Thank you")
    form.get_by_role("button", name="Close").last.click()


def chooses(page: Page, form: Locator, label: str, option: str) -> None:
    form.get_by_label(label).click()
    page.get_by_role("option", name=option, exact=True).click()


def sees_where_they_differ(page: Page) -> None:
    both = message(page, "Your answers about")
    expect(both).to_contain_text("Homes are let within three weeks")
    expect(both).to_contain_text("A rent loss of nothing")
    expect(both).to_contain_text("Pace – you may see this differently")
    expect(both).to_contain_text("Agree what could be shown by the earlier date")


def moves_clock(page: Page, to: datetime) -> None:
    """With the control above the page."""
    page.get_by_role("button", name="Other time").click()
    dialog = page.get_by_role("dialog", name="Move the clock")
    dialog.get_by_label("Date and time").fill(f"{to.astimezone(LONDON):%Y-%m-%dT%H:%M}")
    dialog.get_by_role("button", name="Move the clock").click()
    expect(page.get_by_role("banner").get_by_role("time")).to_contain_text(
        f"{to.astimezone(LONDON):%-d %b %Y}"
    )


def answers_follow_up(page: Page, outcome: str, *, then: str) -> None:
    opens_collab(page)
    message(page, "How is it going?").get_by_role("button", name=outcome).click()
    said = outcome.removeprefix("We are ").lower()
    expect(message(page, f"You said: {said}.")).to_contain_text(f"Thank you. {then}")


def adds_what_it_saved(page: Page) -> None:
    message(page, "You said: working together.").get_by_role("button", name="Add what it saved").click()
    form = page.get_by_role("dialog", name="What it saved")
    form.get_by_label("Time").fill("3 days")
    form.get_by_label("Money").fill("£2,000")
    form.get_by_role("button", name="Save").click()
    expect(message(page, "You said: working together.")).to_contain_text("It saved you 22.5 hours and £2,000")


def group(page: Page, other: str) -> Locator:
    """The group message with somebody and the bot."""
    return page.get_by_role("link", name=", ".join(sorted([other, "Collab"])))


def message(page: Page, words: str) -> Locator:
    """The last message that says this."""
    return page.locator("li.message", has_text=words).last
