"""What leaves for the public: only what its owners opened, and of that no person; on both databases."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.commands.digest_export import Order, files
from bot.data import themes
from bot.domain.digests import Period, Reason
from bot.domain.items import Item, ItemContent, Kind, Link, Origin, Phase, Source
from bot.search.search import Search
from bot.services.exporting import export_rows
from bot.services.importing import import_rows
from bot.services.interests import Interests
from bot.services.items import Items
from bot.services.publishing import FEED_LENGTH, TOLD, Publishing
from bot.services.tables.table import RawRow
from bot.views.public_items import HEADINGS
from storage.database import Database
from storage.items import NewItem
from tests.conftest import TEAM
from tests.factories import NOW, content

EMOJI = ("+1",)
WEEK = Period(since=NOW - timedelta(days=7), until=NOW)
HOUSING, WASTE = "housing-and-homelessness", "waste-and-recycling"
Share = Callable[..., Item]
_teams = count()


@pytest.fixture
def publishing(database: Database) -> Publishing:
    return Publishing(database, vote_emoji=EMOJI)


@pytest.fixture
def share(database: Database) -> Share:
    """Shares an item that is open, so many hours ago."""

    def shared(
        title: str, hours: float = 1, *, team: str = TEAM, open_to_public: bool = True, **wanted: object
    ) -> Item:
        said = content(title=title, open_to_public=open_to_public, **wanted)
        return Items(database, Search()).share(team, "U1", said, now=NOW - timedelta(hours=hours))

    return shared


def titles(publishing: Publishing, *of: str, team: str = TEAM) -> list[str]:
    return [item.title for item in publishing.feed(team, themes=of)]


def told(publishing: Publishing, period: Period = WEEK, *of: str) -> dict[Reason, list[str]]:
    found = publishing.digest(TEAM, period, themes=of).items
    return {reason: [item.title for item in items] for reason, items in found.items() if items}


# ---------------------------------------------------------------- what never leaves


@dataclass(frozen=True, kw_only=True)
class Kept:
    """An item whose every word says which one it is."""

    number: int
    open_to_public: bool
    archived: bool
    elsewhere: bool
    kind: Kind
    of: tuple[str, ...]
    hours: int
    private: bool

    @property
    def is_public(self) -> bool:
        return self.open_to_public and not self.archived and not self.elsewhere

    def word(self, field: str) -> str:
        return f"{field}w{self.number}w"

    def new(self) -> NewItem:
        at = NOW - timedelta(hours=self.hours)
        said = ItemContent(
            kind=self.kind,
            title=self.word("title"),
            summary=self.word("summary"),
            description=self.word("description"),
            looking_for=self.word("looking"),
            links=(Link(url=f"https://example.org/{self.word('url')}", title=self.word("link")),),
            phase=Phase.BETA if self.kind is Kind.PROJECT else None,
            themes=self.of,
            councils=(self.word("council"),),
            people=(f"U{self.word('PERSON')}",),
            open_to_public=self.open_to_public,
        )
        return NewItem(
            content=said,
            owner_id=f"U{self.word('OWNER')}",
            contact=self.word("contact"),
            origin=Origin(
                source=Source.MESSAGE if self.private else Source.FORM,
                source_id=self.word("source"),
                link=f"https://slack.example/{self.word('origin')}",
            ),
            created_at=at,
            confirmed_at=at,
            archived_at=NOW if self.archived else None,
        )


kept_items = st.lists(
    st.builds(
        Kept,
        number=st.integers(0, 999),
        open_to_public=st.booleans(),
        archived=st.sampled_from([False, False, True]),
        elsewhere=st.sampled_from([False, False, True]),
        kind=st.sampled_from(Kind),
        of=st.lists(st.sampled_from([HOUSING, WASTE]), unique=True).map(tuple),
        hours=st.integers(1, 24 * 16),
        private=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda one: one.number,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items=kept_items, of=st.lists(st.sampled_from([HOUSING, WASTE]), unique=True).map(tuple))
def test_what_its_owner_did_not_open_never_appears(
    database: Database, publishing: Publishing, items: list[Kept], of: tuple[str, ...]
) -> None:
    team, other = f"T{next(_teams)}", f"T{next(_teams)}"
    for one in items:
        with database.transaction(other if one.elsewhere else team) as tx:
            tx.items.add(one.new())
    with database.transaction(team):
        pass  # so that there is such a workspace
    order = Order(themes=of, since=None, at=None, days=7, base_url="", workspace=None)

    published = files(publishing, team, order, WEEK)

    everything = b"\n".join(published.values()).decode()
    for one in items:
        asked = not of or bool(set(of) & set(one.of))
        for field in ("title", "summary", "looking", "council", "url", "link"):
            assert (one.word(field) in everything) == (one.is_public and asked), (field, one)
        for field in ("description", "PERSON", "OWNER", "contact", "source", "origin"):
            assert one.word(field) not in everything, (field, one)
        for theme in themes():
            feed = published.get(f"{theme.key}.atom", b"").decode()
            assert (one.word("title") in feed) == (
                one.is_public and theme.key in one.of and (not of or theme.key in of)
            )


def test_what_is_closed_again_is_gone_the_next_time(
    database: Database, publishing: Publishing, share: Share
) -> None:
    item = share("Damp and mould")
    assert titles(publishing) == ["Damp and mould"]
    assert told(publishing)

    Items(database, Search()).edit(TEAM, item.id, content(title="Damp and mould"), by="U1", now=NOW)

    assert titles(publishing) == []
    assert not publishing.digest(TEAM, WEEK)


def test_each_workspace_has_its_own(publishing: Publishing, share: Share) -> None:
    share("Ours")
    share("Theirs", team="T0OTHER")

    assert titles(publishing) == ["Ours"]
    assert titles(publishing, team="T0OTHER") == ["Theirs"]


# ---------------------------------------------------------------- feeds


def test_a_feed_has_the_last_fifty_of_its_theme(publishing: Publishing, share: Share) -> None:
    for number in range(FEED_LENGTH + 2):
        share(f"Waste {number}", hours=number + 1, themes=(WASTE,))
    share("Homes", hours=0.5, themes=(HOUSING, WASTE))
    share("Not open", hours=0.1, themes=(HOUSING, WASTE), open_to_public=False)

    assert titles(publishing, WASTE) == ["Homes", *(f"Waste {number}" for number in range(FEED_LENGTH - 1))]
    assert titles(publishing, HOUSING) == ["Homes"]
    assert len(titles(publishing)) == FEED_LENGTH


def test_an_old_item_that_is_opened_now_comes_first(
    database: Database, publishing: Publishing, share: Share
) -> None:
    old = share("Old", hours=9000, open_to_public=False)
    share("New")

    wide = content(title="Old", open_to_public=True)
    Items(database, Search()).edit(TEAM, old.id, wide, by="U1", now=NOW)

    assert titles(publishing) == ["Old", "New"]


def test_names_last_when_items_are_edited_and_when_they_move(
    database: Database, publishing: Publishing, share: Share
) -> None:
    item = share("Before")
    (before,) = publishing.feed(TEAM)
    rows = [RawRow(at=1, cells={**row, "owner": ""}) for row in export_rows(database, TEAM)]

    Items(database, Search()).edit(
        TEAM, item.id, content(title="After", open_to_public=True), by="U1", now=NOW
    )
    (after,) = publishing.feed(TEAM)
    import_rows(database, "T0OTHER", rows, now=NOW)
    (moved,) = publishing.feed("T0OTHER")

    assert (after.title, after.name) == ("After", before.name)
    assert after.updated_at > before.updated_at
    assert moved.name != before.name, "another workspace's, though it was called the same"
    assert "1" not in before.name or TEAM not in before.name
    share("Another")
    assert len({one.name for one in publishing.feed(TEAM)}) == 2


# ---------------------------------------------------------------- the digest


def test_each_item_is_told_once_under_what_tells_most(publishing: Publishing, share: Share) -> None:
    share("New and looking", looking_for="Two councils")
    share("New", hours=2)
    share("Not open", open_to_public=False)
    share("Looking", hours=24 * 10, looking_for="Two councils")
    share("Unanswered", hours=24 * 10, kind=Kind.PROBLEM)
    share("Long ago", hours=24 * 30)

    first = Period(since=NOW - timedelta(days=12), until=NOW - timedelta(days=7))
    assert told(publishing) == {Reason.NEW: ["New and looking", "New"], Reason.UNANSWERED: ["Unanswered"]}
    assert told(publishing, first) == {Reason.NEW: ["Unanswered", "Looking"]}


def test_an_old_item_that_is_opened_in_the_period_is_new(
    database: Database, publishing: Publishing, share: Share
) -> None:
    old = share("Old", hours=24 * 30, open_to_public=False)
    share("New", hours=2)
    wide = content(title="Old", open_to_public=True)
    Items(database, Search()).edit(TEAM, old.id, wide, by="U1", now=NOW - timedelta(hours=1))

    assert told(publishing) == {Reason.NEW: ["Old", "New"]}

    Items(database, Search()).edit(TEAM, old.id, content(title="Old"), by="U1", now=NOW)
    assert told(publishing) == {Reason.NEW: ["New"]}


def test_what_was_opened_before_the_period_is_not_new_again(
    database: Database, publishing: Publishing, share: Share
) -> None:
    old = share("Old", hours=24 * 30, open_to_public=False)
    wide = content(title="Old", open_to_public=True)
    Items(database, Search()).edit(TEAM, old.id, wide, by="U1", now=NOW - timedelta(days=8))
    again = content(title="Old", summary="In other words.", open_to_public=True)
    Items(database, Search()).edit(TEAM, old.id, again, by="U1", now=NOW - timedelta(hours=1))

    assert told(publishing) == {}


def test_confirming_it_is_how_an_owner_looks_again(
    database: Database, publishing: Publishing, share: Share
) -> None:
    item = share("Looking", hours=24 * 10, looking_for="Two councils")

    Items(database, Search()).confirm(TEAM, item.id, by="U1", now=NOW - timedelta(hours=1))

    assert told(publishing) == {Reason.SEEKING: ["Looking"]}


def test_what_was_answered_or_went_live_is_told_and_nobody_with_it(
    database: Database, publishing: Publishing, share: Share
) -> None:
    asked = share("Answered", hours=24 * 10, kind=Kind.PROBLEM)
    work = share("Live", hours=24 * 10, phase=Phase.BETA)
    share("Gone quiet", hours=24 * 92)
    Interests(database).interested(TEAM, asked.id, member_id="U9CURIOUS", now=NOW - timedelta(hours=1))
    live = content(title="Live", phase=Phase.LIVE, open_to_public=True)
    Items(database, Search()).edit(TEAM, work.id, live, by="U1", now=NOW - timedelta(hours=1))

    assert told(publishing) == {Reason.ANSWERED: ["Answered"], Reason.ADOPTED: ["Live"]}
    assert "U9" not in repr(publishing.digest(TEAM, WEEK))


def test_everything_that_is_told_has_a_heading() -> None:
    assert set(TOLD) == set(HEADINGS)


def test_a_digest_is_of_the_themes_that_were_asked_for(publishing: Publishing, share: Share) -> None:
    share("Homes", themes=(HOUSING,))
    share("Bins", themes=(WASTE,))

    assert told(publishing, WEEK, WASTE) == {Reason.NEW: ["Bins"]}
