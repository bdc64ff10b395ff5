"""What is owed reaches Slack once: through faults, deaths and races, on both databases."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.clockwork import Clockwork, all_renderers
from bot.delivery import Delivery, posting
from bot.delivery.posting import TIMEOUT
from bot.delivery.trouble import PATIENCE as PATIENCE_WITH_SLACK
from bot.delivery.trouble import STILL_TAKEN
from bot.domain.items import Item
from bot.domain.notices import NoticeKind, NoticeState
from bot.domain.schedules import Schedule
from bot.services.outbox import LEASE, Outbox
from bot.slack_client import calling_once
from playground.driver.message import ShownMessage
from storage.database import Database
from tests.collab import AT_ONCE, Collab, running_collab
from tests.dying import Died

LATER = timedelta(minutes=20)  # longer than any wait between attempts
PATIENCE = 30  # seconds to wait for what happens by itself, on a busy machine


@pytest.fixture
def collab(database: Database) -> Iterator[Collab]:
    with running_collab(database) as running:
        yield running


def copy(
    collab: Collab, item: Item, channel: str = "housing", *, note: str = "", request: str = "V1"
) -> None:
    collab.services.interests.copy(
        collab.team,
        item.id,
        channel_id=collab.slack.channel(channel).id,
        by="U0BEN",
        note=note,
        request=request,
        now=collab.slack.clock.now(),
    )


def subscribe(collab: Collab, channel: str = "housing") -> datetime:
    """Start a digest; answers when it is due."""
    channel_id = collab.slack.channel(channel).id
    now = collab.slack.clock.now()
    kept = collab.services.digests.subscribe(collab.team, channel_id, Schedule(), by="U0BEN", now=now)
    return kept.next_at


def deliver(collab: Collab) -> int:
    return collab.clockwork.delivery.deliver_due()


def wait(collab: Collab, span: timedelta = LATER) -> None:
    collab.slack.clock.move_to(collab.slack.clock.now() + span)


def posted(collab: Collab, channel: str = "housing") -> list[ShownMessage]:
    return collab.slack.posted(channel)


def votes(collab: Collab, item: Item) -> int:
    return collab.services.items.details(collab.team, item.id, viewer="U0BEN").votes.total


def states(collab: Collab) -> list[NoticeState]:
    with collab.database.reading(collab.team) as tx:
        return list(tx.notices.states().values())


@contextmanager
def proxy(status: int, body: str) -> Iterator[str]:
    """Something between us and Slack that answers itself; gives its address."""

    class Proxy(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length") or 0))
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api/"
    finally:
        server.shutdown()
        server.server_close()


def another_process(
    collab: Collab, database: Database, client: WebClient | None = None, **wanted: Any
) -> Delivery:
    client = client or WebClient(token=collab.slack.bot_token, base_url=collab.slack.api_url)
    values = {"pace": AT_ONCE, "renderers": all_renderers(collab.services), **wanted}
    return Delivery(database, clock=collab.slack.clock.now, client_for=lambda _team: client, **values)


# What arrives


def test_a_card_arrives_once_and_reactions_to_it_are_votes(collab: Collab) -> None:
    item = collab.has("Damp reports")
    copy(collab, item, note="Look at <this> & tell me")

    assert deliver(collab) == 1
    assert deliver(collab) == 0

    [card] = posted(collab)
    assert "Damp reports" in card.words
    assert "> Look at <this> & tell me" in card.words
    assert card.metadata is not None
    assert card.metadata["event_payload"]["key"].startswith(f"card:{item.id}:")
    collab.slack.person("cerys").reacts("+1", card)
    collab.slack.settle()
    assert votes(collab, item) == 1


def test_a_persons_notice_is_a_direct_message(collab: Collab) -> None:
    item = collab.has("Damp reports", owner="U0AMIRA")
    now = collab.slack.clock.now()
    collab.services.interests.interested(collab.team, item.id, member_id="U0BEN", now=now)

    assert deliver(collab) == 1

    assert "@ben is interested in your project" in collab.slack.person("amira").inbox[-1].words
    details = collab.slack.person("amira").inbox[-1].click("Details")
    assert "Damp reports" in details.words


def test_the_digest_comes_once_on_monday_at_nine(collab: Collab) -> None:
    due = subscribe(collab)
    collab.has("Damp reports")
    collab.clockwork.jobs.tick()
    assert deliver(collab) == 0

    collab.slack.clock.move_to(due)
    for _ in range(3):
        collab.clockwork.jobs.tick()
        deliver(collab)

    [digest] = posted(collab)
    assert "Damp reports" in digest.words
    assert "Sorry it is late" not in digest.words


def test_a_digest_that_fell_due_while_we_were_down_says_so(collab: Collab) -> None:
    due = subscribe(collab)
    collab.has("Damp reports")
    collab.slack.clock.move_to(due + timedelta(days=8))

    assert collab.delivers() == 1

    [digest] = posted(collab)
    assert "Damp reports" in digest.words
    assert f"This should have come on Monday {due:%-d %B} at 9am. Sorry it is late." in digest.words


def test_what_there_is_nothing_to_say_about_any_more_is_not_said(collab: Collab) -> None:
    item = collab.has("Shared by mistake", owner="U0AMIRA")
    copy(collab, item)
    collab.services.items.archive(collab.team, item.id, by="U0AMIRA", now=collab.slack.clock.now())

    assert deliver(collab) == 0
    wait(collab)
    assert deliver(collab) == 0

    assert posted(collab) == []


# Faults


def test_what_slack_took_before_the_connection_broke_is_not_posted_again(collab: Collab) -> None:
    item = collab.has("Damp reports")
    copy(collab, item)
    collab.slack.faults.arm("drop_after", method="chat.postMessage")
    assert deliver(collab) == 0

    wait(collab)
    assert deliver(collab) == 1

    [card] = posted(collab)
    collab.slack.person("cerys").reacts("+1", card)
    collab.slack.settle()
    assert votes(collab, item) == 1


def test_what_slack_takes_after_we_stopped_waiting_is_not_posted_again(
    collab: Collab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first look is late enough to find it."""
    monkeypatch.setattr(posting, "TIMEOUT", 0.5)
    copy(collab, collab.has("Damp reports"))
    collab.slack.faults.arm("slow", method="chat.postMessage", seconds=2)
    assert deliver(collab) == 0

    wait(collab, STILL_TAKEN * 0.9)
    assert deliver(collab) == 0
    collab.slack.wait_for(lambda: len(posted(collab)) == 1, PATIENCE)
    monkeypatch.undo()
    wait(collab, STILL_TAKEN * 0.1)
    assert deliver(collab) == 1

    assert len(posted(collab)) == 1


