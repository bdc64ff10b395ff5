"""The state of a form: what each input holds, and what Slack's client refuses before the app hears of it."""

import re
from typing import Any

from playground.values import JSON

_HOLDS = {
    "plain_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "overflow": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", "initial_files"),  # it has no value at first
}
"""Type of element: the field of the state that holds its value, and the field that sets it at first."""

_LISTS = {"selected_options", "selected_users", "selected_channels", "selected_conversations", "files"}
_STATELESS = {"button", "overflow", "image"}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+")


def holds(element_type: str) -> str:
    """The field of the state that holds this element's value."""
    return _HOLDS[element_type][0]


def elements(blocks: list[JSON]) -> list[tuple[JSON, JSON]]:
    """Every interactive element with the block it is in, from top to bottom."""
    found: list[tuple[JSON, JSON]] = []
    for block in blocks:
        inside = [block.get("accessory"), block.get("element"), *block.get("elements", ())]
        found += [(block, each) for each in inside if isinstance(each, dict) and "action_id" in each]
    return found


def value_at_first(element: JSON) -> JSON:
    """An element's state before anybody touched it."""
    field, initial = _HOLDS[element["type"]]
    empty: Any = [] if field in _LISTS else None
    return {"type": element["type"], field: element.get(initial, empty)}


def complete_state(blocks: list[JSON], known: JSON) -> JSON:
    """The whole state as Slack sends it: what is known, and what the form began with for the rest."""
    values: JSON = {}
    for block, element in elements(blocks):
        if element["type"] in _STATELESS:
            continue
        given = known.get(block["block_id"], {}).get(element["action_id"])
        first = value_at_first(element)
        field = holds(element["type"])
        value = first[field] if not isinstance(given, dict) else given.get(field)
        empty: Any = [] if field in _LISTS else None
        held = {"type": element["type"], field: empty if value in ("", None, []) else value}
        values.setdefault(block["block_id"], {})[element["action_id"]] = held
    return values


def client_errors(blocks: list[JSON], values: JSON) -> dict[str, str]:
    """What Slack's client says at the fields, by block id, when a form is not ready to send."""
    errors: dict[str, str] = {}
    for block, element in elements(blocks):
        if block["type"] != "input":
            continue
        value = values[block["block_id"]][element["action_id"]][holds(element["type"])]
        if value in (None, []):
            if not block.get("optional"):
                errors[block["block_id"]] = "Please complete this required field."
        elif words := _wrong(element, value):
            errors[block["block_id"]] = words
    return errors


def _wrong(element: JSON, value: Any) -> str | None:
    match element["type"]:
        case "plain_text_input":
            return _wrong_length(value, element.get("min_length", 0), element.get("max_length", 3000))
        case "email_text_input":
            return None if _EMAIL.fullmatch(value) else "Enter a valid email address."
        case "url_text_input":
            return None if _URL.fullmatch(value) else "Enter a valid URL."
        case "number_input":
            return _wrong_number(element, str(value))
        case "file_input":
            return _wrong_files(element, [str(file["name"]) for file in value])
    return None


def _wrong_files(element: JSON, names: list[str]) -> str | None:
    most, allowed = element.get("max_files", 10), element.get("filetypes")
    if len(names) > most:
        return f"Choose no more than {most} {'file' if most == 1 else 'files'}."
    if allowed and not all(name.rpartition(".")[2].lower() in allowed for name in names):
        return f"Choose a file of this type: {', '.join(allowed)}."
    return None


def _wrong_length(value: str, least: int, most: int) -> str | None:
    if len(value) < least:
        return f"Enter at least {least} characters."
    return f"Enter no more than {most} characters." if len(value) > most else None


def _wrong_number(element: JSON, value: str) -> str | None:
    decimal = element["is_decimal_allowed"]
    if not re.fullmatch(r"-?\d+(\.\d+)?" if decimal else r"-?\d+", value):
        return "Enter a number." if decimal else "Enter a whole number."
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and float(value) < float(least):
        return f"Enter a number of at least {least}."
    if most is not None and float(value) > float(most):
        return f"Enter a number of at most {most}."
    return None
