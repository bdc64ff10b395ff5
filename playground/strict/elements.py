"""Block elements: what each type takes, and how much of it."""

import re
from collections.abc import Callable

from playground.strict import objects
from playground.strict.node import IDS, Node
from playground.strict.objects import plain

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def _interactive(node: Node, *names: str, required: tuple[str, ...] = (), focus: bool = True) -> None:
    """What all interactive elements share."""
    common = ["type", "action_id", "confirm", *(["focus_on_load"] if focus else [])]
    node.only(*common, *names)
    node.needs(*required)
    node.string("action_id", most=IDS)
    node.inside("confirm", objects.confirm)
    node.boolean("focus_on_load")
    node.inside("placeholder", plain(150))


def _button(node: Node) -> None:
    _interactive(
        node, "text", "url", "value", "style", "accessibility_label", required=("text",), focus=False
    )
    node.inside("text", plain(75))
    node.string("value", most=2000)
    node.one_of("style", "primary", "danger")
    node.string("accessibility_label", most=75)
    url = node.string("url", most=3000)
    if url and not re.match(r"[a-z][a-z0-9+.-]*:", url):
        node.at("url").refuse("must be a valid URL")


def _static_select(node: Node) -> None:
    _interactive(node, "placeholder", "options", "option_groups", "initial_option")
    objects.options_or_groups(node)
    objects.initial_options(node, "initial_option")


def _multi_static_select(node: Node) -> None:
    _interactive(node, "placeholder", "options", "option_groups", "initial_options", "max_selected_items")
    objects.options_or_groups(node)
    objects.initial_options(node, "initial_options")
    node.whole("max_selected_items", 1, objects.OPTIONS)


def _external_select(node: Node) -> None:
    _interactive(node, "placeholder", "initial_option", "min_query_length")
    node.inside("initial_option", objects.option)
    node.whole("min_query_length", 0, IDS)


def _multi_external_select(node: Node) -> None:
    _interactive(node, "placeholder", "initial_options", "min_query_length", "max_selected_items")
    objects.initial_options(node, "initial_options")
    node.whole("min_query_length", 0, IDS)
    node.whole("max_selected_items", 1, objects.OPTIONS)


def _chooser(what: str) -> Callable[[Node], None]:
    """A select of users, channels or conversations."""

    def check(node: Node) -> None:
        extra = () if what == "user" else ("response_url_enabled",)
        more = ("default_to_current_conversation", "filter") if what == "conversation" else ()
        _interactive(node, "placeholder", f"initial_{what}", *extra, *more)
        node.string(f"initial_{what}", most=IDS)
        node.boolean("response_url_enabled", "default_to_current_conversation")
        node.inside("filter", objects.conversation_filter)
        if node.value.get("response_url_enabled") and node.surface != "modal":
            node.at("response_url_enabled").refuse("is only available in modals")

    return check


def _multi_chooser(what: str) -> Callable[[Node], None]:
    def check(node: Node) -> None:
        more = ("default_to_current_conversation", "filter") if what == "conversation" else ()
        _interactive(node, "placeholder", f"initial_{what}s", "max_selected_items", *more)
        for each in node.each(f"initial_{what}s", most=objects.OPTIONS):
            if not isinstance(each.value, str):
                each.refuse("must be a string")
        node.boolean("default_to_current_conversation")
        node.inside("filter", objects.conversation_filter)
        node.whole("max_selected_items", 1, objects.OPTIONS)

    return check


def _overflow(node: Node) -> None:
    _interactive(node, "options", required=("options",), focus=False)
    for each in node.each("options", most=5):
        objects.option(each, url=True)


def _radio_buttons(node: Node) -> None:
    _interactive(node, "options", "initial_option", required=("options",))
    objects.options(node, mrkdwn=True, most=10)
    objects.initial_options(node, "initial_option", mrkdwn=True)


def _checkboxes(node: Node) -> None:
    _interactive(node, "options", "initial_options", required=("options",))
    objects.options(node, mrkdwn=True, most=10)
    objects.initial_options(node, "initial_options", mrkdwn=True)


def _datepicker(node: Node) -> None:
    _interactive(node, "placeholder", "initial_date")
    date = node.string("initial_date", most=10)
    if date and not _DATE.fullmatch(date):
        node.at("initial_date").refuse("must be a date in the format YYYY-MM-DD")


