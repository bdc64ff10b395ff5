"""Finding items, on both databases."""

import contextlib
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.domain.finding import Found
from bot.domain.items import Item, Kind, Phase
from bot.domain.refusals import NothingToFind, SearchForgotten
from bot.domain.votes import Reaction
from bot.search import weights
from bot.search.search import Search
from bot.services.finder import Finder
from bot.services.items import Items
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW, content

Share = Callable[..., Item]
Find = Callable[..., Found]


@pytest.fixture
def items(database: Database) -> Items:
    return Items(database, Search())


@pytest.fixture
def share(items: Items) -> Share:
    return lambda title, **wanted: items.share(TEAM, "U1", content(title=title, **wanted), now=NOW)


@pytest.fixture
def finder(database: Database) -> Finder:
    return Finder(database, Search())


@pytest.fixture
def find(finder: Finder) -> Find:
    return lambda text, member="U2", team=TEAM: finder.find(team, member, text, now=NOW)


def titles(found: Found) -> list[str]:
    return [hit.item.title for hit in found.hits]


@pytest.mark.parametrize(
    ("typed", "title", "because"),
    [
        pytest.param("repairs", "Housing repairs online", ("repairs",), id="a word of the title"),
        pytest.param(
            "repairing a house", "Housing repairs online", ("repairing", "house"), id="words are stemmed"
        ),
        pytest.param("hous repai", "Housing repairs online", ("hous", "repairs (repai)"), id="beginnings"),
        pytest.param(
            "counsil tax reducton",
            "Council tax reduction calculator",
            ("council", "tax", "reduction"),
            id="typos",
        ),
        pytest.param(
            "ASC assessments",
            "Adult social care financial assessment",
            ("adult social care (ASC)", "assessments"),
            id="shorthand",
        ),
        pytest.param(
            "waste collection", "Missed bins", ("bins (waste collection)",), id="what others call it"
        ),
        pytest.param("revs and bens", "Revenues and benefits chatbot", None, id="shorthand of several words"),
        pytest.param("HMO", "Licence a house in multiple occupation", None, id="an acronym"),
        pytest.param('"council tax"', "Council tax reduction calculator", ("council tax",), id="a phrase"),
        pytest.param("café", "Cafe hygiene ratings", ("café",), id="accents"),
    ],
)
def test_an_item_is_found_and_says_why(
    share: Share, find: Find, typed: str, title: str, because: tuple[str, ...] | None
) -> None:
    for one in (
        "Housing repairs online",
        "Council tax reduction calculator",
        "Adult social care financial assessment",
        "Missed bins",
        "Revenues and benefits chatbot",
        "Licence a house in multiple occupation",
        "Cafe hygiene ratings",
    ):
        share(one, summary="About it.")

    found = find(typed)

    assert titles(found)[0] == title
    if because:
        assert found.hits[0].matched == because
    assert found.hits[0].in_title


def test_shorthand_that_is_also_a_word_counts_only_in_capitals(share: Share, find: Find) -> None:
    share("SEND transport", summary="Routes for pupils.")
    share("Send a letter", summary="Print and post.")
    share("Special educational needs and disabilities plans", summary="Written online.")

    assert set(titles(find("SEND"))) == {"SEND transport", "Special educational needs and disabilities plans"}
    assert titles(find("send letter"))[0] == "Send a letter"
    assert "SEND transport" in titles(find("special educational needs and disabilities"))
    assert "Send a letter" not in titles(find("special educational needs and disabilities"))


def test_a_typo_is_mended_aloud(share: Share, find: Find) -> None:
    share("Council tax reduction")

    assert find("counsil tax").mended == (("counsil", "council"),)


def test_a_title_weighs_more_than_a_description(share: Share, find: Find) -> None:
    share("Parking permits", description="Also says something of damp.")
    share("Damp sensors", description="Also says something of parking.")

    assert titles(find("parking")) == ["Parking permits", "Damp sensors"]
    assert titles(find("damp")) == ["Damp sensors", "Parking permits"]


