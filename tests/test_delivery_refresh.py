"""A message that is kept up to date: posted once, then changed, at most every 2 seconds; and its thread."""

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from structlog.testing import capture_logs

from bot.delivery import Delivery, posting
from bot.delivery.pictures import WAITS
from bot.delivery.trouble import PATIENCE as TRIES
from bot.domain.notices import REFRESH_EVERY, UNKNOWN_FATE, NewNotice, Notice, NoticeKind, NoticeState
from bot.domain.workshops import FormatKey, NewContribution, Workshop, WorkshopPhase, WorkshopSettings
from bot.services.outbox import LEASE, Outbox
from bot.views.message import Message
from bot.views.picture import Picture
from playground import facts
from playground.driver.message import ShownMessage
from storage.database import Database
from tests.collab import AT_ONCE, Collab, running_collab
from tests.dying import Died

LATER = timedelta(minutes=20)  # longer than any wait between attempts
PATIENCE = 60  # seconds to wait for what happens by itself, on a busy machine
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f"
    "0005fe02fea735813f0000000049454e44ae426082"
)


def die(*_: Any, **__: Any) -> None:
    raise Died


class Board:
    """A board in #housing that says how many have written, refreshed by everybody who writes."""

    def __init__(self, collab: Collab) -> None:
        self.collab = collab
        self.team, self.slack = collab.team, collab.slack
        self.while_rendering: list[Callable[[], None]] = []
        with collab.database.transaction(self.team) as tx:
            self.workshop = tx.workshops.add(
                Workshop(
                    id=0,
                    format=FormatKey.PREMORTEM,
                    subject="Repairs online",
                    channel_id=self.slack.channel("housing").id,
                    facilitators=("U0BEN",),
                    settings=WorkshopSettings(),
                    phase=WorkshopPhase.GATHER,
                    opened_at=self.slack.clock.now(),
                ),
                request="opened once",
            )
        self.process = self.new_process(collab.database)

    @property
    def key(self) -> str:
        return f"board:{self.workshop.id}"

    def owed(self, **wanted: Any) -> NewNotice:
        values: dict[str, Any] = {
            "kind": NoticeKind.WORKSHOP_BOARD,
            "key": self.key,
            "recipient": self.workshop.channel_id,
            "subject": {"workshop": self.workshop.id},
            "due_at": self.slack.clock.now(),
        }
        return NewNotice(**(values | wanted))

    def write(self, database: Database | None = None) -> None:
        """Somebody contributes something."""
        with (database or self.collab.database).transaction(self.team) as tx:
            written = [NewContribution(category="Culture", text="Nobody owned it")]
            tx.contributions.add(self.workshop.id, "U1", written, late=False, at=self.slack.clock.now())
            tx.notices.refresh(self.owed())

    def reply(self, words: str, **wanted: Any) -> None:
        """Owe something that belongs in the thread."""
        with self.collab.database.transaction(self.team) as tx:
            values: dict[str, Any] = {
                "kind": NoticeKind.CARD,
                "key": words,
                "subject": {"item": 0, "says": words},
                "in_thread_of": self.key,
            }
            tx.notices.add(self.owed(**(values | wanted)))

    def render(self, workspace: str, _notice: Notice, _now: datetime) -> Message:
        with self.collab.database.reading(workspace) as tx:
            count = len(tx.contributions.of_workshop(self.workshop.id))
        while self.while_rendering:
            self.while_rendering.pop()()
        return Message(text=f"{count} written")

    def new_process(
        self, database: Database, *, find: posting.Find = posting.find, **renderers: Any
    ) -> Delivery:
        client = WebClient(token=self.slack.bot_token, base_url=self.slack.api_url)
        return Delivery(
            database,
            clock=self.slack.clock.now,
            client_for=lambda _team: client,
            pace=AT_ONCE,
            find=find,
            renderers={
                NoticeKind.WORKSHOP_BOARD: self.render,
                NoticeKind.CARD: lambda _team, notice, _now: Message(text=notice.subject["says"]),
                **{NoticeKind(kind): renderer for kind, renderer in renderers.items()},
            },
        )

    def deliver(self, after: timedelta = timedelta()) -> int:
        self.slack.clock.move_to(self.slack.clock.now() + after)
        return self.process.deliver_due()

    @property
    def shown(self) -> list[str]:
        """What the boards in the channel say: there should be one."""
        return [message.text for message in self.slack.posted("housing")]

    @property
    def message(self) -> ShownMessage:
        [only] = self.slack.posted("housing")
        return only

    @property
    def thread(self) -> list[str]:
        return [reply.text for reply in self.message.thread]

    @property
    def known_ts(self) -> str | None:
        with self.collab.database.reading(self.team) as tx:
            workshop = tx.workshops.get(self.workshop.id)
        return workshop.board_ts if workshop else None

    def calls(self, method: str) -> int:
        return len([name for name, _ in self.slack.calls if name == method])


