"""Order, pace and patience: what a channel waits for, and what nobody else does. On both databases."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.delivery import Delivery, posting
from bot.delivery.channels import REMEMBERED
from bot.delivery.delivery import HANDS, LONGEST_WAIT, LONGEST_WAIT_OF_MANY
from bot.delivery.rendering import Renderer
from bot.delivery.trouble import PATIENCE
from bot.domain.notices import HOLDS_UP, PACE, WORTH_SENDING, NewNotice, Notice, NoticeKind, NoticeState
from bot.services.outbox import Outbox
from bot.views.message import Message
from bot.views.notices import undelivered_message
from storage.database import Database
from tests.collab import AT_ONCE, MODERATOR, Collab, running_collab

LATER = timedelta(minutes=20)  # longer than any wait between attempts
WAIT = 60  # seconds for what happens by itself, on a busy machine
BURST = 50
ANSWER: dict[str, Any] = {
    "client": None,
    "http_verb": "POST",
    "api_url": "https://slack.example/api/conversations.open",
    "req_args": {},
    "headers": {},
    "status_code": 200,
}


class Desk:
    """Owes notices that say what they are told to, and delivers them."""

    def __init__(self, collab: Collab) -> None:
        self.collab, self.slack, self.database = collab, collab.slack, collab.database
        self.delivery = self.process()

    def process(
        self,
        database: Database | None = None,
        *,
        render: Renderer = lambda _team, notice, _now: Message(text=notice.key),
        **wanted: Any,
    ) -> Delivery:
        client = WebClient(
            token=wanted.pop("token", self.slack.bot_token), base_url=self.slack.api_url, retry_handlers=[]
        )
        values: dict[str, Any] = {
            "clock": self.slack.clock.now,
            "client_for": lambda _team: client,
            "renderers": {
                **dict.fromkeys(NoticeKind, render),
                NoticeKind.UNDELIVERED: lambda _team, notice, _now: undelivered_message(notice.subject),
            },
            "moderators": frozenset({MODERATOR}),
        }
        return Delivery(database or self.database, **(values | wanted))

    def owe(self, *keys: str, channel: str = "housing", **wanted: Any) -> None:
        """Owe some messages; by default news of a workshop that nobody in particular asked for."""
        known = {one.name: one.id for one in self.slack.workspace.channels.values()}
        with self.database.transaction(self.collab.team) as tx:
            for key in keys:
                values: dict[str, Any] = {
                    "kind": NoticeKind.WORKSHOP_RESULTS,
                    "recipient": known.get(channel, channel),
                    "subject": {},
                    "due_at": self.slack.clock.now(),
                }
                tx.notices.add(NewNotice(key=key, **(values | wanted)))

    def delivers(self, after: timedelta = AT_ONCE) -> int:
        self.slack.clock.move_to(self.slack.clock.now() + after)
        return self.delivery.deliver_due()

    def said(self, channel: str = "housing") -> list[str]:
        return [message.text for message in self.slack.posted(channel)]

    def inbox(self, who: str) -> list[str]:
        return [message.words for message in self.slack.person(who).inbox]

    def states(self) -> dict[str, NoticeState]:
        with self.database.reading(self.collab.team) as tx:
            return tx.notices.states()


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    with running_collab(database) as collab:
        yield Desk(collab)
        collab.slack.refusals.clear()


# Pace


def test_a_burst_takes_a_second_a_message_and_holds_up_no_other_channel(desk: Desk) -> None:
    burst = [f"Message {number}" for number in range(BURST)]
    desk.owe(*burst)
    desk.owe("Elsewhere", channel="planning")
    desk.owe("Amira's own", channel="U0AMIRA")
    moment = desk.slack.clock.now()
    began = moment
    delivery = desk.process(clock=lambda: moment)

    assert delivery.deliver_due() == 3
    while len(desk.said()) < BURST:
        moment += PACE * 0.9
        assert delivery.deliver_due() == 0
        moment += PACE * 0.1
        assert delivery.deliver_due() == 1

    assert moment - began == (BURST - 1) * PACE
    assert desk.said() == burst
    assert desk.said("planning") == ["Elsewhere"]


def test_the_pace_holds_for_all_processes_together(desk: Desk, database_url: str) -> None:
    """In a channel and in a thread of it, which go each in an order of their own."""
    desk.owe("Board")
    desk.delivers()
    messages, replies = ([f"{kind} {number}" for number in range(6)] for kind in ("Message", "Reply"))
    desk.owe(*messages)
    desk.owe(*replies, in_thread_of="Board")
    moment = desk.slack.clock.now() + PACE
    databases = [Database.connect(database_url) for _ in range(3)]
    processes = [desk.process(database, clock=lambda: moment) for database in databases]
    for _ in (*messages, *replies):
        with ThreadPoolExecutor(len(processes)) as pool:
            assert sum(pool.map(Delivery.deliver_due, processes)) == 1
        moment += PACE
    board, *others = desk.slack.posted("housing")
    assert [message.text for message in others] == messages
    assert [reply.text for reply in board.thread] == replies
    for database in databases:
        database.close()


def test_in_real_time_the_loop_keeps_the_pace(desk: Desk) -> None:
    burst = ["One", "Two", "Three"]
    desk.owe(*burst)
    stop = threading.Event()
    loop = threading.Thread(target=desk.delivery.run, args=(stop,))
    began = time.monotonic()
    loop.start()

    desk.slack.wait_for(lambda: desk.said() == burst, WAIT)
    took = time.monotonic() - began
    stop.set()
    desk.delivery.wake()
    loop.join(timeout=WAIT)

    assert took >= (len(burst) - 1) * PACE.total_seconds() * 0.99


# Order


def test_what_waits_for_its_next_try_keeps_back_what_comes_after_it_there_and_nothing_else(
    desk: Desk,
) -> None:
    desk.slack.faults.arm("server_error", method="chat.postMessage")
    desk.delivery = desk.process(pace=AT_ONCE)
    desk.owe("First")
    assert desk.delivers() == 0
    desk.owe("Second", "Third")
    desk.owe("Elsewhere", channel="planning")

    assert desk.delivers() == 1
    assert desk.said() == []
    assert desk.delivers(LATER) == 3

    assert desk.said() == ["First", "Second", "Third"]


def test_what_another_process_has_in_hand_is_not_overtaken(desk: Desk) -> None:
    desk.owe("First", "Second")
    with desk.database.transaction(desk.collab.team) as tx:
        [held] = tx.notices.claim(now=desk.slack.clock.now(), lease=LATER, limit=9)

    assert desk.delivers(LATER / 2) == 0
    with desk.database.transaction(desk.collab.team) as tx:
        tx.notices.retry(held, at=desk.slack.clock.now(), error="", maybe_sent=False)
    assert desk.delivers() == 1
    assert desk.delivers(PACE) == 1

    assert desk.said() == ["First", "Second"]


def test_what_fails_for_minutes_is_stepped_over_and_still_tried(desk: Desk) -> None:
    def broken(_team: str, notice: Notice, _now: datetime) -> Message:
        if notice.key == "Never" and notice.attempts <= HOLDS_UP:
            raise ZeroDivisionError
        return Message(text=notice.key)

    desk.delivery = desk.process(pace=AT_ONCE, render=broken)
    desk.owe("Never", "After it")

    waited = timedelta()
    while not desk.said():
        desk.delivers(LONGEST_WAIT_OF_MANY)
        waited += LONGEST_WAIT_OF_MANY
    assert desk.said() == ["After it"]
    assert waited <= HOLDS_UP * LONGEST_WAIT_OF_MANY
    desk.delivers(LONGEST_WAIT)
    assert desk.said() == ["After it", "Never"]


def test_waits_grow_and_differ(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of them at least, and never longer than the limit."""
    waits: list[float] = []
    good = Outbox.retry

    def noting(*args: Any, at: datetime, **named: Any) -> None:
        waits.append((at - desk.slack.clock.now()).total_seconds())
        good(*args, at=at, **named)

    monkeypatch.setattr(Outbox, "retry", noting)
    desk.slack.faults.arm("server_error", method="chat.postMessage", times=PATIENCE)
    desk.owe("First")
    for _ in range(PATIENCE + 1):
        desk.delivers(LATER)

    limits = [
        min(2.0**number, (LONGEST_WAIT_OF_MANY if number < HOLDS_UP else LONGEST_WAIT).total_seconds())
        for number in range(1, PATIENCE)
    ]
    assert len(waits) == len(limits)
    assert all(limit * 0.49 <= wait <= limit for wait, limit in zip(waits, limits, strict=True))
    assert len({round(wait / limit, 6) for wait, limit in zip(waits, limits, strict=True)}) > 1


