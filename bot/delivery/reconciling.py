"""Asking Slack for the reactions that are votes: what its events did not tell us."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.delivery.trouble import trouble
from bot.domain.clock import Clock
from bot.domain.reconciling import Check, Place, Shown
from bot.services.reconciling import Reconciling
from bot.slack_client import calling_once

LOOK_EVERY = 2.0  # seconds
PATIENCE, HURRY = 10, 1.5  # seconds that a call may take: by itself; while somebody who closes a vote waits
_PAGE = 200
_MOST_ALONE = 20
"""Messages of a workshop that a check asks for one by one, if its thread does not show them; the rest the next time."""
_SOON, _UNWELL, _CLOSED = timedelta(minutes=1), timedelta(minutes=1), timedelta(days=1)
_GONE = {"message_not_found", "thread_not_found", "no_item_specified", "bad_timestamp"}
_CLOCKS_DIFFER = timedelta(seconds=5)

log = structlog.get_logger(__name__)


class Reconciler:
    """Brings votes up to date with what Slack shows, a message or a workshop's thread at a time.

    Any number of processes may run this: each message is asked about by one, and all together stay at half of what
    Slack grants. What Slack refuses to say waits; nothing else does.
    """

    def __init__(
        self,
        reconciling: Reconciling,
        *,
        clock: Clock,
        client_for: Callable[[str], WebClient | None],
    ) -> None:
        """`client_for` gives the client of a workspace, or None when we have no token for it."""
        self._reconciling = reconciling
        self._clock = clock
        self._client_for = client_for
        self._not_before: dict[str, datetime] = {}
        self._gone: set[Place] = set()  # of workshops: they are not asked for by themselves

    def run(self, stop: threading.Event) -> None:
        """Reconcile until told to stop, first what may have been voted on while nothing ran."""
        begun: set[str] = set()
        while not stop.is_set():
            self._carefully(lambda: self._begin(begun))
            if not self._carefully(self.reconcile_due):
                stop.wait(LOOK_EVERY)

    def reconcile_due(self) -> int:
        """Ask about the next that is due in each workspace; answers how many times Slack was asked."""
        return sum(
            self._carefully(partial(self._next_in, workspace)) for workspace in self._reconciling.workspaces()
        )

    def reconcile_all(self) -> int:
        """Ask about everything now, due or not, and however much it is; answers how many checks that took."""
        asked = 0
        for workspace in self._reconciling.workspaces():
            if client := self._client_for(workspace):
                for check in self._reconciling.everything(workspace):
                    self._check(self._asking(client, most=len(check.places)), workspace, check)
                    asked += 1
        return asked

    def before_it_ends(self, client: WebClient, workspace: str, workshop_id: int) -> None:
        """See what Slack shows before the vote in a workshop ends.

        If it does not say at once, the vote ends all the same, and it is asked just after.
        """
        try:
            if check := self._reconciling.of_workshop(workspace, workshop_id):
                self._check(self._asking(client, HURRY, most=0), workspace, check)
        except Exception:
            log.exception("could not see what slack shows of a vote", workshop=workshop_id)

    def write_due(self, workspace: str, *, now: datetime) -> int:
        """Before votes end by the clock. Nothing is owed by it."""
        if client := self._client_for(workspace):
            for workshop_id in self._reconciling.ending(workspace, now=now):
                self.before_it_ends(client, workspace, workshop_id)
        return 0

    def _begin(self, begun: set[str]) -> int:
        """Begin in each workspace that is not `begun`; where it goes wrong it is for the next time."""
        return sum(
            self._carefully(partial(self._begin_in, workspace, begun))
            for workspace in self._reconciling.workspaces()
            if workspace not in begun
        )

    def _begin_in(self, workspace: str, begun: set[str]) -> int:
        self._reconciling.begin(workspace, now=self._clock())
        begun.add(workspace)
        return 1

    def _next_in(self, workspace: str) -> int:
        client, now = self._client_for(workspace), self._clock()
        if client is None or now < self._not_before.get(workspace, now):
            return 0
        check = self._reconciling.claim(workspace, now=now)
        if check is None:
            return 0
        self._check(self._asking(client), workspace, check)
        return 1

    def _asking(self, client: WebClient, patience: float = PATIENCE, *, most: int = _MOST_ALONE) -> "_Asking":
        return _Asking(calling_once(client, timeout=patience), self._clock, most, frozenset(self._gone))

    def _check(self, asking: "_Asking", workspace: str, check: Check) -> None:
        """Ask, and keep what was seen, though Slack did not show it all: the rest is asked for another time."""
        rest_at: datetime | None = None
        try:
            asking.about(check)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next gets its turn
            rest_at = self._trouble(workspace, error)
        else:
            if asking.has_more:
                rest_at = self._clock() + _SOON
        missed = self._reconciling.shown(
            workspace, check, asking.seen, as_of=asking.as_of, now=self._clock(), rest_at=rest_at
        )
        if asking.gone:
            self._gone.update(asking.gone)
            self._reconciling.gone(workspace, asking.gone)
        if missed:
            log.info("votes that no event told of", workspace=workspace, votes=missed)

    def _trouble(self, workspace: str, error: Exception) -> datetime:
        """When to ask again."""
        found, now = trouble(error), self._clock()
        until = now + (found.wait or (_CLOSED if found.final else _UNWELL))
        if found.wait:
            self._not_before[workspace] = until
        log.warning("slack did not show reactions", workspace=workspace, error=found.code)
        return until

    def _carefully(self, do: Callable[[], int]) -> int:
        try:
            return do()
        except Exception:
            log.exception("reconciling broke")
            return 0


@dataclass(slots=True)
class _Asking:
    """One round of questions. Its answers are as of the moment, by Slack's own clock, at which it began.

    At `most` so many messages are asked for one by one, and none of those that were `gone_before`.
    """

    client: WebClient
    clock: Clock
    most: int
    gone_before: frozenset[Place]
    as_of: Decimal = Decimal("Infinity")
    seen: list[Shown] = field(default_factory=list)
    gone: list[Place] = field(default_factory=list)
    has_more: bool = False

    def about(self, check: Check) -> None:
        """What Slack shows of each message is `seen`; those that it shows no more are `gone`."""
        if check.thread and check.places:
            of_check = frozenset(check.places)
            for shown in self._thread(*check.thread):
                if shown.place in of_check and not shown.partial:
                    self.seen.append(shown)
        known = self.gone_before.union(one.place for one in self.seen)
        alone = [one for one in check.places if one not in known]
        self.has_more = len(alone) > self.most
        for place in alone[: self.most]:
            if found := self._message(*place):
                self.seen.append(found)
            else:
                self.gone.append(place)

    def _thread(self, channel_id: str, ts: str) -> Iterator[Shown]:
        """A thread's messages, many at a time. Not everybody who reacted need be named."""
        cursor: str | None = None
        while True:
            try:
                page = self._ask(
                    self.client.conversations_replies, channel=channel_id, ts=ts, limit=_PAGE, cursor=cursor
                )
            except SlackApiError as error:
                if error.response.get("error") in _GONE:
                    return
                raise
            messages: list[dict[str, Any]] = page["messages"]
            yield from (_shown(channel_id, message) for message in messages)
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return

    def _message(self, channel_id: str, ts: str) -> Shown | None:
        try:
            found = self._ask(self.client.reactions_get, channel=channel_id, timestamp=ts, full=True)
        except SlackApiError as error:
            if error.response.get("error") in _GONE:
                return None
            raise
        return _shown(channel_id, found["message"])

    def _ask(self, call: Callable[..., SlackResponse], **wanted: Any) -> SlackResponse:
        began = time.monotonic()
        answer = call(**wanted)
        if self.as_of.is_infinite():
            self.as_of = _slack_time(answer, time.monotonic() - began, self.clock)
        return answer


def _slack_time(answer: SlackResponse, took: float, clock: Clock) -> Decimal:
    """When, at the earliest and by Slack's clock, it looked: that clock also stamps its events, ours may be wrong."""
    said = {name.lower(): value for name, value in answer.headers.items()}.get("date")
    try:
        moment = parsedate_to_datetime(said[0] if isinstance(said, list) else str(said)).astimezone(UTC)
    except ValueError:
        moment = clock() - _CLOCKS_DIFFER
    return Decimal(int((moment.timestamp() - took) * 1_000_000)) / 1_000_000


def _shown(channel_id: str, message: dict[str, Any]) -> Shown:
    """The reactions to a message of ours; our own are no votes."""
    us = message.get("user")
    said = message.get("reactions") or ()
    return Shown(
        place=(channel_id, str(message["ts"])),
        reactions=frozenset((user, one["name"]) for one in said for user in one["users"] if user != us),
        partial=frozenset(one["name"] for one in said if one["count"] > len(one["users"])),
    )
