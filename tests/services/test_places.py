"""Finding items by place, on both databases."""

from collections.abc import Callable, Sequence

import pytest

from bot.domain.finding import Found, PlaceReason
from bot.domain.items import Item
from bot.domain.profiles import ProfileContent
from bot.domain.refusals import NoCouncilOfYours
from bot.search.search import Search
from bot.services.finder import Finder
from bot.services.items import Items
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW, content

Find = Callable[[str], Found]
SHARED = {
    "Bins in Dorset": ("Dorset Council",),
    "Bins by the sea": ("BCP",),
    "Bins of Wiltshire": ("Wiltshire Council",),
    "Bins of a district": ("Torridge District Council",),
    "Bins of a county": ("Devon County Council", "Acme Ltd (sample)"),
    "Bins in Welsh": ("Cyngor Gwynedd",),
    "Bins of a closed council": ("Harrogate Borough Council",),
    "Bins of nobody known": ("Ambleford Borough Council (sample)",),
}


@pytest.fixture
def items(database: Database) -> Items:
    return Items(database, Search())


@pytest.fixture
def shared(items: Items) -> dict[str, Item]:
    return {
        title: items.share(TEAM, "U1", content(title=title, councils=councils), now=NOW)
        for title, councils in SHARED.items()
    }


@pytest.fixture
def find(database: Database, shared: dict[str, Item]) -> Find:
    finder = Finder(database, Search())
    return lambda text: finder.find(TEAM, "U2", text, now=NOW)


def titles(found: Found) -> set[str]:
    return {hit.item.title for hit in found.hits}


def only(found: Found) -> Sequence[PlaceReason]:
    (hit,) = found.hits
    return hit.places


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("bins near:Dorset", {"Bins in Dorset", "Bins by the sea"}, id="50 km if nobody says"),
        pytest.param("near:Dorset within:20km", {"Bins in Dorset"}, id="nearer"),
        pytest.param(
            "near:Dorset within:60mi",
            {"Bins in Dorset", "Bins by the sea", "Bins of Wiltshire", "Bins of a county"}
            - {"Bins of a county"},
            id="farther, in miles",
        ),
        pytest.param("near:Wareham within:20km", set(), id="no such place: it asks"),
        pytest.param("in:Devon", {"Bins of a county", "Bins of a district"}, id="a county and its districts"),
        pytest.param(
            "in:Devon and Torbay", {"Bins of a county", "Bins of a district"}, id="a combined authority"
        ),
        pytest.param("bins in:Wales", {"Bins in Welsh"}, id="a nation"),
        pytest.param(
            "in:South West",
            {
                "Bins in Dorset",
                "Bins by the sea",
                "Bins of Wiltshire",
                "Bins of a district",
                "Bins of a county",
            },
            id="a region",
        ),
        pytest.param("in:North Yorkshire", {"Bins of a closed council"}, id="those that it took over"),
        pytest.param("near:Harrogate", {"Bins of a closed council"}, id="near one that closed"),
        pytest.param(
            "like:Dorset", {"Bins of Wiltshire", "Bins of a closed council"}, id="alike, not itself"
        ),
        pytest.param("in:South West near:Dorset", {"Bins in Dorset", "Bins by the sea"}, id="both"),
        pytest.param("in:Scotland", set(), id="nothing there"),
        pytest.param("bins in:Wales kind:problem", set(), id="with other filters"),
    ],
)
def test_filters_of_place(find: Find, typed: str, expected: set[str]) -> None:
    assert titles(find(typed)) == expected


def test_a_result_says_how_far_it_is(find: Find) -> None:
    (reason,) = only(find("near:Dorset within:60km sea"))

    assert reason.near == "Dorset"
    assert reason.km == pytest.approx(28.7, abs=0.5)