# Slow, busy, wrong


def test_a_call_that_takes_long_holds_up_no_other_channel(desk: Desk) -> None:
    """Three channels wait for Slack; the others' messages are there long before."""
    slow = 5.0
    desk.slack.faults.arm("slow", method="conversations.info", times=HANDS - 1, seconds=slow)
    for number in range(HANDS - 1):
        name = f"slow-{number}"
        desk.slack.add_channel(name, "ben")
        desk.owe(f"Slow {number}", channel=name)
    stop = threading.Event()
    loop = threading.Thread(target=desk.delivery.run, args=(stop,))
    began = time.monotonic()
    loop.start()
    desk.slack.wait_for(lambda: desk.slack.calls_in_hand == HANDS - 1, WAIT)
    desk.owe("Quick", channel="planning")
    desk.delivery.wake()

    desk.slack.wait_for(lambda: desk.said("planning"), WAIT)
    quick = time.monotonic() - began
    desk.slack.wait_for(lambda: all(desk.said(f"slow-{number}") for number in range(HANDS - 1)), WAIT)
    stop.set()
    desk.delivery.wake()
    loop.join(timeout=WAIT)

    assert quick < slow


@pytest.mark.parametrize(
    ("method", "waits", "goes"),
    [
        ("conversations.open", ["U0AMIRA", "U0BEN"], ["housing"]),
        ("conversations.info", ["housing", "planning"], ["U0AMIRA"]),
    ],
)
def test_what_slack_limits_for_the_workspace_is_asked_once_and_nothing_else_waits(
    desk: Desk, method: str, waits: list[str], goes: list[str]
) -> None:
    desk.slack.faults.arm("rate_limited", method=method, retry_after=30)
    desk.owe("first", channel=waits[0])
    assert desk.delivers() == 0
    desk.owe(*(f"for {who}" for who in waits[1:]), channel=waits[1])
    desk.owe(*(f"for {who}" for who in goes), channel=goes[0])
    before = desk.slack.calls.count((method, "ok"))

    assert desk.delivers() == len(goes)
    assert desk.slack.calls.count((method, "ok")) == before
    assert desk.delivers(timedelta(seconds=30)) == len(waits)


