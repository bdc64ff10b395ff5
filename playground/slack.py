"""The parts of one running playground, together: what every other module is handed."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from playground import facts
from playground.clock import Clock
from playground.delivery import Delivery
from playground.errors import SlackRefusal
from playground.faults import Faults
from playground.files import Files
from playground.manifest import Manifest
from playground.response_urls import ResponseUrls
from playground.triggers import Triggers
from playground.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Refused:
    """Something of the app's that Slack would not take."""

    where: str
    error: str
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A problem that somebody was told of."""

    user: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    bot: str = "xoxb-playground"
    app: str = "xapp-playground"
    signing_secret: str = "playground-signing-secret"  # noqa: S105  (it guards nothing)


@dataclass(slots=True, kw_only=True)
class Slack:
    """The workspace, and the ways between it and the app."""

    manifest: Manifest
    clock: Clock
    workspace: Workspace
    delivery: Delivery
    triggers: Triggers
    response_urls: ResponseUrls
    faults: Faults
    files: Files
    tokens: Tokens
    url: Callable[[], str]
    socket_url: Callable[[], str]
    """A new address for one Socket Mode connection."""
    refusals: list[Refused]
    problems: list[Shown]
    calls: "deque[tuple[str, str]]"
    """Each Web API call: the method, and `ok` or Slack's error code."""
    limits_rates: bool = False

    def problem(self, user: str, text: str) -> None:
        """Tell one person that the app failed."""
        self.problems.append(Shown(user, text))
        self.workspace.tell(facts.Problem(user, text))

    def refuse(self, where: str, refusal: SlackRefusal) -> None:
        """Remember that the app sent something that Slack would not take."""
        self.refusals.append(Refused(where, refusal.error, tuple(refusal.messages)))
