"""Which scopes each method needs, and what Slack answers when the app has none of them."""

from playground.errors import SlackRefusal
from playground.manifest import Manifest

_READ = frozenset({"channels:read", "groups:read", "im:read", "mpim:read"})
_HISTORY = frozenset({"channels:history", "groups:history", "im:history", "mpim:history"})
_PREFIX = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}

NEEDED: dict[str, frozenset[str]] = {
    "chat.postMessage": frozenset({"chat:write"}),
    "chat.update": frozenset({"chat:write"}),
    "chat.delete": frozenset({"chat:write"}),
    "chat.postEphemeral": frozenset({"chat:write"}),
    "conversations.info": _READ,
    "conversations.list": _READ,
    "conversations.members": _READ,
    "conversations.history": _HISTORY,
    "conversations.replies": _HISTORY,
    "conversations.open": frozenset({"im:write", "mpim:write"}),
    "conversations.join": frozenset({"channels:join"}),
    "reactions.add": frozenset({"reactions:write"}),
    "reactions.remove": frozenset({"reactions:write"}),
    "reactions.get": frozenset({"reactions:read"}),
    "reactions.list": frozenset({"reactions:read"}),
    "users.info": frozenset({"users:read"}),
    "users.list": frozenset({"users:read"}),
    "users.conversations": _READ,
    "users.profile.get": frozenset({"users.profile:read"}),
    "team.info": frozenset({"team:read"}),
    "bots.info": frozenset({"users:read"}),
    "files.getUploadURLExternal": frozenset({"files:write"}),
    "files.completeUploadExternal": frozenset({"files:write"}),
}
"""Any one of them will do. Methods that are not here need none."""


def check_scopes(manifest: Manifest, method: str) -> None:
    """Check the method against the manifest.

    Raises:
        SlackRefusal: `missing_scope`, with what is needed and what the manifest provides.
    """
    needed = NEEDED.get(method, frozenset())
    if needed and not needed & manifest.scopes:
        raise missing(manifest, needed)


def check_scope_for(manifest: Manifest, action: str, kind: str) -> None:
    """The scope for one kind of conversation: reading a private channel needs `groups:read`.

    Raises:
        SlackRefusal: `missing_scope`.
    """
    needed = frozenset({f"{_PREFIX[kind]}:{action}"})
    if not needed & manifest.scopes:
        raise missing(manifest, needed)


def reads_email(manifest: Manifest) -> bool:
    """Whether users come with their e-mail address. Without the scope it is left out; nothing is refused."""
    return "users:read.email" in manifest.scopes


def missing(manifest: Manifest, needed: frozenset[str]) -> SlackRefusal:
    return SlackRefusal(
        "missing_scope", needed=",".join(sorted(needed)), provided=",".join(sorted(manifest.scopes))
    )
