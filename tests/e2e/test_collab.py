"""The real bot over Socket Mode, in a real browser: what people do on their first day."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from storage.database import Database
from tests.collab import Collab, collab_over_sockets
from tests.e2e.conftest import OpenPage


@pytest.fixture
def collab(database: Database) -> Iterator[Collab]:
    with collab_over_sockets(database) as running:
        yield running


def send(page: Page, line: str) -> None:
    """Type a line and send it."""
    field = page.get_by_role("textbox", name=re.compile("^Message "))
    field.fill(line)
    field.press("Escape")  # the list of suggestions
    field.press("Enter")


def test_find_and_turn_the_page(collab: Collab, open_page: OpenPage) -> None:
    for number in range(7):
        collab.has(f"Housing repairs {number}")
    page = open_page(collab.slack.url, "U0BEN")

    send(page, "/collab find housing repairs")

    answer = page.get_by_role("listitem").filter(has_text="Only visible to you")
    expect(answer).to_contain_text("7 found for “housing repairs”")
    expect(answer).to_contain_text("Page 1 of 2")
    answer.get_by_role("button", name="Next").click()
    expect(answer).to_contain_text("Page 2 of 2")
    expect(answer).to_have_count(1)


def test_share_with_a_refused_field_keeps_what_was_typed(collab: Collab, open_page: OpenPage) -> None:
    page = open_page(collab.slack.url, "U0BEN")

    send(page, "/collab share resource Letters in plain English")
    form = page.get_by_role("dialog", name="Share")
    expect(form.get_by_label("Title")).to_have_value("Letters in plain English")
    form.get_by_label("Summary").fill("Twelve letters, before and after.")
    form.get_by_label("Links").fill("our shared drive")
    form.get_by_role("button", name="Share", exact=True).click()

    expect(form).to_contain_text("“our” is not a web address")
    expect(form.get_by_label("Summary")).to_have_value("Twelve letters, before and after.")
    expect(form.get_by_label("Links")).to_have_value("our shared drive")

    form.get_by_label("Links").fill("https://example.org/letters Our letters")
    form.get_by_role("button", name="Share", exact=True).click()
    expect(page.get_by_role("dialog", name="Shared")).to_contain_text("Others can find it now")

    page.get_by_role("dialog", name="Shared").get_by_role("button", name="Close").last.click()
    send(page, "/collab find plain english letters")
    expect(page.get_by_text("1 found", exact=True)).to_be_visible()


def test_vote_with_an_emoji_on_a_copied_card(collab: Collab, open_page: OpenPage) -> None:
    collab.has("Housing repairs online")
    page = open_page(collab.slack.url, "U0BEN")

    send(page, "/collab find repairs")
    page.get_by_role("button", name="Copy to channel").click()
    form = page.get_by_role("dialog", name="Copy to channel")
    form.get_by_label("A line from you").fill("We could use this <!channel>")
    form.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("dialog", name="Collab")).to_contain_text("on its way")
    page.get_by_role("dialog", name="Collab").get_by_role("button", name="Close").last.click()

    card = page.get_by_role("listitem").filter(has_text="React to this message to vote")
    expect(card).to_contain_text("shared this with the channel")
    expect(card).to_contain_text("We could use this <!channel>")
    card.hover()
    card.get_by_role("button", name="Add reaction").first.click()
    page.get_by_label("Search emoji").fill("+1")
    page.get_by_label("Search emoji").press("Enter")
    expect(card.get_by_role("button", name=re.compile("1 reaction, you reacted"))).to_be_visible()
    collab.slack.settle()

    send(page, "/collab find repairs")
    expect(page.get_by_text("(1 vote)").last).to_be_visible()


def test_subscribe_to_the_digest_and_move_the_clock_to_monday(collab: Collab, open_page: OpenPage) -> None:
    collab.has("Housing repairs online")
    page = open_page(collab.slack.url, "U0BEN")

    send(page, "/collab digest")
    page.get_by_role("button", name=re.compile("Start|Subscribe")).click()
    form = page.get_by_role("dialog", name="Digest of this channel")
    form.get_by_role("button", name=re.compile("Save|Start|Subscribe")).click()
    expect(page.get_by_role("dialog", name="Digest of this channel")).to_contain_text("Monday")
    page.get_by_role("dialog", name="Digest of this channel").get_by_role("button", name="Close").last.click()
    page.get_by_role("button", name="Move to Monday 09:00").click()

    digest = page.get_by_role("listitem").filter(has_text="New on Collab")
    expect(digest).to_contain_text("Housing repairs online")
    expect(digest).to_have_count(1)
