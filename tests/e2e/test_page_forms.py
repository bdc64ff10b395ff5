"""Modals: what is filled in reaches the app, what is wrong is said at the field, and nothing typed is lost."""

import threading

from playwright.sync_api import Locator, Page, expect

from tests.e2e.stub import JSON, Stub, field, modal, option, options, plain, section

EVERY_FIELD = [
    field("Title", {"type": "plain_text_input"}),
    field("Summary", {"type": "plain_text_input", "multiline": True}),
    field("Kind", {"type": "static_select", "options": options("Project", "Idea")}),
    field("Themes", {"type": "multi_static_select", "options": options("Housing", "Data", "Waste")}),
    field("Owner", {"type": "users_select", "initial_user": "U0AMIRA"}),
    field("Helpers", {"type": "multi_users_select"}),
    field("Room", {"type": "conversations_select", "default_to_current_conversation": True}),
    field("Rooms", {"type": "multi_conversations_select"}),
    field("Channel", {"type": "channels_select"}),
    field("Channels", {"type": "multi_channels_select"}),
    field("Council", {"type": "external_select", "min_query_length": 2}),
    field("Councils", {"type": "multi_external_select", "min_query_length": 0}),
    field("Open to", {"type": "checkboxes", "options": options("Networking", "Delivery")}),
    field("Phase", {"type": "radio_buttons", "options": options("Alpha", "Beta")}),
    field("Date", {"type": "datepicker", "initial_date": "2026-12-01"}),
    field("Time", {"type": "timepicker"}),
    field("Moment", {"type": "datetimepicker"}),
    field("Link", {"type": "url_text_input"}),
    field("Email", {"type": "email_text_input"}),
    field("People", {"type": "number_input", "is_decimal_allowed": False, "min_value": "1"}),
    field("Empty", {"type": "plain_text_input"}, optional=True),
]


def councils(body: JSON) -> JSON:
    return {"options": [option(f"{name} (sample)") for name in ("Ambleford", "Brackenshire")]}


def opened(page: Page) -> Locator:
    """Run the command, and wait for the modal that it opens."""
    page.get_by_role("textbox", name="Message #housing").fill("/collab share")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Share something")
    expect(dialog).to_be_visible()
    return dialog


def choose(dialog: Locator, name: str, *choices: str, typed: str = "") -> None:
    box = dialog.get_by_role("combobox", name=name, exact=True)
    box.click()
    if typed:
        box.press_sequentially(typed)
    for choice in choices:
        dialog.get_by_role("option", name=choice).click()
    box.press("Tab")


def sent(app: Stub) -> JSON:
    """What a submitted form holds: block -> its value, without the type."""
    values: JSON = app.told("view_submission")["view"]["state"]["values"]
    return {block: next(v for k, v in held["value"].items() if k != "type") for block, held in values.items()}


def test_every_input_can_be_filled_in_and_reaches_the_app(page: Page, app: Stub) -> None:
    app.opens(modal(*EVERY_FIELD))
    app.when("block_suggestion", councils)
    dialog = opened(page)
    dialog.get_by_label("Title").fill("Repairs")
    dialog.get_by_label("Summary").fill("One\nTwo")
    choose(dialog, "Kind", "Idea")
    choose(dialog, "Themes", "Housing", "Waste")
    choose(dialog, "Owner", "Cerys", typed="cer")
    choose(dialog, "Helpers", "Ben", "Dev")
    choose(dialog, "Rooms", "#data")
    choose(dialog, "Channel", "#planning")
    choose(dialog, "Channels", "#data", "#housing")
    choose(dialog, "Council", "Ambleford", typed="am")
    choose(dialog, "Councils", "Ambleford", "Brackenshire")
    dialog.get_by_role("checkbox", name="Delivery").check()
    dialog.get_by_role("radio", name="Beta").check()
    dialog.get_by_label("Time").fill("09:30")
    dialog.get_by_label("Moment").fill("2026-11-23T09:00")
    dialog.get_by_label("Link").fill("https://a.example/x")
    dialog.get_by_label("Email").fill("jo@a.example")
    dialog.get_by_label("People").fill("12")
    dialog.get_by_role("button", name="Share").click()

    values = sent(app)
    chosen = {
        key: [one["value"] for one in value] for key, value in values.items() if key in {"themes", "open"}
    }
    assert chosen == {"themes": ["housing", "waste"], "open": ["delivery"]}
    assert {key: values[key]["value"] for key in ("kind", "phase", "council")} == {
        "kind": "idea",
        "phase": "beta",
        "council": "ambleford_(sample)",
    }
    assert [one["value"] for one in values["councils"]] == ["ambleford_(sample)", "brackenshire_(sample)"]
    rest = {
        key: value
        for key, value in values.items()
        if key not in {*chosen, "kind", "phase", "council", "councils"}
    }
    assert rest == {
        "title": "Repairs",
        "summary": "One\nTwo",
        "owner": "U0CERYS",
        "helpers": ["U0BEN", "U0DEV"],
        "room": "C0HOUSING",
        "rooms": ["C0DATA"],
        "channel": "C0PLANNING",
        "channels": ["C0DATA", "C0HOUSING"],
        "date": "2026-12-01",
        "time": "09:30",
        "moment": 1795424400,
        "link": "https://a.example/x",
        "email": "jo@a.example",
        "people": "12",
        "empty": None,
    }
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("textbox", name="Message #housing")).to_be_focused()


