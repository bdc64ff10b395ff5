"""Messages with buttons and menus, threads, reactions, and who sees what."""

from typing import Any

import pytest
from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from playground import Playground
from playground.driver.errors import NoAnswer, NotOnScreen
from playground.errors import NotPossible
from tests.playground.conftest import recording
from tests.playground.test_blocks import actions, button, modal, option, options, plain, section, select

JSON = dict[str, Any]


def hears(app: App, action: str, *, reply: str | None = None) -> list[JSON]:
    bodies: list[JSON] = []

    @app.action(action)
    def on_action(ack: Ack, body: JSON, respond: Respond) -> None:
        bodies.append(body)
        ack()
        if reply:
            respond(reply)

    return bodies


def test_a_click_tells_the_app_what_and_where(slack: Playground, app: App, client: WebClient) -> None:
    heard = hears(app, "go", reply="going")
    sent = client.chat_postMessage(
        channel="C0HOUSING", text="t", blocks=[actions(button("Go", action_id="go", value="7"), block_id="b")]
    )
    (message,) = slack.posted("housing")
    reply = message.seen_by(slack.person("ben")).click("Go")

    assert reply.text == "going"
    (body,) = heard
    assert body["user"]["id"] == "U0BEN"
    assert body["message"]["ts"] == body["container"]["message_ts"] == sent["ts"]
    assert body["channel"] == {"id": "C0HOUSING", "name": "housing"}
    (action,) = body["actions"]
    assert (action["action_id"], action["block_id"], action["value"]) == ("go", "b", "7")
    assert action["text"] == plain("Go")


def test_an_ephemeral_message_is_not_in_the_payload(slack: Playground, app: App) -> None:
    heard = hears(app, "go")
    app.command("/ask")(lambda ack: ack(text="t", blocks=[actions(button("Go", action_id="go"))]))
    slack.person("amira").types("/ask").click("Go", answer=False)

    assert "message" not in heard[0]
    assert heard[0]["container"]["is_ephemeral"] is True


def test_an_answer_may_replace_or_delete_the_message(slack: Playground, app: App) -> None:
    app.command("/ask")(lambda ack: ack(text="first", blocks=[actions(button("Next", action_id="next"))]))

    @app.action("next")
    def on_next(ack: Ack, respond: Respond) -> None:
        ack()
        respond("second", blocks=[actions(button("Done", action_id="done"))], replace_original=True)

    @app.action("done")
    def on_done(ack: Ack, respond: Respond) -> None:
        ack()
        respond(delete_original=True)

    reply = slack.person("amira").types("/ask")
    after = reply.click("Next")

    assert after.text == "second"
    assert reply.message.buttons == ["Done"]
    after.click("Done")
    assert after.messages == []


def test_a_button_is_found_by_words_near_it(slack: Playground, app: App, client: WebClient) -> None:
    heard = hears(app, "details")
    blocks: list[JSON] = []
    for name in ("Damp", "Repairs"):
        blocks += [section(f"*{name}*"), actions(button("Details", action_id="details", value=name))]
    client.chat_postMessage(channel="C0DATA", text="t", blocks=blocks)
    (message,) = slack.posted("data")

    with pytest.raises(NotOnScreen, match="“Details” is there 2 times"):
        message.click("Details")
    message.click("Details", near="Repairs", answer=False)
    message.click("Details", near="Damp", answer=False)
    assert [body["actions"][0]["value"] for body in heard] == ["Repairs", "Damp"]


def test_what_is_not_there_cannot_be_clicked(slack: Playground, app: App, client: WebClient) -> None:
    client.chat_postMessage(channel="C0DATA", text="t", blocks=[section("Only words"), actions(button("Go"))])
    (message,) = slack.posted("data")

    with pytest.raises(
        NotOnScreen, match=r"“Stop” is not on the screen. Buttons: \['Go'\]. Words:\nOnly words"
    ):
        message.click("Stop")


def test_menus_outside_of_forms_tell_the_app_at_once(slack: Playground, app: App, client: WebClient) -> None:
    menu = select(*options(2), action_id="menu", placeholder=plain("Sort by"))
    more = {"type": "overflow", "action_id": "more", "options": [option("Edit", "e"), option("Remove", "r")]}
    client.chat_postMessage(channel="C0DATA", text="t", blocks=[actions(menu), section(accessory=more)])
    (message,) = slack.posted("data")
    chosen, overflow = hears(app, "menu"), hears(app, "more")

    message.choose("Sort by", "Option 1", answer=False)
    message.click("Remove", answer=False)

    assert chosen[0]["actions"][0]["selected_option"]["value"] == "1"
    assert next(iter(chosen[0]["state"]["values"].values()))["menu"]["selected_option"]["value"] == "1"
    assert overflow[0]["actions"][0]["selected_option"]["value"] == "r"


