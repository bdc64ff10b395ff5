"""What happened, in order, and waiting for it."""

import time
from collections.abc import Callable
from typing import TypeVar

from playground import facts
from playground.screens import sees
from playground.values import BOT_USER_ID
from playground.workspace import Workspace

T = TypeVar("T")
POLL_SECONDS = 0.01
"""How often a condition is looked at when nothing happened in the workspace: it may be about something else."""


class Diary:
    """Keeps every fact from the moment at which it was begun."""

    def __init__(self, workspace: Workspace, patience: float) -> None:
        self.workspace = workspace
        self.patience = patience
        self._facts: list[facts.Fact] = []
        workspace.witnesses.append(self._facts.append)

    @property
    def length(self) -> int:
        return len(self._facts)

    def since(self, start: int, user: str) -> list[facts.Fact]:
        """What the app showed this person since then."""
        with self.workspace.lock:
            return [fact for fact in self._facts[start:] if self._is_shown(fact, user)]

    def _is_shown(self, fact: facts.Fact, user: str) -> bool:
        match fact:
            case facts.MessagePosted(message) | facts.MessageDeleted(message):
                return message.user == BOT_USER_ID and sees(self.workspace, user, message)
            case facts.MessageChanged(message, edited):
                return edited and message.user == BOT_USER_ID and sees(self.workspace, user, message)
            case facts.ViewShown(view) | facts.ViewUpdated(view) | facts.ViewRefused(view):
                return view.user == user
            case facts.HomePublished(view):
                return view.user == user
            case facts.ViewClosed(owner) | facts.Problem(owner):
                return owner == user
        return False

    def wait_for(self, condition: Callable[[], T], seconds: float | None = None) -> T:
        """What the condition answers once that is true; its last answer when the time is over."""
        deadline = time.monotonic() + (self.patience if seconds is None else seconds)
        while not (answer := condition()) and time.monotonic() < deadline:
            with self.workspace.changed:
                self.workspace.changed.wait(POLL_SECONDS)
        return answer
