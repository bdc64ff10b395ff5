"""Blocks: what each type takes, where it may stand, and which ids must differ."""

from collections.abc import Callable
from typing import Any

from playground.errors import SlackRefusal
from playground.strict import elements, objects
from playground.strict.node import IDS, Node
from playground.strict.rich_text import rich_text
from playground.strict.table import table
from playground.values import JSON


def _section(node: Node) -> None:
    node.only("type", "block_id", "text", "fields", "accessory", "expand")
    if not node.has("text") and not node.has("fields"):
        node.refuse("must define either `text` or `fields`")
    node.inside("text", lambda inner: objects.text(inner, most=3000))
    for each in node.each("fields", most=10):
        objects.text(each, most=2000)
    node.inside("accessory", lambda inner: elements.element(inner, elements.IN_SECTION))
    node.boolean("expand")


def _header(node: Node) -> None:
    node.only("type", "block_id", "text", "level")
    node.needs("text")
    node.inside("text", objects.plain(150))
    node.whole("level", 1, 6)


def _divider(node: Node) -> None:
    node.only("type", "block_id")


def _context(node: Node) -> None:
    node.only("type", "block_id", "elements")
    node.needs("elements")
    for each in node.each("elements", most=10):
        if not each.is_object() or not each.needs("type"):
            continue
        if each.type == "image":
            elements.element(each, {"image"})
        else:
            objects.text(each, most=2000)


def _actions(node: Node) -> None:
    node.only("type", "block_id", "elements")
    node.needs("elements")
    for each in node.each("elements", most=25):
        elements.element(each, elements.IN_ACTIONS)


def _input(node: Node) -> None:
    node.only("type", "block_id", "label", "element", "dispatch_action", "hint", "optional")
    node.needs("label", "element")
    node.inside("label", objects.plain(2000))
    node.inside("hint", objects.plain(2000))
    node.boolean("dispatch_action", "optional")
    node.inside("element", lambda inner: elements.element(inner, elements.IN_INPUT))


def _image(node: Node) -> None:
    node.only("type", "block_id", "image_url", "slack_file", "alt_text", "title")
    elements.image(node)
    node.inside("title", objects.plain(2000))


def _markdown(node: Node) -> None:
    node.only("type", "block_id", "text")
    if node.needs("text"):
        node.string("text", most=12_000)


BLOCKS: dict[str, Callable[[Node], None]] = {
    "section": _section,
    "header": _header,
    "divider": _divider,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "image": _image,
    "markdown": _markdown,
    "rich_text": rich_text,
    "table": table,
}
_ONLY_IN_MESSAGES = {"markdown", "table"}
MOST = {"message": 50, "modal": 100, "home": 100}


def check_blocks(node: Node) -> None:
    """All the blocks of one message or view; what is wrong is added to the node's errors."""
    if not isinstance(node.value, list):
        node.refuse("must be an array")
        return
    if len(node.value) > MOST[node.surface]:
        node.refuse(f"no more than {MOST[node.surface]} items allowed")
    seen: set[str] = set()
    for place in range(len(node.value)):
        _check_block(node.at(place), seen)
    tables = [each for each in node.value if isinstance(each, dict) and each.get("type") == "table"]
    if len(tables) > 1:
        node.refuse("only one table allowed")


def _check_block(node: Node, seen: set[str]) -> None:
    if not node.is_object() or not node.needs("type"):
        return
    if node.type not in BLOCKS or (node.type in _ONLY_IN_MESSAGES and node.surface != "message"):
        node.at("type").refuse(f"unsupported type: {node.type}")
        return
    BLOCKS[node.type](node)
    block_id = node.string("block_id", most=IDS)
    if block_id in seen:
        node.at("block_id").refuse(f"`block_id` {block_id} already exists")
    seen.add(block_id or f"(none at {node.pointer})")
    _check_action_ids(node)


def _check_action_ids(node: Node) -> None:
    seen: set[str] = set()
    inside = node.value.get("elements")
    for each in inside if isinstance(inside, list) and node.type == "actions" else ():
        action_id = each.get("action_id") if isinstance(each, dict) else None
        if action_id in seen:
            node.at("elements").refuse(f"`action_id` {action_id} already exists")
        seen.update([action_id] if isinstance(action_id, str) else [])


def with_ids(blocks: list[JSON], new_id: Callable[[], str]) -> list[JSON]:
    """A copy in which every block and interactive element has an id, as Slack gives them."""

    def named(element: Any) -> Any:
        interactive = isinstance(element, dict) and element.get("type") in elements.ELEMENTS
        if not interactive or element["type"] == "image" or element.get("action_id"):
            return element
        return element | {"action_id": new_id()}

    result: list[JSON] = []
    for block in blocks:
        copy = block if block.get("block_id") else block | {"block_id": new_id()}
        for single in ("accessory", "element"):
            if single in copy:
                copy = copy | {single: named(copy[single])}
        if copy["type"] == "actions":
            copy = copy | {"elements": [named(each) for each in copy["elements"]]}
        result.append(copy)
    return result


def check_options_answer(said: Any) -> list[JSON]:
    """The answer to `block_suggestion`: its options, with those of groups one after the other.

    Raises:
        SlackRefusal: Slack would not take it.
    """
    node = Node(said, "", "modal")
    if node.is_object():
        node.only("options", "option_groups")
        if not (node.value.get("options") == [] and "option_groups" not in node.value):
            objects.options_or_groups(node)
    if node.errors:
        raise SlackRefusal("invalid_options", node.errors)
    groups: list[JSON] = said.get("option_groups") or []
    options: list[JSON] = said.get("options") or []
    return [*options, *(each for group in groups for each in group["options"])]