def test_an_item_with_all_of_it_comes_before_one_with_half(share: Share, find: Find) -> None:
    share("Blue badge renewals")
    share("Blue badge fraud checks")

    assert titles(find("badge fraud")) == ["Blue badge fraud checks", "Blue badge renewals"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("kind:problem", ["Missed bins"], id="kind"),
        pytest.param("phase:beta", ["Bin reminders"], id="phase"),
        pytest.param("bins theme:waste", ["Bin reminders"], id="theme and a word"),
        pytest.param("bins council:amble", ["Bin reminders"], id="part of a council's name"),
        pytest.param("since:2026-11", ["Missed bins", "Bin reminders"], id="since"),
        pytest.param("since:2027", [], id="since later"),
        pytest.param("by:@U1", ["Missed bins", "Bin reminders"], id="by its owner"),
        pytest.param("by:me", [], id="by me, who have none"),
        pytest.param("bins kind:idea", [], id="no item passes"),
    ],
)
def test_filters(share: Share, find: Find, typed: str, expected: list[str]) -> None:
    share(
        "Bin reminders",
        phase=Phase.BETA,
        themes=("waste-and-recycling",),
        councils=("Ambleford Borough Council (sample)",),
    )
    share("Missed bins", kind=Kind.PROBLEM)

    assert titles(find(typed)) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "the and of",
        "kind:project",
        "housing " * 500,
        "x" * 4000,
        "'; DROP TABLE items; --",
        "%' OR '1'='1",
        "NEAR(housing repairs, 5)",
        "housing AND (repairs OR NOT voids)*",
        "housing^2 -repairs +{title}",
        "%_%",
        "\\",
        "'housing' & !'repairs' | <->",
        '"""',
        "\x00housing",
        "😀 🏠",
        "<!here> <@U1>",
    ],
)
def test_whatever_is_asked_gets_an_answer(share: Share, find: Find, typed: str) -> None:
    share("Housing repairs online")

    try:
        found = find(typed)
    except NothingToFind:
        return
    assert found.pages >= 1


def test_nothing_to_look_for_is_refused(find: Find) -> None:
    with pytest.raises(NothingToFind):
        find("   ")


def test_nothing_found_shows_the_nearest(share: Share, find: Find) -> None:
    share("Housing repairs online")
    for number in range(4):
        share(f"Parking permit {number}", summary="Apply for one.")

    found = find("quantum blockchain zeppelin repairs")

    assert found.hits == ()
    assert [hit.item.title for hit in found.nearest] == ["Housing repairs online"]


def test_pages_turn_and_stop_at_the_ends(share: Share, find: Find, finder: Finder) -> None:
    for number in range(12):
        share(f"Housing repairs {number}")
    first = find("housing")

    seen = [*titles(first)]
    for page in (2, 3):
        seen += titles(finder.turn(TEAM, "U2", first.search_id, page, now=NOW))

    assert (first.total, first.pages) == (12, 3)
    assert len(set(seen)) == 12
    assert finder.turn(TEAM, "U2", first.search_id, 99, now=NOW).page == 3
    assert finder.turn(TEAM, "U2", first.search_id, -1, now=NOW).page == 1


def test_a_search_that_is_not_kept_says_so(finder: Finder) -> None:
    with pytest.raises(SearchForgotten):
        finder.turn(TEAM, "U2", 4711, 1, now=NOW)


def test_refining_sets_and_takes_away_a_filter(share: Share, find: Find, finder: Finder) -> None:
    share("Missed bins", kind=Kind.PROBLEM)
    share("Bin reminders")
    everything = find("bins")

    problems = finder.refine(TEAM, "U2", everything.search_id, "kind", "problem", now=NOW)
    again = finder.refine(TEAM, "U2", problems.search_id, "kind", None, now=NOW)

    assert titles(problems) == ["Missed bins"]
    assert set(titles(again)) == {"Missed bins", "Bin reminders"}


def test_taking_the_last_filter_away_shows_everything(share: Share, find: Find, finder: Finder) -> None:
    share("Missed bins", kind=Kind.PROBLEM)
    share("Bin reminders")

    found = finder.refine(TEAM, "U2", find("kind:problem").search_id, "kind", None, now=NOW)

    assert len(found.hits) == 2


def test_an_edited_item_is_found_by_its_new_words_only(share: Share, find: Find, items: Items) -> None:
    item = share("Housing repairs online")

    items.edit(TEAM, item.id, content(title="Library fines", summary="Gone."), by="U1", now=NOW)

    assert titles(find("library")) == ["Library fines"]
    assert find("repairs").hits == ()


def test_an_archived_item_is_not_found_until_it_is_restored(share: Share, find: Find, items: Items) -> None:
    item = share("Housing repairs online")

    items.archive(TEAM, item.id, by="U1", now=NOW)
    assert find("housing").hits == ()
    assert find("kind:project").hits == ()

    items.restore(TEAM, item.id, by="U1", now=NOW)
    assert titles(find("housing")) == ["Housing repairs online"]


def test_another_workspace_finds_nothing_of_ours(share: Share, find: Find) -> None:
    share("Zeppelin hangar repairs")

    assert find("zepelin").mended == (("zepelin", "zeppelin"),)
    assert find("zeppelin", team="T0OTHER").hits == ()
    assert find("zepelin", team="T0OTHER").mended == ()


def test_a_search_belongs_to_its_workspace(share: Share, find: Find, finder: Finder) -> None:
    share("Housing repairs online")
    ours = find("housing")

    with pytest.raises(SearchForgotten):
        finder.turn("T0OTHER", "U2", ours.search_id, 1, now=NOW)


