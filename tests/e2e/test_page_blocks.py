"""Blocks in messages: what they look like to people who see, hear or type, and what the app is told."""

import pytest
from playwright.sync_api import Page, Route, expect

from playground import Playground
from tests.e2e.stub import JSON, Stub, option, options, plain, section


def actions(*elements: JSON, block_id: str = "row") -> JSON:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def button(text: str, **more: object) -> JSON:
    return {"type": "button", "action_id": text.lower(), "text": plain(text), "value": "7", **more}


def test_every_kind_of_block_is_shown(page: Page, app: Stub) -> None:
    app.posts(
        {"type": "header", "text": plain("A header")},
        section("A *section*", fields=[plain("field one"), plain("field two")]),
        {"type": "divider"},
        {"type": "context", "elements": [plain("In context")]},
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_list",
                    "style": "ordered",
                    "elements": [
                        {"type": "rich_text_section", "elements": [{"type": "text", "text": "first point"}]}
                    ],
                },
                {"type": "rich_text_quote", "elements": [{"type": "text", "text": "so they said"}]},
            ],
        },
        {
            "type": "table",
            "rows": [
                [{"type": "raw_text", "text": "Council"}, {"type": "raw_text", "text": "Votes"}],
                [{"type": "raw_text", "text": "Ambleford (sample)"}, {"type": "raw_text", "text": "4"}],
            ],
        },
    )
    shown = page.locator(".blocks")
    expect(shown.get_by_role("heading", name="A header")).to_be_visible()
    expect(shown.locator("strong", has_text="section")).to_be_visible()
    expect(shown.get_by_text("field two")).to_be_visible()
    expect(shown.get_by_role("separator")).to_be_visible()
    expect(shown.get_by_text("In context")).to_be_visible()
    expect(shown.get_by_role("listitem")).to_have_text("first point")
    expect(shown.locator("blockquote")).to_have_text("so they said")
    expect(shown.get_by_role("columnheader", name="Votes")).to_be_visible()
    expect(shown.get_by_role("cell", name="Ambleford (sample)")).to_be_visible()
    expect(shown.locator(".cannot-show")).to_have_count(0)


def test_pictures_have_their_alt_text_and_show_it_when_they_cannot_be_had(
    page: Page, app: Stub, slack: Playground
) -> None:
    uploaded = app.client.files_upload_v2(
        content=b"this is no picture", filename="map.png", title="Map", channel="C0DATA"
    )
    file: JSON = uploaded["file"]
    app.posts({"type": "image", "slack_file": {"id": file["id"]}, "alt_text": "Councils that test repairs"})
    expect(page.get_by_role("img", name="Councils that test repairs")).to_have_text(
        "Councils that test repairs"
    )


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_button_tells_the_app_what_was_pressed(page: Page, app: Stub, by: str) -> None:
    ts = app.posts(actions(button("Details"), button("Follow", style="primary")))
    follow = page.get_by_role("button", name="Follow")
    if by == "mouse":
        follow.click()
    else:
        follow.focus()
        page.keyboard.press("Enter")
    told = app.told("block_actions")
    pressed = {key: value for key, value in told["actions"][0].items() if key not in {"action_ts", "text"}}
    assert pressed == {
        "type": "button",
        "action_id": "follow",
        "block_id": "row",
        "style": "primary",
        "value": "7",
    }
    assert told["container"]["message_ts"] == ts


def test_a_button_that_asks_for_confirmation_can_be_refused(page: Page, app: Stub) -> None:
    confirm = {
        "title": plain("Remove this?"),
        "text": plain("It will be gone."),
        "confirm": plain("Remove it"),
        "deny": plain("Keep it"),
        "style": "danger",
    }
    app.posts(actions(button("Remove", confirm=confirm)))
    remove = page.get_by_role("button", name="Remove", exact=True)
    asked = page.get_by_role("alertdialog", name="Remove this?")

    remove.click()
    expect(asked).to_contain_text("It will be gone.")
    page.keyboard.press("Escape")
    expect(asked).to_have_count(0)
    expect(remove).to_be_focused()
    remove.click()
    asked.get_by_role("button", name="Keep it").click()
    assert not app.was_told("block_actions")

    remove.click()
    asked.get_by_role("button", name="Remove it").click()
    assert app.clicked()["action_id"] == "remove"


def test_a_link_button_leads_out_and_still_tells_the_app(page: Page, app: Stub) -> None:
    app.posts(actions(button("Site", url="https://a.example/x")))
    link = page.get_by_role("link", name="Site")
    expect(link).to_have_attribute("href", "https://a.example/x")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    page.evaluate("addEventListener('click', (event) => event.preventDefault())")
    link.click()
    assert app.clicked()["action_id"] == "site"


