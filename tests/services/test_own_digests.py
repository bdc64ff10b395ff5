"""What a digest of one's own holds, and that nobody is told anything twice; on both databases."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.domain import introducing as rules
from bot.domain.choosing import REMEMBERED
from bot.domain.digests import Digest, Following, Section
from bot.domain.finding import Cadence
from bot.domain.introductions import Role
from bot.domain.items import Item, Kind, Phase
from bot.domain.not_for_me import FORGOTTEN_AFTER
from bot.domain.notices import NoticeKind
from bot.domain.partners import PATIENCE
from bot.domain.principles import PrincipleText
from bot.domain.profiles import Contact, ProfileContent
from bot.domain.rounds import Asking
from bot.domain.schedules import Frequency, Schedule
from bot.domain.votes import Reaction
from bot.search.meaning.meaning import no_meaning
from bot.search.partners import PartnerSearch
from bot.search.search import Search
from bot.services.consent import Consent
from bot.services.digest_replies import DigestReplies
from bot.services.digests import Digests
from bot.services.housekeeping import Housekeeping
from bot.services.interests import Interests
from bot.services.items import Items
from bot.services.manifesto import Manifesto
from bot.services.outbox import Outbox
from bot.services.partners import Partners
from bot.services.profiles import Profiles
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW, content
from tests.owed import take_all

ME, OWNER = "U0BEN", "U0AMIRA"
EMOJI = ("+1",)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # the first after NOW, a Wednesday
DAY, WEEK = timedelta(days=1), timedelta(days=7)
LONG_AGO = NOW - 3 * WEEK
HOUSING, PLANNING = "housing-and-homelessness", "planning-and-building-control"
OFFERS = ProfileContent(
    offers="How we cut our planning backlog by half", welcomes=(Contact.INTRODUCTIONS,), public=True
)
BACKLOG: dict[str, Any] = {"kind": Kind.PROBLEM, "summary": "It grows."}

Share = Callable[..., Item]


@pytest.fixture
def digests(database: Database) -> Digests:
    return Digests(database, vote_emoji=EMOJI, finder=PartnerSearch(Search(), no_meaning()))


@pytest.fixture
def items(database: Database) -> Items:
    return Items(database, Search(), vote_emoji=EMOJI)


@pytest.fixture
def replies(database: Database) -> DigestReplies:
    return DigestReplies(database, vote_emoji=EMOJI, time_zone="Europe/London")


@pytest.fixture
def share(items: Items) -> Share:
    """Shares an item with this title, at this time."""

    def share(title: str, now: datetime = NOW, owner: str = OWNER, **wanted: Any) -> Item:
        return items.share(TEAM, owner, content(title=title, **wanted), now=now)

    return share


def follow(digests: Digests, member: str = ME, **following: tuple[str, ...]) -> None:
    digests.subscribe_member(TEAM, member, Schedule(), Following(**following), now=NOW)  # type: ignore[arg-type]


def posted(database: Database, digests: Digests, now: datetime, member: str = ME) -> Digest | None:
    """What somebody's digest says that falls due by now; all else that is owed is delivered too."""
    digests.write_due(TEAM, now=now)
    return delivered(database, digests, now).get(member)


def delivered(database: Database, digests: Digests, now: datetime) -> dict[str, Digest]:
    """The digests that are owed, by whose they are."""
    with database.transaction(TEAM) as tx:
        owed = [one for one in take_all(tx, now) if one.kind is NoticeKind.DIGEST]
    found = {one.recipient: digests.to_post(TEAM, one) for one in owed}
    assert len(found) == len(owed)
    return {recipient: digest for recipient, digest in found.items() if digest}


def sections(digest: Digest | None) -> dict[Section, list[str]]:
    found = digest.by_section() if digest else {}
    return {section: [entry.title for entry in entries] for section, entries in found.items()}


# What they follow


