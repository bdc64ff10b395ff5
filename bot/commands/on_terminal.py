"""A Slack message, as text on a terminal."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from rich.text import Text

from bot.views.message import Message
from handlers.messages import plain

_BOLD = re.compile(r"(?<!\S)\*(\S(?:[^*\n]*\S)?)\*(?!\w)")


def as_text(message: Message) -> Iterator[Text]:
    """Its blocks, one after the other; buttons are in square brackets."""
    blocks = message.payload().get("blocks") or [{"type": "section", "text": {"text": message.text}}]
    for number, block in enumerate(blocks):
        if number and (block["type"] == "header" or "accessory" in block):
            yield Text()
        yield from _shown(block)


def _shown(block: Mapping[str, Any]) -> Iterator[Text]:
    match block["type"]:
        case "header":
            yield Text(block["text"]["text"], style="bold underline")
        case "context":
            for element in block["elements"]:
                yield _words(element.get("text") or element.get("alt_text", ""), style="dim")
        case "actions":
            yield Text("  ".join(map(_button, block["elements"])), style="cyan")
        case "image":
            yield Text(f"[{block['alt_text']}]", style="dim")
        case "divider":
            yield Text("")
        case _:
            for part in [block.get("text"), *block.get("fields", ())]:
                if part:
                    yield _words(part["text"])
            if "accessory" in block:
                yield Text(_button(block["accessory"]), style="cyan")


def _button(element: Mapping[str, Any]) -> str:
    label = element.get("text") or element.get("placeholder") or {}
    return f"[{label.get('text') or element.get('alt_text') or 'menu'}]"


def _words(mrkdwn: str, style: str = "") -> Text:
    """What somebody reads: bold is bold, links say where they lead."""
    shown = Text(style=style)
    at = 0
    for bold in _BOLD.finditer(mrkdwn):
        shown.append(plain(mrkdwn[at : bold.start()]))
        shown.append(plain(bold[1]), style="bold")
        at = bold.end()
    return shown.append(plain(mrkdwn[at:]))
