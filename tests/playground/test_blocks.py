"""What Slack refuses of blocks, one case a rule, each just over the limit and just under it."""

from typing import Any

import pytest
from blockkit import (
    Actions,
    Button,
    Checkboxes,
    Context,
    Header,
    ImageEl,
    Input,
    Message,
    Modal,
    Option,
    PlainTextInput,
    RadioButtons,
    Section,
    StaticSelect,
    Text,
)

from playground.errors import SlackRefusal
from playground.strict.messages import checked_message
from playground.strict.views import checked_view

JSON = dict[str, Any]


def plain(text: str = "Words") -> JSON:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "Words") -> JSON:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "Words", **more: Any) -> JSON:
    return {"type": "section", "text": mrkdwn(text), **more}


def actions(*elements: JSON, **more: Any) -> JSON:
    return {"type": "actions", "elements": list(elements), **more}


def button(text: str = "Go", **more: Any) -> JSON:
    return {"type": "button", "text": plain(text), **more}


def option(text: str = "One", value: str = "1", **more: Any) -> JSON:
    return {"text": plain(text), "value": value, **more}


def select(*options: JSON, **more: Any) -> JSON:
    return {"type": "static_select", "options": list(options or [option()]), **more}


def text_input(**more: Any) -> JSON:
    return {"type": "plain_text_input", **more}


def field(element: JSON | None = None, **more: Any) -> JSON:
    return {"type": "input", "label": plain(), "element": element or text_input(), **more}


def context(*elements: JSON) -> JSON:
    return {"type": "context", "elements": list(elements)}


def options(number: int, **more: Any) -> list[JSON]:
    return [option(f"Option {each}", str(each), **more) for each in range(number)]


def confirm(**more: Any) -> JSON:
    return {"title": plain(), "text": plain(), "confirm": plain("Yes"), "deny": plain("No"), **more}


def modal(*blocks: JSON, **more: Any) -> JSON:
    return {"type": "modal", "title": plain("Title"), "submit": plain("Save"), "blocks": list(blocks), **more}


def message_errors(*blocks: JSON) -> list[str]:
    try:
        checked_message({"text": "words", "blocks": list(blocks)})
    except SlackRefusal as refusal:
        return [refusal.error, *refusal.messages]
    return []


def view_errors(view: JSON, kind: Any = "modal") -> list[str]:
    try:
        checked_view(view, kind)
    except SlackRefusal as refusal:
        return [refusal.error, *refusal.messages]
    return []


IMAGE = {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "a"}
RICH = {
    "type": "rich_text",
    "elements": [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "a", "style": {"bold": True}}]},
        {
            "type": "rich_text_list",
            "style": "bullet",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U1"}]}],
        },
    ],
}
CELL = {"type": "raw_text", "text": "a"}

FINE = {
    "fifty blocks": [{"type": "divider"}] * 50,
    "section of 3,000": [section("x" * 3000)],
    "ten fields of 2,000": [{"type": "section", "fields": [mrkdwn("x" * 100)] * 9 + [mrkdwn("x" * 2000)]}],
    "header of 150": [{"type": "header", "text": plain("x" * 150)}],
    "ten in context": [context(*[mrkdwn()] * 9, IMAGE)],
    "twenty-five actions": [actions(*[button(action_id=str(n)) for n in range(25)])],
    "button at its limits": [actions(button("x" * 75, value="v" * 2000, url="https://e.org/" + "u" * 2986))],
    "hundred options": [actions(select(*options(100)))],
    "option at its limits": [actions(select(option("x" * 75, "v" * 150, description=plain("d" * 75))))],
    "five in overflow": [actions({"type": "overflow", "options": options(5)})],
    "groups": [
        actions({"type": "static_select", "option_groups": [{"label": plain(), "options": options(2)}]})
    ],
    "initial option": [actions(select(*options(2), initial_option=options(2)[1]))],
    "confirm": [actions(button(confirm=confirm(title=plain("x" * 100), text=mrkdwn("x" * 300))))],
    "markdown of 12,000": [{"type": "markdown", "text": "x" * 12_000}],
    "rich text": [RICH],
    "table": [{"type": "table", "rows": [[CELL] * 20] * 100, "column_settings": [{"align": "right"}, None]}],
    "uploaded picture": [{"type": "image", "slack_file": {"id": "F1"}, "alt_text": "a"}],
    "accessory": [section(accessory=button())],
    "input in a message": [field()],
    "date and time": [actions({"type": "datepicker", "initial_date": "2026-01-01"}, {"type": "timepicker"})],
    "same action_id in two blocks": [actions(button(action_id="a")), actions(button(action_id="a"))],
}


