"""Composition objects: text, options, confirmations."""

from collections.abc import Callable

from playground.strict.node import Node

OPTIONS = 100


def text(node: Node, *, most: int, plain_only: bool = False) -> None:
    """A text object of up to `most` characters, that is not empty."""
    if not node.is_object() or not node.needs("type"):
        return
    allowed = ("plain_text",) if plain_only else ("plain_text", "mrkdwn")
    if node.type not in allowed:
        node.at("type").refuse(f"must be one of: {', '.join(allowed)}")
        return
    node.only("type", "text", "emoji" if node.type == "plain_text" else "verbatim")
    node.boolean("emoji", "verbatim")
    if node.needs("text"):
        node.string("text", most=most)


def plain(most: int) -> Callable[[Node], None]:
    """A check for plain text of up to `most` characters."""
    return lambda node: text(node, most=most, plain_only=True)


def option(node: Node, *, mrkdwn: bool = False, url: bool = False) -> None:
    if not node.is_object():
        return
    node.only("text", "value", "description", *(["url"] if url else []))
    node.needs("text", "value")
    node.inside("text", lambda inner: text(inner, most=75, plain_only=not mrkdwn))
    node.string("value", most=150)
    node.inside("description", lambda inner: text(inner, most=75, plain_only=not mrkdwn))
    node.string("url", most=3000)


def options(node: Node, *, mrkdwn: bool = False, most: int = OPTIONS) -> None:
    for each in node.each("options", most=most):
        option(each, mrkdwn=mrkdwn)


def options_or_groups(node: Node) -> None:
    """A menu's `options`, or its `option_groups`, and not both."""
    if node.has("options") == node.has("option_groups"):
        node.refuse("must define either `options` or `option_groups`")
    options(node)
    for group in node.each("option_groups", most=OPTIONS):
        if not group.is_object():
            continue
        group.only("label", "options")
        group.needs("label", "options")
        group.inside("label", plain(75))
        options(group)


def initial_options(node: Node, name: str, *, mrkdwn: bool = False) -> None:
    """What is chosen at first must be among the options, exactly."""
    chosen = [node.at(name)] if name == "initial_option" and node.has(name) else []
    chosen = chosen or list(node.each(name, most=OPTIONS) if name == "initial_options" else [])
    groups = node.value.get("option_groups") or []
    offered = [*(node.value.get("options") or []), *(o for g in groups for o in g.get("options", []))]
    same = [_essence(each) for each in offered]
    for each in chosen:
        option(each, mrkdwn=mrkdwn)
        if offered and _essence(each.value) not in same:
            each.refuse(f"must match exactly with one of the options: {name}")


def _essence(value: object) -> object:
    """An option as Slack compares it: text and value."""
    if not isinstance(value, dict) or not isinstance(value.get("text"), dict):
        return value
    return value.get("value"), value["text"].get("text"), value["text"].get("type")


def confirm(node: Node) -> None:
    node.only("title", "text", "confirm", "deny", "style")
    node.needs("title", "text", "confirm", "deny")
    node.inside("title", plain(100))
    node.inside("text", lambda inner: text(inner, most=300))
    node.inside("confirm", plain(30))
    node.inside("deny", plain(30))
    node.one_of("style", "primary", "danger")


def dispatch_config(node: Node) -> None:
    node.only("trigger_actions_on")
    for each in node.each("trigger_actions_on", most=2):
        if each.value not in ("on_enter_pressed", "on_character_entered"):
            each.refuse("must be one of: on_enter_pressed, on_character_entered")


def conversation_filter(node: Node) -> None:
    node.only("include", "exclude_external_shared_channels", "exclude_bot_users")
    if not node.value:
        node.refuse("must have at least one property")
    for each in node.each("include", most=4):
        if each.value not in ("im", "mpim", "private", "public"):
            each.refuse("must be one of: im, mpim, private, public")


def slack_file(node: Node) -> None:
    node.only("id", "url")
    if node.has("id") == node.has("url"):
        node.refuse("must define either `id` or `url`")
