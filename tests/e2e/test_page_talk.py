"""Talking on the page: writing, commands, threads, reactions, who one is, what time it is."""

import re

from playwright.sync_api import Locator, Page, Route, expect

from playground import Playground
from tests.e2e.conftest import MANIFEST, OpenPage
from tests.e2e.stub import JSON, Stub, field, modal, plain, section


def writing(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Message #housing")


def message(page: Page, text: str) -> Locator:
    return page.get_by_role("list", name="Messages in #housing").get_by_role("listitem").filter(has_text=text)


def test_enter_sends_and_shift_enter_makes_a_new_line(page: Page, slack: Playground) -> None:
    expect(writing(page)).to_be_focused()
    page.keyboard.type("One *bold*")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two & <three>")
    page.keyboard.press("Enter")
    expect(message(page, "two & <three>").locator("strong")).to_have_text("bold")
    expect(writing(page)).to_have_value("")
    assert slack.messages("housing")[-1].text == "One *bold*\ntwo &amp; &lt;three&gt;"


def test_commands_are_completed_and_run_with_the_keyboard(page: Page, app: Stub) -> None:
    writing(page).press("/")
    expect(page.get_by_role("option")).to_contain_text(["/collab find housing repairs"])
    expect(writing(page)).to_have_attribute("aria-activedescendant", re.compile("option"))
    page.keyboard.press("Enter")
    expect(writing(page)).to_have_value("/collab ")
    expect(writing(page)).to_have_accessible_description(re.compile("find housing repairs"))
    page.keyboard.type("find damp")
    page.keyboard.press("Enter")
    told = app.told("command")
    assert (told["command"], told["text"], told["channel_id"]) == ("/collab", "find damp", "C0HOUSING")


def test_people_channels_and_emoji_are_completed(page: Page, slack: Playground) -> None:
    page.keyboard.type("ask @cer")
    expect(page.get_by_role("option")).to_contain_text(["Cerys Morgan"])
    page.keyboard.press("Tab")
    page.keyboard.type("in #pla")
    page.keyboard.press("Enter")
    page.keyboard.type(":tad")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(writing(page)).to_have_value("ask @cerys in #planning :tada: ")
    page.keyboard.press("Enter")
    expect(message(page, "@Cerys Morgan").get_by_role("img", name="tada")).to_be_visible()
    assert slack.messages("housing")[-1].text == "ask <@U0CERYS> in <#C0PLANNING|planning> :tada:"


def test_a_command_that_the_app_does_not_take_is_said_aloud(page: Page, app: Stub) -> None:
    def break_down(_body: JSON) -> None:
        raise RuntimeError("the app broke")

    app.when("command", break_down)
    writing(page).fill("/collab find")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="/collab failed")).to_be_visible()


def test_an_unknown_command_is_refused_and_stays_in_the_field(page: Page) -> None:
    writing(page).fill("/colab find damp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="/colab")).to_be_visible()
    expect(writing(page)).to_have_value("/colab find damp")


def test_what_was_half_written_waits_in_its_channel(page: Page) -> None:
    page.keyboard.type("half a thought")
    page.get_by_role("link", name="data", exact=True).click()
    expect(page.get_by_role("textbox", name="Message #data")).to_have_value("")
    page.go_back()
    expect(writing(page)).to_have_value("half a thought")
    page.reload()
    expect(writing(page)).to_have_value("half a thought")


def test_marks_and_shortcuts_are_within_reach_of_the_keyboard(page: Page, app: Stub) -> None:
    page.keyboard.type("note")
    page.keyboard.press("Control+a")
    page.get_by_role("button", name="Bold").click()
    expect(writing(page)).to_have_value("*note*")
    app.opens(modal(field("Title", {"type": "plain_text_input"})), when="shortcut")
    page.get_by_role("button", name="Shortcuts").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Share something")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Share something")).to_be_visible()
    assert app.told("shortcut")["callback_id"] == "share_something"


def test_a_message_shortcut_names_its_message(page: Page, app: Stub) -> None:
    damp = message(page, "Damp and mould")
    damp.hover()
    damp.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Save to Collab").click()
    told = app.told("message_action")
    assert told["callback_id"] == "save_message"
    assert told["message"]["text"].startswith("Damp and mould")


def test_what_comes_elsewhere_is_marked_and_announced(page: Page, slack: Playground, app: Stub) -> None:
    slack.person("ben").posts("Look at this", "data")
    marked = page.get_by_role("link", name="data 1 unread")
    expect(marked).to_be_visible()
    expect(page.get_by_role("log")).to_contain_text("New in #data, from Ben Okafor: Look at this")
    app.client.chat_postMessage(channel="U0AMIRA", text="For you")
    expect(page.get_by_role("link", name="Collab 1 unread")).to_be_visible()

    marked.click()
    expect(page.get_by_text("Look at this", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="data", exact=True)).to_be_visible()


