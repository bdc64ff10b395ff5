"""Who is asked whether their digest should go on, and whose ends; on both databases."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.domain.finding import Cadence
from bot.domain.notices import NewNotice, Notice, NoticeKind, NoticeState
from bot.domain.refusals import NotSubscribed
from bot.domain.rhythm import QUIET_AFTER, TIME_TO_ANSWER
from bot.domain.schedules import Schedule
from bot.domain.votes import Reaction
from bot.search.search import Search
from bot.services.digests import Digests
from bot.services.items import Items
from bot.services.rhythm import Rhythm
from storage.database import Database
from tests.conftest import TEAM
from tests.domain.zones import law
from tests.factories import NOW, content
from tests.owed import take_all

BEN = "U0BEN"
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
QUIET = NOW + QUIET_AFTER
"""When Ben, who was last seen NOW, has been away for three months."""


@pytest.fixture
def digests(database: Database) -> Digests:
    return Digests(database, vote_emoji=("+1",))


@pytest.fixture
def rhythm(database: Database, digests: Digests) -> Rhythm:
    """Ben has a digest of his own, and has just been seen."""
    digests.subscribe(TEAM, BEN, Schedule(), by=BEN, now=NOW)
    rhythm = Rhythm(database)
    rhythm.note(TEAM, BEN, now=NOW)
    return rhythm


def question(database: Database, now: datetime) -> Notice | None:
    """The question that is due at a moment, claimed."""
    with database.transaction(TEAM) as tx:
        return next(iter(tx.notices.claim(now=now, lease=TIME_TO_ANSWER * 9, limit=1)), None)


def ask(database: Database, rhythm: Rhythm, now: datetime) -> datetime:
    """Have Ben asked, and Slack take the question; answers when that was."""
    Digests(database, vote_emoji=("+1",)).write_due(
        TEAM, now=now
    )  # as it did each week: it is due next after now
    assert rhythm.write_due(TEAM, now=now) == 1
    found = question(database, now + 7 * DAY)
    assert found is not None
    sent_at = found.due_at + 2 * DAY  # nothing ran when it was due
    with database.transaction(TEAM) as tx:
        ts = f"{sent_at.timestamp():.6f}"
        assert tx.notices.sent(found, channel_id="D0BEN", message_ts=ts, now=sent_at)
    return sent_at


def reacts(database: Database, at: datetime) -> None:
    """Ben reacts to something of ours."""
    with database.transaction(TEAM) as tx:
        tx.votes.record(
            Reaction(
                channel_id="C0POSTS",
                message_ts="1700000000.000100",
                member_id=BEN,
                emoji="+1",
                added=True,
                event_ts=Decimal(f"{at.timestamp():.6f}"),
            )
        )


def has_digest(digests: Digests) -> bool:
    return digests.subscription(TEAM, BEN) is not None


def test_who_was_not_seen_for_three_months_is_asked_once_at_their_own_time(
    database: Database, rhythm: Rhythm, digests: Digests
) -> None:
    digests.subscribe(TEAM, BEN, Schedule(), by=BEN, now=QUIET)  # as the weeks go by

    assert rhythm.write_due(TEAM, now=QUIET - SECOND) == 0
    assert rhythm.write_due(TEAM, now=QUIET) == 1
    assert [rhythm.write_due(TEAM, now=QUIET + day * DAY) for day in range(14)] == [0] * 14

    found = question(database, QUIET + 7 * DAY)
    assert found is not None
    assert (found.kind, found.recipient) == (NoticeKind.GO_ON, BEN)
    assert found.due_at == datetime(2027, 2, 22, 9, 0, tzinfo=UTC)  # the next Monday at nine
    assert rhythm.to_ask(TEAM, found) == digests.subscription(TEAM, BEN)


def test_who_is_seen_is_not_asked(database: Database, rhythm: Rhythm) -> None:
    rhythm.note(TEAM, BEN, now=QUIET - DAY)

    assert rhythm.write_due(TEAM, now=QUIET) == 0


def test_a_reaction_is_a_sign_of_life(database: Database, rhythm: Rhythm) -> None:
    reacts(database, QUIET - DAY)

    assert rhythm.write_due(TEAM, now=QUIET) == 0
    assert rhythm.write_due(TEAM, now=QUIET - DAY + QUIET_AFTER) == 1


def test_what_comes_late_does_not_make_somebody_quiet_sooner(database: Database, rhythm: Rhythm) -> None:
    rhythm.note(TEAM, BEN, now=NOW - 30 * DAY)

    assert rhythm.write_due(TEAM, now=QUIET - SECOND) == 0


def test_without_an_answer_it_ends_two_weeks_after_the_question_came(
    database: Database, rhythm: Rhythm, digests: Digests
) -> None:
    sent_at = ask(database, rhythm, QUIET)

    rhythm.write_due(TEAM, now=sent_at + TIME_TO_ANSWER - SECOND)
    assert has_digest(digests)
    rhythm.write_due(TEAM, now=sent_at + TIME_TO_ANSWER)
    assert not has_digest(digests)
    assert rhythm.write_due(TEAM, now=sent_at + TIME_TO_ANSWER + DAY) == 0


def test_it_does_not_end_before_the_question_has_come(
    database: Database, rhythm: Rhythm, digests: Digests
) -> None:
    """No process delivered anything for months."""
    rhythm.write_due(TEAM, now=QUIET)

    rhythm.write_due(TEAM, now=QUIET + 5 * TIME_TO_ANSWER)

    assert has_digest(digests)


def test_whom_slack_does_not_reach_loses_it_too(database: Database, rhythm: Rhythm, digests: Digests) -> None:
    rhythm.write_due(TEAM, now=QUIET)
    found = question(database, QUIET)
    assert found is not None
    with database.transaction(TEAM) as tx:
        tx.notices.failed(found, error="account_inactive", now=QUIET)

    rhythm.write_due(TEAM, now=QUIET + TIME_TO_ANSWER)

    assert not has_digest(digests)


def waits_for(database: Database, words: str) -> None:
    with database.transaction(TEAM) as tx:
        wish, _ = tx.saved_searches.add(member_id=BEN, text=words, at=NOW)
        tx.saved_searches.change(wish.id, BEN, Cadence.WEEKLY)


@pytest.mark.parametrize("ends", ["they say so", "by itself"])
def test_what_they_wait_for_comes_as_it_did_before_when_it_ends(
    database: Database, rhythm: Rhythm, ends: str
) -> None:
    sent_at = ask(database, rhythm, QUIET)
    waits_for(database, "zeppelins")
    items = Items(database, Search(), vote_emoji=("+1",))
    item = items.share(TEAM, "U0AMIRA", content(title="Zeppelins"), now=sent_at)

    if ends == "they say so":
        rhythm.end(TEAM, BEN, now=sent_at)
    else:
        rhythm.write_due(TEAM, now=sent_at + TIME_TO_ANSWER)

    with database.transaction(TEAM) as tx:
        [owed] = take_all(tx, sent_at + TIME_TO_ANSWER + 7 * DAY)
        assert owed.kind is NoticeKind.SEARCHES_DIGEST
        assert tx.matches.of(BEN, due_at=owed.due_at) == [(item.id, "zeppelins")]


def test_what_they_wait_for_comes_at_once_when_it_should_have_come_before(
    database: Database, rhythm: Rhythm, digests: Digests
) -> None:
    waits_for(database, "zeppelins")
    Items(database, Search(), vote_emoji=("+1",)).share(TEAM, "U0AMIRA", content(title="Zeppelins"), now=NOW)
    digests.pause(TEAM, BEN)

    rhythm.end(TEAM, BEN, now=NOW + 30 * DAY)

    with database.transaction(TEAM) as tx:
        [owed] = take_all(tx, NOW + 30 * DAY)
        assert (owed.kind, owed.due_at) == (NoticeKind.SEARCHES_DIGEST, NOW + 30 * DAY)


@pytest.mark.parametrize("sign", ["keep", "reaction", "anything"])
def test_any_sign_of_life_after_the_question_keeps_it(
    database: Database, rhythm: Rhythm, digests: Digests, sign: str
) -> None:
    sent_at = ask(database, rhythm, QUIET)
    seen = sent_at + 13 * DAY
    match sign:
        case "keep":
            rhythm.go_on(TEAM, BEN, now=seen)
        case "reaction":
            reacts(database, seen)
        case _:
            rhythm.note(TEAM, BEN, now=seen)

    for moment in (sent_at + TIME_TO_ANSWER, sent_at + 2 * TIME_TO_ANSWER, seen + QUIET_AFTER - SECOND):
        assert rhythm.write_due(TEAM, now=moment) == 0
    assert has_digest(digests)
    assert rhythm.write_due(TEAM, now=seen + QUIET_AFTER) == 1  # three months later they are asked anew


def test_a_question_that_answered_itself_is_not_asked(database: Database, rhythm: Rhythm) -> None:
    rhythm.write_due(TEAM, now=QUIET)
    found = question(database, QUIET)
    assert found is not None

    assert rhythm.to_ask(TEAM, found) is not None
    reacts(database, QUIET + SECOND)

    assert rhythm.to_ask(TEAM, found) is None


def test_a_digest_that_rests_meanwhile_is_not_asked_about(
    database: Database, rhythm: Rhythm, digests: Digests
) -> None:
    rhythm.write_due(TEAM, now=QUIET)
    found = question(database, QUIET)
    assert found is not None

    digests.pause(TEAM, BEN)

    assert rhythm.to_ask(TEAM, found) is None


def test_a_channel_and_a_digest_that_rests_are_not_asked(
    database: Database, rhythm: Rhythm, digests: Digests
) -> None:
    digests.pause(TEAM, BEN)
    digests.subscribe(TEAM, "C0HOUSING", Schedule(), by=BEN, now=NOW)

    assert rhythm.write_due(TEAM, now=QUIET) == 0
    assert rhythm.write_due(TEAM, now=QUIET + QUIET_AFTER) == 0


def test_who_was_never_seen_is_counted_from_when_we_first_look(database: Database, digests: Digests) -> None:
    digests.subscribe(TEAM, BEN, Schedule(), by=BEN, now=NOW)
    rhythm = Rhythm(database)

    assert rhythm.write_due(TEAM, now=NOW) == 0
    assert rhythm.write_due(TEAM, now=QUIET - SECOND) == 0
    assert rhythm.write_due(TEAM, now=QUIET) == 1


def test_nothing_is_kept_of_who_has_no_digest(database: Database, rhythm: Rhythm) -> None:
    rhythm.note(TEAM, "U0CERYS", now=NOW)
    with database.reading(TEAM) as tx:
        assert tx.signs_of_life.last(BEN) == NOW
        assert tx.signs_of_life.last("U0CERYS") is None

    rhythm.end(TEAM, BEN, now=NOW)
    rhythm.end(TEAM, BEN, now=NOW)

    with database.reading(TEAM) as tx:
        assert tx.signs_of_life.last(BEN) is None
    with pytest.raises(NotSubscribed):
        rhythm.go_on(TEAM, BEN, now=NOW)
    with database.reading(TEAM) as tx:
        assert tx.signs_of_life.last(BEN) is None


def test_another_workspace_sees_nothing_of_it(database: Database, rhythm: Rhythm) -> None:
    reacts(database, NOW)
    with database.transaction(TEAM) as tx:
        tx.notices.add(NewNotice(kind=NoticeKind.GO_ON, key="go-on", recipient=BEN, subject={}, due_at=NOW))
        assert tx.signs_of_life.asked("go-on") == (NoticeState.PENDING, NOW)

    with database.reading("T0OTHER") as tx:
        assert tx.signs_of_life.last(BEN) is None
        assert tx.signs_of_life.last_reaction(BEN) is None
        assert tx.signs_of_life.unseen_since(QUIET) == []
        assert tx.signs_of_life.asked("go-on") is None


# By today's rules


@pytest.mark.parametrize(
    ("law_then", "law_now", "was", "now_is"),
    [
        pytest.param("GMT0BST,M3.5.0/1,M10.5.0", "GMT0", 8, 9, id="due later: not sent before"),
        pytest.param("GMT0", "BST-1", 9, 8, id="due sooner: sent then"),
    ],
)
def test_when_a_time_zone_changes_its_rules_digests_still_come_at_nine(
    database: Database, digests: Digests, tmp_path: Path, law_then: str, law_now: str, was: int, now_is: int
) -> None:
    summer = datetime(2027, 6, 16, tzinfo=UTC)
    monday = datetime(2027, 6, 21, tzinfo=UTC)
    with law(tmp_path, "Sample/Council", law_then):
        schedule = Schedule(time_zone="Sample/Council")
        kept = digests.subscribe(TEAM, BEN, schedule, by=BEN, now=summer)
        assert kept.next_at == monday.replace(hour=was)

    with law(tmp_path, "Sample/Council", law_now):  # a later process, with a later tzdata
        Rhythm(database).write_due(TEAM, now=summer)

        found = digests.subscription(TEAM, BEN)
        assert found is not None
        assert found.next_at == monday.replace(hour=now_is)


def test_a_digest_that_is_due_by_old_rules_waits_for_the_new_ones(
    database: Database, digests: Digests, tmp_path: Path
) -> None:
    """Also when nothing was reckoned again before it fell due."""
    summer, nine = datetime(2027, 6, 16, tzinfo=UTC), datetime(2027, 6, 21, 9, tzinfo=UTC)
    with law(tmp_path, "Sample/Council", "BST-1"):
        digests.subscribe(TEAM, "C0HOUSING", Schedule(time_zone="Sample/Council"), by=BEN, now=summer)
    Items(database, Search(), vote_emoji=("+1",)).share(TEAM, BEN, content(), now=summer)

    with law(tmp_path, "Sample/Council", "GMT0"):
        assert digests.write_due(TEAM, now=nine - timedelta(hours=1)) == 0
        found = digests.subscription(TEAM, "C0HOUSING")
        assert found is not None
        assert found.next_at == nine
        assert digests.write_due(TEAM, now=nine) == 1
