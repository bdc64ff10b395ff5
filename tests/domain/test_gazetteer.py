"""Which council somebody means, which lie where, and which are alike."""

import pytest

from bot.data.councils import gazetteer
from bot.domain.councils import Council, OrganisationType, Setting, distance_km, likeness
from bot.domain.gazetteer import Gazetteer


def council(name: str) -> Council:
    one = gazetteer().find(name).one
    assert one, name
    return one


@pytest.mark.parametrize(
    ("said", "name"),
    [
        pytest.param("Dorset", "Dorset Council", id="short name"),
        pytest.param("dorset COUNCIL", "Dorset Council", id="any case"),
        pytest.param("LB Camden", "London Borough of Camden", id="shorthand before"),
        pytest.param("Camden London Borough Council", "London Borough of Camden", id="another order"),
        pytest.param("Bristol, City of", "Bristol City Council", id="turned round"),
        pytest.param("Bath & NE Somerset", "Bath and North East Somerset Council", id="and, and points"),
        pytest.param("Stoke on Trent", "Stoke-on-Trent City Council", id="without hyphens"),
        pytest.param("Cyngor Sir Ynys Môn", "Isle of Anglesey County Council", id="in Welsh"),
        pytest.param("Bro Morgannwg", "Vale of Glamorgan Council", id="a Welsh place"),
        pytest.param("RBKC", "Royal Borough of Kensington and Chelsea", id="initials"),
        pytest.param("GMCA", "Greater Manchester Combined Authority", id="a combined authority's initials"),
        pytest.param("City of London", "City of London Corporation", id="the City"),
        pytest.param("London", "Greater London Authority", id="London"),
        pytest.param("Leicester", "Leicester City Council", id="not the county"),
        pytest.param("Leicestershire", "Leicestershire County Council", id="not the city"),
        pytest.param("Durham", "Durham County Council", id="not County Durham's name"),
        pytest.param("Richmond", "London Borough of Richmond upon Thames", id="part of one name"),
        pytest.param("Harrogate Borough Council", "North Yorkshire Council", id="closed, one took over"),
        pytest.param("Lancashire", "Lancashire County Council", id="not the combined authority"),
    ],
)
def test_one_council_is_meant(said: str, name: str) -> None:
    assert council(said).name == name


@pytest.mark.parametrize(
    ("said", "names"),
    [
        pytest.param("Newcastle", {"Newcastle upon Tyne", "Newcastle-under-Lyme"}, id="part of two names"),
        pytest.param(
            "Northamptonshire", {"North Northamptonshire", "West Northamptonshire"}, id="two took over"
        ),
        pytest.param("Tyneside", {"North Tyneside", "South Tyneside"}, id="north or south"),
    ],
)
def test_several_may_be_meant(said: str, names: set[str]) -> None:
    match = gazetteer().find(said)

    assert {one.short_name for one in match.councils} == names
    assert match.one is None


@pytest.mark.parametrize(
    "said", ["", "of", "council", "Nowhere-on-Sea", "Ambleford Borough Council (sample)", "x" * 999]
)
def test_none_is_meant(said: str) -> None:
    assert gazetteer().find(said).councils == ()
    assert gazetteer().named(said) is None


def test_a_slip_gets_the_nearest_names() -> None:
    assert gazetteer().find("Dorsett").nearest[0].short_name == "Dorset"


def test_only_a_name_in_full_stands_for_a_council_of_an_item() -> None:
    closed = gazetteer().named("Cumbria County Council")

    assert gazetteer().named("Richmond Housing Partnership") is None
    assert gazetteer().named("Newcastle") is None
    assert closed
    assert closed.closed
    assert gazetteer().named("Carlisle City Council") == council("Cumberland")


@pytest.mark.parametrize(
    ("said", "within", "outside"),
    [
        pytest.param("South West", "Dorset", "Hampshire", id="region"),
        pytest.param("south west england", "Torridge", "Kent", id="region, said in full"),
        pytest.param("Wales", "Powys", "Herefordshire", id="nation"),
        pytest.param("Cymru", "Powys", "Herefordshire", id="nation, in its own tongue"),
        pytest.param("Devon", "Torridge", "Torbay", id="county"),
        pytest.param(
            "Devon and Torbay", "Torridge", "Plymouth", id="combined authority, by way of the county"
        ),
        pytest.param("Kent", "Thanet", "Medway", id="county, without the unitary beside it"),
        pytest.param("Camden", "Camden", "Islington", id="a council alone"),
        pytest.param("London", "Camden", "Slough", id="London"),
    ],
)
def test_what_lies_in_an_area(said: str, within: str, outside: str) -> None:
    (area,) = gazetteer().area(said)

    assert council(within).code in area.codes
    assert council(outside).code not in area.codes


