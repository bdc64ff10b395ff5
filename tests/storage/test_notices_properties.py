"""Notices as a state machine: whatever several processes do, and wherever they die, the promises hold."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import ClassVar, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from bot.domain.notices import HOLDS_UP, PACE, REFRESH_EVERY, NewNotice, Notice, NoticeKind, NoticeState
from storage.database import Database
from storage.transaction import Transaction
from tests.factories import NOW

T = TypeVar("T")

LEASE = timedelta(seconds=60)
CHANNELS = ("C1", "U1")
HEAD = "head"
workspaces = (f"T{number}" for number in itertools.count())


class Notices(RuleBasedStateMachine):
    """The model keeps what was owed, in order, who holds a live lease, and what was posted when."""

    database: ClassVar[Database]
    claims = Bundle("claims")

    def __init__(self) -> None:
        super().__init__()
        self.team = next(workspaces)
        self.now = NOW
        self.owed: dict[str, NewNotice] = {}
        self.lanes: dict[tuple[str, str | None], list[str]] = defaultdict(list)  # what is still to be posted
        self.leases: dict[str, datetime] = {}
        self.attempts: Counter[str] = Counter()
        self.refreshed: Counter[str] = Counter()
        self.posted_at: dict[str, datetime] = {}
        self.held_until: dict[str, datetime] = {}
        self.settled: set[str] = set()
        self.there: set[str] = set()
        self.changed_at: dict[str, datetime] = {}

    def write(self, do: Callable[[Transaction], T]) -> T:
        with self.database.transaction(self.team) as tx:
            return do(tx)

    # What people do

    @initialize()
    def there_is_a_message_with_a_thread(self) -> None:
        self.refresh()
        [head] = self.write(lambda tx: tx.notices.claim(now=self.now, lease=LEASE, limit=1, pace=PACE))
        self._was_claimed(head)
        self.sent(head)
        self.owe_several("C1", number=3, in_thread=True)
        self.owe_several("U1", number=3, in_thread=False)

    @rule(channel=st.sampled_from(CHANNELS), number=st.integers(1, 3), in_thread=st.booleans())
    def owe_several(self, channel: str, *, number: int, in_thread: bool) -> None:
        for _ in range(number):
            self._owe(channel, in_thread=in_thread and channel == "C1")

    def _owe(self, channel: str, *, in_thread: bool) -> None:
        number = len(self.owed)
        new = NewNotice(
            kind=NoticeKind.CARD,
            key=f"n{number}",
            recipient=channel,
            subject={},
            due_at=self.now,
            in_thread_of=HEAD if in_thread else None,
        )
        assert self.write(lambda tx: tx.notices.add(new))
        assert not self.write(lambda tx: tx.notices.add(new))
        self.owed[new.key] = new
        self.lanes[channel, new.in_thread_of].append(new.key)

    @rule()
    def refresh(self) -> None:
        new = NewNotice(kind=NoticeKind.CARD, key=HEAD, recipient="C1", subject={}, due_at=self.now)
        self.write(lambda tx: tx.notices.refresh(new))
        self.refreshed[HEAD] += 1
        lane = self.lanes["C1", None]
        if HEAD not in self.there and HEAD not in lane:
            # what failed is due again since the moment when it was due first
            self.owed.setdefault(HEAD, new)
            order = list(self.owed)
            lane.append(HEAD)
            lane.sort(key=lambda key: (self.owed[key].due_at, order.index(key)))
            self.attempts[HEAD] = 0
        self.settled.discard(HEAD)

    @rule(seconds=st.sampled_from([0.3, 1, 2, 61]))
    def time_passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(channel=st.sampled_from(CHANNELS), seconds=st.integers(1, 5))
    def slack_wants_a_rest(self, channel: str, seconds: int) -> None:
        until = self.now + timedelta(seconds=seconds)
        self.write(lambda tx: tx.notices.hold(channel, until=until))
        self.held_until[channel] = max(until, self.held_until.get(channel, until))

    # What processes do

    @rule(target=claims, limit=st.sampled_from([1, 1, 3]))
    def claim(self, limit: int) -> object:
        taken = self.write(lambda tx: tx.notices.claim(now=self.now, lease=LEASE, limit=limit, pace=PACE))
        for notice in taken:
            self._was_claimed(notice)
        return multiple(*taken)

    def _was_claimed(self, notice: Notice) -> None:
        key, channel = notice.key, notice.recipient
        assert key in self.owed
        assert key not in self.settled, "sent, and sent again"
        assert self.leases.get(key, self.now) <= self.now, "two live leases"
        assert notice.maybe_sent or not self.leases.get(key), "a lease that ended may have posted"
        assert notice.lease_until == self.now + LEASE
        self.leases[key] = notice.lease_until
        self.attempts[key] += 1
        if notice.is_there:
            assert key in self.there
            assert self.now - self.changed_at[key] >= REFRESH_EVERY or notice.maybe_sent
            return
        assert self.held_until.get(channel, self.now) <= self.now, "Slack wanted a rest"
        assert self.now - self.posted_at.get(channel, NOW - PACE) >= PACE, "more than one a second"
        self.posted_at[channel] = self.now
        lane = self.lanes[channel, notice.in_thread_of]
        before = lane[: lane.index(key)]
        assert all(self.attempts[one] >= HOLDS_UP for one in before), "overtaken"

    @rule(notice=consumes(claims))
    def sent(self, notice: Notice) -> None:
        ts = notice.message_ts or f"{len(self.posted_at)}.{notice.id}"
        if self.write(
            lambda tx: tx.notices.sent(notice, channel_id=notice.recipient, message_ts=ts, now=self.now)
        ):
            self._settle(notice)
            self.there.add(notice.key)
            self.changed_at[notice.key] = self.now

    @rule(notice=consumes(claims), how=st.sampled_from(["failed", "dropped"]))
    def given_up(self, notice: Notice, how: str) -> None:
        def settle(tx: Transaction) -> bool:
            if how == "failed":
                return tx.notices.failed(notice, error="is_archived", now=self.now)
            return tx.notices.dropped(notice, now=self.now)

        if self.write(settle):
            self._settle(notice)
            self.changed_at[notice.key] = self.now

    @rule(notice=consumes(claims), seconds=st.sampled_from([0, 2, 5]), counts=st.booleans())
    def put_off(self, notice: Notice, seconds: int, *, counts: bool) -> None:
        at = self.now + timedelta(seconds=seconds)
        if self.write(
            lambda tx: tx.notices.retry(
                notice, at=at, error="http_500", maybe_sent=notice.maybe_sent, counts=counts
            )
        ):
            self._has_lease(notice)
            del self.leases[notice.key]
            self.attempts[notice.key] -= not counts
            self.changed_at[notice.key] = NOW - REFRESH_EVERY  # that is for delivery to heed

    @rule(target=claims, notice=consumes(claims))
    def stands_still(self, notice: Notice) -> object:
        """Until its lease has ended and somebody else was quicker."""
        self.now += LEASE
        taken = self.claim(limit=3)
        self.sent(notice)
        return taken

    @rule(notice=consumes(claims))
    def dies(self, notice: Notice) -> None:
        """Nobody hears of it again; its lease ends."""

    def _settle(self, notice: Notice) -> None:
        self._has_lease(notice)
        del self.leases[notice.key]
        lane = self.lanes[notice.recipient, notice.in_thread_of]
        if notice.key in lane:
            lane.remove(notice.key)
        self.settled.add(notice.key)
        states = self.write(lambda tx: tx.notices.states())
        wanted_again = notice.refreshes != self.refreshed[notice.key]
        assert (states[notice.key] is NoticeState.PENDING) == wanted_again, "what came meanwhile is forgotten"
        if wanted_again:
            self.settled.discard(notice.key)
            self.attempts[notice.key] = 0

    def _has_lease(self, notice: Notice) -> None:
        assert self.leases.get(notice.key) == notice.lease_until, "settled without the lease"

    # What holds all the time

    @invariant()
    def nothing_is_lost(self) -> None:
        states = self.write(lambda tx: tx.notices.states())
        assert set(states) == set(self.owed)
        still_open = {NoticeState.PENDING, NoticeState.CLAIMED}
        assert {key for key, state in states.items() if state not in still_open} == self.settled


@pytest.fixture
def machine(database: Database) -> type[Notices]:
    return type("OnThisDatabase", (Notices,), {"database": database})


def test_whatever_happens_the_promises_hold(machine: type[Notices]) -> None:
    on_sqlite = machine.database.engine.dialect.name == "sqlite"
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=50 if on_sqlite else 15,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