def test_a_button_that_the_app_does_not_know_fails(slack: Playground, app: App, client: WebClient) -> None:
    client.chat_postMessage(channel="C0DATA", text="t", blocks=[actions(button("Go"))])
    (message,) = slack.posted("data")

    assert message.click("Go").problem == '“Go” failed with the error "http_client_error"'


def test_a_button_may_open_a_modal(slack: Playground, app: App, client: WebClient) -> None:
    client.chat_postMessage(channel="C0DATA", text="t", blocks=[actions(button("Go", action_id="go"))])
    (message,) = slack.posted("data")

    @app.action("go")
    def go(ack: Ack, body: JSON, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal(section("Inside")))

    assert "Inside" in message.click("Go").view.words


def test_shortcuts(slack: Playground, app: App) -> None:
    heard: list[JSON] = []
    app.shortcut("new")(recording(heard))

    @app.shortcut("note")
    def note(ack: Ack, body: JSON, respond: Respond) -> None:
        heard.append(body)
        ack()
        respond("noted")

    amira = slack.person("amira")
    message = slack.person("ben").posts("Remember <this>", channel="leads")

    amira.shortcut("New one", answer=False)
    assert amira.shortcut("Note it", message.seen_by(amira)).text == "noted"

    everywhere, on_message = heard
    assert everywhere["type"] == "shortcut"
    assert everywhere["callback_id"] == "new"
    assert on_message["type"] == "message_action"
    assert on_message["message"]["text"] == "Remember &lt;this&gt;"
    assert on_message["channel"] == {"id": "C0LEADS", "name": "privategroup"}
    assert on_message["message_ts"] == message.ts


def test_threads(slack: Playground, app: App) -> None:
    amira, ben = slack.person("amira"), slack.person("ben")
    parent = amira.posts("A question", channel="data")
    ben.says("An answer", channel="data", thread=parent)

    assert [message.text for message in parent.thread] == ["An answer"]
    assert [message.text for message in amira.sees("data")][-1] == "A question"


def test_private_channels_are_private(slack: Playground) -> None:
    with pytest.raises(NotPossible, match="You cannot see that channel"):
        slack.person("cerys").sees("leads")
    assert slack.person("ben").sees("leads")


def test_direct_messages_are_private(slack: Playground, client: WebClient) -> None:
    client.chat_postMessage(channel="U0BEN", text="for Ben")

    assert [message.text for message in slack.person("ben").inbox] == ["for Ben"]
    assert slack.person("amira").inbox == []
    with pytest.raises(NotPossible, match="cannot see"):
        slack.person("amira").sees("D0BEN")


def test_messages_are_marked_up_as_slack_does(slack: Playground) -> None:
    message = slack.person("amira").posts(
        "@ben & <b>: see #data, `a < @ben`, @here https://gov.uk/a).", "general"
    )

    assert message.text == (
        "<@U0BEN> &amp; &lt;b&gt;: see <#C0DATA|data>, `a &lt; @ben`, <!here> <https://gov.uk/a>)."
    )
    assert message.words == "@ben & <b>: see #data, `a < @ben`, @here https://gov.uk/a)."


def test_reactions_come_and_go(slack: Playground) -> None:
    amira, ben = slack.person("amira"), slack.person("ben")
    message = amira.posts("Vote")
    amira.reacts("thumbsup", message)
    amira.reacts("+1", message)
    ben.reacts("+1::skin-tone-3", message)
    ben.reacts(":tada:", message)
    ben.unreacts("tada", message)

    assert message.reactions == {"+1": ["U0AMIRA"], "+1::skin-tone-3": ["U0BEN"]}
    with pytest.raises(NotPossible, match="no emoji called nonsense"):
        amira.reacts("nonsense", message)


def test_stamps_only_grow(slack: Playground) -> None:
    amira = slack.person("amira")
    slack.clock.move_to("monday 09:00")
    later = amira.posts("on Monday")
    slack.clock.move_to("now")
    last = amira.posts("today again")

    assert float(last.ts) > float(later.ts)


def test_nothing_said_is_said_so(slack: Playground, app: App) -> None:
    slack.patience = 0.05
    reply = slack.person("amira").says("hello?")

    assert not reply.answered
    with pytest.raises(NoAnswer, match=r"amira saw no message within 0.05 s of saying “hello\?”"):
        _ = reply.text
