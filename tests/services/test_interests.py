"""Interest, following and copying, on both databases."""

from collections.abc import Callable

import pytest

from bot.domain.items import Item
from bot.domain.notices import NewNotice, NoticeKind
from bot.domain.refusals import ItemArchived, ItemGone
from bot.search.search import Search
from bot.services.interests import Interests, Noted
from bot.services.items import Items
from storage.database import Database
from storage.items import NewItem
from tests.conftest import TEAM
from tests.factories import NOW, content
from tests.owed import take_all

OTHER = "T0OTHER"


@pytest.fixture
def interests(database: Database) -> Interests:
    return Interests(database)


@pytest.fixture
def items(database: Database) -> Items:
    return Items(database, Search())


@pytest.fixture
def item(items: Items) -> Item:
    return items.share(TEAM, "U1", content(), now=NOW)


def owed(database: Database, team: str = TEAM) -> list[NewNotice]:
    with database.transaction(team) as tx:
        return list(take_all(tx, NOW))


DEEDS: dict[str, Callable[[Interests, str, int], object]] = {
    "interested": lambda service, team, one: service.interested(team, one, member_id="U2", now=NOW),
    "take back": lambda service, team, one: service.take_back(team, one, member_id="U2", now=NOW),
    "follow": lambda service, team, one: service.follow(team, one, member_id="U2", now=NOW),
    "unfollow": lambda service, team, one: service.unfollow(team, one, member_id="U2"),
    "copy": lambda service, team, one: service.copy(
        team, one, channel_id="C1", by="U2", note="", request="1", now=NOW
    ),
}
deeds = pytest.mark.parametrize("deed", DEEDS.values(), ids=list(DEEDS))


def test_interest_is_noted_and_told_once(database: Database, interests: Interests, item: Item) -> None:
    assert interests.interested(TEAM, item.id, member_id="U2", hope="Help", now=NOW) == (item, Noted.NEW)
    assert interests.interested(TEAM, item.id, member_id="U2", hope="Me", now=NOW) == (item, Noted.BEFORE)

    (notice,) = owed(database)
    assert (notice.kind, notice.recipient) == (NoticeKind.INTEREST, "U1")
    with database.reading(TEAM) as tx:
        kept = tx.introductions.get(notice.subject["introduction"])
    assert kept
    assert (kept.item_id, kept.interested.member_id, kept.hope) == (item.id, "U2", "Help")


def test_interest_in_ones_own_item_or_in_nobodys_tells_nobody(
    database: Database, interests: Interests, item: Item
) -> None:
    with database.transaction(TEAM) as tx:
        nobodys = tx.items.add(
            NewItem(
                content=content(),
                owner_id=None,
                contact="The digital team",
                origin=item.origin,
                created_at=NOW,
                confirmed_at=NOW,
            )
        )

    interests.interested(TEAM, item.id, member_id="U1", now=NOW)
    interests.interested(TEAM, nobodys.id, member_id="U2", now=NOW)

    assert owed(database) == []


def test_following_and_stopping(interests: Interests, items: Items, item: Item) -> None:
    assert interests.follow(TEAM, item.id, member_id="U2", now=NOW) == (item, True)
    assert interests.follow(TEAM, item.id, member_id="U2", now=NOW) == (item, False)
    assert items.details(TEAM, item.id, viewer="U2").following
    assert items.details(TEAM, item.id, viewer="U3").followers == 1

    interests.unfollow(TEAM, item.id, member_id="U2")
    interests.unfollow(TEAM, item.id, member_id="U2")

    assert items.details(TEAM, item.id, viewer="U2").followers == 0


def test_a_request_to_copy_owes_one_card(database: Database, interests: Interests, item: Item) -> None:
    for request in ("first", "first", "second"):
        interests.copy(TEAM, item.id, channel_id="C1", by="U2", note="Look", request=request, now=NOW)

    cards = owed(database)
    assert [(one.kind, one.recipient) for one in cards] == [(NoticeKind.CARD, "C1")] * 2
    assert cards[0].subject == {"item": item.id, "by": "U2", "note": "Look"}


@deeds
def test_another_workspace_does_not_see_the_item(
    database: Database, interests: Interests, item: Item, deed: Callable[..., object]
) -> None:
    with pytest.raises(ItemGone):
        deed(interests, OTHER, item.id)

    assert owed(database) == []
    assert owed(database, OTHER) == []


@deeds
def test_an_archived_item_is_left_alone(
    database: Database, interests: Interests, items: Items, item: Item, deed: Callable[..., object]
) -> None:
    interests.follow(TEAM, item.id, member_id="U2", now=NOW)
    items.archive(TEAM, item.id, by="U1", now=NOW)
    owed(database)  # that it was archived

    if deed in {DEEDS["unfollow"], DEEDS["take back"]}:
        deed(interests, TEAM, item.id)  # nobody has to follow, or want, what is put away
        return
    with pytest.raises(ItemArchived):
        deed(interests, TEAM, item.id)
    assert owed(database) == []
