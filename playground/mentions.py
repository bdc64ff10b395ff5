"""What a person typed, as Slack hands it on: escaped, with mentions, channels and links marked up."""

import re
from typing import Literal

from playground.workspace import Workspace

_SPECIAL = {"here", "channel", "everyone"}
_PIECE = re.compile(
    r"(?P<code>`[^`\n]+`)"
    r"|(?P<url>https?://[^\s<>|]+[^\s<>|.,;:!?)\"'])"
    r"|(?P<email>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)"
    r"|(?P<domain>(?<![\w@./-])(?:[\w-]+\.)+(?:com|org|net|io|dev|uk|eu)\b(?:/[^\s<>|]*[^\s<>|.,;:!?)\"'])?)"
    r"|(?<!\w)@(?P<person>\w[\w.-]*)"
    r"|(?<!\w)#(?P<channel>\w[\w-]*)"
)


def escape(text: str) -> str:
    """Slack's three characters."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_slack_text(typed: str, workspace: Workspace, style: Literal["message", "command"] = "message") -> str:
    """Mark up what was typed.

    In a message a person is `<@U1>`; in a command whose manifest says `should_escape` it is `<@U1|name>`.
    """
    out: list[str] = []
    end = 0
    for piece in _PIECE.finditer(typed):
        out += [escape(typed[end : piece.start()]), _marked(piece, workspace, style)]
        end = piece.end()
    return "".join([*out, escape(typed[end:])])


def _marked(piece: re.Match[str], workspace: Workspace, style: str) -> str:
    whole = escape(piece.group())
    if piece["url"]:
        return f"<{whole}>"
    if piece["email"]:
        return f"<mailto:{whole}|{whole}>"
    if piece["domain"]:
        return f"<http://{whole}|{whole}>"
    if name := piece["person"]:
        return _person(name, workspace, style) or whole
    if name := piece["channel"]:
        channel = workspace.channel_named(name)
        return f"<#{channel.id}|{channel.name}>" if channel and channel.kind == "public" else whole
    return whole


def _person(name: str, workspace: Workspace, style: str) -> str | None:
    """A name may end a sentence: `@ben.` is Ben and a full stop."""
    bare = name.rstrip(".-")
    rest = name[len(bare) :]
    if bare in _SPECIAL:
        return f"<!{bare}>{rest}"
    person = workspace.person_named(bare)
    if person is None:
        return None
    return f"<@{person.id}|{person.name}>{rest}" if style == "command" else f"<@{person.id}>{rest}"
