"""One running playground: starting it, stopping it, and what tests and the demo do with it."""

from collections import deque
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from playground import facts
from playground.clock import Clock
from playground.delivery import ACK_SECONDS, Ack, Delivery, Transport
from playground.direct import App, Direct
from playground.events import Events
from playground.faults import Faults
from playground.files import Files
from playground.loop import Loop
from playground.manifest import EMPTY, Manifest, read_manifest
from playground.page_api import PageApi
from playground.people import sample_workspace
from playground.response_urls import ResponseUrls
from playground.screens import Screens
from playground.server import Server
from playground.signed_http import SignedHttp
from playground.slack import Slack, Tokens
from playground.socket_mode import SocketMode
from playground.triggers import Triggers


class Playground:
    """A local Slack workspace with one app in it."""

    def __init__(self, manifest: Manifest = EMPTY, *, rate_limits: bool = False) -> None:
        self._loop = Loop()
        self._sockets = SocketMode(self._loop)
        self._delivery = Delivery(self._sockets, self._loop.after)
        self.clock = Clock()
        workspace = sample_workspace(self.clock, manifest.bot_name)
        self._slack = Slack(
            manifest=manifest,
            clock=self.clock,
            workspace=workspace,
            delivery=self._delivery,
            triggers=Triggers(),
            response_urls=ResponseUrls(),
            faults=Faults(),
            files=Files(),
            tokens=Tokens(),
            url=lambda: self.url,
            socket_url=lambda: f"ws://127.0.0.1:{self._server.port}/socket/{self._sockets.new_ticket()}",
            refusals=[],
            problems=[],
            calls=deque(maxlen=100_000),
            limits_rates=rate_limits,
        )
        self._events = Events(self._slack)
        screens = Screens(workspace)
        self._server = Server(self._slack, PageApi(self._slack, screens, self._loop), self._sockets)
        self._slack.faults.on_socket_fault = self._sockets.misbehave
        self.clock.on_move(lambda now: workspace.tell(facts.ClockMoved(now)))

    @classmethod
    def start(cls, manifest: Path | Manifest = EMPTY, port: int = 0, *, rate_limits: bool = False) -> Self:
        """Start a workspace for the app with this manifest; stop it with `stop()` or a `with` block.

        Args:
            manifest: the app's manifest file, or what was read from one.
            port: where to listen on 127.0.0.1; 0 is any free port.
            rate_limits: answer 429 as Slack's tiers say.
        """
        playground = cls(manifest if isinstance(manifest, Manifest) else read_manifest(manifest), rate_limits=rate_limits)
        try:
            playground._loop.submit(playground._server.start(port)).result(timeout=10)
        except BaseException:
            playground.stop()
            raise
        return playground

    def stop(self) -> None:
        """Close every connection; nothing is left running."""
        self._delivery.transport.close()
        self._loop.submit(self._server.stop()).result(timeout=10)
        self._loop.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """The page."""
        return self._server.url

    @property
    def api_url(self) -> str:
        """What the app is given as `SLACK_API_URL`."""
        return f"{self.url}/api/"
