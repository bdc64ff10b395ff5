"""Barriers: axe finds none, everything is reachable by keyboard, and it fits from a small phone to a wide screen."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from playground import Playground
from tests.e2e.conftest import OpenPage
from tests.e2e.stub import JSON, Stub, modal, mrkdwn, option, options, plain, section
from tests.e2e.test_page_forms import EVERY_FIELD

CARD: list[JSON] = [
    {"type": "header", "text": plain("3 found")},
    section(
        "*<https://a.example|Repairs that book themselves>*\nTenants pick a slot. See <https://b.example|more>.",
        accessory={"type": "overflow", "action_id": "more", "options": options("Copy", "Follow")},
        fields=[mrkdwn("*Phase*\nBeta"), mrkdwn("*Council*\nAmbleford (sample)")],
    ),
    {"type": "context", "elements": [mrkdwn("<@U0AMIRA> · <#C0DATA> · `code` :+1: 4")]},
    {
        "type": "actions",
        "elements": [
            {"type": "button", "action_id": "a", "text": plain("I’m interested"), "style": "primary"},
            {"type": "button", "action_id": "b", "text": plain("Remove"), "style": "danger"},
            {
                "type": "static_select",
                "action_id": "c",
                "placeholder": plain("Theme"),
                "options": options("Homes"),
            },
            {"type": "datepicker", "action_id": "d"},
            {"type": "checkboxes", "action_id": "e", "options": [option("Mine", description=plain("only"))]},
        ],
    },
    {
        "type": "markdown",
        "text": "## Heading\n\n- [link](https://a.example) in text\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    },
]


def barriers(page: Page) -> list[str]:
    """What axe finds wrong with the page as it is now."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier(slack: Playground, app: Stub, open_page: OpenPage, scheme: str) -> None:
    page = open_page(slack.url, color_scheme=scheme, reduced_motion="reduce")
    app.opens(modal(*EVERY_FIELD))
    app.posts(*CARD)
    slack.person("ben").reacts("eyes", slack.messages("housing")[-1])
    slack.person("ben").posts("Unread", "data")
    app.client.chat_postEphemeral(channel="C0HOUSING", user="U0AMIRA", text="Only for *you*")
    card = page.get_by_role("listitem").filter(has_text="Repairs that book themselves")
    found: dict[str, list[str]] = {}

    expect(page.get_by_role("button", name="Dismiss message")).to_be_visible()
    card.hover()
    found["channel"] = barriers(page)
    card.get_by_role("button", name="Reply in thread").click()
    expect(page.get_by_role("textbox", name="Reply in thread")).to_be_focused()
    found["thread"] = barriers(page)
    page.keyboard.press("Escape")
    card.get_by_role("button", name="Add reaction").first.click()
    expect(page.get_by_role("dialog", name="Pick a reaction")).to_be_visible()
    found["picker"] = barriers(page)
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="Theme").click()
    expect(page.get_by_role("option")).to_be_visible()
    found["list"] = barriers(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="You are").click()
    expect(page.get_by_role("menu")).to_be_visible()
    found["menu"] = barriers(page)
    page.keyboard.press("Escape")
    page.get_by_role("textbox", name="Message #housing").fill("/")
    expect(page.get_by_role("option")).to_be_visible()
    found["completion"] = barriers(page)
    page.get_by_role("textbox", name="Message #housing").fill("/collab share")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.locator(".field-error:visible").first).to_be_visible()
    found["form with errors"] = barriers(page)
    page.keyboard.press("Escape")
    app.client.views_publish(user_id="U0AMIRA", view={"type": "home", "blocks": CARD[:4]})
    page.get_by_role("link", name="Collab", exact=True).click()
    expect(page.get_by_role("heading", name="3 found")).to_be_visible()
    found["home"] = barriers(page)

    assert {place: wrong for place, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("width", [360, 390, 768, 1024, 1280, 1600])
def test_it_fits_the_screen(slack: Playground, app: Stub, open_page: OpenPage, width: int) -> None:
    page = open_page(slack.url, viewport={"width": width, "height": 740})
    app.posts(*CARD)
    expect(page.get_by_role("heading", name="3 found")).to_be_visible()
    too_wide = """() => [...document.querySelectorAll("body *")]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".sr-only, .skip, .table"))
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
        .map((one) => one.outerHTML.slice(0, 100))"""
    assert page.evaluate(too_wide) == []
    for name in ("Move to Monday 09:00" if width > 760 else "Monday 09:00", "Other time…"):
        expect(page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("textbox", name="Message #housing")).to_be_in_viewport(ratio=1)


def test_on_a_phone_the_sidebar_is_behind_a_button(slack: Playground, open_page: OpenPage) -> None:
    page = open_page(slack.url, viewport={"width": 390, "height": 740}, has_touch=True)
    sidebar = page.get_by_role("navigation", name="Workspace")
    expect(sidebar).to_be_hidden()
    opener = page.get_by_role("button", name="Channels and people")
    opener.focus()
    page.keyboard.press("Enter")
    expect(sidebar).to_be_visible()
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(sidebar.get_by_role("button", name="You are")).to_be_focused()
    assert barriers(page) == []
    page.keyboard.press("Escape")
    expect(sidebar).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    sidebar.get_by_role("link", name="data").click()
    expect(sidebar).to_be_hidden()
    expect(page.get_by_role("heading", name="data", level=1)).to_be_visible()


def test_the_first_tab_stop_skips_to_the_messages(page: Page) -> None:
    skip = page.get_by_role("link", name="Skip to messages")
    expect(skip).not_to_be_in_viewport()
    page.evaluate("document.querySelector('a, button, input, textarea, [tabindex]').focus()")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listitem").filter(has_text="testing photos")).to_be_focused()


def test_nothing_moves_for_those_who_asked_for_less_motion(
    slack: Playground, app: Stub, open_page: OpenPage
) -> None:
    page = open_page(slack.url, reduced_motion="reduce")
    app.opens(modal(*EVERY_FIELD))
    page.get_by_role("textbox", name="Message #housing").fill("/collab share")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("document.getAnimations().length") == 0