@pytest.mark.parametrize(
    ("following", "expected"),
    [
        pytest.param({}, {"Damp", "Trees", "Bins", "Letters"}, id="everything"),
        pytest.param({"themes": (HOUSING,)}, {"Damp"}, id="a theme"),
        pytest.param({"councils": ("quillshire (SAMPLE)",)}, {"Trees"}, id="a council"),
        pytest.param({"councils": ("Kensington and Chelsea",)}, {"Bins"}, id="a council by another name"),
        pytest.param(
            {"themes": (HOUSING,), "councils": ("Quillshire (sample)",)}, {"Damp", "Trees"}, id="either"
        ),
        pytest.param({"kinds": (Kind.RESOURCE,)}, {"Letters"}, id="a kind"),
        pytest.param({"themes": (HOUSING,), "kinds": (Kind.RESOURCE,)}, set(), id="a kind of a theme"),
    ],
)
def test_what_they_follow(
    database: Database, digests: Digests, share: Share, following: dict[str, Any], expected: set[str]
) -> None:
    follow(digests, **following)
    share("Damp", themes=(HOUSING,))
    share("Trees", councils=("Quillshire (sample)",))
    share("Bins", councils=("Royal Borough of Kensington and Chelsea",))
    share("Letters", kind=Kind.RESOURCE)

    digest = posted(database, digests, MONDAY)

    assert set(sections(digest).get(Section.NEW, ())) == expected


def test_what_is_new_risen_answered_live_and_quiet(
    database: Database, digests: Digests, items: Items, share: Share
) -> None:
    old = {title: share(title, LONG_AGO) for title in ("Liked", "Now live")}
    share("Nobody confirms", MONDAY - timedelta(days=93))
    answered = share("Answered", LONG_AGO, kind=Kind.PROBLEM)
    share("Nobody answers", MONDAY - WEEK - DAY, kind=Kind.PROBLEM)
    share("New")
    vote(database, old["Liked"], "U0CERYS")
    items.edit(
        TEAM, old["Now live"].id, replace(old["Now live"].content, phase=Phase.LIVE), by=OWNER, now=NOW
    )
    Interests(database).interested(TEAM, answered.id, member_id="U0CERYS", now=NOW)
    digests.subscribe_member(TEAM, ME, Schedule(), Following(), now=MONDAY - WEEK + DAY)
    with database.transaction(TEAM) as tx:
        tx.digests.cover(ME, until=MONDAY - WEEK)

    digest = posted(database, digests, MONDAY)

    assert sections(digest) == {
        Section.NEW: ["New"],
        Section.RISEN: ["Liked"],
        Section.ANSWERED: ["Answered"],
        Section.ADOPTED: ["Now live"],
        Section.QUIET: ["Nobody answers", "Nobody confirms"],
    }


@pytest.mark.parametrize(("private", "told"), [(False, ["Start with people"]), (True, [])])
def test_a_principle_is_told_when_it_was_adopted_in_public(
    database: Database, digests: Digests, private: bool, told: list[str]
) -> None:
    follow(digests)
    manifesto = Manifesto(database, vote_emoji=EMOJI)
    asking = Asking(channel_id="C0HOUSING", private=private, request="V1:1")
    text = PrincipleText(title="Start with people", sentence="We ask users before we build.")
    proposed = manifesto.propose(TEAM, text, by=OWNER, asking=asking, now=NOW)
    Consent(database).write_due(TEAM, now=proposed.round.ends_at)
    later = proposed.round.ends_at + 2 * WEEK

    assert sections(posted(database, digests, later)).get(Section.ADOPTED, []) == told


# What they were shown


def test_votes_are_told_again_when_they_have_doubled(
    database: Database, digests: Digests, share: Share
) -> None:
    follow(digests)
    item = share("Liked", LONG_AGO)
    risen = []
    for week, voters in enumerate((["U1"], ["U2"], ["U3"], ["U4"], ["U5"])):
        for voter in voters:
            vote(database, item, voter, MONDAY + week * WEEK - DAY)
        risen.append(bool(posted(database, digests, MONDAY + week * WEEK)))

    assert risen == [True, True, False, True, False]