def test_a_refused_form_says_what_is_wrong_at_the_field_and_keeps_what_was_typed(
    page: Page, app: Stub
) -> None:
    app.opens(
        modal(
            field("Note", {"type": "plain_text_input"}),
            field("Title", {"type": "plain_text_input"}, hint=plain("Up to 100 characters.")),
            field("Kind", {"type": "static_select", "options": options("Project", "Idea")}),
        )
    )
    wrong = {"title": "There is already an item with that name.", "kind": "Choose another."}
    app.when("view_submission", lambda body: {"response_action": "errors", "errors": wrong})
    dialog = opened(page)
    note, title = dialog.get_by_label("Note"), dialog.get_by_label("Title")
    note.fill("mine")
    title.fill("Repairs")
    choose(dialog, "Kind", "Idea")
    dialog.get_by_role("button", name="Share").click()

    expect(title).to_be_focused()
    expect(title).to_have_attribute("aria-invalid", "true")
    expect(title).to_have_accessible_description(
        "Up to 100 characters. There is already an item with that name."
    )
    kind = dialog.get_by_role("combobox", name="Kind")
    expect(kind).to_have_accessible_description("Choose another.")
    expect(note).not_to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("log")).to_contain_text("2 fields need another look")
    assert [note.input_value(), title.input_value(), kind.input_value()] == ["mine", "Repairs", "Idea"]

    page.keyboard.type(" two")
    expect(title).not_to_have_attribute("aria-invalid", "true")
    app.told("view_submission")
    app.when("view_submission", lambda body: None)
    page.keyboard.press("Enter")
    assert sent(app)["title"] == "Repairs two"
    expect(dialog).to_have_count(0)


def test_what_slack_itself_would_refuse_never_reaches_the_app(page: Page, app: Stub) -> None:
    app.opens(
        modal(
            field("Title", {"type": "plain_text_input", "min_length": 3, "max_length": 10}),
            field("Link", {"type": "url_text_input"}, optional=True),
            field("Email", {"type": "email_text_input"}, optional=True),
            field("People", {"type": "number_input", "is_decimal_allowed": False, "min_value": "5"}),
            field("Open to", {"type": "checkboxes", "options": options("Networking")}),
            field("Kind", {"type": "static_select", "options": options("Idea")}),
        )
    )
    dialog = opened(page)
    share = dialog.get_by_role("button", name="Share")
    share.click()
    expect(dialog.locator(".field-error:visible")).to_have_text(["Please complete this required field."] * 4)
    expect(dialog.get_by_label("Title")).to_be_focused()

    dialog.get_by_label("Title").fill("ab")
    dialog.get_by_label("Link").fill("nowhere")
    dialog.get_by_label("Email").fill("nobody")
    dialog.get_by_label("People").fill("4")
    share.click()
    expect(dialog.locator(".field-error:visible")).to_contain_text(
        [
            "at least 3 characters",
            "valid web address",
            "valid email address",
            "5 or more",
            "required",
            "required",
        ]
    )
    dialog.get_by_label("Title").fill("Housing repairs")
    dialog.get_by_label("People").fill("4.5")
    share.click()
    expect(dialog.get_by_label("People")).to_have_accessible_description("Enter a whole number.")
    too_long = "Enter 10 characters or fewer. This has 15."
    expect(dialog.get_by_label("Title")).to_have_accessible_description(too_long)
    expect(dialog.get_by_label("Title")).to_have_value("Housing repairs")
    assert not app.was_told("view_submission")