def _timepicker(node: Node) -> None:
    _interactive(node, "placeholder", "initial_time", "timezone")
    time = node.string("initial_time", most=5)
    if time and not _TIME.fullmatch(time):
        node.at("initial_time").refuse("must be a time in the format HH:mm")


def _datetimepicker(node: Node) -> None:
    _interactive(node, "initial_date_time")
    node.whole("initial_date_time", 10**9, 10**10 - 1)


def _text_input(*names: str) -> Callable[[Node], None]:
    def check(node: Node) -> None:
        _interactive(node, "placeholder", "initial_value", "dispatch_action_config", *names)
        node.string("initial_value", most=node.value.get("max_length") or 3000, least=0)
        node.boolean("multiline")
        least = node.whole("min_length", 0, 3000)
        most = node.whole("max_length", 1, 3000)
        if least is not None and most is not None and least > most:
            node.at("min_length").refuse("must be less than or equal to max_length")
        node.inside("dispatch_action_config", objects.dispatch_config)

    return check


def _number_input(node: Node) -> None:
    names = ("is_decimal_allowed", "min_value", "max_value", "initial_value", "dispatch_action_config")
    _interactive(node, "placeholder", *names, required=("is_decimal_allowed",))
    node.boolean("is_decimal_allowed")
    for name in ("initial_value", "min_value", "max_value"):
        number = node.string(name, most=IDS)
        if number and not re.fullmatch(r"-?\d+(\.\d+)?", number):
            node.at(name).refuse("must be a number")
    node.inside("dispatch_action_config", objects.dispatch_config)


def _file_input(node: Node) -> None:
    node.only("type", "action_id", "filetypes", "max_files")
    node.string("action_id", most=IDS)
    node.whole("max_files", 1, 10)
    for each in node.each("filetypes", most=IDS):
        if not isinstance(each.value, str) or not re.fullmatch(r"[a-z0-9]+", each.value):
            each.refuse("must be a file extension")
    if node.surface != "modal":
        node.refuse("is only available in modals")


def _image(node: Node) -> None:
    node.only("type", "image_url", "slack_file", "alt_text")
    image(node)


def image(node: Node) -> None:
    """What the image block and the image element share."""
    node.needs("alt_text")
    node.string("alt_text", most=2000)
    node.string("image_url", most=3000)
    node.inside("slack_file", objects.slack_file)
    if node.has("image_url") == node.has("slack_file"):
        node.refuse("must define either `image_url` or `slack_file`")


ELEMENTS: dict[str, Callable[[Node], None]] = {
    "button": _button,
    "static_select": _static_select,
    "multi_static_select": _multi_static_select,
    "external_select": _external_select,
    "multi_external_select": _multi_external_select,
    "users_select": _chooser("user"),
    "channels_select": _chooser("channel"),
    "conversations_select": _chooser("conversation"),
    "multi_users_select": _multi_chooser("user"),
    "multi_channels_select": _multi_chooser("channel"),
    "multi_conversations_select": _multi_chooser("conversation"),
    "overflow": _overflow,
    "radio_buttons": _radio_buttons,
    "checkboxes": _checkboxes,
    "datepicker": _datepicker,
    "timepicker": _timepicker,
    "datetimepicker": _datetimepicker,
    "plain_text_input": _text_input("multiline", "min_length", "max_length"),
    "url_text_input": _text_input(),
    "email_text_input": _text_input(),
    "number_input": _number_input,
    "file_input": _file_input,
    "image": _image,
}

_MENUS = {name for name in ELEMENTS if name.endswith("_select")}
_PICKERS = {"radio_buttons", "checkboxes", "datepicker", "timepicker"}
IN_ACTIONS = _MENUS | _PICKERS | {"button", "overflow", "datetimepicker"}
IN_SECTION = _MENUS | _PICKERS | {"button", "overflow", "image"}
_TYPED = {"plain_text_input", "url_text_input", "email_text_input", "number_input"}
IN_INPUT = _MENUS | _PICKERS | _TYPED | {"datetimepicker", "file_input"}


def element(node: Node, allowed: set[str]) -> None:
    """An element that may stand in this kind of block."""
    if not node.is_object() or not node.needs("type"):
        return
    if node.type not in ELEMENTS or node.type not in allowed:
        node.at("type").refuse(f"unsupported type: {node.type}")
        return
    ELEMENTS[node.type](node)