def test_what_was_cut_off_is_looked_for_soon(collab: Collab) -> None:
    copy(collab, collab.has("Damp reports"))
    collab.slack.faults.arm("drop_after", method="chat.postMessage")
    deliver(collab)

    wait(collab, timedelta(seconds=2))

    assert deliver(collab) == 1


def test_without_the_look_in_the_channel_a_message_would_come_twice(
    collab: Collab, database: Database
) -> None:
    blind = another_process(collab, database, find=lambda *_: None)
    copy(collab, collab.has("Damp reports"))
    collab.slack.faults.arm("drop_after", method="chat.postMessage")
    blind.deliver_due()

    wait(collab)
    blind.deliver_due()

    assert len(posted(collab)) == 2


def test_it_is_found_however_much_was_said_since(collab: Collab) -> None:
    copy(collab, collab.has("Damp reports"))
    collab.slack.faults.arm("drop_after", method="chat.postMessage")
    deliver(collab)
    for number in range(250):
        collab.slack.person("cerys").posts(f"Message {number}", "housing")

    wait(collab)
    deliver(collab)

    assert len(posted(collab)) == 1
    assert [error for method, error in collab.slack.calls if method == "conversations.history"] == [
        "ok",
        "ok",
    ]


@pytest.mark.parametrize("fault", ["drop_before", "server_error"])
def test_what_slack_did_not_take_is_posted_later(collab: Collab, fault: str) -> None:
    copy(collab, collab.has("Damp reports"))
    collab.slack.faults.arm(fault, method="chat.postMessage", times=3)

    for _ in range(4):
        deliver(collab)
        wait(collab)

    assert len(posted(collab)) == 1