@pytest.fixture
def board(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Board]:
    monkeypatch.setattr("storage.postings.Postings.add", lambda *_, **__: None)  # the cards here show no item
    with running_collab(database) as collab:
        yield Board(collab)


# What is shown


def test_it_is_posted_once_and_then_changed(board: Board) -> None:
    board.write()
    assert board.deliver() == 1
    assert board.shown == ["1 written"]
    assert board.known_ts == board.message.ts

    board.write()
    assert board.deliver(REFRESH_EVERY) == 1

    assert board.shown == ["2 written"]
    assert board.known_ts == board.message.ts


def test_written_again_while_it_waits_changes_nothing(board: Board) -> None:
    for _ in range(3):
        board.write()

    assert board.deliver() == 1
    assert board.deliver(LATER) == 0

    assert board.shown == ["3 written"]


def test_it_changes_at_most_every_two_seconds(board: Board) -> None:
    board.write()
    board.deliver()
    board.write()

    assert board.deliver() == 0
    assert board.deliver(timedelta(seconds=1)) == 0
    assert board.deliver(timedelta(seconds=1)) == 1

    assert board.shown == ["2 written"]


@pytest.mark.parametrize("before", [0, 1], ids=["while it is posted", "while it is changed"])
def test_what_is_written_while_it_is_under_way_is_shown_too(board: Board, before: int) -> None:
    for _ in range(before):
        board.write()
        board.deliver()
    board.write()
    board.while_rendering.append(board.write)

    assert board.deliver(REFRESH_EVERY) == 1
    assert board.shown == [f"{before + 1} written"]
    assert board.deliver() == 0
    assert board.deliver(REFRESH_EVERY) == 1

    assert board.shown == [f"{before + 2} written"]
    assert board.deliver(LATER) == 0


def test_what_was_never_wanted_up_to_date_is_posted_and_done(board: Board) -> None:
    with board.collab.database.transaction(board.team) as tx:
        tx.notices.add(board.owed())

    assert board.deliver() == 1
    assert board.deliver(LATER) == 0


def test_forty_write_at_once_and_it_changes_every_two_seconds_and_ends_right(
    board: Board, database_url: str
) -> None:
    """Forty people write ten times each, while two processes deliver; all in real time."""
    people, times = 40, 10
    changes: list[datetime] = []

    def note_changes(fact: facts.Fact) -> None:
        if isinstance(fact, facts.MessagePosted | facts.MessageChanged):
            changes.append(board.slack.clock.now())

    board.slack.workspace.witnesses.append(note_changes)
    databases = [Database.connect(database_url) for _ in range(2)]
    stop = threading.Event()
    loops = [threading.Thread(target=board.new_process(database).run, args=(stop,)) for database in databases]
    for loop in loops:
        loop.start()
    together = threading.Barrier(people)

    def write(person: int) -> None:
        together.wait(timeout=PATIENCE)
        for _ in range(times):
            board.write(databases[person % 2])

    with ThreadPoolExecutor(people) as pool:
        list(pool.map(write, range(people)))
    board.slack.wait_for(lambda: board.shown == [f"{people * times} written"], PATIENCE)
    stop.set()
    for loop in loops:
        loop.join(timeout=PATIENCE)
    for database in databases:
        database.close()

    gaps = [later - earlier for earlier, later in itertools.pairwise(changes)]
    assert gaps
    assert min(gaps) >= REFRESH_EVERY