@pytest.mark.parametrize("blocks", [pytest.param(blocks, id=name) for name, blocks in FINE.items()])
def test_accepted(blocks: list[JSON]) -> None:
    assert message_errors(*blocks) == []


REFUSED: dict[str, tuple[list[Any], str, str]] = {
    "fifty-one blocks": ([{"type": "divider"}] * 51, "no more than 50 items allowed", ""),
    "unknown type": ([{"type": "carousel3"}], "unsupported type: carousel3", "/0/type"),
    "no type": ([{"text": "a"}], "missing required field: type", "/0"),
    "not an object": ([[]], "must provide an object", "/0"),
    "unknown field": ([{"type": "divider", "text": "a"}], "invalid additional property: text", "/0"),
    "section of 3,001": ([section("x" * 3001)], "must be less than 3001 characters", "/0/text/text"),
    "empty section": ([section("")], "must be more than 0 characters", "/0/text/text"),
    "section without text": ([{"type": "section"}], "must define either `text` or `fields`", "/0"),
    "text as a string": ([{"type": "section", "text": "a"}], "must provide an object", "/0/text"),
    "text of no type": (
        [{"type": "section", "text": {"text": "a"}}],
        "missing required field: type",
        "/0/text",
    ),
    "text without text": (
        [{"type": "section", "text": {"type": "mrkdwn"}}],
        "missing required field: text",
        "/0/text",
    ),
    "eleven fields": (
        [{"type": "section", "fields": [mrkdwn()] * 11}],
        "no more than 10 items allowed",
        "/0/fields",
    ),
    "field of 2,001": (
        [{"type": "section", "fields": [mrkdwn("x" * 2001)]}],
        "must be less than 2001 characters",
        "/0/fields/0/text",
    ),
    "header of 151": (
        [{"type": "header", "text": plain("x" * 151)}],
        "must be less than 151 characters",
        "/0/text/text",
    ),
    "header in mrkdwn": (
        [{"type": "header", "text": mrkdwn()}],
        "must be one of: plain_text",
        "/0/text/type",
    ),
    "eleven in context": ([context(*[mrkdwn()] * 11)], "no more than 10 items allowed", "/0/elements"),
    "empty context": ([context()], "no fewer than 1 items allowed", "/0/elements"),
    "button in context": ([context(button())], "must be one of: plain_text, mrkdwn", "/0/elements/0/type"),
    "twenty-six actions": (
        [actions(*[button(action_id=str(n)) for n in range(26)])],
        "no more than 25 items allowed",
        "/0/elements",
    ),
    "input in actions": (
        [actions(text_input())],
        "unsupported type: plain_text_input",
        "/0/elements/0/type",
    ),
    "button text of 76": (
        [actions(button("x" * 76))],
        "must be less than 76 characters",
        "/0/elements/0/text/text",
    ),
    "button value of 2,001": (
        [actions(button(value="x" * 2001))],
        "must be less than 2001 characters",
        "/0/elements/0/value",
    ),
    "button url of 3,001": (
        [actions(button(url="https://e.org/" + "u" * 2987))],
        "must be less than 3001 characters",
        "/0/elements/0/url",
    ),
    "button url that is none": ([actions(button(url="example"))], "must be a valid URL", "/0/elements/0/url"),
    "button style": (
        [actions(button(style="loud"))],
        "must be one of: primary, danger",
        "/0/elements/0/style",
    ),
    "hundred and one options": (
        [actions(select(*options(101)))],
        "no more than 100 items allowed",
        "/0/elements/0/options",
    ),
    "no options": (
        [actions({"type": "static_select"})],
        "must define either `options` or `option_groups`",
        "/0/elements/0",
    ),
    "option text of 76": (
        [actions(select(option("x" * 76)))],
        "must be less than 76 characters",
        "/0/elements/0/options/0/text/text",
    ),
    "option value of 151": (
        [actions(select(option(value="x" * 151)))],
        "must be less than 151 characters",
        "/0/elements/0/options/0/value",
    ),
    "option in mrkdwn": (
        [actions(select({"text": mrkdwn(), "value": "1"}))],
        "must be one of: plain_text",
        "/0/elements/0/options/0/text/type",
    ),
    "initial option that is not offered": (
        [actions(select(*options(2), initial_option=option("Other", "9")))],
        "must match exactly with one of the options: initial_option",
        "/0/elements/0/initial_option",
    ),
    "six in overflow": (
        [actions({"type": "overflow", "options": options(6)})],
        "no more than 5 items allowed",
        "/0/elements/0/options",
    ),
    "eleven checkboxes": (
        [actions({"type": "checkboxes", "options": options(11)})],
        "no more than 10 items allowed",
        "/0/elements/0/options",
    ),
    "placeholder of 151": (
        [actions(select(placeholder=plain("x" * 151)))],
        "must be less than 151 characters",
        "/0/elements/0/placeholder/text",
    ),
    "confirm title of 101": (
        [actions(button(confirm=confirm(title=plain("x" * 101))))],
        "must be less than 101 characters",
        "/0/elements/0/confirm/title/text",
    ),
    "confirm without deny": (
        [actions(button(confirm={"title": plain(), "text": plain(), "confirm": plain()}))],
        "missing required field: deny",
        "/0/elements/0/confirm",
    ),
    "date": (
        [actions({"type": "datepicker", "initial_date": "1/1/26"})],
        "must be a date in the format YYYY-MM-DD",
        "/0/elements/0/initial_date",
    ),
    "time": (
        [actions({"type": "timepicker", "initial_time": "9:00"})],
        "must be a time in the format HH:mm",
        "/0/elements/0/initial_time",
    ),
    "block_id of 256": (
        [section(block_id="x" * 256)],
        "must be less than 256 characters",
        "/0/block_id",
    ),
    "action_id of 256": (
        [actions(button(action_id="x" * 256))],
        "must be less than 256 characters",
        "/0/elements/0/action_id",
    ),
    "same block_id": (
        [section(block_id="a"), section(block_id="a")],
        "`block_id` a already exists",
        "/1/block_id",
    ),
    "same action_id": (
        [actions(button(action_id="a"), button(action_id="a"))],
        "`action_id` a already exists",
        "/0/elements",
    ),
    "picture without alt text": (
        [{"type": "image", "image_url": "https://e.org"}],
        "missing required field: alt_text",
        "/0",
    ),
    "picture without url": (
        [{"type": "image", "alt_text": "a"}],
        "must define either `image_url` or `slack_file`",
        "/0",
    ),
    "markdown of 12,001": (
        [{"type": "markdown", "text": "x" * 12_001}],
        "must be less than 12001 characters",
        "/0/text",
    ),
    "table of 101 rows": (
        [{"type": "table", "rows": [[CELL]] * 101}],
        "no more than 100 items allowed",
        "/0/rows",
    ),
    "row of 21 cells": (
        [{"type": "table", "rows": [[CELL] * 21]}],
        "no more than 20 items allowed",
        "/0/rows/0",
    ),
    "two tables": ([{"type": "table", "rows": [[CELL]]}] * 2, "only one table allowed", ""),
    "rich text of an unknown kind": (
        [{"type": "rich_text", "elements": [{"type": "rich_text_box", "elements": []}]}],
        "unsupported type: rich_text_box",
        "/0/elements/0/type",
    ),
    "response_url_enabled in a message": (
        [actions({"type": "conversations_select", "response_url_enabled": True})],
        "is only available in modals",
        "/0/elements/0/response_url_enabled",
    ),
}


