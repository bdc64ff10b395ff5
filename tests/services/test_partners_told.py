"""Telling those who may help with a problem: who is told, how often, and who never is; on both databases."""

import multiprocessing
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from multiprocessing.synchronize import Barrier

import pytest

from bot.domain.items import Item, Kind, Origin, Source
from bot.domain.notices import Notice, NoticeKind
from bot.domain.partners import (
    LEAST_FIT,
    MOST_A_WEEK,
    MOST_TOLD,
    PATIENCE,
    REMEMBERED,
    STRONG_FIT,
    TOO_LATE,
    WEEK,
)
from bot.domain.profiles import Contact, ProfileContent
from bot.search.meaning.meaning import no_meaning
from bot.search.partners import PartnerSearch
from bot.search.search import Search
from bot.services.approaches import Approaches
from bot.services.housekeeping import Housekeeping
from bot.services.interests import Interests
from bot.services.introductions import Introductions
from bot.services.items import Items
from bot.services.partners import Partners
from bot.services.profiles import Profiles
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW, content
from tests.owed import take_all

LATER = NOW + PATIENCE
HELPER = ProfileContent(
    offers="How we cut our planning backlog by half", welcomes=(Contact.INTRODUCTIONS,), public=True
)
OWNER = ProfileContent(role="Planner", welcomes=(Contact.INTRODUCTIONS,), public=True)
BACKLOG = content(kind=Kind.PROBLEM, title="Our planning backlog", summary="It grows.")
CLEARED = content(kind=Kind.RESOURCE, title="Clearing a planning backlog")

Post = Callable[..., Item]


def made(database: Database) -> Partners:
    search = Search()
    return Partners(database, search, PartnerSearch(search, no_meaning()))


@pytest.fixture
def partners(database: Database) -> Partners:
    return made(database)


@pytest.fixture
def post(database: Database) -> Post:
    def posted(by: str = "U1", at: datetime = NOW, origin: Origin | None = None, **changed: object) -> Item:
        said = replace(BACKLOG, **changed)  # type: ignore[arg-type]
        return Items(database, Search()).share(TEAM, by, said, origin=origin or Origin(), now=at)

    return posted


def is_public(database: Database, member: str, about: ProfileContent = HELPER, **changed: object) -> None:
    Profiles(database).save(TEAM, member, replace(about, **changed), now=NOW)  # type: ignore[arg-type]


def owed(database: Database, workspace: str = TEAM) -> Sequence[Notice]:
    """What partners are owed and was not asked for before."""
    with database.transaction(workspace) as tx:
        claimed = take_all(tx, NOW + timedelta(days=365))
    return [one for one in claimed if one.kind is NoticeKind.PARTNER_WANTED]


def told(database: Database) -> list[str]:
    return sorted(one.recipient for one in owed(database))


def test_whoever_offers_what_is_needed_is_told_a_few_minutes_later(
    database: Database, partners: Partners, post: Post
) -> None:
    is_public(database, "U2")
    problem = post()

    assert partners.write_due(TEAM, now=LATER - timedelta(seconds=1)) == 0
    assert partners.write_due(TEAM, now=LATER) == 1

    (notice,) = owed(database)
    assert notice.recipient == "U2"
    wanted = partners.to_tell(TEAM, notice)
    assert wanted is not None
    assert (wanted.problem, wanted.partner.item) == (problem, None)
    assert wanted.partner.profile is not None
    assert wanted.partner.profile.offers == HELPER.offers


def test_whoever_shared_something_that_helps_is_told_of_that(
    database: Database, partners: Partners, post: Post
) -> None:
    is_public(database, "U2", OWNER)
    theirs = Items(database, Search()).share(TEAM, "U2", CLEARED, now=NOW)
    post()
    partners.write_due(TEAM, now=LATER)

    (notice,) = owed(database)
    wanted = partners.to_tell(TEAM, notice)
    assert wanted is not None
    assert wanted.partner.item == theirs


@pytest.mark.parametrize(
    "about",
    [
        replace(HELPER, public=False),
        replace(HELPER, welcomes=(Contact.QUESTIONS,)),
        replace(HELPER, offers="Bin day reminders"),
        replace(HELPER, offers="How we cut our backlog of bins"),
        replace(HELPER, offers="", needs="Help with our planning backlog"),
    ],
    ids=["not public", "no introductions", "offers another thing", "a weak match", "needs it too"],
)
def test_nobody_else_is_told(
    database: Database, partners: Partners, post: Post, about: ProfileContent
) -> None:
    is_public(database, "U2", about)
    Items(database, Search()).share(TEAM, "U3", CLEARED, now=NOW)  # of somebody without a profile
    post()

    assert partners.write_due(TEAM, now=LATER) == 0


