"""Modals: opening, filling in, being refused, submitting, and the stack of them."""

import time
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from playground import Playground
from playground.driver.errors import NoAnswer, NotOnScreen
from playground.driver.view import ShownView
from tests.playground.conftest import recording
from tests.playground.test_blocks import (
    actions,
    button,
    field,
    modal,
    option,
    options,
    plain,
    section,
    select,
    text_input,
)

JSON = dict[str, Any]

NAME = field(text_input(action_id="name", max_length=20), block_id="name", label=plain("Your name"))
KIND = field(select(*options(3), action_id="kind"), block_id="kind", label=plain("Kind"), optional=True)
FORM = modal(section("Please fill in"), NAME, KIND, callback_id="form")


def opens(app: App, view: JSON) -> list[str]:
    """Have `/ask` open this view; the answer collects the triggers."""
    triggers: list[str] = []

    @app.command("/ask")
    def ask(ack: Ack, body: JSON, client: WebClient) -> None:
        triggers.append(body["trigger_id"])
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    return triggers


def open_form(slack: Playground, app: App, view: JSON = FORM) -> ShownView:
    opens(app, view)
    return slack.person("amira").types("/ask").view


def test_what_a_form_shows(slack: Playground, app: App) -> None:
    view = open_form(slack, app)

    assert view.words.splitlines() == ["Title", "Please fill in", "Your name", "Kind", "Save"]
    assert view.labels == ["Your name", "Kind"]
    assert view.is_open


def test_an_empty_ack_closes_the_form(slack: Playground, app: App) -> None:
    sent: list[JSON] = []

    @app.view("form")
    def save(ack: Ack, view: JSON) -> None:
        sent.append(view["state"]["values"])
        ack()

    view = open_form(slack, app)
    outcome = view.fill(your_name="Amira", Kind="Option 1").submit()

    assert outcome.closed
    assert not view.is_open
    (values,) = sent
    assert values["name"]["name"] == {"type": "plain_text_input", "value": "Amira"}
    assert values["kind"]["kind"]["selected_option"] == {**option("Option 1", "1")}


def test_what_is_left_empty_is_null(slack: Playground, app: App) -> None:
    sent: list[JSON] = []
    app.view("form")(recording(sent))
    open_form(slack, app).fill({"Your name": "A"}).submit()

    assert sent[0]["view"]["state"]["values"]["kind"]["kind"] == {
        "type": "static_select",
        "selected_option": None,
    }


def test_slacks_client_refuses_an_empty_field_by_itself(slack: Playground, app: App) -> None:
    outcome = open_form(slack, app).submit()

    assert outcome.errors == {"Your name": "Please complete this required field."}
    assert [ack.kind for ack in slack.acks] == ["slash_commands"]


@pytest.mark.parametrize(
    ("element", "typed", "words"),
    [
        pytest.param(text_input(max_length=3), "four", "Enter no more than 3 characters.", id="too long"),
        pytest.param(text_input(min_length=3), "no", "Enter at least 3 characters.", id="too short"),
        pytest.param({"type": "email_text_input"}, "jo at home", "Enter a valid email address.", id="email"),
        pytest.param({"type": "url_text_input"}, "example", "Enter a valid URL.", id="url"),
        pytest.param(
            {"type": "number_input", "is_decimal_allowed": False},
            "1.5",
            "Enter a whole number.",
            id="whole number",
        ),
        pytest.param(
            {"type": "number_input", "is_decimal_allowed": True, "max_value": "9.5"},
            "10",
            "Enter a number of at most 9.5.",
            id="too many",
        ),
    ],
)
def test_slacks_client_checks_what_was_typed(
    slack: Playground, app: App, element: JSON, typed: str, words: str
) -> None:
    view = open_form(slack, app, modal(field(element, label=plain("Field"))))

    assert view.fill(field=typed).submit().errors == {"Field": words}


def test_errors_of_the_app_stand_at_the_fields_and_keep_what_was_typed(slack: Playground, app: App) -> None:
    app.view("form")(lambda ack: ack(response_action="errors", errors={"name": "That name is taken"}))
    view = open_form(slack, app)
    outcome = view.fill(your_name="Amira").submit()

    assert outcome.errors == {"Your name": "That name is taken"}
    assert not outcome.closed
    assert view.is_open
    assert view.value("Your name") == "Amira"


@pytest.mark.parametrize(
    ("said", "error"),
    [
        pytest.param(
            {"response_action": "errors", "errors": {"gone": "no"}}, "invalid_errors", id="no such block"
        ),
        pytest.param({"response_action": "errors", "errors": {"name": ""}}, "invalid_errors", id="no words"),
        pytest.param({"response_action": "shout"}, "invalid_response_action", id="unknown action"),
        pytest.param(
            {"response_action": "update", "view": modal(title=plain(""))}, "invalid_arguments", id="bad view"
        ),
    ],
)
def test_a_bad_answer_to_a_form_is_trouble(slack: Playground, app: App, said: JSON, error: str) -> None:
    app.view("form")(lambda ack: ack(**said))

    assert (
        open_form(slack, app).fill(your_name="A").submit().problem
        == "We had some trouble connecting. Try again?"
    )
    assert [refusal.error for refusal in slack.refusals] == [error]