# Faults


@pytest.mark.parametrize("fault", ["rate_limited", "server_error", "drop_before", "drop_after"])
@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update", "conversations.history"])
def test_a_fault_of_any_call_ends_in_one_message_that_is_right(board: Board, method: str, fault: str) -> None:
    board.slack.faults.arm("drop_after", method="chat.postMessage")
    board.slack.faults.arm(fault, method=method, times=2)
    board.write()
    for _ in range(4):
        board.deliver(LATER)
    board.write()
    for _ in range(4):
        board.deliver(LATER)

    assert board.shown == ["2 written"]
    assert board.known_ts == board.message.ts


def test_what_is_wanted_again_while_it_is_given_up_does_not_come_twice(board: Board) -> None:
    """Slack took it, and it cannot be looked for; somebody writes before it is given up."""

    def cannot_look(*_: Any) -> str | None:
        raise posting.CannotLook

    board.write()
    board.slack.faults.arm("drop_after", method="chat.postMessage")
    board.deliver()
    board.while_rendering.append(board.write)
    blind = board.new_process(board.collab.database, find=cannot_look)
    board.slack.clock.move_to(board.slack.clock.now() + LATER)
    blind.deliver_due()

    assert board.deliver(LATER) == 1
    assert board.shown == ["2 written"]


def test_what_slack_may_have_changed_is_not_changed_again_too_soon(board: Board) -> None:
    board.write()
    board.deliver()
    board.write()
    board.slack.faults.arm("drop_after", method="chat.update")

    assert board.deliver(REFRESH_EVERY) == 0
    assert board.deliver(REFRESH_EVERY * 0.9) == 0
    assert board.calls("chat.update") == 1


def test_what_slack_does_not_say_it_has_changed_for_hours_is_not_said_to_be_missing(board: Board) -> None:
    board.write()
    board.deliver()
    board.slack.faults.arm("server_error", method="chat.update", times=TRIES)
    board.write()

    for _ in range(TRIES):
        assert board.deliver(LATER) == 0

    with board.collab.database.reading(board.team) as tx:
        [board_notice] = [one for one in tx.outcomes.counts() if one.kind == NoticeKind.WORKSHOP_BOARD]
    assert (board_notice.state, board_notice.error) == (NoticeState.FAILED, UNKNOWN_FATE)