def test_whoever_fits_a_little_is_found_but_not_told(
    database: Database, partners: Partners, post: Post
) -> None:
    is_public(database, "U2", offers="Reminders that people read")
    problem = post(title="Library reminders", summary="Nobody reads them.")

    (one,) = partners.of_item(TEAM, "U1", problem.id, now=NOW).partners
    assert LEAST_FIT <= one.alignment.fit < STRONG_FIT
    assert partners.write_due(TEAM, now=LATER) == 0


def test_a_problem_that_another_process_took_on_is_left_to_it(
    database: Database, partners: Partners, post: Post
) -> None:
    for number in range(MOST_TOLD + 2):
        is_public(database, f"U2{number}")
    problem = post()

    assert partners._tell(TEAM, problem.id, LATER) == MOST_TOLD
    assert partners._tell(TEAM, problem.id, LATER) == 0, "the next best are not told instead"


def test_whoever_posts_a_problem_is_not_told_of_it(
    database: Database, partners: Partners, post: Post
) -> None:
    is_public(database, "U1")
    post(by="U1")

    assert partners.write_due(TEAM, now=LATER) == 0


@pytest.mark.parametrize(
    ("changed", "now"),
    [
        ({"kind": Kind.IDEA}, LATER),
        ({"origin": Origin(source=Source.IMPORT, source_id="1")}, LATER),
        ({}, NOW + TOO_LATE + timedelta(seconds=1)),
    ],
    ids=["no problem", "imported", "long ago"],
)
def test_what_is_no_news_is_told_to_nobody(
    database: Database, partners: Partners, post: Post, changed: dict[str, object], now: datetime
) -> None:
    is_public(database, "U2")
    post(**changed)

    assert partners.write_due(TEAM, now=now) == 0


def test_each_problem_is_told_once(database: Database, partners: Partners, post: Post) -> None:
    is_public(database, "U2")
    post()
    assert partners.write_due(TEAM, now=LATER) == 1
    is_public(database, "U3")

    assert partners.write_due(TEAM, now=LATER + timedelta(hours=1)) == 0
    assert told(database) == ["U2"]


def test_of_five_problems_a_week_somebody_is_told_of_three(
    database: Database, partners: Partners, post: Post
) -> None:
    is_public(database, "U2")
    for number in range(5):
        post(by=f"U1{number}")

    assert partners.write_due(TEAM, now=LATER) == MOST_A_WEEK == 3
    assert len(owed(database)) == MOST_A_WEEK

    post(by="U20", at=NOW + WEEK - timedelta(hours=1))
    assert partners.write_due(TEAM, now=LATER + WEEK - timedelta(hours=1)) == 0
    post(by="U21", at=NOW + WEEK)
    assert partners.write_due(TEAM, now=LATER + WEEK) == 1


def test_at_most_five_are_told_and_the_next_best_instead_of_who_had_enough(
    database: Database, partners: Partners, post: Post
) -> None:
    for number in range(MOST_TOLD + 2):
        is_public(database, f"U2{number}")
    numbers = []
    for number in range(5):
        post(by=f"U1{number}")
        numbers.append(partners.write_due(TEAM, now=LATER))

    assert numbers == [5, 5, 5, 2, 2], "after three problems five people had enough"


