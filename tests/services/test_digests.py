"""The weekly digest, on both databases: what is in it, when it is due, and that it is owed once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.domain.digests import MAX_ENTRIES, Digest, Reason, Section
from bot.domain.items import Collaboration, Item, Kind
from bot.domain.notices import Notice
from bot.domain.refusals import NotSubscribed
from bot.domain.schedules import Schedule
from bot.domain.votes import Reaction
from bot.search.search import Search
from bot.services.digests import Digests
from bot.services.interests import Interests
from bot.services.items import Items
from bot.services.outbox import Outbox
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW, content
from tests.owed import take_all

CHANNEL = "C0GENERAL"
EMOJI = ("+1", "eyes")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # the first after NOW, a Wednesday
DAY, WEEK = timedelta(days=1), timedelta(days=7)

Share = Callable[..., Item]
Vote = Callable[..., None]


@pytest.fixture
def digests(database: Database) -> Digests:
    return Digests(database, vote_emoji=EMOJI)


@pytest.fixture
def items(database: Database) -> Items:
    return Items(database, Search(), vote_emoji=EMOJI)


@pytest.fixture
def share(items: Items) -> Share:
    """Shares an item with this title, at this time."""

    def share(title: str, now: datetime, **wanted: Any) -> Item:
        return items.share(TEAM, "U0AMIRA", content(title=title, **wanted), now=now)

    return share


@pytest.fixture
def vote(database: Database) -> Vote:
    """Votes for an item, at this time, on the message that shows it."""

    def vote(
        item: Item, member: str, at: datetime, *, emoji: str = "+1", message: int = 1, added: bool = True
    ) -> None:
        reaction = Reaction(
            channel_id="C0POSTS",
            message_ts=f"{item.id}.{message:06}",
            member_id=member,
            emoji=emoji,
            added=added,
            event_ts=Decimal(str(at.timestamp())),
        )
        with database.transaction(TEAM) as tx:
            tx.postings.add(channel_id="C0POSTS", message_ts=reaction.message_ts, item_id=item.id)
            tx.votes.record(reaction)

    return vote


def subscribe(digests: Digests, *, channel: str = CHANNEL, now: datetime = NOW, **wanted: Any) -> None:
    digests.subscribe(TEAM, channel, Schedule(), by="U0BEN", now=now, **wanted)


def sections(digest: Digest | None) -> dict[Section, list[str]]:
    found = digest.by_section() if digest else {}
    return {section: [entry.title for entry in entries] for section, entries in found.items()}


def titles(digest: Digest | None) -> set[str]:
    return {entry.title for entry in digest.entries} if digest else set()


def reasons(digest: Digest | None) -> dict[str, tuple[Reason, ...]]:
    return {entry.title: entry.reasons for entry in digest.entries} if digest else {}


def owed(database: Database, now: datetime) -> list[Notice]:
    """The notices that are due, sent and so gone from what is due next."""
    with database.transaction(TEAM) as tx:
        return take_all(tx, now)


def posted(database: Database, digests: Digests, now: datetime) -> list[Digest]:
    """What the digests that fall due by now say."""
    digests.write_due(TEAM, now=now)
    return [digest for notice in owed(database, now) if (digest := digests.to_post(TEAM, notice))]


# When


def test_a_digest_is_due_once_a_week_from_the_next_monday(
    database: Database, digests: Digests, share: Share
) -> None:
    subscribe(digests)
    share("Bin day reminders", NOW)

    assert digests.write_due(TEAM, now=MONDAY - timedelta(seconds=1)) == 0
    assert digests.write_due(TEAM, now=MONDAY) == 1
    assert digests.write_due(TEAM, now=MONDAY) == 0

    [notice] = owed(database, MONDAY)
    assert (notice.recipient, notice.due_at) == (CHANNEL, MONDAY)
    assert digests.subscription(TEAM, CHANNEL).next_at == MONDAY + WEEK  # type: ignore[union-attr]


def test_nine_oclock_stays_nine_oclock_when_the_clocks_change(digests: Digests, share: Share) -> None:
    subscribe(digests, now=datetime(2027, 3, 24, tzinfo=UTC))
    share("Bin day reminders", datetime(2027, 3, 25, tzinfo=UTC))

    assert digests.write_due(TEAM, now=datetime(2027, 3, 29, 7, 59, tzinfo=UTC)) == 0
    assert digests.write_due(TEAM, now=datetime(2027, 3, 29, 8, 0, tzinfo=UTC)) == 1


def test_weeks_that_were_missed_come_in_one_late_digest(
    database: Database, digests: Digests, share: Share
) -> None:
    subscribe(digests)
    for week in range(3):
        share(f"Number {week}", MONDAY + week * WEEK - DAY)
    back_up = MONDAY + 2 * WEEK + timedelta(hours=5)

    [digest] = posted(database, digests, back_up)

    assert titles(digest) == {"Number 0", "Number 1", "Number 2"}
    assert digests.subscription(TEAM, CHANNEL).next_at == MONDAY + 3 * WEEK  # type: ignore[union-attr]


def test_a_digest_that_waited_for_the_process_is_late(
    database: Database, digests: Digests, share: Share
) -> None:
    subscribe(digests)
    share("Bin day reminders", NOW)
    digests.write_due(TEAM, now=MONDAY + timedelta(hours=3))

    [notice] = owed(database, MONDAY + timedelta(hours=3))

    assert notice.is_late(MONDAY + timedelta(hours=3))
    assert not notice.is_late(MONDAY + timedelta(seconds=20))


def test_two_processes_owe_one_digest(database: Database, database_url: str, share: Share) -> None:
    """Both see that it is due at the same moment."""
    share("Bin day reminders", NOW)
    channels = [f"C{number}" for number in range(8)]
    others = [Database.connect(database_url) for _ in range(4)]
    services = [Digests(other, vote_emoji=EMOJI) for other in others]
    for channel in channels:
        subscribe(services[0], channel=channel)
    together = threading.Barrier(len(services))

    def write(service: Digests) -> int:
        together.wait(timeout=60)
        return service.write_due(TEAM, now=MONDAY)

    with ThreadPoolExecutor(len(services)) as pool:
        written = sum(pool.map(write, services))
    for other in others:
        other.close()

    assert written == len(channels)
    assert sorted(notice.recipient for notice in owed(database, MONDAY)) == channels


def test_a_workspace_does_not_see_anothers(database: Database, digests: Digests, share: Share) -> None:
    share("Bin day reminders", NOW)
    digests.subscribe("T0OTHER", CHANNEL, Schedule(), by="U0BEN", now=NOW)

    assert digests.subscription(TEAM, CHANNEL) is None
    assert digests.write_due("T0OTHER", now=MONDAY) == 0
    assert digests.write_due(TEAM, now=MONDAY) == 0


# Whether


def test_nothing_new_is_nothing_posted(database: Database, digests: Digests, share: Share) -> None:
    share("Long known", NOW - 3 * WEEK)
    subscribe(digests)

    assert posted(database, digests, MONDAY) == []
    assert digests.subscription(TEAM, CHANNEL).next_at == MONDAY + WEEK  # type: ignore[union-attr]


def test_after_a_quiet_week_the_next_digest_covers_both(
    database: Database, digests: Digests, share: Share
) -> None:
    """What was committed late in the quiet week is not lost."""
    subscribe(digests)
    assert posted(database, digests, MONDAY) == []
    share("Shared just before the quiet Monday, seen just after", MONDAY - timedelta(minutes=2))

    [digest] = posted(database, digests, MONDAY + WEEK)

    assert len(digest.entries) == 1
    assert digest.period.since == NOW - WEEK


def test_an_item_is_new_in_exactly_one_digest(database: Database, digests: Digests, share: Share) -> None:
    subscribe(digests)
    shared = [MONDAY + timedelta(hours=step) for step in range(-30, 30, 3)]
    shared += [MONDAY - timedelta(seconds=seconds) for seconds in (0, 1, 30, 59, 60, 61)]
    for number, moment in enumerate(shared):
        share(f"Number {number}", moment)

    digest = [posted(database, digests, MONDAY + week * WEEK + timedelta(seconds=7)) for week in range(3)]
    counted = [sum(len(d.entries) + d.more for d in week) for week in digest]

    assert sum(counted) == len(shared)
    assert counted[2] == 0


def test_an_item_that_is_saved_a_moment_late_is_in_the_next_digest(
    database: Database, digests: Digests, share: Share
) -> None:
    """It bears the time at which somebody pressed the button, and is seen when its transaction ends."""
    subscribe(digests)
    share("Early", NOW)
    digests.write_due(TEAM, now=MONDAY)
    share("Pressed before, saved after", MONDAY - timedelta(seconds=5))
    [this_week] = owed(database, MONDAY)

    [next_week] = posted(database, digests, MONDAY + WEEK)

    assert titles(digests.to_post(TEAM, this_week)) == {"Early"}
    assert titles(next_week) == {"Pressed before, saved after"}


# What


def test_what_is_in_it(database: Database, digests: Digests, items: Items, share: Share, vote: Vote) -> None:
    long_ago = NOW - 3 * WEEK
    liked = share("Liked this week", long_ago)
    share("New this week", NOW)
    share("Nobody answered", MONDAY - WEEK - DAY, kind=Kind.PROBLEM)
    helped = share("Somebody answered", MONDAY - WEEK - DAY, kind=Kind.PROBLEM)
    asked = share("Asks for partners", long_ago, looking_for="two councils to test with")
    share("Asked long ago", long_ago, looking_for="a pilot")
    share("Open to delivery", long_ago, open_to=(Collaboration.DELIVERY,))
    items.confirm(TEAM, asked.id, by="U0AMIRA", now=NOW)
    Interests(database).interested(TEAM, helped.id, member_id="U0BEN", now=NOW)
    vote(liked, "U0BEN", NOW)
    digests.subscribe(TEAM, CHANNEL, Schedule(), by="U0BEN", now=MONDAY - WEEK + DAY)
    with database.transaction(TEAM) as tx:
        tx.digests.cover(CHANNEL, until=MONDAY - WEEK)

    [digest] = posted(database, digests, MONDAY)

    assert sections(digest) == {
        Section.HELP: ["Nobody answered", "Asks for partners"],
        Section.NEW: ["New this week"],
        Section.RISEN: ["Liked this week"],
        Section.ANSWERED: ["Somebody answered"],
    }
    assert reasons(digest)["Asks for partners"] == (Reason.SEEKING,)


def test_a_problem_asks_for_help_once_and_goes_quiet_once_a_week_later(
    database: Database, digests: Digests, share: Share
) -> None:
    subscribe(digests)
    share("Missed bins", NOW, kind=Kind.PROBLEM)

    weeks = [posted(database, digests, MONDAY + week * WEEK) for week in range(4)]

    assert [[sections(digest) for digest in week] for week in weeks] == [
        [{Section.HELP: ["Missed bins"]}],
        [{Section.QUIET: ["Missed bins"]}],
        [],
        [],
    ]


def test_an_archived_item_is_left_out_and_with_it_alone_the_digest(
    database: Database, digests: Digests, items: Items, share: Share
) -> None:
    subscribe(digests)
    item = share("Shared by mistake", NOW)
    items.archive(TEAM, item.id, by="U0AMIRA", now=NOW)
    assert posted(database, digests, MONDAY) == []

    item = share("Archived between writing and posting", MONDAY + DAY)
    digests.write_due(TEAM, now=MONDAY + WEEK)
    items.archive(TEAM, item.id, by="U0AMIRA", now=MONDAY + WEEK)
    [notice] = owed(database, MONDAY + WEEK)
    assert digests.to_post(TEAM, notice) is None


def test_only_the_themes_that_the_channel_wants(
    database: Database, digests: Digests, share: Share, vote: Vote
) -> None:
    share("Pothole map", NOW, themes=("highways-transport-and-parking",))
    share("Damp reports", NOW, themes=("housing-and-homelessness", "data-and-analytics"))
    vote(share("No theme", NOW - 3 * WEEK), "U0BEN", NOW)
    subscribe(digests, themes=["data-and-analytics", "public-health"])
    subscribe(digests, channel="C0ALL")

    found = {digest.recipient: titles(digest) for digest in posted(database, digests, MONDAY)}

    assert found == {
        CHANNEL: {"Damp reports"},
        "C0ALL": {"Pothole map", "Damp reports", "No theme"},
    }


def test_votes_are_counted_and_so_are_the_new_ones(
    database: Database, digests: Digests, share: Share, vote: Vote
) -> None:
    item = share("Bin day reminders", NOW - 3 * WEEK)
    vote(item, "U0BEN", NOW - 2 * WEEK)
    vote(item, "U0CERYS", NOW)
    vote(item, "U0DEV", NOW, emoji="eyes")
    vote(item, "U0EILIDH", NOW, emoji="tada")  # no vote
    vote(item, "U0FARAH", NOW)
    vote(item, "U0FARAH", NOW + DAY, added=False)  # taken back
    vote(item, "U0BEN", NOW, message=2)  # voted the same before, on another message
    subscribe(digests)

    [digest] = posted(database, digests, MONDAY)

    [entry] = digest.entries
    assert entry.gained == 2
    assert entry.votes.counts == {"+1": 2, "eyes": 1}


def test_most_votes_come_first(database: Database, digests: Digests, share: Share, vote: Vote) -> None:
    few, many = share("Few", NOW - 3 * WEEK), share("Many", NOW - 3 * WEEK)
    vote(few, "U0BEN", NOW)
    vote(many, "U0BEN", NOW)
    vote(many, "U0CERYS", NOW)
    subscribe(digests)

    [digest] = posted(database, digests, MONDAY)

    assert [(entry.title, entry.gained) for entry in digest.entries] == [("Many", 2), ("Few", 1)]


def test_what_found_no_room_is_counted(database: Database, digests: Digests, share: Share) -> None:
    for number in range(MAX_ENTRIES + 5):
        share(f"Number {number}", NOW + timedelta(seconds=number))
    subscribe(digests)

    [digest] = posted(database, digests, MONDAY)

    assert len(digest.entries) == MAX_ENTRIES
    assert digest.entries[0].title == f"Number {MAX_ENTRIES + 4}"
    assert digest.more == 5


# Setting it up


def test_a_change_goes_on_where_the_last_digest_ended(
    database: Database, digests: Digests, share: Share
) -> None:
    subscribe(digests)
    share("Told on Monday", NOW)
    assert len(posted(database, digests, MONDAY)) == 1
    share("Not told yet", MONDAY + timedelta(hours=1))

    digests.subscribe(
        TEAM, CHANNEL, Schedule(weekday=1, at=time(17, 30)), by="U0CERYS", now=MONDAY + timedelta(hours=2)
    )

    [digest] = posted(database, digests, MONDAY + DAY + timedelta(hours=8, minutes=30))
    assert titles(digest) == {"Not told yet"}
    assert digests.subscription(TEAM, CHANNEL).set_by == "U0CERYS"  # type: ignore[union-attr]


def test_a_pause_loses_nothing(database: Database, digests: Digests, share: Share) -> None:
    subscribe(digests)
    digests.pause(TEAM, CHANNEL)
    share("Shared in the pause", NOW)
    assert posted(database, digests, MONDAY + WEEK) == []

    resumed = digests.resume(TEAM, CHANNEL, now=MONDAY + WEEK + DAY)

    assert resumed.next_at == MONDAY + 2 * WEEK
    assert digests.write_due(TEAM, now=MONDAY + WEEK + DAY) == 0
    [digest] = posted(database, digests, MONDAY + 2 * WEEK)
    assert titles(digest) == {"Shared in the pause"}


def test_a_change_does_not_end_a_pause(digests: Digests) -> None:
    subscribe(digests)
    digests.pause(TEAM, CHANNEL)
    subscribe(digests, themes=["public-health"])

    changed = digests.subscription(TEAM, CHANNEL)
    assert changed is not None
    assert (changed.paused, changed.themes) == (True, ("public-health",))


@pytest.mark.parametrize(
    "wish",
    [
        pytest.param(lambda digests: digests.pause(TEAM, CHANNEL), id="pause"),
        pytest.param(lambda digests: digests.stop(TEAM, CHANNEL, now=MONDAY), id="stop"),
    ],
)
def test_what_is_owed_when_the_channel_wants_it_no_more_is_not_posted(
    database: Database, digests: Digests, share: Share, wish: Callable[[Digests], object]
) -> None:
    subscribe(digests)
    share("Bin day reminders", NOW)
    digests.write_due(TEAM, now=MONDAY)

    wish(digests)

    [notice] = owed(database, MONDAY)
    assert digests.to_post(TEAM, notice) is None


def test_what_a_pause_dropped_is_in_the_first_digest_after(
    database: Database, digests: Digests, share: Share
) -> None:
    subscribe(digests)
    share("Bin day reminders", NOW)
    digests.write_due(TEAM, now=MONDAY)
    digests.pause(TEAM, CHANNEL)
    outbox = Outbox(database)
    notice = outbox.claim(TEAM, now=MONDAY)
    assert notice is not None
    outbox.dropped(TEAM, notice, now=MONDAY)

    digests.resume(TEAM, CHANNEL, now=MONDAY + DAY)

    [digest] = posted(database, digests, MONDAY + WEEK)
    assert titles(digest) == {"Bin day reminders"}


@pytest.mark.parametrize(
    "wish",
    [
        pytest.param(lambda digests: digests.pause(TEAM, CHANNEL), id="pause"),
        pytest.param(lambda digests: digests.resume(TEAM, CHANNEL, now=NOW), id="resume"),
        pytest.param(lambda digests: digests.stop(TEAM, CHANNEL, now=NOW), id="stop"),
    ],
)
def test_what_was_never_started_is_refused(digests: Digests, wish: Callable[[Digests], object]) -> None:
    with pytest.raises(NotSubscribed):
        wish(digests)


def test_a_preview_is_what_would_be_posted_and_changes_nothing(
    database: Database, digests: Digests, share: Share
) -> None:
    share("This week", NOW - DAY)
    share("Last month", NOW - 4 * WEEK)
    assert titles(digests.preview(TEAM, CHANNEL, now=NOW)) == {"This week"}

    subscribe(digests, themes=["public-health"])
    assert not digests.preview(TEAM, CHANNEL, now=NOW)

    subscribe(digests)
    preview = digests.preview(TEAM, CHANNEL, now=NOW)
    [digest] = posted(database, digests, MONDAY)
    assert preview.entries == digest.entries
    assert owed(database, MONDAY + WEEK) == []