def test_their_own_vote_and_interest_are_no_news_to_them(
    database: Database, digests: Digests, share: Share
) -> None:
    follow(digests)
    liked, answered = share("Liked", LONG_AGO), share("Answered", LONG_AGO, kind=Kind.PROBLEM)
    vote(database, liked, ME)
    Interests(database).interested(TEAM, answered.id, member_id=ME, now=NOW)

    assert set(sections(posted(database, digests, MONDAY))) <= {Section.WAITING}

    vote(database, liked, "U0CERYS", MONDAY + DAY)
    digest = posted(database, digests, MONDAY + WEEK)
    assert sections(digest) == {Section.RISEN: ["Liked"]}
    assert digest is not None
    assert (digest.entries[0].gained, digest.entries[0].votes.total) == (1, 2)


def test_a_problem_that_partners_were_told_of_is_not_told_again(
    database: Database, digests: Digests, share: Share
) -> None:
    Profiles(database).save(TEAM, ME, OFFERS, now=NOW)
    share("Our planning backlog", **BACKLOG)
    search = Search()
    assert Partners(database, search, PartnerSearch(search, no_meaning())).write_due(TEAM, now=NOW + PATIENCE)
    follow(digests)

    assert posted(database, digests, MONDAY) is None


def test_what_is_shared_at_once_is_all_told_to_whoever_waits_for_it(
    database: Database, digests: Digests, share: Share
) -> None:
    """Each of those who share notes in one weekly message what it will show."""
    with database.transaction(TEAM) as tx:
        wish, _ = tx.saved_searches.add(member_id=ME, text="zeppelins", at=NOW)
        tx.saved_searches.change(wish.id, ME, Cadence.WEEKLY)
    together = threading.Barrier(4)

    def shares(number: int) -> None:
        together.wait(30)
        share(f"Zeppelins {number}")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(shares, range(4)))

    with database.reading(TEAM) as tx:
        assert len(tx.shown.seen(ME).items) == 4
    follow(digests)
    assert posted(database, digests, MONDAY) is None


@pytest.mark.parametrize("known", ["owned", "followed", "interested"])
def test_what_they_own_follow_or_are_interested_in_is_not_new(
    database: Database, digests: Digests, share: Share, known: str
) -> None:
    follow(digests)
    item = share("Damp", owner=ME if known == "owned" else OWNER)
    if known == "followed":
        Interests(database).follow(TEAM, item.id, member_id=ME, now=NOW)
    if known == "interested":
        Interests(database).interested(TEAM, item.id, member_id=ME, now=NOW)

    assert Section.NEW not in sections(posted(database, digests, MONDAY))


def test_what_did_not_come_was_not_shown(
    database: Database, digests: Digests, items: Items, share: Share
) -> None:
    follow(digests)
    share("Damp")
    digests.write_due(TEAM, now=MONDAY)
    outbox = Outbox(database)
    notice = outbox.claim(TEAM, now=MONDAY)
    assert notice is not None

    outbox.dropped(TEAM, notice, now=MONDAY)

    assert sections(posted(database, digests, MONDAY + WEEK)) == {Section.NEW: ["Damp"]}


def test_what_was_archived_since_is_left_out(
    database: Database, digests: Digests, items: Items, share: Share
) -> None:
    follow(digests)
    share("Damp")
    gone = share("Trees")
    digests.write_due(TEAM, now=MONDAY)
    items.archive(TEAM, gone.id, by=OWNER, now=MONDAY)

    assert sections(posted(database, digests, MONDAY)) == {Section.NEW: ["Damp"]}


