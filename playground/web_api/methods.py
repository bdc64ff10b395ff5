"""Every method, registered, and the way to call one."""

from playground.web_api import chat, conversations, files, reactions, team, views
from playground.web_api.registry import METHODS, call

__all__ = ["METHODS", "call", "chat", "conversations", "files", "reactions", "team", "views"]