def asked_about_channels(desk: Desk) -> int:
    return [method for method, _ in desk.slack.calls].count("conversations.info")


def test_whether_we_are_in_a_channel_is_not_asked_before_each_message(desk: Desk) -> None:
    for channel in ("housing", "planning"):
        desk.owe(*(f"{channel} {number}" for number in range(5)), channel=channel)
    for _ in range(5):
        desk.delivers(PACE)

    assert len(desk.said("housing") + desk.said("planning")) == 10
    assert asked_about_channels(desk) == 2

    desk.owe("Later")
    desk.delivers(REMEMBERED)
    assert asked_about_channels(desk) == 3


def test_where_we_were_taken_out_we_enter_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the message fails: Slack says that we are not in the channel."""
    desk.owe("Before")
    desk.delivers()
    desk.slack.remove_app("housing")
    good = posting.post

    def for_members(client: WebClient, channel_id: str, *args: Any) -> str:
        if not client.conversations_info(channel=channel_id)["channel"]["is_member"]:
            answer = SlackResponse(**ANSWER, data={"ok": False, "error": "not_in_channel"})
            raise SlackApiError("not_in_channel", answer)  # type: ignore[no-untyped-call]
        return good(client, channel_id, *args)

    monkeypatch.setattr(posting, "post", for_members)
    desk.owe("After")

    assert desk.delivers(PACE) == 1
    assert desk.said() == ["Before", "After"]


def test_where_we_look_we_are_a_member_again(desk: Desk) -> None:
    desk.owe("Before")
    desk.delivers()
    desk.owe("After")
    desk.slack.faults.arm("drop_after", method="chat.postMessage")
    desk.delivers(PACE)
    desk.slack.remove_app("housing")

    assert desk.delivers(REMEMBERED / 2) == 1
    assert desk.said() == ["Before", "After"]


def test_when_slack_limits_it_that_is_no_failure(desk: Desk) -> None:
    desk.slack.faults.arm("rate_limited", method="chat.postMessage", times=PATIENCE + 3, retry_after=30)
    desk.owe("First")
    for _ in range(PATIENCE + 3):
        assert desk.delivers(timedelta(seconds=31)) == 0

    assert desk.delivers(timedelta(seconds=31)) == 1


def test_a_process_with_a_wrong_token_leaves_the_work_to_the_others(desk: Desk) -> None:
    other = desk.process(pace=AT_ONCE, token="xoxb-wrong")
    desk.delivery = desk.process(pace=AT_ONCE)
    desk.owe("First", "Second")

    assert other.deliver_due() == 0
    assert desk.delivers() == 2

    assert desk.said() == ["First", "Second"]


# What can never work


@pytest.mark.parametrize("in_between", [False, True], ids=["it never works", "it works in between"])
def test_a_moderator_is_told_once_where_nobody_asked(desk: Desk, *, in_between: bool) -> None:
    desk.delivery = desk.process(pace=AT_ONCE)
    before = len(desk.inbox("jo"))
    desk.slack.archive("housing")
    desk.owe("One", "Two", "Three")
    desk.delivers()
    desk.slack.channel("housing").is_archived = False
    if in_between:
        desk.owe("Works")
        assert desk.delivers() == 1
    desk.slack.archive("housing")
    desk.owe("Four", "Five")
    desk.delivers(timedelta(days=1))

    told = desk.inbox("jo")[before:]
    assert told[0] == (
        "I could not post in #housing. The channel is archived. You get this because you are a moderator."
    )
    assert len(told) == (2 if in_between else 1)


def test_told_again_after_a_week(desk: Desk) -> None:
    before = len(desk.inbox("jo"))
    desk.slack.archive("housing")
    desk.owe("One")
    desk.delivers()
    for day in range(1, 9):
        desk.owe(f"Day {day}")
        desk.delivers(timedelta(days=1))

    assert len(desk.inbox("jo")) - before == 2


def test_about_somebody_who_left_a_moderator_hears_and_nothing_goes_in_circles(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The moderator cannot be reached either: what fails then is known, and no more is owed."""

    def gone(*_: object) -> str:
        answer = {"ok": False, "error": "user_disabled"}
        raise SlackApiError("no", SlackResponse(**ANSWER, data=answer))  # type: ignore[no-untyped-call]

    monkeypatch.setattr(posting, "place", gone)
    desk.owe("For Amira", channel="U0AMIRA", kind=NoticeKind.QUESTION)
    for _ in range(5):
        assert desk.delivers(LATER) == 0

    states = desk.states()
    assert len(states) == 2
    assert set(states.values()) == {NoticeState.FAILED}