def test_after_half_a_year_what_was_shown_is_forgotten(
    database: Database, digests: Digests, share: Share
) -> None:
    follow(digests)
    item = share("Damp")
    posted(database, digests, MONDAY)
    with database.transaction(TEAM) as tx:
        tx.not_for_me.add(ME, item.id, MONDAY)

    def known() -> tuple[bool, bool]:
        with database.reading(TEAM) as tx:
            return bool(tx.shown.seen(ME).items), bool(tx.not_for_me.of(ME))

    Housekeeping(database).forget_old(TEAM, now=MONDAY + REMEMBERED)
    assert known() == (True, True)
    Housekeeping(database).forget_old(TEAM, now=MONDAY + REMEMBERED + DAY)
    assert known() == (False, True)
    Housekeeping(database).forget_old(TEAM, now=MONDAY + FORGOTTEN_AFTER + DAY)
    assert known() == (False, False)


def test_another_workspace_was_shown_nothing(database: Database, digests: Digests, share: Share) -> None:
    follow(digests)
    item = share("Damp")
    digest = posted(database, digests, MONDAY)
    assert digest is not None
    with database.transaction(TEAM) as tx:
        tx.not_for_me.add(ME, item.id, MONDAY)

    with database.transaction("T0OTHER") as tx:
        assert tx.shown.seen(ME).items == {}
        assert tx.shown.in_message(ME, digest.message) == []
        assert tx.shown.subject(ME, digest.message) is None
        assert tx.not_for_me.of(ME) == {}
        tx.shown.forget(ME, digest.message)
        tx.not_for_me.forget(ME)
    with database.reading(TEAM) as tx:
        assert list(tx.shown.seen(ME).items) == [item.id]
        assert list(tx.not_for_me.of(ME)) == [item.id]


# What only they can help with


def test_what_their_profile_offers_is_something_only_they_can_help_with(
    database: Database, digests: Digests, share: Share
) -> None:
    Profiles(database).save(TEAM, ME, OFFERS, now=NOW)
    follow(digests, themes=("public-health",))
    share("Our planning backlog", **BACKLOG)
    share("Missed bins", **BACKLOG)

    digest = posted(database, digests, MONDAY)

    assert sections(digest) == {Section.HELP: ["Our planning backlog"]}
    assert digest is not None
    [entry] = digest.entries
    assert entry.why is not None
    assert entry.why.profile is not None
    assert entry.why.profile.offers == OFFERS.offers


@pytest.mark.parametrize(("theme", "helps"), [(HOUSING, False), (PLANNING, True)])
def test_what_they_shared_helps_with_its_own_themes(
    database: Database, digests: Digests, share: Share, theme: str, helps: bool
) -> None:
    share("Clearing a planning backlog", LONG_AGO, owner=ME, kind=Kind.RESOURCE, themes=(theme,))
    follow(digests, themes=("public-health",))
    share("Our planning backlog", **BACKLOG, themes=(PLANNING,))

    assert (Section.HELP in sections(posted(database, digests, MONDAY))) is helps


@pytest.mark.parametrize(
    "unless",
    [
        pytest.param("hidden", id="others may not find them"),
        pytest.param("stopped", id="they want no word of problems"),
        pytest.param("declined", id="they declined whoever asks"),
    ],
)
def test_nobody_is_matched_against_their_will(
    database: Database, digests: Digests, share: Share, unless: str
) -> None:
    Profiles(database).save(TEAM, ME, replace(OFFERS, public=unless != "hidden"), now=NOW)
    follow(digests, themes=("public-health",))
    with database.transaction(TEAM) as tx:
        if unless == "stopped":
            tx.partners.choose(ME, wants=False)
    if unless == "declined":
        declined(database, share)
    share("Our planning backlog", **BACKLOG)

    assert Section.HELP not in sections(posted(database, digests, MONDAY))