@pytest.mark.parametrize("method", ["conversations.open", "conversations.history", "chat.postMessage"])
@pytest.mark.parametrize("fault", ["rate_limited", "server_error", "drop_before", "drop_after"])
def test_a_fault_of_any_call_ends_in_one_message(collab: Collab, method: str, fault: str) -> None:
    item = collab.has("Damp reports", owner="U0AMIRA")
    now = collab.slack.clock.now()
    before = len(collab.slack.person("amira").inbox)
    collab.slack.faults.arm("drop_after", method="chat.postMessage")
    collab.slack.faults.arm(fault, method=method)
    collab.services.interests.interested(collab.team, item.id, member_id="U0BEN", now=now)

    for _ in range(4):
        deliver(collab)
        wait(collab)

    assert len(collab.slack.person("amira").inbox) == before + 1


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, "<html>Sign in</html>"),
        (403, "<html>Not allowed</html>"),
        (407, '{"error": "proxy_auth_required"}'),
        (200, "[]"),
        (403, "[]"),
        (502, ""),
    ],
)
def test_what_a_proxy_says_is_not_slacks_last_word(
    collab: Collab, database: Database, status: int, body: str
) -> None:
    copy(collab, collab.has("Damp reports"))
    with proxy(status, body) as address:
        client = WebClient(token=collab.slack.bot_token, base_url=address)
        another_process(collab, database, client).deliver_due()
    assert states(collab) == [NoticeState.PENDING]

    wait(collab)
    assert deliver(collab) == 1
    assert len(posted(collab)) == 1


@pytest.mark.parametrize("fault", ["drop_before", "server_error"])
@pytest.mark.parametrize("method", ["conversations.info", "conversations.open"])
def test_what_breaks_before_we_post_leaves_no_doubt(collab: Collab, method: str, fault: str) -> None:
    """Nobody has to look for it, however much was said there since it was due."""
    item = collab.has("Damp reports", owner="U0AMIRA")
    now = collab.slack.clock.now()
    if method == "conversations.info":
        copy(collab, item)
    else:
        collab.services.interests.interested(collab.team, item.id, member_id="U0BEN", now=now)
    collab.slack.faults.arm(fault, method=method)

    deliver(collab)
    wait(collab)
    deliver(collab)

    assert states(collab) == [NoticeState.SENT]
    assert "conversations.history" not in [called for called, _ in collab.slack.calls]


def test_while_slack_is_not_reached_there_is_no_doubt(collab: Collab, database: Database) -> None:
    copy(collab, collab.has("Damp reports"))
    with proxy(200, "") as address:
        nobody = WebClient(token=collab.slack.bot_token, base_url=address)
    another_process(collab, database, nobody).deliver_due()
    wait(collab)

    assert deliver(collab) == 1
    assert "conversations.history" not in [called for called, _ in collab.slack.calls]


def test_a_busy_channel_waits_as_long_as_slack_says_and_holds_up_no_other(collab: Collab) -> None:
    item = collab.has("Damp reports")
    copy(collab, item, "housing", request="V1")
    copy(collab, item, "housing", request="V2")
    copy(collab, item, "planning")
    collab.slack.faults.arm("rate_limited", method="chat.postMessage", retry_after=30)

    assert deliver(collab) == 1
    assert len(posted(collab, "planning")) == 1

    wait(collab, timedelta(seconds=25))
    assert deliver(collab) == 0
    wait(collab, timedelta(seconds=6))
    assert deliver(collab) == 2
    assert len(posted(collab, "housing")) == 2