@pytest.mark.parametrize(
    ("blocks", "words", "pointer"), [pytest.param(*case, id=name) for name, case in REFUSED.items()]
)
def test_refused(blocks: list[Any], words: str, pointer: str) -> None:
    assert message_errors(*blocks) == ["invalid_blocks", f"[ERROR] {words} [json-pointer:/blocks{pointer}]"]


def test_everything_wrong_is_said_at_once() -> None:
    assert len(message_errors(section(""), {"type": "header"}, {"type": "nothing"})) == 4


@pytest.mark.parametrize(
    ("said", "error"),
    [
        pytest.param({}, "no_text", id="nothing"),
        pytest.param({"text": "  \n"}, "no_text", id="only spaces"),
        pytest.param({"text": "x" * 40_001}, "msg_too_long", id="text of 40,001"),
        pytest.param({"text": "a", "blocks": "[{"}, "invalid_blocks_format", id="no JSON"),
        pytest.param(
            {"text": "a", "blocks": [section("x" * 3000)] * 5}, "msg_blocks_too_long", id="too much in all"
        ),
    ],
)
def test_messages_refused(said: JSON, error: str) -> None:
    with pytest.raises(SlackRefusal, match=f"^{error}"):
        checked_message(said)


def test_ids_are_filled_in() -> None:
    _, blocks = checked_message({"blocks": [actions(button()), section(accessory=button(action_id="mine"))]})

    assert blocks
    assert blocks[0]["block_id"] != blocks[1]["block_id"]
    assert blocks[0]["elements"][0]["action_id"]
    assert blocks[1]["accessory"]["action_id"] == "mine"