def test_an_answer_may_update_the_form(slack: Playground, app: App) -> None:
    app.view("form")(lambda ack: ack(response_action="update", view=modal(section("Thank you"))))
    outcome = open_form(slack, app).fill(your_name="A").submit()

    assert "Thank you" in outcome.view.words
    assert not outcome.closed


def test_an_answer_may_push_and_then_clear(slack: Playground, app: App) -> None:
    app.view("form")(lambda ack: ack(response_action="push", view=modal(section("More"), callback_id="more")))
    app.view("more")(lambda ack: ack(response_action="clear"))
    first = open_form(slack, app).fill(your_name="A")
    second = first.submit().view

    assert "More" in second.words
    assert first.is_open
    assert second.submit().closed
    assert not first.is_open


def test_a_pushed_view_that_closes_shows_the_one_below(slack: Playground, app: App) -> None:
    app.view("form")(lambda ack: ack(response_action="push", view=modal(callback_id="more")))
    app.view("more")(lambda ack: ack())
    first = open_form(slack, app).fill(your_name="A")
    first.submit().view.submit()

    assert first.is_open


def test_three_views_may_be_stacked(slack: Playground, app: App) -> None:
    depth = modal(actions(button("Deeper", action_id="deeper")))
    errors: list[str] = []

    @app.action("deeper")
    def deeper(ack: Ack, body: JSON, client: WebClient) -> None:
        ack()
        try:
            client.views_push(trigger_id=body["trigger_id"], view=depth)
        except SlackApiError as error:
            errors.append(error.response["error"])

    view = open_form(slack, app, depth)
    view = view.click("Deeper").view
    view = view.click("Deeper").view
    view.click("Deeper", answer=False)

    assert errors == ["push_limit_reached"]


def test_closing_is_told_to_an_app_that_asked(slack: Playground, app: App) -> None:
    closed: list[JSON] = []
    app.view_closed("form")(recording(closed))
    open_form(slack, app, FORM | {"notify_on_close": True}).close()

    assert [body["view"]["callback_id"] for body in closed] == ["form"]


def test_closing_is_not_told_otherwise(slack: Playground, app: App) -> None:
    view = open_form(slack, app)
    view.close()

    assert not view.is_open
    assert [ack.kind for ack in slack.acks] == ["slash_commands"]


def test_a_trigger_is_good_once(slack: Playground, app: App, client: WebClient) -> None:
    triggers = opens(app, FORM)
    slack.person("amira").types("/ask")

    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        client.views_open(trigger_id=triggers[0], view=FORM)


def test_a_trigger_expires(slack: Playground, app: App, client: WebClient) -> None:
    slack.set_trigger_seconds(0.05)
    heard: list[JSON] = []
    app.command("/ask")(recording(heard, text="wait"))
    slack.person("amira").types("/ask")
    time.sleep(0.06)

    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        client.views_open(trigger_id=heard[0]["trigger_id"], view=FORM)


