"""The app's manifest: what it may do, what it hears of, and how people call it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

EVENT_SCOPES: dict[str, set[str]] = {
    "app_mention": {"app_mentions:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "message.mpim": {"mpim:history"},
    "reaction_added": {"reactions:read"},
    "reaction_removed": {"reactions:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    "app_home_opened": set(),
    "app_uninstalled": set(),
    "tokens_revoked": set(),
    "channel_rename": {"channels:read"},
    "channel_archive": {"channels:read"},
    "channel_deleted": {"channels:read"},
    "team_join": {"users:read"},
    "user_change": {"users:read"},
}
"""The events an app may ask for here, and the scopes of which it needs at least one."""


class ManifestError(ValueError):
    """Slack would not take this manifest; the words say why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    command: str
    description: str
    usage_hint: str
    should_escape: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcut:
    callback_id: str
    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The part of a manifest that changes how Slack behaves."""

    bot_name: str
    commands: dict[str, Command]
    shortcuts: list[Shortcut]
    scopes: frozenset[str]
    events: frozenset[str]
    has_home: bool
    is_interactive: bool

    def shortcut(self, name: str, kind: str) -> Shortcut | None:
        """By callback id or by the name in the menu."""
        return next((s for s in self.shortcuts if s.type == kind and name in (s.callback_id, s.name)), None)


EMPTY = Manifest(
    bot_name="App",
    commands={},
    shortcuts=[],
    scopes=frozenset(),
    events=frozenset(),
    has_home=False,
    is_interactive=False,
)


def read_manifest(path: Path) -> Manifest:
    """Read a manifest file (YAML or JSON).

    Raises:
        ManifestError: something in it is over Slack's limits, or an event lacks its scope.
    """
    return parse_manifest(yaml.safe_load(path.read_text(encoding="utf-8")))


def parse_manifest(source: dict[str, Any]) -> Manifest:
    """The same, from what the file says."""
    features = source.get("features", {})
    settings = source.get("settings", {})
    commands = [
        Command(
            command=_short(each["command"], 32, "a command"),
            description=_short(each["description"], 2000, "a command's description"),
            usage_hint=_short(each.get("usage_hint", ""), 1000, "a command's usage hint"),
            should_escape=bool(each.get("should_escape", False)),
        )
        for each in features.get("slash_commands", [])
    ]
    shortcuts = [
        Shortcut(
            callback_id=_short(each["callback_id"], 255, "a shortcut's callback_id"),
            name=_short(each["name"], 24, "a shortcut's name"),
            type=each["type"],
            description=_short(each["description"], 150, "a shortcut's description"),
        )
        for each in features.get("shortcuts", [])
    ]
    scopes = source.get("oauth_config", {}).get("scopes", {})
    manifest = Manifest(
        bot_name=_short(features.get("bot_user", {}).get("display_name", "App"), 80, "the bot's name"),
        commands={each.command: each for each in commands},
        shortcuts=shortcuts,
        scopes=frozenset(scopes.get("bot", [])),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
        has_home=bool(features.get("app_home", {}).get("home_tab_enabled", False)),
        is_interactive=bool(settings.get("interactivity", {}).get("is_enabled", False)),
    )
    _check(manifest)
    if left_over := sorted(set(scopes.get("bot_optional", [])) - manifest.scopes):
        raise ManifestError(f"only a scope that is asked for can be optional, not {', '.join(left_over)}")
    return manifest


def _short(words: str, most: int, what: str) -> str:
    if len(words) > most:
        raise ManifestError(f"{what} may have {most} characters, not {len(words)}: {words!r}")
    return words


def _check(manifest: Manifest) -> None:
    for event in sorted(manifest.events):
        if event not in EVENT_SCOPES:
            raise ManifestError(f"the playground does not know the event {event}")
        needed = EVENT_SCOPES[event]
        if needed and not needed & manifest.scopes:
            raise ManifestError(f"the event {event} needs the scope {' or '.join(sorted(needed))}")
    if manifest.commands and "commands" not in manifest.scopes:
        raise ManifestError("slash commands need the scope commands")
