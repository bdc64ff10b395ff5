"""Rich text: sections, lists, quotes and preformatted text."""

from playground.strict.node import Node

_INLINE = {
    "text": "text",
    "link": "url",
    "user": "user_id",
    "channel": "channel_id",
    "usergroup": "usergroup_id",
    "emoji": "name",
    "broadcast": "range",
    "date": "timestamp",
    "color": "value",
    "team": "team_id",
}
_STYLES = ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")
_OPTIONAL = ("style", "text", "unicode", "skin_tone", "unsafe", "format", "fallback", "url")


def rich_text(node: Node) -> None:
    node.only("type", "block_id", "elements")
    node.needs("elements")
    for each in node.each("elements", most=1000, least=0):
        _element(each)


def _element(node: Node) -> None:
    if not node.is_object() or not node.needs("type", "elements"):
        return
    match node.type:
        case "rich_text_section":
            node.only("type", "elements")
        case "rich_text_quote" | "rich_text_preformatted":
            node.only("type", "elements", "border", "language")
        case "rich_text_list":
            node.only("type", "elements", "style", "indent", "offset", "border")
            node.needs("style")
            node.one_of("style", "bullet", "ordered")
            for each in node.each("elements", most=1000, least=0):
                _element(each)
            return
        case other:
            node.at("type").refuse(f"unsupported type: {other}")
            return
    for each in node.each("elements", most=1000, least=0):
        _inline(each)


def _inline(node: Node) -> None:
    if not node.is_object() or not node.needs("type"):
        return
    if node.type not in _INLINE:
        node.at("type").refuse(f"unsupported type: {node.type}")
        return
    needed = _INLINE[node.type]
    node.only("type", needed, *_OPTIONAL)
    if node.needs(needed) and needed != "timestamp":
        node.string(needed, most=3000 if needed == "url" else 40_000)
    node.inside("style", _style)


def _style(node: Node) -> None:
    node.only(*_STYLES)
    node.boolean(*_STYLES)