def test_a_menu_is_searched_and_chosen_from_with_the_keyboard(page: Page, app: Stub) -> None:
    menu = {
        "type": "static_select",
        "action_id": "theme",
        "placeholder": plain("Theme"),
        "option_groups": [
            {"label": plain("Homes"), "options": options("Housing repairs", "Homelessness")},
            {"label": plain("Places"), "options": [option("Planning", description=plain("and building"))]},
        ],
    }
    app.posts(actions(menu))
    box = page.get_by_role("combobox", name="Theme")
    box.focus()
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("group", name="Homes").get_by_role("option")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_text("Homelessness")
    page.keyboard.type("plan")
    expect(page.get_by_role("option")).to_have_text(["Planningand building"])
    page.keyboard.press("Enter")
    expect(box).to_have_value("Planning")
    assert app.clicked()["selected_option"]["value"] == "planning"

    page.keyboard.press("ArrowDown")
    page.keyboard.type("zzz")
    expect(page.get_by_role("listbox")).to_have_text("Nothing matches")
    page.keyboard.press("Escape")
    expect(box).to_have_value("Planning")
    assert not app.was_told("block_actions")


def test_an_overflow_menu_is_worked_with_the_keyboard(page: Page, app: Stub) -> None:
    app.posts(
        section(
            "A card",
            accessory={"type": "overflow", "action_id": "more", "options": options("Follow", "Copy")},
        )
    )
    dots = page.get_by_role("button", name="More options")
    dots.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Follow")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dots).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert app.clicked()["selected_option"]["value"] == "copy"
    expect(dots).to_be_focused()


def test_choices_and_dates_in_a_message_tell_the_app_at_once(page: Page, app: Stub) -> None:
    app.posts(
        actions(
            {"type": "checkboxes", "action_id": "open", "options": options("Networking", "Delivery")},
            {"type": "radio_buttons", "action_id": "phase", "options": options("Alpha", "Beta")},
            {"type": "datepicker", "action_id": "date", "placeholder": plain("Show on")},
            {"type": "timepicker", "action_id": "time", "placeholder": plain("Show at")},
            {"type": "datetimepicker", "action_id": "both"},
        )
    )
    page.get_by_role("checkbox", name="Delivery").check()
    assert [chosen["value"] for chosen in app.clicked()["selected_options"]] == ["delivery"]
    page.get_by_role("radio", name="Beta").check()
    assert app.clicked()["selected_option"]["value"] == "beta"
    page.get_by_label("Show on").fill("2026-12-24")
    assert app.clicked()["selected_date"] == "2026-12-24"
    page.get_by_label("Show at").fill("09:30")
    assert app.clicked()["selected_time"] == "09:30"
    page.get_by_label("Date and time").fill("2027-07-01T10:00")
    told = app.told("block_actions")
    assert told["actions"][0]["selected_date_time"] == 1814432400  # summer time: 09:00 UTC
    assert told["state"]["values"]["row"]["date"] == {"type": "datepicker", "selected_date": "2026-12-24"}


def test_paging_in_place_keeps_the_focus_and_what_was_chosen(page: Page, app: Stub) -> None:
    def results(number: int) -> list[JSON]:
        menu = {
            "type": "static_select",
            "action_id": "kind",
            "placeholder": plain("Kind"),
            "options": options("Idea"),
        }
        return [section(f"Page {number}"), actions(button("Next"), menu)]

    ts = app.posts(*results(1))

    def turn(_body: JSON) -> None:
        app.client.chat_update(channel="C0HOUSING", ts=ts, text="Page 2", blocks=results(2))

    page.get_by_role("combobox", name="Kind").click()
    page.get_by_role("option", name="Idea").click()
    app.clicked()
    app.when("block_actions", turn)
    page.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Page 2", exact=True)).to_be_visible()
    expect(page.get_by_text("(edited)")).to_be_visible()
    expect(page.get_by_role("button", name="Next")).to_be_focused()
    expect(page.get_by_role("combobox", name="Kind")).to_have_value("Idea")
    expect(page.get_by_role("log")).to_contain_text("Message updated")


def test_a_button_pressed_twice_at_once_tells_the_app_once(page: Page, app: Stub) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/page/click", hold)
    app.posts(actions(button("Follow")))
    follow = page.get_by_role("button", name="Follow")
    follow.dblclick()
    expect(follow).to_have_attribute("aria-busy", "true")
    assert len(held) == 1
    held[0].continue_()
    app.clicked()
    expect(follow).not_to_have_attribute("aria-busy", "true")


def test_an_input_in_a_message_is_sent_on_enter_with_what_else_was_filled_in(page: Page, app: Stub) -> None:
    app.posts(
        {
            "type": "input",
            "block_id": "ask",
            "dispatch_action": True,
            "label": plain("Your question"),
            "element": {"type": "plain_text_input", "action_id": "q"},
        }
    )
    field = page.get_by_label("Your question")
    field.fill("Who tests repairs?")
    page.keyboard.press("Enter")
    assert app.clicked()["value"] == "Who tests repairs?"


def test_an_action_that_the_app_does_not_take_is_said_aloud(page: Page, app: Stub, slack: Playground) -> None:
    def break_down(_body: JSON) -> None:
        raise RuntimeError("the app broke")

    app.when("block_actions", break_down)
    app.posts(actions(button("Follow")))
    page.get_by_role("button", name="Follow").click()
    alert = page.get_by_role("alert").filter(has_text="failed")
    expect(alert).to_contain_text("Follow")
    alert.get_by_role("button", name="Dismiss").click()
    expect(alert).to_have_count(0)
