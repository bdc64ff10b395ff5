"""`manifest.yml`: what Slack is told about Collab, and so what Collab may rely on."""

from pathlib import Path
from typing import Any

import yaml

EVENTS_PATH = "/slack/events"
"""Where `bot.web` takes events, commands, buttons and forms from Slack."""

_PACKAGE = Path(__file__).parent


def path() -> Path:
    """The file itself: at the root of a checkout, inside the package once installed from a wheel."""
    installed = _PACKAGE / "manifest.yml"
    return installed if installed.exists() else _PACKAGE.parent / "manifest.yml"


def text() -> str:
    """The manifest as it stands, for Socket Mode."""
    return path().read_text(encoding="utf-8")


def over_http(url: str) -> str:
    """The manifest for a Collab that Slack reaches at the web address `url`, without Socket Mode."""
    manifest = _parsed()
    address = url.rstrip("/") + EVENTS_PATH
    for command in manifest["features"]["slash_commands"]:
        command["url"] = address
    settings = manifest["settings"]
    settings["event_subscriptions"] = {"request_url": address, **settings["event_subscriptions"]}
    settings["interactivity"]["request_url"] = address
    settings["interactivity"]["message_menu_options_url"] = address  # menus that are filled while one types
    settings["socket_mode_enabled"] = False
    return yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True, width=110)


def bot_scopes() -> frozenset[str]:
    """What Collab must be allowed to do; it works without what is optional."""
    scopes = _parsed()["oauth_config"]["scopes"]
    return frozenset(scopes["bot"]) - frozenset(scopes["bot_optional"])


def _parsed() -> dict[str, Any]:
    parsed: dict[str, Any] = yaml.safe_load(text())
    return parsed