def test_not_for_me_makes_for_fewer_asks_but_none_about_their_own_is_hidden(
    database: Database, digests: Digests, share: Share, replies: DigestReplies
) -> None:
    mine = share("Clearing a planning backlog", LONG_AGO, owner=ME, kind=Kind.RESOURCE, themes=(PLANNING,))
    Profiles(database).save(TEAM, ME, replace(OFFERS, offers="Keeping bees on roofs"), now=NOW)
    follow(digests, themes=("public-health",))
    for number in range(4):
        one = share(f"Something else {number}", LONG_AGO, **BACKLOG, themes=(PLANNING,))
        replies.not_for_me(TEAM, one.id, by=ME, now=NOW)
    share("Our planning backlog", **BACKLOG, themes=(PLANNING,))
    share("Bees on roofs", **BACKLOG, themes=(PLANNING,))
    share("Another planning backlog", kind=Kind.PROJECT, looking_for="Partners", summary="It grows.")
    Interests(database).interested(TEAM, mine.id, member_id=OWNER, now=NOW)

    digest = posted(database, digests, MONDAY)

    assert sections(digest) == {Section.HELP: [mine.title, "Another planning backlog"]}
    assert digest is not None
    rest = replies.rest(TEAM, ME, digest.period, message=digest.message, page=1)
    assert {entry.title for entry in rest.entries} == {"Our planning backlog", "Bees on roofs"}
    assert digest.more == 2


def test_readers_do_not_see_each_others(database: Database, digests: Digests, share: Share) -> None:
    """Who waits for whom is told to those two alone."""
    item = share("Damp", LONG_AGO)
    Interests(database).interested(TEAM, item.id, member_id="U0CERYS", hope="To see it", now=NOW)
    for member in (ME, OWNER, "U0CERYS"):
        follow(digests, member)
    digests.write_due(TEAM, now=MONDAY)

    found = {member: digests.preview(TEAM, member, now=MONDAY + DAY) for member in (ME, OWNER, "U0CERYS")}
    assert not any(found.values()), "each was told in what was written on Monday"
    told = delivered(database, digests, MONDAY)
    assert {member: list(sections(digest)) for member, digest in told.items()} == {
        OWNER: [Section.HELP],
        "U0CERYS": [Section.WAITING],
    }


# In time


def test_every_working_day_tells_each_thing_once(database: Database, digests: Digests, share: Share) -> None:
    daily = Schedule(frequency=Frequency.DAILY)
    digests.subscribe_member(TEAM, ME, daily, Following(), now=MONDAY - timedelta(hours=1))
    told: list[str] = []
    for number in range(14):
        now = MONDAY + number * DAY
        share(f"Number {number}", now - timedelta(hours=2))
        told += [title for titles in sections(posted(database, digests, now)).values() for title in titles]

    assert sorted(told) == sorted(f"Number {number}" for number in range(12))
    assert len(told) == 12


def test_of_many_that_are_due_at_once_the_others_have_to_wait_for_no_more_than_some(
    database: Database, digests: Digests, share: Share
) -> None:
    share("Damp")
    for number in range(3):
        follow(digests, f"U{number}")

    assert [digests.write_due(TEAM, now=MONDAY, most=2) for _ in range(3)] == [2, 1, 0]


def vote(database: Database, item: Item, member: str, at: datetime = NOW) -> None:
    reaction = Reaction(
        channel_id="C0POSTS",
        message_ts=f"{item.id}.000001",
        member_id=member,
        emoji="+1",
        added=True,
        event_ts=Decimal(str(at.timestamp())),
    )
    with database.transaction(TEAM) as tx:
        tx.postings.add(channel_id="C0POSTS", message_ts=reaction.message_ts, item_id=item.id)
        tx.votes.record(reaction)


def declined(database: Database, share: Share) -> None:
    """Whoever asks was interested in something of ours, and we declined."""
    mine = share("Something of ours", LONG_AGO, owner=ME)
    Interests(database).interested(TEAM, mine.id, member_id=OWNER, now=LONG_AGO)
    with database.transaction(TEAM) as tx:
        one = tx.introductions.latest(mine.id, OWNER)
        assert one is not None
        assert one.side(Role.OWNER).member_id == ME
        tx.introductions.put(rules.declined(one))