def test_an_update_keeps_what_was_typed_in_fields_that_stay(page: Page, app: Stub) -> None:
    title = field("Title", {"type": "plain_text_input", "initial_value": "From the app"})
    kind = field("Kind", {"type": "static_select", "options": options("Project", "Idea")})
    check = {"type": "button", "action_id": "check", "text": plain("Look for the same")}
    view = modal(title, kind, {"type": "actions", "block_id": "look", "elements": [check]})
    app.opens(view)

    def update(body: JSON) -> None:
        assert body["view"]["state"]["values"]["title"]["value"]["value"] == "Typed"
        more = field("More", {"type": "plain_text_input", "initial_value": "New"}, optional=True)
        blocks = [section("3 others are already doing this"), *view["blocks"], more]
        app.client.views_update(
            view_id=body["view"]["id"], hash=body["view"]["hash"], view=view | {"blocks": blocks}
        )

    app.when("block_actions", update)
    dialog = opened(page)
    expect(dialog.get_by_label("Title")).to_have_value("From the app")
    dialog.get_by_label("Title").fill("Typed")
    choose(dialog, "Kind", "Idea")
    dialog.get_by_role("button", name="Look for the same").focus()
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("3 others are already doing this")).to_be_visible()
    expect(dialog.get_by_label("Title")).to_have_value("Typed")
    expect(dialog.get_by_role("combobox", name="Kind")).to_have_value("Idea")
    expect(dialog.get_by_label("More")).to_have_value("New")
    expect(dialog.get_by_role("button", name="Look for the same")).to_be_focused()
    dialog.get_by_role("button", name="Share").click()
    assert {key: sent_value for key, sent_value in sent(app).items() if key != "kind"} == {
        "title": "Typed",
        "more": "New",
    }


def test_a_field_that_an_update_took_away_is_not_sent(page: Page, app: Stub) -> None:
    title, note = field("Title", {"type": "plain_text_input"}), field("Note", {"type": "plain_text_input"})
    fewer = {"type": "button", "action_id": "fewer", "text": plain("Fewer questions")}
    rest = [title, {"type": "actions", "block_id": "row", "elements": [fewer]}]

    def take_away(body: JSON) -> None:
        app.client.views_update(view_id=body["view"]["id"], view=modal(*rest))

    app.opens(modal(note, *rest))
    app.when("block_actions", take_away)
    dialog = opened(page)
    dialog.get_by_label("Note").fill("Not for long")
    dialog.get_by_label("Title").fill("Repairs")
    dialog.get_by_role("button", name="Fewer questions").click()
    expect(dialog.get_by_label("Note")).to_have_count(0)
    with page.expect_request("**/page/submit") as submission:
        dialog.get_by_role("button", name="Share").click()
    told: JSON = submission.value.post_data_json or {}
    assert list(told["state"]["values"]) == ["title"]


def test_modals_stack_and_escape_goes_back_one_at_a_time(page: Page, app: Stub) -> None:
    title = field("Title", {"type": "plain_text_input"})
    push: JSON = {"response_action": "push", "view": modal(title, title="Second one")}
    app.opens(modal(title))
    app.when("view_submission", lambda body: push)
    first = opened(page)
    first.get_by_label("Title").fill("On the first")
    page.keyboard.press("Enter")
    second = page.get_by_role("dialog", name="Second one")
    expect(second.get_by_label("Title")).to_be_focused()
    expect(first).to_be_hidden()

    page.keyboard.press("Escape")
    expect(second).to_have_count(0)
    expect(first.get_by_label("Title")).to_have_value("On the first")
    expect(first.get_by_label("Title")).to_be_focused()
    page.keyboard.press("Enter")
    expect(second).to_be_visible()
    second.get_by_role("button", name="Close").click()  # the cross closes all of them, as in Slack
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("textbox", name="Message #housing")).to_be_focused()