def test_a_reply_whose_head_was_given_up_ends_too(desk: Desk) -> None:
    desk.slack.archive("housing")
    desk.owe("Board")
    desk.owe("Reply", in_thread_of="Board")
    desk.delivers()
    desk.delivers(PACE)

    assert desk.states()["Reply"] is NoticeState.FAILED


# What is too old


def test_old_news_is_dropped_and_counted_and_what_somebody_waits_for_never_is(desk: Desk) -> None:
    desk.delivery = desk.process(pace=AT_ONCE)
    news = NoticeKind.FOLLOWED_CHANGED
    due = desk.slack.clock.now()
    desk.owe("News", channel="U0AMIRA", kind=news, due_at=due)
    desk.owe("Question", channel="U0AMIRA", kind=NoticeKind.QUESTION, due_at=due)
    before = len(desk.inbox("amira"))

    assert desk.delivers(WORTH_SENDING[news] + timedelta(minutes=1)) == 1

    assert desk.inbox("amira")[before:] == ["Question"]
    with desk.database.reading(desk.collab.team) as tx:
        [dropped] = [one for one in tx.outcomes.counts() if one.state is NoticeState.DROPPED]
    assert (dropped.kind, dropped.error, dropped.number) == (news, "too_old", 1)


def test_old_news_that_slack_took_before_the_connection_broke_is_known_to_be_there(desk: Desk) -> None:
    news = NoticeKind.FOLLOWED_CHANGED
    desk.slack.faults.arm("drop_after", method="chat.postMessage")
    desk.owe("News", channel="U0AMIRA", kind=news)
    assert desk.delivers() == 0

    assert desk.delivers(WORTH_SENDING[news] + timedelta(minutes=1)) == 1

    assert desk.inbox("amira").count("News") == 1
