"""One running playground: starting it, stopping it, and what tests and the demo do with it."""

from collections import deque
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from playground import facts
from playground.clock import Clock
from playground.delivery import Ack, Delivery, Transport
from playground.direct import App, Direct
from playground.driver.stage import Stage
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
from playground.slack import Refused, Shown, Slack, Tokens
from playground.socket_mode import SocketMode
from playground.triggers import Triggers


class Playground(Stage):
    """A local Slack workspace with one app in it.

    Start it with `start`, in a `with` block. The app reaches it at `api_url` with `bot_token`; it reaches the app over
    Socket Mode (with `app_token`), unless it is told otherwise with `deliver_to` or `deliver_over_http`.
    """

    def __init__(self, manifest: Manifest = EMPTY, *, rate_limits: bool = False) -> None:
        self._loop = Loop()
        self._sockets = SocketMode(self._loop)
        self._delivery = Delivery(self._sockets, self._loop.after)
        self.clock = Clock()
        workspace = sample_workspace(self.clock, manifest.bot_name)
        self.faults = Faults()
        self.faults.on_socket_fault = self._sockets.misbehave
        slack = Slack(
            manifest=manifest,
            clock=self.clock,
            workspace=workspace,
            delivery=self._delivery,
            triggers=Triggers(),
            response_urls=ResponseUrls(),
            faults=self.faults,
            files=Files(),
            tokens=Tokens(),
            url=lambda: self.url,
            socket_url=lambda: f"ws://127.0.0.1:{self._server.port}/socket/{self._sockets.new_ticket()}",
            refusals=[],
            problems=[],
            calls=deque(maxlen=100_000),
            limits_rates=rate_limits,
        )
        super().__init__(slack)
        self.events = Events(slack)
        page = PageApi(slack, Screens(workspace), self._loop)
        self._server = Server(slack, page, self._sockets)
        self.clock.on_move(lambda now: workspace.tell(facts.ClockMoved(now)))

    @classmethod
    def start(cls, manifest: Path | Manifest = EMPTY, port: int = 0, *, rate_limits: bool = False) -> Self:
        """Start a workspace for the app with this manifest; stop it with `stop()` or a `with` block.

        Args:
            manifest: the app's manifest file, or what was read from one.
            port: where to listen on 127.0.0.1; 0 is any free port.
            rate_limits: answer 429 as Slack's tiers say.
        """
        read = manifest if isinstance(manifest, Manifest) else read_manifest(manifest)
        playground = cls(read, rate_limits=rate_limits)
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

    # Towards the app

    @property
    def url(self) -> str:
        """The page."""
        return self._server.url

    @property
    def api_url(self) -> str:
        """What the app is given as `SLACK_API_URL`."""
        return f"{self.url}/api/"

    @property
    def bot_token(self) -> str:
        return self._slack.tokens.bot

    @property
    def app_token(self) -> str:
        return self._slack.tokens.app

    @property
    def signing_secret(self) -> str:
        return self._slack.tokens.signing_secret

    def deliver_to(self, app: App) -> None:
        """Deliver payloads by calling this; `playground.bolt.through` makes one of a Bolt app."""
        self._use(Direct(app))

    def deliver_over_http(self, url: str) -> None:
        """Deliver payloads by signed HTTP.

        Raises:
            RuntimeError: the app at this URL does not answer the `url_verification` challenge.
        """
        transport = SignedHttp(self._loop, url, self.signing_secret)
        self._use(transport)
        if not transport.verify_url():
            raise RuntimeError(f"{url} did not answer the challenge")

    def deliver_over_sockets(self) -> None:
        """Deliver payloads over Socket Mode, as at first."""
        self._use(self._sockets)

    def _use(self, transport: Transport) -> None:
        before, self._delivery.transport = self._delivery.transport, transport
        if before is not self._sockets:
            before.close()

    @property
    def connections(self) -> int:
        """How many Socket Mode connections of the app are open."""
        return self._sockets.connections

    # What is strict, and how strict

    @property
    def refusals(self) -> list[Refused]:
        """All that the app sent and Slack would not take, in calls, acknowledgements and answers."""
        return self._slack.refusals

    @property
    def problems(self) -> list[Shown]:
        """All that Slack's client told people when the app failed."""
        return self._slack.problems

    @property
    def calls(self) -> list[tuple[str, str]]:
        """The app's Web API calls: the method, and `ok` or the error. The last 100,000."""
        return list(self._slack.calls)

    @property
    def calls_in_hand(self) -> int:
        """How many calls came and had no effect yet, because they are slow."""
        return self._server.calls_in_hand

    @property
    def acks(self) -> list[Ack]:
        """How long each acknowledgement took: `kind`, `seconds`, `name`. The last 100,000."""
        return list(self._delivery.acks)

    def set_ack_seconds(self, seconds: float) -> None:
        """How long an acknowledgement may take: 3 seconds in Slack."""
        self._delivery.ack_seconds = seconds

    def set_trigger_seconds(self, seconds: float) -> None:
        """How long a `trigger_id` is good: 3 seconds in Slack."""
        self._slack.triggers.seconds = seconds

    def set_response_url_seconds(self, seconds: float) -> None:
        """How long a `response_url` is good: 30 minutes in Slack."""
        self._slack.response_urls.seconds = seconds

    def set_retry_scale(self, scale: float) -> None:
        """Events are sent again at once, after 1 minute and after 5, times this; by the workspace's clock."""
        self.events.retry_scale = scale

    # The clock

    def on_clock(self, listener: Callable[[datetime], None]) -> None:
        """Call this with the new moment whenever the clock is moved, from the page or from here."""
        self.clock.on_move(listener)

    def wait_for_app(self, seconds: float | None = None) -> None:
        """Wait until the app has opened a Socket Mode connection."""
        self.wait_for(lambda: self.connections > 0, seconds)