def test_two_processes_tell_of_no_problem_twice_and_nobody_too_often(
    database_url: str, database: Database, post: Post
) -> None:
    for number in range(3):
        is_public(database, f"U2{number}")
    problems = [post(by=f"U1{number}").id for number in range(5)]
    spawn = multiprocessing.get_context("spawn")
    together = spawn.Barrier(2)
    processes = [spawn.Process(target=ticks, args=(database_url, together)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0

    notices = owed(database)
    members = [one.recipient for one in notices]
    assert {one: members.count(one) for one in set(members)} == dict.fromkeys(("U20", "U21", "U22"), 3)
    assert len({(one.subject["item"], one.recipient) for one in notices}) == len(notices)
    with database.reading(TEAM) as tx:
        assert tx.partners.unmatched(since=NOW, until=NOW) == []
    assert len(problems) == 5


def ticks(url: str, together: Barrier) -> None:
    """What another process does."""
    database = Database.connect(url)
    partners = made(database)
    together.wait(60)
    partners.write_due(TEAM, now=LATER)
    database.close()


def test_whoever_stopped_it_is_told_again_only_when_they_say_so(
    database: Database, partners: Partners, post: Post
) -> None:
    is_public(database, "U2")
    partners.choose(TEAM, "U2", wants=False)
    post()
    assert partners.write_due(TEAM, now=LATER) == 0
    assert partners.find(TEAM, "U2", "bins", now=NOW).stopped

    partners.choose(TEAM, "U2", wants=True)
    post()
    assert partners.write_due(TEAM, now=LATER) == 1


def test_to_whom_a_problem_was_nothing_hears_no_more_of_its_poster_for_a_while(
    database: Database, partners: Partners, post: Post
) -> None:
    is_public(database, "U2")
    problem = post()
    partners.write_due(TEAM, now=LATER)
    partners.not_for_me(TEAM, problem.id, by="U2")

    post(by="U1")
    assert partners.write_due(TEAM, now=LATER) == 0
    post(by="U3")
    assert partners.write_due(TEAM, now=LATER) == 1

    Housekeeping(database).forget_old(TEAM, now=LATER + REMEMBERED + timedelta(seconds=1))
    post(by="U1", at=NOW + REMEMBERED)
    assert partners.write_due(TEAM, now=LATER + REMEMBERED) == 1


def test_whoever_declined_the_poster_is_not_told(database: Database, partners: Partners, post: Post) -> None:
    is_public(database, "U2")
    approaches = Approaches(database)
    asked = approaches.ask(TEAM, "U2", asker="U1", hope="Half an hour.", now=NOW)
    approaches.decline(TEAM, asked.id, by="U2", now=NOW)
    is_public(database, "U3", OWNER)
    theirs = Items(database, Search()).share(TEAM, "U3", CLEARED, now=NOW)
    Interests(database).interested(TEAM, theirs.id, member_id="U1", now=NOW)
    with database.reading(TEAM) as tx:
        introduction = tx.introductions.latest(theirs.id, "U1")
    assert introduction is not None
    Introductions(database).decline(TEAM, introduction.id, by="U3")
    post(by="U1")
    post(by="U9")

    partners.write_due(TEAM, now=LATER)

    by_poster = [(one.subject["item"], one.recipient) for one in owed(database)]
    with database.reading(TEAM) as tx:
        items = tx.items.by_ids([item for item, _ in by_poster])
    assert {(items[item].owner_id, member) for item, member in by_poster} == {("U9", "U2"), ("U9", "U3")}


@pytest.mark.parametrize("already", ["interested", "follow"])
def test_whoever_found_it_by_themselves_is_not_told(
    database: Database, partners: Partners, post: Post, already: str
) -> None:
    is_public(database, "U2")
    problem = post()
    getattr(Interests(database), already)(TEAM, problem.id, member_id="U2", now=NOW)

    assert partners.write_due(TEAM, now=LATER) == 0


def test_what_changed_before_it_is_said_is_not_said(
    database: Database, partners: Partners, post: Post
) -> None:
    is_public(database, "U2", OWNER)
    items = Items(database, Search())
    theirs = items.share(TEAM, "U2", CLEARED, now=NOW)
    problem = post()
    partners.write_due(TEAM, now=LATER)
    (notice,) = owed(database)
    assert partners.to_tell(TEAM, notice)

    is_public(database, "U2", OWNER, public=False)
    assert partners.to_tell(TEAM, notice) is None
    is_public(database, "U2", OWNER, welcomes=())
    assert partners.to_tell(TEAM, notice) is None
    is_public(database, "U2", OWNER)
    partners.choose(TEAM, "U2", wants=False)
    assert partners.to_tell(TEAM, notice) is None
    partners.choose(TEAM, "U2", wants=True)
    items.archive(TEAM, theirs.id, by="U2", now=NOW)
    assert partners.to_tell(TEAM, notice) is None
    items.restore(TEAM, theirs.id, by="U2", now=NOW)
    assert partners.to_tell(TEAM, notice)
    items.archive(TEAM, problem.id, by="U1", now=NOW)
    assert partners.to_tell(TEAM, notice) is None


def test_the_poster_finds_the_same_people(database: Database, partners: Partners, post: Post) -> None:
    is_public(database, "U2")
    is_public(database, "U3")
    problem = post()
    partners.write_due(TEAM, now=LATER)

    found = partners.of_item(TEAM, "U1", problem.id, now=LATER)

    assert told(database) == sorted(str(one.member_id) for one in found.partners) == ["U2", "U3"]


def test_other_workspaces_hear_nothing(database: Database, partners: Partners, post: Post) -> None:
    Profiles(database).save("T0OTHER", "U2", HELPER, now=NOW)
    post()

    assert partners.write_due(TEAM, now=LATER) == 0
    assert partners.write_due("T0OTHER", now=LATER) == 0
    assert owed(database, "T0OTHER") == []
