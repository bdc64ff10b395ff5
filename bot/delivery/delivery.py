"""The loop that delivers what is owed."""

import random
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.delivery import posting
from bot.delivery.channels import Channels
from bot.delivery.hands import Hands
from bot.delivery.rendering import Renderer
from bot.delivery.showing import Showing, TooLate
from bot.delivery.trouble import HEAD_IS_GONE, PATIENCE, Trouble, trouble
from bot.domain.clock import Clock
from bot.domain.notices import HOLDS_UP, PACE, REFRESH_EVERY, TOO_OLD, UNKNOWN_FATE, Notice, NoticeKind
from bot.services.outbox import Outbox
from bot.slack_client import calling_once
from storage.database import Database

HANDS = 4
"""How many are delivered at a time: a call to Slack that takes its ten seconds holds up no other."""
LONGEST_WAIT = timedelta(minutes=15)
LONGEST_WAIT_OF_MANY = timedelta(minutes=1)
"""Between attempts while others wait for this one: they should not wait long when Slack is well again."""
TOKEN_RESTS = timedelta(minutes=1)
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
        moderators: frozenset[str] = frozenset(),
        pace: timedelta = PACE,
        find: posting.Find = posting.find,
    ) -> None:
        """`client_for` gives the client of a workspace, or None when we have no token for it.

        `pace` and `find` are for tests: those that are in a hurry, and those which show that without the look in the
        channel messages come twice.
        """
        self._database = database
        self._outbox = Outbox(database, moderators=moderators, pace=pace)
        self._clock = clock
        self._client_for = client_for
        self._channels = Channels(clock)
        self._renderers = renderers
        self._pace = pace.total_seconds()
        self._find = find
        self._wakened = threading.Event()
        self._one_pass_at_a_time = threading.Lock()
        self._looks = 0
        self._claimed_at = 0.0
        self._resting: dict[str, datetime] = {}

    def wake(self) -> None:
        """Something is owed: do not wait for the next look."""
        self._wakened.set()

    def run(self, stop: threading.Event) -> None:
        """Deliver until told to stop. What goes wrong is logged, and ends nothing."""
        while not stop.is_set():
            try:
                self.deliver_due(stop)
            except Exception:
                log.exception("delivery broke")
            if not stop.is_set():
                self._pause()

    def deliver_due(self, stop: threading.Event | None = None) -> int:
        """Deliver everything that is due, in every workspace; answers how many messages are in Slack now."""
        stop = stop or threading.Event()
        with self._one_pass_at_a_time:
            hands = Hands(HANDS, on_free=self._wakened.set)
            try:
                self._deliver_until_nothing_is_due(hands, stop)
            finally:
                while not hands.are_empty:
                    self._wakened.wait()
                    self._wakened.clear()
            hands.raise_failure()
            return hands.delivered

    def _deliver_until_nothing_is_due(self, hands: Hands, stop: threading.Event) -> None:
        while not stop.is_set():
            self._wakened.clear()
            self._fill(hands, stop)
            hands.raise_failure()
            if hands.are_empty and not self._wakened.is_set():
                return
            self._pause()

    def _pause(self) -> None:
        """Wait until somebody wakes us or it is time to look; in a channel where we just posted, that is soon."""
        next_turn = self._claimed_at + self._pace - time.monotonic()
        self._wakened.wait(next_turn if 0 < next_turn < _LOOK_EVERY else _LOOK_EVERY)

    def _fill(self, hands: Hands, stop: threading.Event) -> None:
        """Take in hand what is due: one of each workspace in turn, so that none waits for all of another's."""
        now = self._clock()
        clients = {
            workspace: client
            for workspace in self._database.workspaces()
            if self._resting.get(workspace, now) <= now and (client := self._client_for(workspace))
        }
        waiting = deque(clients)
        waiting.rotate(-self._looks)
        self._looks += 1
        while waiting and not (hands.are_full or stop.is_set()):
            workspace = waiting.popleft()
            notice = self._outbox.claim(workspace, now=self._clock())
            if notice:
                self._claimed_at = time.monotonic()
                client = calling_once(clients[workspace], timeout=posting.TIMEOUT)
                hands.take(partial(self._deliver, client, workspace, notice))
                waiting.append(workspace)

    def _deliver(self, client: WebClient, workspace: str, notice: Notice) -> bool:
        showing = Showing(client, notice, self._clock, self._channels, find=self._find)
        too_old = notice.is_too_old(self._clock())
        try:
            message = None if too_old else self._renderers[notice.kind](workspace, notice, self._clock())
            shown = showing.show(message)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next notice gets its turn
            notice = replace(notice, upload=showing.upload)
            self._put_off(workspace, notice, error, unsure=showing.unsure)
            return False
        if shown is None:
            self._outbox.dropped(workspace, notice, now=self._clock(), error=TOO_OLD if too_old else "")
            log.info("not sent", kind=notice.kind.value, notice=notice.id, too_old=too_old)
            return False
        channel_id, ts = shown
        if not self._outbox.sent(workspace, notice, channel_id=channel_id, message_ts=ts, now=self._clock()):
            log.warning("lease ended before delivery", kind=notice.kind.value, notice=notice.id)
        log.info("delivered", kind=notice.kind.value, notice=notice.id, attempts=notice.attempts)
        return True

    def _put_off(self, workspace: str, notice: Notice, error: Exception, *, unsure: bool) -> None:
        found = trouble(error)
        now = self._clock()
        _report(notice, found, error)
        if found.token_is_wrong:
            self._resting[workspace] = now + TOKEN_RESTS
            self._outbox.put_off(workspace, notice, at=now, error=found.code, maybe_sent=unsure)
        elif found.wait:
            self._outbox.put_off(
                workspace,
                notice,
                at=now + found.wait,
                error=found.code,
                maybe_sent=unsure,
                step=found.step,
                all_of_recipient=found.posting,
            )
        elif found.final or notice.attempts >= PATIENCE:
            may_show = unsure or (notice.is_there and found.unanswered)
            code = UNKNOWN_FATE if may_show else found.code
            self._outbox.failed(workspace, notice, error=code, now=now, final=found.final)
        else:
            if found.code == HEAD_IS_GONE:
                self._outbox.post_head_again(workspace, notice, now=now)
            wait = max(_backoff(notice), found.look_after) if unsure else _backoff(notice)
            self._outbox.retry(workspace, notice, at=now + wait, error=found.code, maybe_sent=unsure)


def _backoff(notice: Notice) -> timedelta:
    """Twice as long each time, up to a limit; not the same for all, so that they do not come back together."""
    limit = LONGEST_WAIT_OF_MANY if notice.attempts < HOLDS_UP else LONGEST_WAIT
    longest = min(timedelta(seconds=2**notice.attempts), limit)
    wait = longest * random.uniform(0.5, 1)  # noqa: S311 - no secret
    # Slack may have changed the message and not said so.
    return max(wait, REFRESH_EVERY) if notice.refreshes else wait


def _report(notice: Notice, found: Trouble, error: Exception) -> None:
    facts = {"kind": notice.kind.value, "notice": notice.id, "attempts": notice.attempts, "error": found.code}
    if found.wait:
        log.info("slack wants a little time", **facts, seconds=found.wait.total_seconds())
    elif isinstance(error, TooLate):
        log.info("the lease ends too soon to post", **facts)
    elif isinstance(error, SlackApiError):
        data = error.response.data
        reasons = data.get("errors") if isinstance(data, dict) else None
        log.warning("slack did not take a notice", **facts, reasons=reasons)
    elif found.unanswered or found.final:
        log.warning("slack did not answer", **facts)
    else:
        log.error("a notice broke", **facts, exc_info=error)