def test_of_several_councils_the_nearest_and_the_likest_count(items: Items, find: Find) -> None:
    councils = ("Cornwall Council", "Dorset Council", "Wiltshire Council", "BCP Council")
    items.share(TEAM, "U1", content(title="Gritting", councils=councils[2:]), now=NOW)
    items.share(
        TEAM, "U1", content(title="Salting", councils=("Fife Council", *councils[:1], councils[2])), now=NOW
    )

    (near,) = only(find("gritting near:Dorset within:200km"))
    (alike,) = only(find("salting like:Dorset"))

    assert near.council == "Bournemouth, Christchurch and Poole"
    assert near.km == pytest.approx(28.7, abs=0.5)
    assert alike.council == "Wiltshire"


def test_a_result_says_what_makes_it_alike(find: Find) -> None:
    (reason,) = only(find("like:Dorset wiltshire"))

    assert (reason.council, reason.like) == ("Wiltshire", "Dorset")
    assert reason.alike
    assert reason.alike.same_type
    assert reason.alike.same_region


def test_a_result_says_which_of_its_councils_is_in_an_area(find: Find) -> None:
    (reason,) = only(find("in:Devon district"))

    assert (reason.council, reason.inside) == ("Torridge", "Devon County Council")


@pytest.mark.parametrize(
    ("typed", "known", "choices"),
    [
        pytest.param(
            "near:Newcastle",
            True,
            {"Newcastle upon Tyne City Council", "Newcastle-under-Lyme Borough Council"},
            id="two councils",
        ),
        pytest.param(
            "in:West Midlands",
            True,
            {"West Midlands region", "West Midlands Combined Authority"},
            id="a region and a combined authority",
        ),
        pytest.param("like:Dorsett", False, {"Dorset Council"}, id="a slip"),
        pytest.param("in:Atlantis", False, set(), id="no such place"),
    ],
)
def test_an_unclear_place_is_asked_about(find: Find, typed: str, known: bool, choices: set[str]) -> None:
    question = find(f"bins {typed}").question

    assert question
    assert question.known is known
    assert set(question.choices) == choices


def test_choosing_a_place_goes_on_with_the_same_search(database: Database, find: Find) -> None:
    asked = find("bins in:West Midlands kind:project")
    assert asked.question

    found = Finder(database, Search()).refine(
        TEAM, "U2", asked.search_id, asked.question.key, "West Midlands region", now=NOW
    )

    assert found.question is None
    assert found.text == "bins"
    assert found.filters.inside == "West Midlands region"
    assert found.filters.kind


def test_within_alone_is_around_my_own_council(database: Database, find: Find) -> None:
    with pytest.raises(NoCouncilOfYours):
        find("bins within:50km")

    with database.transaction(TEAM) as tx:
        tx.profiles.save("U2", ProfileContent(council="dorset"), NOW)

    found = find("bins within:20km")
    assert titles(found) == {"Bins in Dorset"}
    assert found.hits[0].places == (PlaceReason(council="Dorset", near="Dorset", km=0),)


def test_an_edit_moves_an_item(items: Items, shared: dict[str, Item], find: Find) -> None:
    one = shared["Bins of nobody known"]

    items.edit(TEAM, one.id, content(title=one.title, councils=("Powys",)), by="U1", now=NOW)

    assert titles(find("in:Wales")) == {one.title, "Bins in Welsh"}


def test_who_waits_for_a_place_is_told_of_it_alone(database: Database, items: Items, find: Find) -> None:
    finder = Finder(database, Search())
    finder.tell_me(TEAM, "U3", find("gritting near:Dorset").search_id, now=NOW)

    items.share(TEAM, "U1", content(title="Gritting", councils=("Kent County Council",)), now=NOW)
    with database.reading(TEAM) as tx:
        assert not tx.notices.any_due(NOW)
    items.share(TEAM, "U1", content(title="Gritting", councils=("BCP Council",)), now=NOW)

    with database.reading(TEAM) as tx:
        assert tx.notices.any_due(NOW)


def test_another_workspace_is_nowhere(database: Database, find: Find) -> None:
    found = Finder(database, Search()).find("T0OTHER", "U2", "in:Wales", now=NOW)

    assert found.hits == ()
