"""A whole message: its words, its blocks, and how much of both there may be."""

import itertools
import json
from typing import Any

from playground.errors import SlackRefusal
from playground.strict.blocks import check_blocks, with_ids
from playground.strict.node import Node
from playground.values import JSON

TEXT = 40_000
UPDATE_TEXT = 4_000
ALL_BLOCKS = 13_200
"""Characters of text in all the blocks of a message; found by trying, Slack documents no number."""

RESPONSE_FIELDS = frozenset(
    {
        "text",
        "blocks",
        "response_type",
        "replace_original",
        "delete_original",
        "thread_ts",
        "mrkdwn",
        "unfurl_links",
        "unfurl_media",
        "parse",
        "metadata",
    }
)
"""What an acknowledgement of a command, or a `response_url`, takes. (The playground has no attachments.)"""

_numbers = itertools.count(1)


def new_block_id() -> str:
    """An id for a block or element that came without one."""
    return f"auto{next(_numbers):05d}"


def checked_message(
    said: JSON, *, fields: frozenset[str] | None = None, most_text: int = TEXT
) -> tuple[str, list[JSON] | None]:
    """The text and the blocks of a message, ids filled in.

    Raises:
        SlackRefusal: `no_text`, `msg_too_long`, `invalid_blocks`, `msg_blocks_too_long`, `invalid_arguments`.
    """
    unknown = sorted(set(said) - fields) if fields is not None else []
    if unknown:
        raise SlackRefusal("invalid_arguments", [f"[ERROR] invalid additional property: {unknown[0]}"])
    text = said.get("text") or ""
    if not isinstance(text, str):
        raise SlackRefusal("invalid_arguments", ["[ERROR] must be a string [json-pointer:/text]"])
    blocks = _blocks(said.get("blocks"))
    if not text.strip() and not blocks:
        raise SlackRefusal("no_text")
    if len(text) > most_text:
        raise SlackRefusal("msg_too_long")
    return text, with_ids(blocks, new_block_id) if blocks else None


def _blocks(given: Any) -> list[JSON]:
    if isinstance(given, str) and given:
        try:
            given = json.loads(given)
        except ValueError:
            raise SlackRefusal("invalid_blocks_format") from None
    if not given:
        return []
    node = Node(given, "/blocks", "message")
    check_blocks(node)
    if node.errors:
        raise SlackRefusal("invalid_blocks", node.errors)
    if (length := characters(given)) > ALL_BLOCKS:
        raise SlackRefusal("msg_blocks_too_long", [f"[ERROR] {length} characters of text in blocks"])
    blocks: list[JSON] = given
    return blocks


def characters(part: Any) -> int:
    """How much text there is in some blocks."""
    if isinstance(part, list):
        return sum(characters(each) for each in part)
    if not isinstance(part, dict):
        return 0
    own = part.get("text")
    return (len(own) if isinstance(own, str) else 0) + sum(characters(value) for value in part.values())