@pytest.mark.parametrize("words", ["{}", "#{}", "item {}", "Item #{}"])
def test_an_item_is_found_by_its_number(database: Database, words: str) -> None:
    items = Items(database, Search())
    items.share(TEAM, "U1", content(title="Thirty libraries, 1 2 3 4"), now=NOW)
    wanted = items.share(TEAM, "U1", content(title="Bins"), now=NOW)

    found = Finder(database, Search()).find(TEAM, "U1", words.format(wanted.id), now=NOW)

    assert found.hits[0].item == wanted
    assert found.hits[0].matched == (f"item {wanted.id}",)


@pytest.mark.parametrize(
    "text",
    [
        '"' + "- " * 33 + 'bins"',
        "\uff9e",
        '"\u037a"',
        "\u037a bins",
        '"\ud83d bins"',
        'bins council:"a\0b"',
        '"a\0b"',
        "|",
        '"a|b"',
        "9" * 30,
    ],
)
def test_odd_input_gets_an_answer_on_both_databases(database: Database, text: str) -> None:
    Items(database, Search()).share(
        TEAM, "U1", content(title="Bins \uff9e and \u037a", summary="| a"), now=NOW
    )

    with contextlib.suppress(NothingToFind):
        Finder(database, Search()).find(TEAM, "U1", text, now=NOW)


def test_a_hundred_and_one_are_more_than_a_hundred(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weights, "MOST_FOUND", 3)
    items, finder = Items(database, Search()), Finder(database, Search())
    for number in range(3):
        items.share(TEAM, "U1", content(title=f"Bins {number}"), now=NOW)
    for text in ("bins", "kind:project"):
        found = finder.find(TEAM, "U1", text, now=NOW)
        assert (found.total, found.more_than) == (3, False)

    items.share(TEAM, "U1", content(title="Bins again"), now=NOW)
    for text in ("bins", "kind:project"):
        found = finder.find(TEAM, "U1", text, now=NOW)
        assert (found.total, found.more_than) == (3, True)


def test_spelling_is_mended_by_what_is_there_now(database: Database) -> None:
    items, finder = Items(database, Search()), Finder(database, Search())
    item = items.share(TEAM, "U1", content(title="Leaving Liquidlogic"), now=NOW)
    assert finder.find(TEAM, "U1", "liquidlogik", now=NOW).total == 1

    items.archive(TEAM, item.id, by="U1", now=NOW)
    assert finder.find(TEAM, "U1", "liquidlogik", now=NOW).mended == ()

    items.restore(TEAM, item.id, by="U1", now=NOW)
    assert finder.find(TEAM, "U1", "liquidlogik", now=NOW).total == 1


def test_the_number_of_an_archived_item_finds_nothing(database: Database) -> None:
    items = Items(database, Search())
    gone = items.share(TEAM, "U1", content(title="Bins"), now=NOW)
    items.archive(TEAM, gone.id, by="U1", now=NOW)

    assert Finder(database, Search()).find(TEAM, "U1", f"#{gone.id}", now=NOW).hits == ()


def test_of_equals_the_one_that_was_confirmed_lately_comes_first(database: Database) -> None:
    items = Items(database, Search())
    kept, _newer = (items.share(TEAM, "U1", content(title="Bins"), now=NOW) for _ in range(2))
    later = NOW + timedelta(days=100)
    items.confirm(TEAM, kept.id, by="U1", now=later)

    assert Finder(database, Search()).find(TEAM, "U1", "bins", now=later).hits[0].item.id == kept.id


def test_of_equals_the_one_with_votes_comes_first(database: Database) -> None:
    items = Items(database, Search())
    voted, _newer = (items.share(TEAM, "U1", content(title="Bins"), now=NOW) for _ in range(2))
    finder = Finder(database, Search(vote_emoji=("+1",)), vote_emoji=("+1",))
    with database.transaction(TEAM) as tx:
        tx.postings.add(channel_id="C1", message_ts="1.1", item_id=voted.id)
        tx.votes.record(
            Reaction(
                channel_id="C1",
                message_ts="1.1",
                member_id="U9",
                emoji="+1",
                added=True,
                event_ts=Decimal("1.2"),
            )
        )

    assert finder.find(TEAM, "U1", "bins", now=NOW).hits[0].item.id == voted.id


def test_what_is_waited_for_is_kept_as_it_was_understood(database: Database) -> None:
    search = Search()
    items, finder = Items(database, search), Finder(database, search)
    items.share(TEAM, "U1", content(title="Library branch finder"), now=NOW)
    found = finder.find(TEAM, "U2", "libary brnach kind:project", now=NOW)

    saved, new = finder.tell_me(TEAM, "U2", found.search_id, now=NOW)

    assert (saved.text, new) == ("library branch kind:project", True)
