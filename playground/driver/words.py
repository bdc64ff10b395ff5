"""Blocks as the words a person reads."""

import html
import re
from typing import Any

from playground.values import JSON
from playground.workspace import Workspace

_MARK = re.compile(r"<([^<>\n]+)>")


def readable(text: str, workspace: Workspace) -> str:
    """Slack's mark-up as it is shown: `<@U1>` is @amira, a link is its label, `&lt;` is <.

    Stars, underscores and other formatting stay as they are.
    """

    def shown(match: re.Match[str]) -> str:
        target, _, label = match[1].partition("|")
        if target.startswith("@") and target[1:] in workspace.people:
            return f"@{workspace.people[target[1:]].name}"
        if target.startswith("#") and target[1:] in workspace.channels:
            return f"#{workspace.channels[target[1:]].name}"
        if target.startswith("!"):
            return label or "@" + target[1:].partition("^")[0]
        return label or target

    return html.unescape(_MARK.sub(shown, text))


def lines_of(blocks: list[JSON], workspace: Workspace) -> list[str]:
    """Every line that a person reads, from top to bottom. What a closed menu holds is not among them."""
    lines = [line for block in blocks for line in _of_block(block)]
    return [readable(line, workspace) for line in lines if line]


def _of_block(block: JSON) -> list[str]:
    found: list[str] = []
    for name in ("text", "title", "label"):
        found += _text(block.get(name))
    for each in block.get("fields", ()):
        found += _text(each)
    for each in block.get("elements", ()):
        found += _of_element(each)
    for name in ("accessory", "element"):
        found += _of_element(block.get(name))
    found += _text(block.get("hint"))
    for row in block.get("rows", ()):
        found.append(" | ".join(" ".join(_of_element(cell)) for cell in row))
    return found + ([block["alt_text"]] if block["type"] == "image" else [])


def _of_element(element: Any) -> list[str]:
    if not isinstance(element, dict):
        return []
    match element.get("type"):
        case "image":
            return [element["alt_text"]]
        case "overflow":
            return []
        case "radio_buttons" | "checkboxes":
            options = element["options"]
            return [
                line for each in options for line in (*_text(each["text"]), *_text(each.get("description")))
            ]
        case str(kind) if kind.startswith("rich_text"):
            return _of_rich_text(element)
    return _of_menu(element)


def _of_rich_text(element: JSON) -> list[str]:
    if element["type"] in {"rich_text", "rich_text_list"}:
        return [line for each in element["elements"] for line in _of_rich_text(each)]
    return ["".join(_inline(each) for each in element["elements"])]


def _of_menu(element: JSON) -> list[str]:
    """What is chosen, or else what stands there in place of it."""
    chosen = element.get("initial_option")
    chosen = [chosen] if chosen else element.get("initial_options", [])
    words = [line for each in chosen for line in _text(each["text"])]
    return words or [*_text(element.get("text")), *_text(element.get("placeholder")), *_initial(element)]


def _initial(element: JSON) -> list[str]:
    return [
        str(value) for key, value in element.items() if key.startswith("initial_") and isinstance(value, str)
    ]


def _inline(part: JSON) -> str:
    match part["type"]:
        case "user":
            return f"<@{part['user_id']}>"
        case "channel":
            return f"<#{part['channel_id']}>"
        case "emoji":
            return f":{part['name']}:"
        case "link":
            return str(part.get("text") or part["url"])
    return html.escape(str(part.get("text", "")), quote=False)


def _text(text: Any) -> list[str]:
    """A text object's words. Plain text is as it is: nothing in it is mark-up."""
    if isinstance(text, str):
        return [text]
    if not isinstance(text, dict):
        return []
    words = str(text["text"])
    return [words if text["type"] == "mrkdwn" else html.escape(words, quote=False)]
