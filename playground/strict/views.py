"""A whole view: a modal or an App Home."""

import json
from typing import Any, Literal

from playground.errors import SlackRefusal
from playground.strict.blocks import check_blocks, with_ids
from playground.strict.messages import new_block_id
from playground.strict.node import IDS, Node
from playground.strict.objects import plain
from playground.values import JSON

VIEW_BYTES = 250_000
_BOTH = ("type", "blocks", "private_metadata", "callback_id", "external_id")
_MODAL = ("title", "submit", "close", "clear_on_close", "notify_on_close", "submit_disabled")


def checked_view(given: Any, kind: Literal["modal", "home"]) -> JSON:
    """The view, ids filled in.

    Raises:
        SlackRefusal: `invalid_arguments` with what is wrong and where, or `view_too_large`.
    """
    if isinstance(given, str):
        try:
            given = json.loads(given)
        except ValueError:
            raise SlackRefusal(
                "invalid_arguments", ["[ERROR] must be valid JSON [json-pointer:/view]"]
            ) from None
    node = Node(given, "/view", kind)
    if node.is_object():
        _check(node, kind)
    if node.errors:
        raise SlackRefusal("invalid_arguments", node.errors)
    if len(json.dumps(given).encode()) > VIEW_BYTES:
        raise SlackRefusal("view_too_large")
    return {**given, "blocks": with_ids(given["blocks"], new_block_id)}


def _check(node: Node, kind: str) -> None:
    node.only(*_BOTH, *(_MODAL if kind == "modal" else ()))
    if not node.needs("type", "blocks"):
        return
    if node.type != kind:
        node.at("type").refuse(f"must be {kind}")
    node.string("private_metadata", most=3000, least=0)
    node.string("callback_id", most=IDS, least=0)
    node.string("external_id", most=IDS, least=0)
    if kind == "modal":
        node.needs("title")
        for name in ("title", "submit", "close"):
            node.inside(name, plain(24))
        node.boolean("clear_on_close", "notify_on_close", "submit_disabled")
    check_blocks(node.at("blocks"))
    blocks = node.value["blocks"]
    inputs = isinstance(blocks, list) and any(
        isinstance(b, dict) and b.get("type") == "input" for b in blocks
    )
    if kind == "modal" and inputs and not node.has("submit"):
        node.refuse("missing required field: submit (a modal with an input block needs one)")