def test_what_came_while_one_was_away_is_marked(slack: Playground, app: Stub, open_page: OpenPage) -> None:
    app.client.chat_postMessage(channel="U0BEN", text="For Ben")
    page = open_page(slack.url, "U0BEN")
    link = page.get_by_role("link", name="Collab 1 unread")
    link.click()
    expect(page.get_by_text("For Ben", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name="Collab", exact=True)).to_be_visible()


def test_new_messages_here_are_announced_politely(page: Page, slack: Playground) -> None:
    slack.person("ben").posts("Hello *all*", "housing")
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log).to_contain_text("Ben Okafor: Hello all")


def test_reactions_say_how_many_and_whose_and_are_taken_back(page: Page, slack: Playground) -> None:
    said = slack.messages("housing")[0]
    slack.person("ben").reacts("+1", said)
    slack.person("cerys").reacts("+1", said)
    theirs = page.get_by_role("button", name="thumbs up, 2 reactions", exact=True)
    expect(theirs).to_have_accessible_description("Ben Okafor and Cerys Morgan reacted with :+1:")
    theirs.focus()
    page.keyboard.press("Enter")
    mine = page.get_by_role("button", name="thumbs up, 3 reactions, you reacted")
    expect(mine).to_have_attribute("aria-pressed", "true")
    expect(mine).to_be_focused()
    page.keyboard.press("Space")
    expect(theirs).to_have_attribute("aria-pressed", "false")


def test_a_reaction_is_picked_with_the_keyboard_alone(page: Page, slack: Playground) -> None:
    last = message(page, "testing photos")
    last.focus()
    page.keyboard.press("ArrowUp")
    expect(message(page, "Damp and mould")).to_be_focused()
    page.keyboard.press("r")
    expect(page.get_by_role("dialog", name="Pick a reaction")).to_be_visible()
    page.keyboard.type("eyes")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="eyes", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    chip = message(page, "Damp and mould").get_by_role("button", name="eyes, 1 reaction, you reacted")
    expect(chip).to_be_visible()
    assert slack.messages("housing")[0].reactions == {"eyes": ["U0AMIRA"]}


def test_a_thread_is_opened_answered_and_closed_with_the_keyboard(page: Page) -> None:
    damp = message(page, "Damp and mould")
    message(page, "testing photos").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("t")
    thread = page.get_by_role("complementary", name="Thread")
    expect(thread.get_by_role("textbox", name="Reply in thread")).to_be_focused()
    expect(thread).to_contain_text("Damp and mould")
    page.keyboard.type("By risk, then by age")
    page.keyboard.press("Enter")
    expect(thread.get_by_role("listitem").filter(has_text="By risk, then by age")).to_be_visible()
    expect(damp.get_by_role("button", name="1 reply")).to_be_visible()
    expect(message(page, "By risk, then by age")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(thread).to_be_hidden()
    expect(damp).to_be_focused()


def test_only_i_see_what_is_only_for_me_and_may_dismiss_it(page: Page, app: Stub) -> None:
    app.client.chat_postEphemeral(channel="C0HOUSING", user="U0AMIRA", text="Just for Amira")
    note = message(page, "Just for Amira")
    expect(note).to_contain_text("Only visible to you")
    note.get_by_role("button", name="Dismiss message").click()
    expect(note).to_have_count(0)
    page.reload()
    expect(message(page, "testing photos")).to_be_visible()
    expect(note).to_have_count(0)


def test_a_message_taller_than_the_view_is_read_from_its_beginning(page: Page, app: Stub) -> None:
    app.posts(*[section(f"Result {number}\n.\n.\n.") for number in range(1, 12)])
    expect(page.get_by_text("Result 1", exact=False).first).to_be_in_viewport()
    expect(page.get_by_text("Result 11")).not_to_be_in_viewport()
    writing(page).fill("Thanks")
    page.keyboard.press("Enter")
    expect(message(page, "Thanks")).to_be_in_viewport()


def test_messages_of_one_breath_are_grouped_under_one_name(page: Page, slack: Playground) -> None:
    ben = slack.person("ben")
    ben.posts("One thing", "housing")
    ben.posts("And another", "housing")
    expect(message(page, "One thing").locator(".avatar")).to_have_count(1)
    expect(message(page, "And another").locator(".avatar")).to_have_count(0)
    slack.clock.move_to("monday 09:00")
    ben.posts("On Monday", "housing")
    expect(message(page, "On Monday").locator(".avatar")).to_have_count(1)
    days = page.get_by_role("list", name="Messages in #housing").get_by_role("heading", level=2)
    expect(days).to_have_count(2)
    expect(days.last).to_have_text("Today")


def test_one_can_be_somebody_else_and_stays_so(page: Page, slack: Playground) -> None:
    expect(page.get_by_role("link", name="leads private channel")).to_be_visible()
    page.get_by_role("button", name="You are Amira Hassan").focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitemradio", name="Dev Patel").click()
    expect(page.get_by_role("button", name="You are Dev Patel")).to_be_visible()
    assert "as=U0DEV" in page.url
    expect(page.get_by_role("heading", name="housing", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="leads")).to_have_count(0)
    page.goto(f"{slack.url}/")
    expect(page.get_by_role("button", name="You are Dev Patel")).to_be_visible()


def test_direct_messages_are_opened_from_the_sidebar(page: Page, slack: Playground) -> None:
    page.get_by_role("button", name="Ben Okafor").click()
    field = page.get_by_role("textbox", name="Message Ben Okafor")
    field.fill("Just between us")
    page.keyboard.press("Enter")
    expect(page.get_by_role("listitem").filter(has_text="Just between us")).to_be_visible()
    expect(page.get_by_role("link", name="Ben Okafor")).to_have_attribute("aria-current", "page")


def test_the_clock_is_moved_and_moved_back(page: Page, slack: Playground) -> None:
    clock = page.get_by_role("banner", name="Clock")
    clock.get_by_role("button", name="Move to Monday 09:00").click()
    expect(clock.locator("time")).to_have_text(re.compile(r"^Mon \d+ \w+ \d{4}, 09:00$"))
    expect(page.get_by_role("log")).to_contain_text("The clock is at Mon")
    clock.get_by_role("button", name="Other time…").click()
    page.get_by_label("Date and time").fill("2027-07-01T10:30")
    page.keyboard.press("Enter")
    expect(clock.locator("time")).to_have_text("Thu 1 Jul 2027, 10:30")
    assert slack.clock.now().isoformat().startswith("2027-07-01T09:30")
    clock.get_by_role("button", name="Back to now").click()
    expect(clock.locator("time")).not_to_contain_text("2027")


def test_the_home_tab_is_shown_and_its_buttons_work(page: Page, app: Stub) -> None:
    button = {"type": "button", "action_id": "share", "text": plain("Share something")}

    def publish(words: str) -> None:
        blocks = [section(words), {"type": "actions", "block_id": "row", "elements": [button]}]
        app.client.views_publish(user_id="U0AMIRA", view={"type": "home", "blocks": blocks})

    app.when("event_callback", lambda body: publish("You own 2 projects"))
    page.get_by_role("link", name="Collab", exact=True).click()
    expect(page.get_by_text("You own 2 projects")).to_be_visible()
    share = page.get_by_role("button", name="Share something")
    app.when("block_actions", lambda body: publish("You own 3 projects"))
    share.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("You own 3 projects")).to_be_visible()
    expect(share).to_be_focused()
    told = app.told("block_actions")
    assert (told["view"]["type"], told["actions"][0]["action_id"]) == ("home", "share")

    page.get_by_role("navigation", name="Collab").get_by_role("link", name="Messages").click()
    expect(page.get_by_role("textbox", name="Message Collab")).to_be_visible()