def test_the_keyboard_stays_inside_a_modal(page: Page, app: Stub) -> None:
    app.opens(modal(field("Title", {"type": "plain_text_input"}, optional=True)))
    opened(page)
    for _ in range(12):
        page.keyboard.press("Tab")
        outside = page.evaluate(
            "document.activeElement !== document.body && !document.activeElement.closest('dialog')"
        )
        assert not outside


def test_escape_in_an_open_list_closes_the_list_only(page: Page, app: Stub) -> None:
    app.opens(modal(field("Kind", {"type": "static_select", "options": options("Idea")})))
    dialog = opened(page)
    dialog.get_by_role("combobox", name="Kind").press("ArrowDown")
    expect(dialog.get_by_role("option")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog.get_by_role("option")).to_have_count(0)
    expect(dialog).to_be_visible()


def test_a_form_shows_that_it_is_on_its_way_and_is_sent_once(page: Page, app: Stub) -> None:
    may_answer = threading.Event()

    def slowly(_body: JSON) -> None:
        may_answer.wait(2.5)

    app.opens(modal(field("Title", {"type": "plain_text_input"})))
    app.when("view_submission", slowly)
    dialog = opened(page)
    dialog.get_by_label("Title").fill("Repairs")
    page.keyboard.press("Enter")
    expect(dialog).to_have_attribute("aria-busy", "true")
    page.keyboard.press("Enter")
    may_answer.set()
    expect(dialog).to_have_count(0)
    app.told("view_submission")
    assert not app.was_told("view_submission")


def test_a_form_whose_app_breaks_can_be_sent_again(page: Page, app: Stub) -> None:
    def break_down(_body: JSON) -> None:
        raise RuntimeError("the app broke")

    app.opens(modal(field("Title", {"type": "plain_text_input"})))
    app.when("view_submission", break_down)
    dialog = opened(page)
    dialog.get_by_label("Title").fill("Repairs")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="trouble connecting")).to_be_visible()
    app.told("view_submission")
    app.when("view_submission", lambda body: None)
    dialog.get_by_role("button", name="Share").click()
    assert sent(app)["title"] == "Repairs"


def test_an_external_menu_asks_the_app_once_enough_is_typed(page: Page, app: Stub) -> None:
    app.opens(modal(field("Council", {"type": "external_select", "min_query_length": 3})))
    app.when("block_suggestion", councils)
    dialog = opened(page)
    box = dialog.get_by_role("combobox", name="Council")
    box.click()
    box.press_sequentially("am")
    expect(dialog.get_by_role("listbox")).to_have_text("Type 3 or more characters to search")
    assert not app.was_told("block_suggestion")
    box.press_sequentially("b")
    expect(dialog.get_by_role("option")).to_have_count(2)
    assert app.told("block_suggestion")["value"] == "amb"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(box).to_have_value("Brackenshire (sample)")


def test_a_choice_of_several_is_made_and_undone_with_the_keyboard(page: Page, app: Stub) -> None:
    themes = {
        "type": "multi_static_select",
        "options": options("Housing", "Data", "Waste"),
        "max_selected_items": 2,
    }
    app.opens(modal(field("Themes", themes)))
    dialog = opened(page)
    box = dialog.get_by_role("combobox", name="Themes")
    for key in ("ArrowDown", "Enter", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(dialog.get_by_role("button", name="Remove Housing")).to_be_visible()
    dialog.get_by_role("option", name="Data").click()
    expect(page.get_by_role("log")).to_contain_text("You can choose up to 2")
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    page.keyboard.press("Backspace")
    dialog.get_by_role("button", name="Share").click()
    assert [one["value"] for one in sent(app)["themes"]] == ["housing"]


def test_a_field_may_tell_the_app_while_one_types(page: Page, app: Stub) -> None:
    live = {
        "type": "plain_text_input",
        "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
    }
    app.opens(modal(field("Title", live, dispatch_action=True)))
    dialog = opened(page)
    dialog.get_by_label("Title").press_sequentially("rep")
    assert app.clicked()["value"] == "rep"


def test_the_field_that_asks_for_it_has_the_focus(page: Page, app: Stub) -> None:
    second = {"type": "plain_text_input", "focus_on_load": True}
    app.opens(modal(field("Title", {"type": "plain_text_input"}), field("Summary", second)))
    dialog = opened(page)
    expect(dialog.get_by_label("Summary")).to_be_focused()