def test_a_view_that_breaks_holds_up_no_other(
    collab: Collab, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = collab.has("Damp reports", owner="U0AMIRA")
    copy(collab, item)
    now = collab.slack.clock.now()
    collab.services.interests.interested(collab.team, item.id, member_id="U0BEN", now=now)
    good = all_renderers(collab.services)
    broken = Delivery(
        database,
        clock=collab.slack.clock.now,
        client_for=lambda _team: WebClient(token=collab.slack.bot_token, base_url=collab.slack.api_url),
        renderers={**good, NoticeKind.CARD: lambda *_: 1 / 0},  # type: ignore[dict-item]
    )

    assert broken.deliver_due() == 1

    wait(collab)
    assert deliver(collab) == 1
    assert len(posted(collab)) == 1


# What Slack will never take


def test_who_copied_a_card_is_told_once_that_it_did_not_arrive(collab: Collab) -> None:
    collab.slack.archive("housing")
    copy(collab, collab.has("Damp reports"))
    before = len(collab.slack.person("ben").inbox)

    for _ in range(3):
        deliver(collab)
        wait(collab)

    [told] = collab.slack.person("ben").inbox[before:]
    assert told.words == "I could not post the card you copied in #housing. The channel is archived."
    collab.slack.refusals.clear()


def test_a_card_for_a_private_channel_says_how_to_invite_us(collab: Collab) -> None:
    copy(collab, collab.has("Damp reports"), "leads")

    deliver(collab)

    assert "Type `/invite @Collab` there" in collab.slack.person("ben").inbox[-1].words
    collab.slack.refusals.clear()


def test_a_digest_that_cannot_be_posted_is_paused_and_loses_nothing(collab: Collab) -> None:
    channel = collab.slack.add_channel("lgr", "ben", "cerys", kind="private")
    due = subscribe(collab, "lgr")
    collab.has("Damp reports")
    collab.slack.remove_app("lgr")
    collab.slack.clock.move_to(due)

    collab.delivers()

    assert (
        "I could not post the digest in #lgr, so I paused it." in collab.slack.person("ben").inbox[-1].words
    )
    collab.slack.refusals.clear()
    collab.slack.invite_app("lgr")
    resumed = collab.services.digests.resume(collab.team, channel.id, now=collab.slack.clock.now())
    collab.slack.clock.move_to(resumed.next_at)
    collab.delivers()
    assert "Damp reports" in posted(collab, "lgr")[-1].words


def test_a_digest_goes_on_when_the_app_is_installed_anew(
    collab: Collab, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = subscribe(collab)
    collab.has("Damp reports")
    collab.slack.clock.move_to(due)

    def inactive(client: WebClient, *_: Any) -> str:
        answer = SlackResponse(
            client=client,
            http_verb="POST",
            api_url="https://slack.example/api/chat.postMessage",
            req_args={},
            data={"ok": False, "error": "account_inactive"},
            headers={},
            status_code=200,
        )
        raise SlackApiError("account_inactive", answer)  # type: ignore[no-untyped-call]

    with monkeypatch.context() as uninstalled:
        uninstalled.setattr(posting, "post", inactive)
        collab.clockwork.jobs.tick()
        assert deliver(collab) == 0
    deliver(collab)
    collab.slack.clock.move_to(due + timedelta(days=7))
    collab.delivers()

    assert "Damp reports" in posted(collab)[-1].words


def test_where_we_may_not_look_we_do_not_post_twice(collab: Collab) -> None:
    """We may post in a public channel that we cannot join, but not read there."""
    collab.slack.remove_app("housing")
    collab.slack.faults.arm("server_error", method="conversations.join", times=10)
    copy(collab, collab.has("Damp reports"))
    collab.slack.faults.arm("drop_after", method="chat.postMessage")

    for _ in range(3):
        deliver(collab)
        wait(collab)

    assert len(posted(collab)) == 1
    assert (
        "I cannot tell whether the card you copied reached #housing"
        in collab.slack.person("ben").inbox[-1].words
    )
    collab.slack.refusals.clear()


def test_a_wrong_token_loses_nothing(collab: Collab, database: Database) -> None:
    copy(collab, collab.has("Damp reports"))
    wrong = WebClient(token="xoxb-wrong", base_url=collab.slack.api_url)
    assert another_process(collab, database, wrong).deliver_due() == 0
    collab.slack.refusals.clear()

    wait(collab)
    assert deliver(collab) == 1


def test_a_notice_that_fails_for_hours_is_given_up(collab: Collab) -> None:
    copy(collab, collab.has("Damp reports"))
    collab.slack.faults.arm("server_error", method="chat.postMessage", times=PATIENCE_WITH_SLACK)

    for _ in range(PATIENCE_WITH_SLACK + 3):
        deliver(collab)
        wait(collab)

    assert posted(collab) == []
    assert "I cannot tell whether the card" in collab.slack.person("ben").inbox[-1].words


def test_a_workspace_that_we_have_no_token_for_is_left_alone(collab: Collab, database: Database) -> None:
    copy(collab, collab.has("Damp reports"))
    other = Delivery(database, clock=collab.slack.clock.now, client_for=lambda _team: None, renderers={})

    assert other.deliver_due() == 0
    assert deliver(collab) == 1


# Deaths and races


@pytest.mark.parametrize(
    ("dies_at", "calls_before"),
    [pytest.param("post", 0, id="before the post"), pytest.param("sent", 1, id="after the post")],
)
def test_who_dies_in_the_middle_leaves_it_to_the_next(
    collab: Collab, database: Database, monkeypatch: pytest.MonkeyPatch, dies_at: str, calls_before: int
) -> None:
    item = collab.has("Damp reports")
    copy(collab, item)

    def die(*_: Any, **__: Any) -> None:
        raise Died

    where = {"post": "bot.delivery.posting.post", "sent": "bot.services.outbox.Outbox.sent"}[dies_at]
    with monkeypatch.context() as patched:
        patched.setattr(where, die)
        with pytest.raises(Died):
            deliver(collab)
    assert len(posted(collab)) == calls_before

    next_one = another_process(collab, database)
    assert next_one.deliver_due() == 0  # the lease is still the dead one's
    wait(collab, LEASE)
    assert next_one.deliver_due() == 1

    [card] = posted(collab)
    collab.slack.person("cerys").reacts("+1", card)
    collab.slack.settle()
    assert votes(collab, item) == 1


def test_four_processes_post_each_digest_once(collab: Collab, database_url: str) -> None:
    """Each writes what is due and delivers it, at the same moment, over a connection of its own."""
    channels = ["housing", "planning", "data", "general"]
    due = max(subscribe(collab, channel) for channel in channels)
    collab.has("Damp reports")
    collab.slack.clock.move_to(due)
    databases = [Database.connect(database_url) for _ in range(4)]
    client = WebClient(token=collab.slack.bot_token, base_url=collab.slack.api_url)
    processes = [
        Clockwork(one, collab.services, client_for=lambda _team: client, clock=collab.slack.clock.now)
        for one in databases
    ]
    together = threading.Barrier(len(processes))

    def work(process: Clockwork) -> int:
        together.wait(timeout=PATIENCE)
        delivered = 0
        for _ in range(3):
            process.jobs.tick()
            delivered += process.delivery.deliver_due()
        return delivered

    with ThreadPoolExecutor(len(processes)) as pool:
        delivered = sum(pool.map(work, processes))
    for one in databases:
        one.close()

    assert delivered == len(channels)
    assert {channel: len(posted(collab, channel)) for channel in channels} == dict.fromkeys(channels, 1)


def test_two_that_deliver_at_once_post_everything_once(collab: Collab, database_url: str) -> None:
    item = collab.has("Damp reports")
    for number in range(12):
        copy(collab, item, request=f"V{number}")
    databases = [Database.connect(database_url) for _ in range(2)]
    processes = [another_process(collab, one) for one in databases]
    together = threading.Barrier(len(processes))

    def work(process: Delivery) -> None:
        together.wait(timeout=PATIENCE)
        process.deliver_due()

    with ThreadPoolExecutor(len(processes)) as pool:
        list(pool.map(work, processes))
    deliver(collab)
    for one in databases:
        one.close()

    signed = [card.metadata["event_payload"]["key"] for card in posted(collab) if card.metadata]
    assert len(signed) == len(set(signed)) == 12


# The loop


def test_what_is_owed_goes_out_by_itself_and_the_loop_ends_when_told(collab: Collab) -> None:
    delivery, stop = collab.clockwork.delivery, threading.Event()
    loop = threading.Thread(target=delivery.run, args=(stop,))
    loop.start()

    copy(collab, collab.has("Damp reports"))
    delivery.wake()
    collab.slack.wait_for(lambda: posted(collab), PATIENCE)
    stop.set()
    delivery.wake()
    loop.join(timeout=PATIENCE)

    assert not loop.is_alive()


def test_trouble_does_not_end_the_loop(collab: Collab, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database may be away for a while."""
    stop, tried = threading.Event(), threading.Event()
    good = Outbox.claim

    def away_once(*args: Any, **named: Any) -> Any:
        if not tried.is_set():
            tried.set()
            raise RuntimeError
        return good(*args, **named)

    monkeypatch.setattr(Outbox, "claim", away_once)
    copy(collab, collab.has("Damp reports"))
    loop = threading.Thread(target=collab.clockwork.delivery.run, args=(stop,))
    loop.start()

    collab.slack.wait_for(lambda: posted(collab), PATIENCE)
    stop.set()
    collab.clockwork.delivery.wake()
    loop.join(timeout=PATIENCE)

    assert tried.is_set()


def test_the_client_that_posts_never_posts_again_by_itself() -> None:
    client = calling_once(WebClient(token="xoxb-1", base_url="http://127.0.0.1:9/"), timeout=TIMEOUT)

    assert client.retry_handlers == []
    assert client.timeout == TIMEOUT
    assert LEASE.total_seconds() > 5 * TIMEOUT  # open, three pages of history, post
