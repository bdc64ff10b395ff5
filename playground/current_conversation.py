"""`default_to_current_conversation`: a menu that begins with the channel in which its modal was opened."""

from typing import Any

from playground.values import JSON, Channel


def with_current_conversation(content: JSON, channel: Channel | None) -> JSON:
    """The view, with such menus set to the channel, unless they begin with another or do not offer it."""
    if channel is None:
        return content
    return {**content, "blocks": [_filled(block, channel) for block in content["blocks"]]}


def _filled(part: Any, channel: Channel) -> Any:
    if isinstance(part, list):
        return [_filled(each, channel) for each in part]
    if not isinstance(part, dict):
        return part
    if not part.get("default_to_current_conversation"):
        return {key: _filled(value, channel) for key, value in part.items()}
    several = part["type"].startswith("multi_")
    name = "initial_conversations" if several else "initial_conversation"
    offered = part.get("filter", {}).get("include", [channel.kind])
    if name in part or channel.kind not in offered:
        return part
    return part | {name: [channel.id] if several else channel.id}