def test_a_modal_may_hold_a_hundred_blocks_and_every_input() -> None:
    elements: list[JSON] = [
        text_input(multiline=True, min_length=1, max_length=3000, placeholder=plain("x" * 150)),
        {"type": "url_text_input"},
        {"type": "email_text_input"},
        {"type": "number_input", "is_decimal_allowed": False, "min_value": "1", "max_value": "9"},
        select(*options(3)),
        {
            "type": "multi_static_select",
            "options": options(3),
            "initial_options": options(2),
            "max_selected_items": 2,
        },
        {"type": "external_select", "min_query_length": 0},
        {"type": "multi_external_select"},
        {"type": "users_select", "initial_user": "U1"},
        {"type": "multi_users_select", "initial_users": ["U1"]},
        {"type": "conversations_select", "filter": {"include": ["public"]}, "response_url_enabled": True},
        {"type": "multi_conversations_select", "default_to_current_conversation": True},
        {"type": "channels_select"},
        {"type": "multi_channels_select"},
        {"type": "radio_buttons", "options": [{"text": mrkdwn(), "value": "1"}]},
        {"type": "checkboxes", "options": options(10)},
        {"type": "datepicker"},
        {"type": "timepicker"},
        {"type": "datetimepicker", "initial_date_time": 1795300016},
    ]
    blocks = [field(each, hint=plain("x" * 2000), optional=True, dispatch_action=True) for each in elements]

    assert view_errors(modal(*blocks, *[{"type": "divider"}] * (100 - len(blocks)))) == []


