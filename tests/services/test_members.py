"""What is a member's own, on both databases."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.domain.details import Mine
from bot.domain.items import Item
from bot.domain.votes import Reaction
from bot.search.search import Search
from bot.services.finder import Finder
from bot.services.interests import Interests
from bot.services.items import Items
from bot.services.members import MOST_OF_EACH, Members
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW, content

EMOJI = ("+1", "heart")
OTHER = "T0OTHER"
Share = Callable[..., Item]


@pytest.fixture
def members(database: Database) -> Members:
    return Members(database, vote_emoji=EMOJI)


@pytest.fixture
def items(database: Database) -> Items:
    return Items(database, Search())


@pytest.fixture
def share(items: Items) -> Share:
    return lambda title, owner="U1", minutes=0: items.share(
        TEAM, owner, content(title=title), now=NOW + timedelta(minutes=minutes)
    )


def vote(database: Database, item: Item, member: str, emoji: str = "+1", *, added: bool = True) -> None:
    reaction = Reaction(
        channel_id="C1",
        message_ts=f"1.{item.id:06}",
        member_id=member,
        emoji=emoji,
        added=added,
        event_ts=Decimal(item.id) + (0 if added else 1),
    )
    with database.transaction(TEAM) as tx:
        tx.postings.add(channel_id="C1", message_ts=reaction.message_ts, item_id=item.id)
        tx.votes.record(reaction)


def titles(found: Sequence[Item]) -> list[str]:
    return [item.title for item in found]


def everything(mine: Mine) -> list[str]:
    """Titles of all that is a member's own."""
    lists = (mine.owned, mine.archived, mine.interested, mine.followed, mine.voted_for)
    return [title for one in lists for title in titles(one)]


def test_what_is_mine_is_sorted_by_why(
    database: Database, members: Members, items: Items, share: Share
) -> None:
    share("Mine")
    items.archive(TEAM, share("Put away").id, by="U1", now=NOW)
    wanted, followed, liked = share("Wanted", "U2"), share("Followed", "U2"), share("Liked", "U2")
    interests = Interests(database)
    interests.interested(TEAM, wanted.id, member_id="U1", now=NOW)
    interests.follow(TEAM, followed.id, member_id="U1", now=NOW)
    vote(database, liked, "U1", "heart")
    vote(database, liked, "U3", "+1")
    finder = Finder(database, Search())
    search = finder.find(TEAM, "U1", "zeppelins", now=NOW)
    finder.tell_me(TEAM, "U1", search.search_id, now=NOW)

    mine = members.mine(TEAM, "U1")

    assert titles(mine.owned) == ["Mine"]
    assert titles(mine.archived) == ["Put away"]
    assert titles(mine.interested) == ["Wanted"]
    assert titles(mine.followed) == ["Followed"]
    assert titles(mine.voted_for) == ["Liked"]
    assert [one.text for one in mine.searches] == ["zeppelins"]
    assert set(titles(mine.new)) == {"Mine", "Wanted", "Followed", "Liked"}
    assert mine.votes[liked.id].counts == {"+1": 1, "heart": 1}


def test_what_is_mine_is_nobody_elses(database: Database, members: Members, share: Share) -> None:
    item = share("Mine")
    Interests(database).follow(TEAM, item.id, member_id="U1", now=NOW)
    vote(database, item, "U1")

    theirs = members.mine(TEAM, "U2")

    assert everything(theirs) == []
    assert titles(theirs.new) == ["Mine"]


def test_another_workspace_sees_nothing(database: Database, members: Members, share: Share) -> None:
    item = share("Mine")
    Interests(database).follow(TEAM, item.id, member_id="U1", now=NOW)
    vote(database, item, "U1")

    assert members.mine(OTHER, "U1") == Mine(
        owned=(), archived=(), interested=(), followed=(), voted_for=(), searches=(), new=(), votes={}
    )


def test_the_latest_come_first_and_no_list_grows_for_ever(members: Members, share: Share) -> None:
    for number in range(MOST_OF_EACH + 5):
        share(f"Bins {number}", minutes=number)

    mine = members.mine(TEAM, "U1")

    assert len(mine.owned) == len(mine.new) == MOST_OF_EACH
    assert mine.owned[0].title == f"Bins {MOST_OF_EACH + 4}"


def test_what_was_archived_gives_its_place_to_what_is_current(
    database: Database, members: Members, items: Items, share: Share
) -> None:
    interests = Interests(database)
    old = share("Old and current", "U2")
    interests.follow(TEAM, old.id, member_id="U1", now=NOW)
    for number in range(MOST_OF_EACH + 5):
        later = share(f"Archived {number}", "U2")
        interests.follow(TEAM, later.id, member_id="U1", now=NOW + timedelta(minutes=1))
        items.archive(TEAM, later.id, by="U2", now=NOW)

    assert titles(members.mine(TEAM, "U1").followed) == ["Old and current"]


def test_a_vote_that_was_taken_back_is_no_vote(database: Database, members: Members, share: Share) -> None:
    item = share("Liked", "U2")
    vote(database, item, "U1")
    assert titles(members.mine(TEAM, "U1").voted_for) == ["Liked"]

    vote(database, item, "U1", added=False)

    assert members.mine(TEAM, "U1").voted_for == ()


def test_emoji_that_are_no_votes_any_more_do_not_count(
    database: Database, members: Members, share: Share
) -> None:
    item = share("Liked", "U2")
    vote(database, item, "U1", "heart")

    only_thumbs = Members(database, vote_emoji=("+1",)).mine(TEAM, "U1")

    assert only_thumbs.voted_for == ()
    assert members.mine(TEAM, "U1").voted_for != ()
