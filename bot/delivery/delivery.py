"""The loop that delivers what is owed."""

import random
import threading
from collections.abc import Callable, Mapping
from datetime import timedelta

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.delivery import posting
from bot.delivery.rendering import Renderer
from bot.delivery.showing import Showing
from bot.delivery.trouble import HEAD_IS_GONE, PATIENCE, Trouble, trouble
from bot.domain.clock import Clock
from bot.domain.notices import REFRESH_EVERY, UNKNOWN_FATE, Notice, NoticeKind
from bot.services.outbox import Outbox
from storage.database import Database

LONGEST_WAIT = timedelta(minutes=15)
_LOOK_EVERY = 1.0  # seconds

log = structlog.get_logger(__name__)


class Delivery:
    """Posts notices: each exactly once, however many processes run this and wherever they die.

    A notice is claimed under a lease, rendered, posted with its key in the message's metadata, and settled. Whoever
    dies in between leaves a lease that ends; the next one looks in the channel for the key before it posts.
    """

    def __init__(
        self,
        database: Database,
        *,
        clock: Clock,
        client_for: Callable[[str], WebClient | None],
        renderers: Mapping[NoticeKind, Renderer],
    ) -> None:
        """`client_for` gives the client of a workspace, or None when we have no token for it."""
        self._database = database
        self._outbox = Outbox(database)
        self._clock = clock
        self._client_for = client_for
        self._renderers = renderers
        self._wakened = threading.Event()
        self._one_pass_at_a_time = threading.Lock()

    def wake(self) -> None:
        """Something is owed: do not wait for the next look."""
        self._wakened.set()

    def run(self, stop: threading.Event) -> None:
        """Deliver until told to stop. What goes wrong is logged, and ends nothing."""
        while not stop.is_set():
            self._wakened.clear()
            try:
                self.deliver_due(stop)
            except Exception:
                log.exception("delivery broke")
            self._wakened.wait(_LOOK_EVERY)

    def deliver_due(self, stop: threading.Event | None = None) -> int:
        """Deliver everything that is due, in every workspace; answers how many messages are in Slack now."""
        with self._one_pass_at_a_time:
            return sum(self._deliver_in(workspace, stop) for workspace in self._database.workspaces())

    def _deliver_in(self, workspace: str, stop: threading.Event | None) -> int:
        client = self._client_for(workspace)
        if client is None:
            return 0
        client = posting.posting_client(client)
        delivered = 0
        while not (stop and stop.is_set()):
            notice = self._outbox.claim(workspace, now=self._clock())
            if notice is None:
                break
            delivered += self._deliver(client, workspace, notice)
        return delivered

    def _deliver(self, client: WebClient, workspace: str, notice: Notice) -> bool:
        showing = Showing(client, notice, self._clock)
        try:
            shown = showing.show(self._renderers[notice.kind](workspace, notice, self._clock()))
        except Exception as error:  # noqa: BLE001 - whatever it is, the next notice gets its turn
            self._put_off(workspace, notice, error, unsure=showing.unsure)
            return False
        if shown is None:
            self._outbox.dropped(workspace, notice, now=self._clock())
            return False
        channel_id, ts = shown
        if not self._outbox.sent(workspace, notice, channel_id=channel_id, message_ts=ts, now=self._clock()):
            log.warning("lease ended before delivery", kind=notice.kind.value, notice=notice.id)
        log.info("delivered", kind=notice.kind.value, notice=notice.id, attempts=notice.attempts)
        return True

    def _put_off(self, workspace: str, notice: Notice, error: Exception, *, unsure: bool) -> None:
        found = trouble(error)
        unsure = unsure or found.maybe_sent
        now = self._clock()
        _report(notice, found, error)
        if found.final or (notice.attempts >= PATIENCE and found.wait is None):
            code = UNKNOWN_FATE if unsure else found.code
            self._outbox.failed(workspace, notice, error=code, now=now)
            return
        if found.code == HEAD_IS_GONE:
            self._outbox.post_head_again(workspace, notice, now=now)
        at = now + (found.wait or _backoff(notice))
        self._outbox.retry(workspace, notice, at=at, error=found.code, maybe_sent=unsure)
        if found.wait:
            self._outbox.hold(workspace, notice.recipient, until=at)


def _backoff(notice: Notice) -> timedelta:
    """Twice as long each time, up to a limit; not the same for all, so that they do not come back together."""
    longest = min(timedelta(seconds=2**notice.attempts), LONGEST_WAIT)
    wait = longest * random.uniform(0.5, 1)  # noqa: S311 - no secret
    # Slack may have changed the message and not said so.
    return max(wait, REFRESH_EVERY) if notice.refreshes else wait


def _report(notice: Notice, found: Trouble, error: Exception) -> None:
    facts = {"kind": notice.kind.value, "notice": notice.id, "attempts": notice.attempts, "error": found.code}
    if isinstance(error, SlackApiError):
        log.warning("slack did not take a notice", **facts, reasons=error.response.get("errors"))
    elif found.maybe_sent or found.final:
        log.warning("slack did not answer", **facts)
    else:
        log.error("a notice broke", **facts, exc_info=error)