def test_a_link_to_a_message_leads_to_it(page: Page, app: Stub, slack: Playground) -> None:
    said = slack.messages("planning")[0]
    link = app.client.chat_getPermalink(channel="C0PLANNING", message_ts=said.ts)["permalink"]
    app.posts(section(f"<{link}|where it was said>"))
    page.get_by_role("link", name="where it was said").click()
    expect(page.get_by_role("heading", name="planning", level=1)).to_be_visible()
    found = page.get_by_role("listitem").filter(has_text="Has anyone watched people")
    expect(found).to_be_focused()
    page.goto(str(link))
    expect(found).to_be_focused()


def test_the_page_finds_its_way_back_when_the_playground_was_away(open_page: OpenPage) -> None:
    with Playground.start(MANIFEST) as before:
        page = open_page(before.url, forgives="ERR_CONNECTION_REFUSED")
        port = int(before.url.rpartition(":")[2])
        writing(page).fill("half a thought")
    status = page.get_by_text("Connecting to the playground")
    expect(status).to_be_visible()
    with Playground.start(MANIFEST, port) as after:
        after.person("ben").posts("Said after a restart", "housing")
        expect(status).to_be_hidden()
        expect(message(page, "Said after a restart")).to_be_visible()
        expect(writing(page)).to_have_value("half a thought")
        after.person("ben").posts("And heard at once", "housing")
        expect(message(page, "And heard at once")).to_be_visible()


def test_what_comes_while_a_channel_is_read_is_not_lost(page: Page, slack: Playground) -> None:
    held: list[Route] = []
    with page.expect_websocket() as socket:
        page.reload()
    page.wait_for_selector("body[data-ready]")

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/page/messages?*C0DATA*", hold, times=1)
    page.get_by_role("link", name="data").click()
    for _ in range(1000):  # that it was asked for is told before it is held
        if held:
            break
        page.wait_for_timeout(10)
    out_of_date = held[0].fetch()
    with socket.value.expect_event("framereceived", lambda frame: "While you read" in frame):
        slack.person("ben").posts("While you read", "data")
    held[0].fulfill(response=out_of_date)

    expect(page.get_by_role("listitem").filter(has_text="While you read")).to_be_visible()