VIEWS: dict[str, tuple[JSON, str, str]] = {
    "hundred and one blocks": (
        modal(*[{"type": "divider"}] * 101),
        "no more than 100 items allowed",
        "/blocks",
    ),
    "title of 25": (modal(title=plain("x" * 25)), "must be less than 25 characters", "/title/text"),
    "submit of 25": (modal(submit=plain("x" * 25)), "must be less than 25 characters", "/submit/text"),
    "no title": ({"type": "modal", "blocks": []}, "missing required field: title", ""),
    "input without submit": (
        {"type": "modal", "title": plain(), "blocks": [field()]},
        "missing required field: submit (a modal with an input block needs one)",
        "",
    ),
    "private_metadata of 3,001": (
        modal(private_metadata="x" * 3001),
        "must be less than 3001 characters",
        "/private_metadata",
    ),
    "a home": ({"type": "home", "blocks": [], "title": plain()}, "must be modal", "/type"),
    "label of 2,001": (
        modal(field(label=plain("x" * 2001))),
        "must be less than 2001 characters",
        "/blocks/0/label/text",
    ),
    "label in mrkdwn": (modal(field(label=mrkdwn())), "must be one of: plain_text", "/blocks/0/label/type"),
    "initial value over its own limit": (
        modal(field(text_input(max_length=3, initial_value="four"))),
        "must be less than 4 characters",
        "/blocks/0/element/initial_value",
    ),
    "text of 3,001": (
        modal(field(text_input(initial_value="x" * 3001))),
        "must be less than 3001 characters",
        "/blocks/0/element/initial_value",
    ),
    "button as input": (modal(field(button())), "unsupported type: button", "/blocks/0/element/type"),
    "number as a number": (
        modal(field({"type": "number_input", "is_decimal_allowed": True, "initial_value": 3})),
        "must be a string",
        "/blocks/0/element/initial_value",
    ),
    "markdown block": (
        modal({"type": "markdown", "text": "a"}),
        "unsupported type: markdown",
        "/blocks/0/type",
    ),
    "dispatch": (
        modal(field(text_input(dispatch_action_config={"trigger_actions_on": ["now"]}))),
        "must be one of: on_enter_pressed, on_character_entered",
        "/blocks/0/element/dispatch_action_config/trigger_actions_on/0",
    ),
}


@pytest.mark.parametrize(
    ("view", "words", "pointer"), [pytest.param(*case, id=name) for name, case in VIEWS.items()]
)
def test_views_refused(view: JSON, words: str, pointer: str) -> None:
    assert view_errors(view) == ["invalid_arguments", f"[ERROR] {words} [json-pointer:/view{pointer}]"]


def test_a_view_of_250_kilobytes_is_too_large() -> None:
    assert view_errors(modal(*[section("x" * 2990)] * 90)) == ["view_too_large"]


def test_a_home_has_no_title() -> None:
    assert view_errors({"type": "home", "blocks": [section()]}, "home") == []
    assert view_errors({"type": "home", "blocks": [], "title": plain()}, "home")[1:] == [
        "[ERROR] invalid additional property: title [json-pointer:/view]"
    ]


def test_what_another_builder_makes_is_accepted() -> None:
    """`blockkit` has its own idea of Slack's rules; what it builds must pass ours."""
    menu = StaticSelect().add_option(Option("One", "1")).placeholder("Choose").action_id("menu")
    message = (
        Message("words")
        .add_block(Header("Header"))
        .add_block(
            Section("*Words*").add_field(Text("field")).accessory(Button("Go").action_id("go").value("1"))
        )
        .add_block(
            Context()
            .add_element(Text("small"))
            .add_element(ImageEl().image_url("https://e.org/a").alt_text("a"))
        )
        .add_block(Actions().add_element(menu).add_element(Button("No").action_id("no").style(Button.DANGER)))
        .build()  # type: ignore[no-untyped-call]
    )
    form = (
        Modal()
        .title("Title")
        .submit("Save")
        .add_block(Input("Name").element(PlainTextInput().action_id("name").max_length(100)).hint("Short"))
        .add_block(Input("Kind").element(RadioButtons().add_option(Option("One", "1")).action_id("kind")))
        .add_block(
            Input("Open to").element(Checkboxes().add_option(Option("One", "1")).action_id("open")).optional()
        )
        .build()  # type: ignore[no-untyped-call]
    )

    assert message_errors(*message["blocks"]) == []
    assert view_errors(form) == []