@pytest.mark.parametrize("before", [0, 1], ids=["after it is posted", "after it is changed"])
def test_who_dies_before_saying_so_doubles_nothing_and_loses_nothing(
    board: Board, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    for _ in range(before):
        board.write()
        board.deliver()
    board.write()
    with monkeypatch.context() as patched:
        patched.setattr(Outbox, "sent", die)
        with pytest.raises(Died):
            board.deliver(REFRESH_EVERY)
    assert board.shown == [f"{before + 1} written"]
    board.write()

    assert board.deliver() == 0  # the lease is still the dead one's
    assert board.deliver(LEASE) == 1

    assert board.shown == [f"{before + 2} written"]
    assert board.known_ts == board.message.ts
    assert board.deliver(LATER) == 0


def test_who_is_late_with_old_news_does_not_have_the_last_word(board: Board, database_url: str) -> None:
    """A process stands still between looking and changing, until its lease has ended and another was quicker."""
    board.write()
    board.deliver()
    board.write()
    database = Database.connect(database_url)
    quicker = board.new_process(database)

    def overtaken() -> None:
        board.write()
        board.slack.clock.move_to(board.slack.clock.now() + LEASE)
        assert quicker.deliver_due() == 1
        assert board.shown == ["3 written"]

    board.while_rendering.append(overtaken)
    board.deliver(REFRESH_EVERY)
    assert board.shown == ["2 written"]

    assert quicker.deliver_due() == 0
    assert board.deliver(REFRESH_EVERY) == 1
    assert board.shown == ["3 written"]
    database.close()


def test_who_is_late_posts_nothing(board: Board) -> None:
    stop = threading.Event()

    def stand_still() -> None:
        stop.set()  # lest another hand of this process take it at once
        board.slack.clock.move_to(board.slack.clock.now() + LEASE)

    board.write()
    board.while_rendering.append(stand_still)

    with capture_logs() as logged:
        assert board.process.deliver_due(stop) == 0
    assert [line["log_level"] for line in logged] == ["info"]
    assert board.shown == []
    assert board.deliver(LATER) == 1


# When somebody deletes it


def delete(board: Board) -> None:
    client = WebClient(token=board.slack.bot_token, base_url=board.slack.api_url)
    client.chat_delete(channel=board.workshop.channel_id, ts=board.message.ts)


def test_what_was_deleted_is_posted_anew(board: Board) -> None:
    board.write()
    board.deliver()
    delete(board)
    board.write()

    assert board.deliver(REFRESH_EVERY) == 1
    assert board.shown == ["2 written"]
    assert board.known_ts == board.message.ts
    board.write()
    board.deliver(REFRESH_EVERY)

    assert board.shown == ["3 written"]
    board.slack.refusals.clear()


def test_what_was_posted_anew_by_one_who_died_is_not_posted_twice(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.write()
    board.deliver()
    delete(board)
    board.write()
    with monkeypatch.context() as patched:
        patched.setattr(Outbox, "sent", die)
        with pytest.raises(Died):
            board.deliver(LATER)

    board.write()
    assert board.deliver(LEASE) == 1

    assert board.shown == ["3 written"]
    assert board.known_ts == board.message.ts
    board.slack.refusals.clear()


def test_where_nothing_can_be_posted_it_is_tried_again_when_somebody_writes(board: Board) -> None:
    board.slack.archive("housing")
    board.write()
    assert board.deliver() == 0
    assert board.deliver(LATER) == 0
    board.slack.channel("housing").is_archived = False

    board.write()

    assert board.deliver() == 1
    assert board.shown == ["2 written"]
    board.slack.refusals.clear()


# Its thread


def test_what_belongs_in_the_thread_comes_after_it_and_in_order(board: Board) -> None:
    for number in range(5):
        board.reply(f"Reply {number}")
    assert board.deliver() == 0

    board.write()
    assert board.deliver() == 6

    assert board.shown == ["1 written"]
    assert board.thread == [f"Reply {number}" for number in range(5)]


def test_a_reply_that_slack_took_before_the_connection_broke_is_not_posted_again(board: Board) -> None:
    board.write()
    board.deliver()
    board.reply("Time is up")
    board.slack.faults.arm("drop_after", method="chat.postMessage")
    assert board.deliver() == 0

    assert board.deliver(LATER) == 1

    assert board.thread == ["Time is up"]
    assert board.calls("conversations.replies") == 1


def test_a_reply_that_waits_for_its_next_try_keeps_the_later_ones_waiting(board: Board) -> None:
    board.write()
    board.deliver()
    board.slack.faults.arm("server_error", method="chat.postMessage")
    for number in range(3):
        board.reply(f"Reply {number}")

    assert board.deliver() == 0
    assert board.deliver(LATER) == 3

    assert board.thread == ["Reply 0", "Reply 1", "Reply 2"]


def test_what_is_due_another_day_keeps_nobody_waiting(board: Board) -> None:
    board.write()
    board.reply("Did it happen?", due_at=board.slack.clock.now() + timedelta(days=90))
    board.reply("Time is up")

    assert board.deliver() == 2
    assert board.thread == ["Time is up"]


def test_several_processes_keep_a_thread_in_order(board: Board, database_url: str) -> None:
    board.write()
    replies = [f"Reply {number}" for number in range(12)]
    for words in replies:
        board.reply(words)
    databases = [Database.connect(database_url) for _ in range(3)]
    processes = [board.new_process(database) for database in databases]
    together = threading.Barrier(len(processes))

    def work(process: Delivery) -> None:
        together.wait(timeout=PATIENCE)
        process.deliver_due()

    with ThreadPoolExecutor(len(processes)) as pool:
        list(pool.map(work, processes))
    board.deliver()  # what a process left because another was at work in the thread
    for database in databases:
        database.close()

    assert board.thread == replies


def test_a_reply_goes_where_the_board_went_when_somebody_deleted_it(board: Board) -> None:
    board.write()
    board.deliver()
    delete(board)
    board.reply("Time is up")

    assert board.deliver(REFRESH_EVERY) == 1  # the board, anew
    assert board.deliver(LATER) == 1

    assert board.thread == ["Time is up"]
    board.slack.refusals.clear()


# Pictures


def invalid_blocks(client: WebClient) -> SlackApiError:
    """What Slack says of a picture that it has not looked at yet."""
    answer = SlackResponse(
        client=client,
        http_verb="POST",
        api_url="https://slack.example/api/chat.postMessage",
        req_args={},
        data={"ok": False, "error": "invalid_blocks"},
        headers={},
        status_code=200,
    )
    return SlackApiError("not yet", answer)  # type: ignore[no-untyped-call]


def pictured(board: Board) -> Delivery:
    picture = Picture(png=PIXEL, name="results.png", title="Results", words="A chart. Culture: 3 votes.")
    return board.new_process(
        board.collab.database, card=lambda *_: Message(text="The results.", picture=picture)
    )


def test_a_picture_comes_with_its_words_once(board: Board) -> None:
    board.write()
    board.deliver()
    board.reply("results")
    board.process = pictured(board)
    board.slack.faults.arm("drop_after", method="chat.postMessage")
    board.deliver()

    assert board.deliver(LATER) == 1

    [reply] = board.message.thread
    assert reply.text == "The results."
    assert reply.blocks[-1]["type"] == "image"
    assert reply.blocks[-1]["alt_text"] == "A chart. Culture: 3 votes."


def test_what_slack_will_not_show_does_not_keep_the_words_back(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.write()
    board.deliver()
    board.reply("results")
    good = posting.post

    def no_pictures(client: WebClient, channel_id: str, notice: Notice, message: Message) -> str:
        if message.blocks:
            raise invalid_blocks(client)
        return good(client, channel_id, notice, message)

    monkeypatch.setattr(posting, "post", no_pictures)
    board.process = pictured(board)

    assert board.deliver() == 0
    for wait in WAITS:
        assert board.thread == []
        board.deliver(timedelta(seconds=wait))
    assert board.thread == ["The results."]
    assert board.calls("files.completeUploadExternal") == 1


def test_a_picture_that_needs_a_little_time_holds_up_no_other_channel(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.write()
    board.deliver()
    board.reply("results")
    good, tries = posting.post, itertools.count()

    def not_yet(client: WebClient, channel_id: str, notice: Notice, message: Message) -> str:
        if message.blocks and not next(tries):
            raise invalid_blocks(client)
        return good(client, channel_id, notice, message)

    monkeypatch.setattr(posting, "post", not_yet)
    board.process = pictured(board)
    began = time.monotonic()
    assert board.deliver() == 0
    assert time.monotonic() - began < WAITS[0]

    assert board.deliver(timedelta(seconds=WAITS[0])) == 1

    [reply] = board.message.thread
    assert reply.blocks[-1]["type"] == "image"
    assert board.calls("files.completeUploadExternal") == 1
