"""Votes that no event told of: Slack is asked, and what it shows counts."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.delivery.reconciling import Reconciler
from bot.domain.clock import system_clock
from bot.domain.items import Item
from bot.domain.workshops import FormatKey, NewContribution, WorkshopPhase, WorkshopSettings
from bot.services.reconciling import Reconciling
from playground.driver.message import ShownMessage
from playground.faults import Fault
from storage.database import Database
from tests.collab import Collab
from tests.handlers.steps import posted
from tests.handlers.workshop_steps import leads, shows, thread

ASPECTS = ("Nobody owned it", "We asked too late")
AGES = timedelta(days=365)
MOMENT = timedelta(seconds=3)  # Slack's answers are dated to the second


@contextmanager
def down(collab: Collab) -> Iterator[None]:
    """Nobody hears what Slack tells: its events do not come, and it gives up."""
    events = collab.slack.events
    send = events._send
    events._send = lambda *_: None  # type: ignore[method-assign]
    try:
        yield
    finally:
        events._send = send  # type: ignore[method-assign]
    passes(collab, MOMENT)


def passes(collab: Collab, span: timedelta) -> None:
    collab.slack.clock.move_to(collab.slack.clock.now() + span)


def votes(collab: Collab, item: Item) -> Mapping[str, int]:
    return collab.services.items.details(collab.team, item.id, viewer="U0BEN").votes.counts


def looked(collab: Collab, method: str = "reactions.get") -> int:
    return len([name for name, _ in collab.slack.calls if name == method])


def looks(collab: Collab) -> None:
    """What a process does by itself from its start, until nothing is due."""
    collab.clockwork.reconciler._begin(set())
    while collab.clockwork.reconciler.reconcile_due():
        passes(collab, MOMENT)


def reacts(collab: Collab, message: ShownMessage, *names: str, emoji: str = "+1") -> None:
    """People react, and what Slack tells of it is kept."""
    for name in names:
        collab.slack.person(name).reacts(emoji, message)
    collab.slack.settle()


# ---------------------------------------------------------------- cards


def test_what_was_voted_while_we_were_down_counts_when_we_are_back(collab: Collab) -> None:
    item = collab.has("Missed bins")
    card = posted(collab, item)
    reacts(collab, card, "ben", "cerys")
    collab.slack.settle()
    assert votes(collab, item) == {"+1": 2}

    with down(collab):
        collab.slack.person("ben").unreacts("+1", card)
        reacts(collab, card, "dev", emoji="heart")
        reacts(collab, card, "dev", emoji="tada")
    assert votes(collab, item) == {"+1": 2}

    looks(collab)
    assert votes(collab, item) == {"+1": 1, "heart": 1}
    assert "What you voted for" in collab.slack.person("dev").types("/collab mine").words


def test_events_that_come_after_all_change_nothing(collab: Collab) -> None:
    item = collab.has("Missed bins")
    card, ben = posted(collab, item), collab.slack.person("ben")
    collab.slack.faults.arm("late", event="reaction_added", seconds=0.3)
    ben.reacts("+1", card)
    with down(collab):
        ben.unreacts("+1", card)

    looks(collab)
    collab.slack.wait_for(lambda: [ack for ack in collab.slack.acks if ack.name == "reaction_added"])

    assert votes(collab, item) == {}


def test_all_who_reacted_count_however_many_and_we_do_not(collab: Collab) -> None:
    item = collab.has("Missed bins")
    card = posted(collab, item)
    names = [collab.slack.add_person(f"voter{number}").name for number in range(9)]
    workspace = collab.slack.workspace
    with down(collab):
        for name in names:
            workspace.join(collab.slack.channel("housing"), collab.slack.person(name).id)
            reacts(collab, card, name)
        message = workspace.channels[card.channel_id].messages[card.ts]
        workspace.react(message, workspace.bot.id, "+1", add=True)

    looks(collab)

    assert votes(collab, item) == {"+1": 9}


def test_a_card_that_was_deleted_keeps_its_votes_and_is_asked_about_no_more(collab: Collab) -> None:
    item = collab.has("Missed bins")
    card = posted(collab, item)
    reacts(collab, card, "ben")
    collab.slack.settle()
    del collab.slack.workspace.channels[card.channel_id].messages[card.ts]

    looks(collab)
    asked = looked(collab)
    passes(collab, AGES)
    looks(collab)
    collab.slack.refusals.clear()  # that it is not there

    assert votes(collab, item) == {"+1": 1}
    assert looked(collab) == asked == 1


def test_the_longer_nobody_votes_the_later_slack_is_asked_again(collab: Collab) -> None:
    posted(collab, collab.has("Missed bins"))

    def asks() -> bool:
        return bool(collab.clockwork.reconciler.reconcile_due())

    assert not asks()
    for quiet, rest in ((timedelta(), timedelta(minutes=31)), (timedelta(days=20), timedelta(days=5.1))):
        passes(collab, quiet)
        asks()
        passes(collab, rest * 0.9)
        assert not asks()
        passes(collab, rest * 0.1)
        assert asks()


def test_what_slack_wants_no_more_of_waits_and_holds_up_no_message(collab: Collab) -> None:
    item, other = collab.has("Missed bins"), collab.has("Library fines")
    card = posted(collab, item)
    with down(collab):
        reacts(collab, card, "ben")
    collab.slack.faults.arm("rate_limited", method="reactions.get", retry_after=30)

    collab.clockwork.reconciler._begin(set())
    collab.clockwork.reconciler.reconcile_due()
    assert votes(collab, item) == {}
    assert collab.clockwork.reconciler.reconcile_due() == 0
    posted(collab, other)  # it is not held up

    passes(collab, timedelta(seconds=31))
    collab.clockwork.reconciler.reconcile_due()
    assert votes(collab, item) == {"+1": 1}


@pytest.mark.parametrize("fault", ["server_error", "drop_before", "drop_after"])
def test_when_slack_does_not_say_it_is_asked_again(collab: Collab, fault: str) -> None:
    item = collab.has("Missed bins")
    card = posted(collab, item)
    with down(collab):
        reacts(collab, card, "ben")
    collab.slack.faults.arm(fault, method="reactions.get")

    looks(collab)
    assert votes(collab, item) == {}
    passes(collab, timedelta(minutes=2))
    collab.clockwork.reconciler.reconcile_due()

    assert votes(collab, item) == {"+1": 1}


def test_several_processes_ask_about_each_message_once_and_slowly(collab: Collab) -> None:
    cards = [posted(collab, collab.has(f"Item {number}")) for number in range(6)]
    with down(collab):
        for card in cards:
            reacts(collab, card, "ben")
    clock, client = collab.slack.clock, collab.clockwork.reconciler._client_for
    processes = [
        Reconciler(collab.services.reconciling, clock=clock.now, client_for=client) for _ in range(3)
    ]
    for process in processes:
        process._begin(set())

    began, asked = clock.now(), looked(collab)
    while looked(collab) < asked + len(cards):
        for process in processes:
            process.reconcile_due()
        passes(collab, timedelta(seconds=0.5))

    assert clock.now() - began > timedelta(seconds=2.4) * (len(cards) - 1)
    assert sum(process.reconcile_due() for process in processes) == 0
    assert len(collab.services.members.mine(collab.team, "U0BEN").voted_for) == len(cards)


class Faltering(Reconciling):
    """Two workspaces, in the first of which the database is away when it begins, and when it claims, for a while."""

    def __init__(self, database: Database, done: threading.Event) -> None:
        super().__init__(database, emoji=())
        self.begun: list[str] = []
        self.claimed: list[str] = []
        self._done = done
        self._away = iter([True, True])

    def workspaces(self) -> list[str]:
        return ["T1", "T2"]

    def begin(self, workspace: str, *, now: datetime) -> None:
        del now
        self._falter(workspace)
        self.begun.append(workspace)

    def claim(self, workspace: str, *, now: datetime) -> None:
        del now
        self._falter(workspace)
        self.claimed.append(workspace)
        if len(self.claimed) > 5:
            self._done.set()

    def _falter(self, workspace: str) -> None:
        if workspace == "T1" and next(self._away, False):
            raise ConnectionError


def test_a_workspace_that_could_not_begin_is_begun_later_and_holds_up_no_other(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.reconciling.LOOK_EVERY", 0.01)
    done = threading.Event()
    faltering = Faltering(database, done)

    Reconciler(faltering, clock=system_clock, client_for=lambda _: WebClient()).run(done)

    assert faltering.begun == ["T2", "T1"]
    assert faltering.claimed[:3] == ["T2", "T1", "T2"]


# ---------------------------------------------------------------- workshops


def voting(collab: Collab, texts: Sequence[str] = ASPECTS, **settings: Any) -> list[ShownMessage]:
    """A pre-mortem at voting; the messages in its thread that can be voted for."""
    now = collab.slack.clock.now()
    one = collab.services.workshops.open(
        collab.team,
        FormatKey.PREMORTEM,
        subject="Repairs online",
        channel_id=collab.slack.channel("housing").id,
        private=False,
        facilitators=["U0BEN"],
        settings=WorkshopSettings(**settings),
        request="opened",
        now=now,
    )
    written = [NewContribution(category="Culture", text=text) for text in texts]
    collab.services.contributing.keep(
        collab.team, one.id, by="U0CERYS", written=written, request="written", now=now
    )
    collab.delivers()
    for seen in (WorkshopPhase.GATHER, WorkshopPhase.GROUP):
        collab.services.workshop_phases.move_on(
            collab.team, one.id, by="U0BEN", seen=seen, now=collab.slack.clock.now()
        )
    shows(collab)
    return [next(one for one in thread(collab) if text in one.words) for text in texts]


def counted(collab: Collab) -> list[int]:
    state = collab.services.workshops.state(collab.team, 1)
    return [state.contribution_votes.get(one.id, 0) for one in state.contributions]


def test_a_thread_is_asked_about_at_once_and_the_board_follows(collab: Collab) -> None:
    first, second = voting(collab)
    reacts(collab, first, "ben")
    with down(collab):
        reacts(collab, first, "cerys", "dev")
        reacts(collab, second, "dev")
        collab.slack.person("ben").unreacts("+1", first)

    passes(collab, timedelta(minutes=2))
    asked = looked(collab)
    collab.clockwork.reconciler.reconcile_due()

    assert counted(collab) == [2, 1]
    assert looked(collab, "conversations.replies") == 1
    assert looked(collab) == asked
    shown = looked(collab, "chat.update")
    shows(collab)
    assert looked(collab, "chat.update") == shown + 1


def test_what_slack_shows_when_somebody_closes_a_vote_counts(collab: Collab) -> None:
    first, second = voting(collab)
    reacts(collab, first, "ben")
    with down(collab):
        reacts(collab, second, "cerys", "dev")
        collab.slack.person("ben").unreacts("+1", first)

    leads(collab, "Move on to discuss")

    assert counted(collab) == [0, 2]
    assert any("We asked too late" in one.words and "2 votes" in one.words for one in thread(collab))


def test_what_slack_shows_when_time_is_up_counts(collab: Collab) -> None:
    first, second = voting(collab, timed=True, moves_on=True)
    reacts(collab, first, "ben")
    with down(collab):
        reacts(collab, second, "cerys", "dev")
    ends = collab.services.workshops.state(collab.team, 1).workshop.phase_ends_at
    assert ends

    collab.slack.clock.move_to(ends + MOMENT)
    collab.delivers()

    assert collab.services.workshops.state(collab.team, 1).workshop.phase is WorkshopPhase.DISCUSS
    assert counted(collab) == [1, 2]


def test_when_slack_does_not_say_at_once_the_vote_closes_and_it_is_asked_just_after(collab: Collab) -> None:
    _, second = voting(collab)
    with down(collab):
        reacts(collab, second, "cerys")
    collab.slack.faults.arm("server_error", method="conversations.replies")

    leads(collab, "Move on to discuss")
    assert counted(collab) == [0, 0]
    passes(collab, timedelta(minutes=1))
    collab.clockwork.reconciler.reconcile_due()

    assert counted(collab) == [0, 1]
    assert collab.clockwork.reconciler.reconcile_due() == 0, "there is nothing more to know"


@pytest.fixture
def many(collab: Collab) -> list[ShownMessage]:
    """What can be voted for in a workshop whose board somebody deleted, so that no thread shows it at once."""
    choices = voting(collab, [f"Aspect {number:02}" for number in range(50)])
    board = next(one for one in collab.slack.posted("housing") if one.ts not in {each.ts for each in choices})
    del collab.slack.workspace.channels[board.channel_id].messages[board.ts]
    return choices


def asks_in_rounds(collab: Collab, rounds: int) -> list[int]:
    """How often Slack is asked for a single message, whenever a workshop is due."""
    asked = [looked(collab)]
    for _ in range(rounds):
        passes(collab, timedelta(minutes=2, seconds=1))
        collab.clockwork.reconciler.reconcile_due()
        asked.append(looked(collab))
    collab.slack.refusals.clear()  # that the board is not there
    return [after - before for before, after in pairwise(asked)]


def test_what_the_thread_does_not_show_is_asked_for_a_little_at_a_time_and_in_turn(
    collab: Collab, many: list[ShownMessage]
) -> None:
    with down(collab):
        for message in many:
            reacts(collab, message, "ben")

    assert asks_in_rounds(collab, 3) == [20, 20, 20]
    assert counted(collab) == [1] * 50


def test_what_was_not_asked_when_a_vote_closed_is_asked_soon_and_then_no_more(
    collab: Collab, many: list[ShownMessage]
) -> None:
    with down(collab):
        for message in many:
            reacts(collab, message, "ben")
    collab.services.workshop_phases.move_on(
        collab.team, 1, by="U0BEN", seen=WorkshopPhase.VOTE, now=collab.slack.clock.now()
    )
    passes(collab, MOMENT)

    rounds = []
    for _ in range(5):
        before = looked(collab)
        collab.clockwork.reconciler.reconcile_due()
        rounds.append(looked(collab) - before)
        passes(collab, timedelta(minutes=1, seconds=1))
    collab.slack.refusals.clear()

    assert rounds == [20, 20, 10, 0, 0]
    assert counted(collab) == [1] * 50


def test_what_slack_showed_before_it_wanted_no_more_counts(
    collab: Collab, many: list[ShownMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    with down(collab):
        for message in many:
            reacts(collab, message, "ben")
    for_call, refused = collab.slack.faults.for_call, looked(collab) + 5

    def only_five(method: str) -> Fault | None:
        if method == "reactions.get" and looked(collab) >= refused:
            return Fault("rate_limited", method, times=1, retry_after=30, seconds=0)
        return for_call(method)

    monkeypatch.setattr(collab.slack.faults, "for_call", only_five)
    passes(collab, timedelta(minutes=2))
    collab.clockwork.reconciler.reconcile_due()
    collab.slack.refusals.clear()

    assert sum(counted(collab)) == 5


def test_choices_that_were_deleted_keep_their_votes_and_are_asked_about_no_more(collab: Collab) -> None:
    first, second = voting(collab)
    reacts(collab, first, "ben")
    del collab.slack.workspace.channels[first.channel_id].messages[first.ts]

    assert asks_in_rounds(collab, 3) == [1, 0, 0]
    reacts(collab, second, "cerys")
    assert counted(collab) == [1, 1]


def test_what_people_do_after_the_vote_does_not_count_when_slack_is_asked(collab: Collab) -> None:
    first, second = voting(collab)
    reacts(collab, first, "ben")
    leads(collab, "Move on to discuss")
    passes(collab, MOMENT)
    reacts(collab, second, "cerys")
    collab.slack.person("ben").unreacts("+1", first)
    collab.slack.settle()
    passes(collab, MOMENT)

    looks(collab)
    collab.clockwork.reconciler.reconcile_all()

    assert counted(collab) == [1, 0]


def test_long_after_the_vote_what_slack_shows_says_nothing_of_it(collab: Collab) -> None:
    _, second = voting(collab)
    collab.slack.faults.arm("server_error", method="conversations.replies")
    leads(collab, "Move on to discuss")
    with down(collab):
        passes(collab, timedelta(hours=1))
        reacts(collab, second, "cerys")

    collab.clockwork.reconciler.reconcile_all()

    assert counted(collab) == [0, 0]


def test_who_has_too_many_votes_is_told_though_no_event_told_us(collab: Collab) -> None:
    first, second = voting(collab, votes_each=1)
    reacts(collab, first, "dev")
    with down(collab):
        reacts(collab, second, "dev")

    collab.clockwork.reconciler.reconcile_all()
    collab.delivers()

    assert counted(collab) == [1, 0]
    assert "you have used yours up" in collab.slack.person("dev").inbox[-1].words
