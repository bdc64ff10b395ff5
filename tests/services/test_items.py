"""Sharing, changing and looking after items, on both databases."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.domain.items import Action, Item, Origin, Phase, Source
from bot.domain.notices import NewNotice
from bot.domain.refusals import InvalidItem, ItemArchived, ItemGone, NotYours, Refusal
from bot.search.search import Search
from bot.services.interests import Interests
from bot.services.items import Items
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW, content
from tests.owed import take_all

OTHER = "T0OTHER"
LATER = NOW + timedelta(hours=1)
Share = Callable[..., Item]
Owed = Callable[..., list[NewNotice]]


@pytest.fixture
def items(database: Database) -> Items:
    return Items(database, Search(), moderators=frozenset({"UMOD"}))


@pytest.fixture
def share(items: Items) -> Share:
    return lambda title="Missed bins", **wanted: items.share(
        TEAM, "U1", content(title=title, **wanted), now=NOW
    )


@pytest.fixture
def owed(database: Database) -> Owed:
    """What is owed, and was not asked for before."""

    def notices(team: str = TEAM) -> list[NewNotice]:
        with database.transaction(team) as tx:
            return list(take_all(tx, LATER + timedelta(days=1)))

    return notices


# What anybody may try to do to an item, by its name
DEEDS: dict[str, Callable[[Items, str, int, str], object]] = {
    "to_change": lambda items, team, one, by: items.to_change(team, one, by=by),
    "edit": lambda items, team, one, by: items.edit(team, one, content(title="Mine now"), by=by, now=LATER),
    "hand_over": lambda items, team, one, by: items.hand_over(team, one, to="U9", by=by, now=LATER),
    "confirm": lambda items, team, one, by: items.confirm(team, one, by=by, now=LATER),
    "archive": lambda items, team, one, by: items.archive(team, one, by=by, now=LATER),
    "restore": lambda items, team, one, by: items.restore(team, one, by=by, now=LATER),
}
deeds = pytest.mark.parametrize("deed", DEEDS.values(), ids=list(DEEDS))


def history(items: Items, item: Item) -> list[Action]:
    return [line.action for line in items.details(TEAM, item.id, viewer="U1").history]


def test_an_item_is_kept_as_it_was_written(items: Items) -> None:
    origin = Origin(source=Source.MESSAGE, link="https://slack.example/p1")
    shared = items.share(TEAM, "U1", content(phase=Phase.BETA), origin=origin, now=NOW)

    kept = items.details(TEAM, shared.id, viewer="U2").item

    assert kept == shared
    assert kept.content == content(phase=Phase.BETA)
    assert (kept.owner_id, kept.origin) == ("U1", origin)
    assert (kept.created_at, kept.updated_at, kept.confirmed_at) == (NOW, NOW, NOW)


def test_what_is_wrong_is_not_kept(items: Items) -> None:
    with pytest.raises(InvalidItem):
        items.share(TEAM, "U1", content(title=""), now=NOW)
    with pytest.raises(InvalidItem):
        items.check(content(title=""))

    with pytest.raises(ItemGone):
        items.details(TEAM, 1, viewer="U1")


def test_an_edit_is_kept_with_who_changed_what_when(items: Items, share: Share) -> None:
    item = share()

    edited = items.edit(TEAM, item.id, content(title="Bins", phase=Phase.LIVE), by="UMOD", now=LATER)

    assert (edited.title, edited.phase, edited.owner_id) == ("Bins", Phase.LIVE, "U1")
    assert (edited.created_at, edited.updated_at, edited.confirmed_at) == (NOW, LATER, LATER)
    newest = items.details(TEAM, item.id, viewer="U1").history[0]
    assert (newest.action, newest.by, newest.at) == (Action.EDITED, "UMOD", LATER)
    assert newest.fields == {"title": ("Missed bins", "Bins"), "phase": ("", "live")}


def test_an_edit_that_changes_nothing_confirms(items: Items, share: Share) -> None:
    item = share()

    same = items.edit(TEAM, item.id, item.content, by="U1", now=LATER)

    assert (same.updated_at, same.confirmed_at) == (NOW, LATER)
    assert history(items, item) == [Action.CONFIRMED, Action.SHARED]


def test_a_wrong_edit_changes_nothing(items: Items, share: Share) -> None:
    item = share()

    with pytest.raises(InvalidItem):
        items.edit(TEAM, item.id, content(title="x" * 101), by="U1", now=LATER)

    assert items.details(TEAM, item.id, viewer="U1").item == item


def test_handing_over_archiving_and_restoring_are_in_the_history(items: Items, share: Share) -> None:
    item = share()

    items.hand_over(TEAM, item.id, to="U2", by="U1", now=LATER)
    items.archive(TEAM, item.id, by="U2", now=LATER)
    restored = items.restore(TEAM, item.id, by="U2", now=LATER)

    assert (restored.owner_id, restored.archived_at) == ("U2", None)
    assert history(items, item) == [Action.RESTORED, Action.ARCHIVED, Action.HANDED_OVER, Action.SHARED]


def test_doing_it_twice_is_doing_it_once(items: Items, share: Share) -> None:
    item = share()

    items.restore(TEAM, item.id, by="U1", now=LATER)
    items.hand_over(TEAM, item.id, to="U1", by="U1", now=LATER)

    assert history(items, item) == [Action.SHARED]


# ---------------------------------------------------------------- who may


@deeds
def test_others_may_not(items: Items, share: Share, deed: Callable[..., object]) -> None:
    item = share()

    with pytest.raises(NotYours) as refused:
        deed(items, TEAM, item.id, "U2")

    assert refused.value.owner_id == "U1"
    assert items.details(TEAM, item.id, viewer="U1").item == item
    assert not items.details(TEAM, item.id, viewer="U2").may_change


@pytest.mark.parametrize("by", ["U1", "UMOD"], ids=["the owner", "a moderator"])
@deeds
def test_owners_and_moderators_may(items: Items, share: Share, deed: Callable[..., object], by: str) -> None:
    item = share()

    deed(items, TEAM, item.id, by)

    assert items.details(TEAM, item.id, viewer=by).may_change or deed is DEEDS["hand_over"]


@deeds
def test_nothing_but_restoring_is_done_to_an_archived_item(
    items: Items, share: Share, deed: Callable[..., object]
) -> None:
    item = share()
    items.archive(TEAM, item.id, by="U1", now=NOW)

    if deed is DEEDS["restore"]:
        deed(items, TEAM, item.id, "U1")
        return
    with pytest.raises(ItemArchived):
        deed(items, TEAM, item.id, "U1")


@deeds
def test_another_workspace_does_not_see_an_item(
    items: Items, share: Share, deed: Callable[..., object]
) -> None:
    item = share()

    for by in ("U1", "UMOD"):
        with pytest.raises(ItemGone):
            deed(items, OTHER, item.id, by)
    with pytest.raises(ItemGone):
        items.details(OTHER, item.id, viewer="U1")
    assert items.similar(OTHER, "Missed bins") == []
    assert items.details(TEAM, item.id, viewer="U1").item == item


@deeds
def test_an_item_that_never_was_is_gone(items: Items, deed: Callable[..., object]) -> None:
    with pytest.raises(ItemGone):
        deed(items, TEAM, 4711, "U1")


# ---------------------------------------------------------------- what looks the same


def test_what_looks_the_same_is_the_likest_first_and_never_archived(items: Items, share: Share) -> None:
    near = share("Missed bins reported by phone", summary="A.")
    same = share("Missed bins reported twice", summary="A.")
    gone = share("Missed bins reported twice", summary="A.")
    share("Library fines", summary="A.")
    items.archive(TEAM, gone.id, by="U1", now=NOW)

    assert items.similar(TEAM, "Missed bins reported twice") == [same, near]
    assert items.similar(TEAM, "zeppelins") == []
    assert items.similar(TEAM, "") == []


def test_no_more_are_shown_than_fit_a_form(items: Items, share: Share) -> None:
    for number in range(9):
        share(f"Missed bins {number}")

    assert len(items.similar(TEAM, "Missed bins")) == 3


# ---------------------------------------------------------------- who is told


def test_followers_are_told_of_what_others_change(
    database: Database, items: Items, share: Share, owed: Owed
) -> None:
    item = share()
    for member in ("U1", "U2", "U3"):
        Interests(database).follow(TEAM, item.id, member_id=member, now=NOW)

    items.edit(TEAM, item.id, content(title="Bins"), by="U1", now=LATER)

    assert sorted((one.recipient, one.subject["change"]) for one in owed()) == [
        ("U2", "edited"),
        ("U3", "edited"),
    ]


@pytest.mark.parametrize("deed", ["confirm", "an edit that changes nothing"])
def test_followers_are_not_told_of_nothing(
    database: Database, items: Items, share: Share, owed: Owed, deed: str
) -> None:
    item = share()
    Interests(database).follow(TEAM, item.id, member_id="U2", now=NOW)

    if deed == "confirm":
        items.confirm(TEAM, item.id, by="U1", now=LATER)
    else:
        items.edit(TEAM, item.id, item.content, by="U1", now=LATER)

    assert owed() == []


def test_who_takes_an_item_over_is_told_unless_they_took_it(items: Items, share: Share, owed: Owed) -> None:
    item = share()

    items.hand_over(TEAM, item.id, to="U2", by="U1", now=LATER)
    assert [(one.recipient, one.subject["by"]) for one in owed()] == [("U2", "U1")]

    items.hand_over(TEAM, item.id, to="UMOD", by="UMOD", now=LATER)
    assert owed() == []


def test_a_refused_change_owes_nobody_anything(
    database: Database, items: Items, share: Share, owed: Owed
) -> None:
    item = share()
    Interests(database).follow(TEAM, item.id, member_id="U2", now=NOW)

    with pytest.raises(Refusal):
        items.archive(TEAM, item.id, by="U3", now=LATER)

    assert owed() == []