def test_an_area_that_may_be_two_tells_them_apart_by_names_that_one_can_type() -> None:
    region, combined = gazetteer().area("West Midlands")

    assert council("Stafford").code in region.codes - combined.codes
    for one in (region, combined):
        (again,) = gazetteer().area(one.name)
        assert again.codes == one.codes


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        pytest.param("Bristol", "Cardiff", 43, id="over the channel"),
        pytest.param("Edinburgh", "Glasgow", 67, id="in Scotland"),
        pytest.param("Belfast", "Derry", 103, id="on the Irish grid"),
        pytest.param("Isles of Scilly", "Shetland", 1145, id="from end to end"),
    ],
)
def test_distances_are_as_on_a_map(one: str, other: str, km: float) -> None:
    assert distance_km(council(one), council(other)) == pytest.approx(km, rel=0.05)


def test_what_is_near_comes_with_how_far() -> None:
    near = gazetteer().near(council("Dorset"), 50)

    assert near[council("Dorset").code] == 0
    assert 20 < near[council("BCP").code] < 50
    assert council("Cornwall").code not in near


def test_likeness_follows_its_formula() -> None:
    def made(sort: OrganisationType, setting: Setting, population: int, region: str) -> Council:
        return Council(
            code=region, name="", short_name="", type=sort, nation="England", region=region,
            setting=setting, population=population,
        )  # fmt: skip

    one = made(OrganisationType.UNITARY, Setting.RURAL, 400_000, "South West")
    same = likeness(one, made(OrganisationType.UNITARY, Setting.RURAL, 400_000, "South West"))
    half = likeness(one, made(OrganisationType.COUNTY, Setting.MIXED, 800_000, "South East"))
    least = likeness(one, made(OrganisationType.DISTRICT, Setting.URBAN, 90_000, "South East"))

    assert same.score == pytest.approx(1)
    assert (same.same_type, same.setting, same.similar_size, same.same_region) == (True, "rural", True, True)
    assert half.score == pytest.approx(0.5)
    assert least.score == pytest.approx(0.15 * 0.5)


def test_alike_councils_are_ranked_and_leave_the_asker_out() -> None:
    like = gazetteer().like(council("Dorset"))
    names = [one.short_name for code in like if (one := gazetteer().get(code))]

    assert names[:2] == ["Wiltshire", "Cornwall"]
    assert "Dorset" not in names
    assert all(how.score >= 0.75 for how in like.values())


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        pytest.param("dorsetcouncil.gov.uk", "Dorset", id="a known one"),
        pytest.param("Camden.gov.uk", "Camden", id="the usual form"),
        pytest.param("mail.leeds.gov.uk", "Leeds", id="below it"),
        pytest.param("surreycc.gov.uk", "Surrey", id="a county's"),
        pytest.param("selby.gov.uk", "North Yorkshire", id="of a closed one"),
        pytest.param("gov.uk", None, id="not a council's"),
        pytest.param("example.org", None, id="another one"),
        pytest.param("", None, id="none"),
    ],
)
def test_a_domain_suggests_a_council(domain: str, name: str | None) -> None:
    found = gazetteer().of_domain(domain)

    assert (found and found.short_name) == name


def test_successors_are_followed_to_the_end_and_never_in_circles() -> None:
    def made(code: str, *successors: str) -> Council:
        return Council(
            code=code,
            name=f"{code} Council",
            short_name=code,
            type=OrganisationType.UNITARY,
            closed=bool(successors),
            successors=successors,
        )

    known = Gazetteer([made("A", "B"), made("B", "C"), made("C"), made("D", "E"), made("E", "D")])

    assert known.find("A Council").one == known.named("A Council") == known.get("C")
    assert known.named("D Council") == known.get("D")


def test_an_organisation_that_is_no_council_is_found_and_is_like_nobody() -> None:
    acme = Council(code="~acme", name="Acme Ltd (sample)", short_name="Acme", type=OrganisationType.SUPPLIER)
    known = Gazetteer([*gazetteer(), acme])

    assert known.named("acme") == acme
    assert known.like(acme) == {}
    assert known.of_domain("acme.gov.uk") is None
    assert known.near(acme, 100) == {}
