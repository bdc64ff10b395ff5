"""A digest of one's own in a real browser: from asking for it to *Not for me*, and what the next one has learned."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.domain.items import Kind
from storage.database import Database
from tests.collab import Collab, collab_over_sockets
from tests.e2e.conftest import OpenPage
from tests.e2e.test_collab import send
from tests.e2e.test_journey import opens_collab

HOUSING, PLANNING = "housing-and-homelessness", "planning-and-building-control"


@pytest.fixture
def collab(database: Database) -> Iterator[Collab]:
    with collab_over_sockets(database) as running:
        running.slack.set_ack_seconds(30)  # Slack's 3 are asked elsewhere
        running.slack.set_trigger_seconds(30)
        yield running


def test_from_asking_for_a_digest_to_not_for_me(collab: Collab, open_page: OpenPage) -> None:
    page = open_page(collab.slack.url, "U0BEN")

    asks_for_it(page)
    collab.has("Damp reports", kind=Kind.IDEA, themes=(HOUSING,))
    collab.has("Which trees to fell", themes=(PLANNING,))
    collab.has("Bus lane cameras", themes=("highways-transport-and-parking",))
    collab.slack.clock.move_to("tuesday 09:00")
    opens_collab(page)

    digest = own_digests(page)
    expect(digest).to_contain_text("Damp reports")
    expect(digest).to_contain_text("Which trees to fell")
    expect(digest).not_to_contain_text("Bus lane cameras")

    digest.get_by_role("button", name="Not for me: Damp reports").click()
    expect(digest).to_contain_text("Not for you. You will see less of what is like it.")
    digest.get_by_role("button", name="Undo: Damp reports").click()
    expect(digest).not_to_contain_text("Not for you.")
    digest.get_by_role("button", name="Not for me: Damp reports").click()
    expect(digest).to_contain_text("Not for you.")

    for number in (1, 2, 3):
        collab.has(f"Mould {number}", kind=Kind.IDEA, themes=(HOUSING,))
    collab.has("Where comments go", themes=(PLANNING,))
    collab.slack.clock.move_to("tuesday 09:00")
    expect(own_digests(page)).to_have_count(2)
    learned = own_digests(page).last
    expect(learned).to_contain_text("Where comments go")
    expect(learned.get_by_text(re.compile(r"^Mould \d$"))).to_have_count(1)
    expect(learned).not_to_contain_text("Damp reports")

    expect(learned).to_contain_text("And 2 more.")
    learned.get_by_role("button", name="See the rest").click()
    rest = page.get_by_role("dialog", name="The rest")
    expect(rest.get_by_text(re.compile(r"^Mould \d$"))).to_have_count(2)
    rest.get_by_role("button", name="Close").last.click()

    learned.get_by_role("button", name="Stop my digest").click()
    expect(learned).to_contain_text("You stopped this digest.")


def asks_for_it(page: Page) -> None:
    """Two themes, on Tuesdays."""
    send(page, "/collab digest me")
    page.get_by_role("button", name="Set up my digest").click()
    form = page.get_by_role("dialog", name="Your own digest")
    chooses(form, "Day", "Tuesday")
    chooses(form, "Themes", "Housing and homelessness", "Planning and building control")
    form.get_by_role("button", name="Start", exact=True).click()
    expect(form).to_contain_text("Your digest comes every Tuesday at 9am")
    expect(form).to_contain_text("You follow Housing and homelessness and Planning and building control.")
    form.get_by_role("button", name="Close").last.click()


def chooses(form: Locator, name: str, *choices: str) -> None:
    box = form.get_by_role("combobox", name=re.compile(f"^{name}"))
    box.click()
    for choice in choices:
        form.get_by_role("option", name=choice, exact=True).click()
    box.press("Tab")


def own_digests(page: Page) -> Locator:
    return page.get_by_role("listitem").filter(has_text="Your digest")