def test_a_trigger_cannot_be_invented(client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        client.views_open(trigger_id="1.2.3", view=FORM)


def test_an_update_with_an_old_hash_is_a_conflict(slack: Playground, app: App, client: WebClient) -> None:
    view = open_form(slack, app)
    first = client.views_update(view_id=view.id, view=modal(section("Second")))

    assert client.views_update(view_id=view.id, view=modal(section("Third")), hash=first["view"]["hash"])[
        "ok"
    ]
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_update(view_id=view.id, view=modal(section("Fourth")), hash=first["view"]["hash"])
    assert "Third" in view.words


def test_a_view_that_is_closed_cannot_be_updated(slack: Playground, app: App, client: WebClient) -> None:
    view = open_form(slack, app)
    view.close()

    with pytest.raises(SlackApiError, match="not_found"):
        client.views_update(view_id=view.id, view=FORM)


def test_a_view_may_be_updated_by_its_external_id(slack: Playground, app: App, client: WebClient) -> None:
    view = open_form(slack, app, FORM | {"external_id": "mine"})

    assert client.views_update(external_id="mine", view=modal(section("New")))["ok"]
    assert "New" in view.words


def test_what_was_typed_outlives_an_update(slack: Playground, app: App, client: WebClient) -> None:
    view = open_form(slack, app).fill(your_name="Amira")
    client.views_update(view_id=view.id, view=modal(section("Look"), NAME, callback_id="form"))

    assert view.value("Your name") == "Amira"


def test_a_field_that_tells_at_once(slack: Playground, app: App) -> None:
    told: list[JSON] = []
    app.action("kind")(recording(told))
    view = open_form(slack, app, modal(NAME, KIND | {"dispatch_action": True}))
    view.fill(your_name="Amira", kind="Option 2")

    (body,) = told
    assert body["container"] == {"type": "view", "view_id": view.id}
    assert body["actions"][0]["selected_option"]["value"] == "2"
    assert body["view"]["state"]["values"]["name"]["name"]["value"] == "Amira"
    assert body["view"]["state"]["values"]["kind"]["kind"]["selected_option"]["value"] == "2"


def test_every_input_can_be_filled_in(slack: Playground, app: App) -> None:
    sent: list[JSON] = []
    app.view("all")(recording(sent))
    app.options("far")(lambda ack, payload: ack(options=[option(payload["value"], "far")]))
    inputs: dict[str, tuple[JSON, Any, Any]] = {
        "url": ({"type": "url_text_input"}, "https://gov.uk", "https://gov.uk"),
        "email": ({"type": "email_text_input"}, "jo@example.org", "jo@example.org"),
        "number": ({"type": "number_input", "is_decimal_allowed": False}, 7, "7"),
        "menu": (select(*options(3)), "Option 2", "2"),
        "menus": (
            {"type": "multi_static_select", "options": options(3)},
            ["Option 0", "Option 2"],
            ["0", "2"],
        ),
        "far": ({"type": "external_select", "action_id": "far"}, "Far away", "far"),
        "user": ({"type": "users_select"}, "ben", "U0BEN"),
        "users": ({"type": "multi_users_select"}, ["ben", "U0JO"], ["U0BEN", "U0JO"]),
        "channel": ({"type": "channels_select"}, "housing", "C0HOUSING"),
        "talk": ({"type": "conversations_select"}, "#data", "C0DATA"),
        "talks": ({"type": "multi_conversations_select"}, ["data", "general"], ["C0DATA", "C0GENERAL"]),
        "radio": ({"type": "radio_buttons", "options": options(2)}, "Option 1", "1"),
        "boxes": ({"type": "checkboxes", "options": options(3)}, ["Option 1"], ["1"]),
        "date": ({"type": "datepicker"}, "2026-12-01", "2026-12-01"),
        "time": ({"type": "timepicker"}, "09:30", "09:30"),
        "moment": ({"type": "datetimepicker"}, 1795300016, 1795300016),
    }
    blocks = [field(each, block_id=name, label=plain(name)) for name, (each, *_) in inputs.items()]
    view = open_form(slack, app, modal(*blocks, callback_id="all"))
    for name, (_, typed, held) in inputs.items():
        view.fill({name: typed})
        assert view.value(name) == held
    assert view.submit().closed
    assert set(sent[0]["view"]["state"]["values"]) == set(inputs)
    assert not slack.refusals


def test_an_option_that_is_not_offered_cannot_be_chosen(slack: Playground, app: App) -> None:
    with pytest.raises(NotOnScreen, match=r"Options: .*Option 0"):
        open_form(slack, app).fill(kind="Option 9")


def test_options_that_slack_would_not_take_are_none(slack: Playground, app: App) -> None:
    app.options("far")(lambda ack: ack(options=options(101)))
    view = open_form(
        slack, app, modal(field({"type": "external_select", "action_id": "far"}, label=plain("Far")))
    )

    with pytest.raises(NotOnScreen):
        view.fill(far="Option 1")
    assert [refusal.error for refusal in slack.refusals] == ["invalid_options"]


def test_a_form_that_was_not_opened_is_said_so(slack: Playground, app: App) -> None:
    slack.patience = 0.1
    app.command("/ask")(lambda ack: ack("no form today"))

    with pytest.raises(NoAnswer, match=r"saw no view .* typing “/ask”\. Seen: no form today"):
        _ = slack.person("amira").types("/ask").view


def test_a_menu_may_begin_with_the_channel_one_is_in(slack: Playground, app: App) -> None:
    menu = {"type": "conversations_select", "default_to_current_conversation": True}
    several = {"type": "multi_conversations_select", "default_to_current_conversation": True}
    private = {**menu, "filter": {"include": ["private"]}}
    fields = [field(each, label=plain(str(place))) for place, each in enumerate([menu, several, private])]
    opens(app, modal(*fields))
    view = slack.person("amira").types("/ask", channel="housing").view

    assert [view.value(str(place)) for place in range(3)] == ["C0HOUSING", ["C0HOUSING"], None]


def test_a_menu_may_give_leave_to_answer_in_the_channel_that_was_chosen(slack: Playground, app: App) -> None:
    menu = {"type": "channels_select", "response_url_enabled": True, "action_id": "a"}

    @app.view("form")
    def save(ack: Ack, body: JSON) -> None:
        ack()
        (leave,) = body["response_urls"]
        WebhookClient(leave["response_url"]).send(text="As you asked", response_type="in_channel")

    view = open_form(slack, app, modal(field(menu, label=plain("Where"), block_id="b"), callback_id="form"))
    view.fill(where="data").submit()

    slack.wait_for(lambda: [message.text for message in slack.posted("data")] == ["As you asked"])
