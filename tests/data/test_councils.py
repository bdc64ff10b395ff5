"""The councils that ship with the bot, held against an open registry where that is beside the checkout."""

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from bot.data.councils import COLUMNS, BadCells, council_of, councils, gazetteer, key_of
from bot.domain.councils import Council, OrganisationType, distance_km
from tools.councils.compile import LIST

REGISTRY = Path(__file__).parents[3] / "shared" / "data" / "councils"
CURRENT = [one for one in councils() if not one.closed]
BAD_POINT_KM = (
    30  # from the middle of its own districts: then it is the registry's point of a county that is wrong
)
NOT_SO_THERE = {  # what the registry of July 2025 calls by the codes they had before
    "E08000016": "E08000038",
    "E08000019": "E08000039",
}
Row = dict[str, str]


def read(name: str) -> list[Row]:
    if not (REGISTRY / name).is_file():
        pytest.skip(f"the registry is not here: shared/data/councils/{name}")
    with (REGISTRY / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def current_there() -> dict[str, Row]:
    return {
        row["local-authority-code"]: row
        for row in read("uk_local_authorities_current.csv")
        if row["current-authority"] == "True"
    }


def found(name: str, row: Row) -> bool:
    """Whether a name leads to the authority of a row, or to the one that took over from it."""
    match = gazetteer().find(name)
    wanted = NOT_SO_THERE.get(row["gss-code"], row["gss-code"])
    here = gazetteer().get(wanted)
    return match.one is not None and here is not None and match.one.code in {wanted, *here.successors}


def test_every_principal_authority_is_there_once() -> None:
    assert Counter(one.type for one in CURRENT) == {
        OrganisationType.DISTRICT: 164 + 11,  # England's and Northern Ireland's
        OrganisationType.UNITARY: 63 + 32 + 22,  # England's, Scotland's and Wales's
        OrganisationType.METROPOLITAN: 36,
        OrganisationType.LONDON_BOROUGH: 32,
        OrganisationType.CITY_CORPORATION: 1,
        OrganisationType.COUNTY: 21,
        OrganisationType.COMBINED: 19,
        OrganisationType.STRATEGIC: 1,
    }
    assert len({one.code for one in councils()}) == len(councils())
    assert LIST.read_text(encoding="utf-8").splitlines()[0] == ",".join(COLUMNS), (
        "compiled anew since they changed"
    )


def test_the_facts_hang_together() -> None:
    codes = {one.code: one for one in councils()}

    for one in councils():
        assert one.latitude is not None
        assert one.longitude is not None
        assert 49.8 < one.latitude < 60.9
        assert -8.2 < one.longitude < 1.8
        assert one.nation
        assert one.region
        assert {*one.part_of, *one.successors} <= codes.keys()
        assert all(codes[whole].nation == one.nation for whole in one.part_of)
        assert one.closed == bool(one.successors), one.name
        assert one.closed or (one.population and one.setting), one.name
        assert gazetteer().named(one.name) == (codes[one.successors[0]] if len(one.successors) == 1 else one)
        assert one.closed or gazetteer().find(one.short_name).one == one


def test_every_district_of_england_has_a_county_or_stands_alone() -> None:
    counties = {one.code for one in CURRENT if one.type is OrganisationType.COUNTY}
    members = Counter(code for one in CURRENT for code in one.part_of)

    for one in CURRENT:
        if one.type is OrganisationType.DISTRICT and one.nation == "England":
            assert len(counties & set(one.part_of)) == 1, one.name
        if one.type in {OrganisationType.COUNTY, OrganisationType.COMBINED}:
            assert members[one.code] >= 2, one.name
    assert len(gazetteer().within("E61000001")) == 1 + 33


def test_the_registrys_current_authorities_are_found_by_their_official_names() -> None:
    missed = [
        row["official-name"] for row in current_there().values() if not found(row["official-name"], row)
    ]

    assert missed == []


def test_98_percent_of_the_ways_people_write_them_are_found() -> None:
    there = current_there()
    written = [row for row in read("lookup_name_to_registry.csv") if row["local-authority-code"] in there]
    missed = [
        row["la-name"] for row in written if not found(row["la-name"], there[row["local-authority-code"]])
    ]

    assert len(written) > 1500
    assert len(missed) <= 0.02 * len(written), missed


def test_centres_are_near_the_registrys() -> None:
    apart = {name: far for name, far in _apart(current_there()) if far is not None}

    assert len(apart) >= 390
    assert sum(far <= 15 for far in apart.values()) >= 0.9 * len(apart), apart
    assert {name: far for name, far in apart.items() if far > 30} == {}


def _apart(there: dict[str, Row]) -> list[tuple[str, float | None]]:
    """How far each of our centres is from the registry's, in kilometres.

    Eight of its counties have a point that lies far from all their own districts (Lancashire's is in Northamptonshire):
    those are held against the middle of their districts' points instead.
    """
    districts: dict[str, list[Row]] = defaultdict(list)
    for row in there.values():
        if row["county-la"]:
            districts[row["county-la"]].append(row)
    apart, put_right = [], []
    for row in there.values():
        if not row["lat"]:
            continue
        point = _place(float(row["lat"]), float(row["long"]))
        if own := districts.get(row["local-authority-code"]):
            middle = _place(
                sum(float(one["lat"]) for one in own) / len(own),
                sum(float(one["long"]) for one in own) / len(own),
            )
            if (distance_km(point, middle) or 0) > BAD_POINT_KM:
                point = middle
                put_right.append(row["nice-name"])
        ours = gazetteer().named(row["official-name"])
        assert ours, row["official-name"]
        apart.append((ours.name, distance_km(ours, point)))
    assert len(put_right) <= 9, put_right
    return apart


def _place(latitude: float, longitude: float) -> Council:
    return Council(
        code="",
        name="",
        short_name="",
        type=OrganisationType.OTHER,
        latitude=latitude,
        longitude=longitude,
    )


def test_a_row_needs_only_a_name_and_a_type() -> None:
    acme = council_of({"name": "Acme Repairs Ltd (sample)", "type": "Supplier"})

    assert acme.code == key_of(acme.name) == "~acme-repairs-ltd-sample"
    assert acme.short_name == acme.name
    assert not acme.type.is_council


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        pytest.param({}, [("name", "missing"), ("type", "missing")], id="nothing"),
        pytest.param({"name": "A", "type": "parish"}, [("type", "unknown")], id="an unknown type"),
        pytest.param(
            {"name": "A", "type": "unitary", "latitude": "north", "longitude": "1"},
            [("latitude", "not_a_number")],
            id="degrees in words",
        ),
        pytest.param(
            {"name": "A", "type": "unitary", "latitude": "91", "longitude": "1"},
            [("latitude", "not_a_number")],
            id="beyond the pole",
        ),
        pytest.param(
            {"name": "A", "type": "unitary", "latitude": "51"}, [("longitude", "only_one")], id="half a place"
        ),
        pytest.param({"name": "x" * 101, "type": "unitary"}, [("name", "too_long")], id="a long name"),
        pytest.param(
            {"name": "A", "type": "unitary", "closed": "perhaps", "setting": "wild"},
            [("setting", "unknown"), ("closed", "unknown")],
            id="several at once",
        ),
    ],
)
def test_what_is_wrong_with_a_row_is_told_cell_by_cell(cells: Row, wrong: list[tuple[str, str]]) -> None:
    with pytest.raises(BadCells) as bad:
        council_of(cells)

    assert [(one.column, one.code) for one in bad.value.problems] == wrong
