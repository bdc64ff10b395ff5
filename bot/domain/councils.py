"""Councils and other organisations: what they are, where they are, and how like each other."""

import math
from dataclasses import dataclass
from enum import StrEnum

EARTH_RADIUS_KM = 6371.0088  # the mean one (IUGG)
ALIKE_FROM = 0.75  # a likeness below it is not called alike
MOST_ALIKE = 30

TYPE_SHARE = 0.35
SETTING_SHARE = 0.25
SIZE_SHARE = 0.25
REGION_SHARE = 0.15
_NOTHING_IN_COMMON = 4.0  # times as many people: from there on size adds nothing


class OrganisationType(StrEnum):
    """What sort of organisation it is: a principal authority, or one that councils work with."""

    DISTRICT = "district"
    UNITARY = "unitary"
    METROPOLITAN = "metropolitan district"
    LONDON_BOROUGH = "London borough"
    CITY_CORPORATION = "city corporation"
    COUNTY = "county"
    COMBINED = "combined authority"
    STRATEGIC = "strategic authority"
    SUPPLIER = "supplier"
    CHARITY = "charity"
    CENTRAL_GOVERNMENT = "central government"
    HEALTH = "health"
    OTHER = "other"

    @property
    def is_council(self) -> bool:
        """Whether it is a principal authority."""
        return self not in _NO_COUNCILS


_NO_COUNCILS = {
    OrganisationType.SUPPLIER,
    OrganisationType.CHARITY,
    OrganisationType.CENTRAL_GOVERNMENT,
    OrganisationType.HEALTH,
    OrganisationType.OTHER,
}
_DO_IT_ALL = {  # one council for all services
    OrganisationType.UNITARY,
    OrganisationType.METROPOLITAN,
    OrganisationType.LONDON_BOROUGH,
    OrganisationType.CITY_CORPORATION,
}
_ABOVE_OTHERS = {OrganisationType.COMBINED, OrganisationType.STRATEGIC}


class Setting(StrEnum):
    """Whether people live close together, by our own measure: see `tools/councils/compile.py`."""

    URBAN = "urban"
    MIXED = "mixed"
    RURAL = "rural"


_SETTINGS = tuple(Setting)


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    """A council, or another organisation that people name; facts that are not known are None or empty.

    `code` is the ONS code, or a key of our own that begins with "~". `part_of` holds the codes of the county and the
    combined authorities that it lies in. Degrees are WGS84. `population` is rounded to thousands. A closed authority
    has the codes of those that took over from it in `successors`, if they are known.
    """

    code: str
    name: str
    short_name: str
    type: OrganisationType
    nation: str = ""
    region: str = ""
    part_of: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    setting: Setting | None = None
    population: int | None = None
    other_names: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    closed: bool = False
    successors: tuple[str, ...] = ()


def distance_km(one: Council, other: Council) -> float | None:
    """How far apart the places are where their people live, as the crow flies; None where either is not known.

    The haversine formula on a sphere, which is right to 0.5%.
    """
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    lat, lon = math.radians(one.latitude), math.radians(one.longitude)
    lat2, lon2 = math.radians(other.latitude), math.radians(other.longitude)
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How like two councils are, from 0 to 1, with what they have in common."""

    score: float
    same_type: bool
    setting: Setting | None
    similar_size: bool
    same_region: bool


def likeness(one: Council, other: Council) -> Likeness:
    """How like each other two councils are, by our own measure.

    0.35 x type + 0.25 x rural or urban + 0.25 x size + 0.15 x region, each from 0 to 1:

    - type: 1 if it is the same, 0.5 if both provide all services alone, or one provides them all and the other is a
      county, otherwise 0;
    - rural or urban: 1 if the same, 0.5 between mixed and either, 0 between rural and urban;
    - size: 1 if equal, 0 from four times as many people on, by the logarithm in between;
    - region: 1 if the same, 0.5 in the same nation.

    What is not known of either adds nothing. Organisations that are not councils are like none.
    """
    if not one.type.is_council or not other.type.is_council:
        return Likeness(score=0.0, same_type=False, setting=None, similar_size=False, same_region=False)
    size, setting = _size(one, other), _setting(one, other)
    same_region = bool(one.region) and one.region == other.region
    region = 1.0 if same_region else 0.5 if one.nation == other.nation else 0.0
    return Likeness(
        score=TYPE_SHARE * _type(one.type, other.type)
        + SETTING_SHARE * setting
        + SIZE_SHARE * size
        + REGION_SHARE * region,
        same_type=one.type is other.type,
        setting=one.setting if setting == 1 else None,
        similar_size=size >= 0.5,
        same_region=same_region,
    )


def _type(one: OrganisationType, other: OrganisationType) -> float:
    if one is other:
        return 1.0
    if {one, other} <= _ABOVE_OTHERS or {one, other} <= _DO_IT_ALL | {OrganisationType.COUNTY}:
        return 0.5
    return 0.0


def _setting(one: Council, other: Council) -> float:
    if one.setting is None or other.setting is None:
        return 0.0
    return 1 - abs(_SETTINGS.index(one.setting) - _SETTINGS.index(other.setting)) / 2


def _size(one: Council, other: Council) -> float:
    if not one.population or not other.population:
        return 0.0
    times = abs(math.log(one.population / other.population))
    return max(0.0, 1 - times / math.log(_NOTHING_IN_COMMON))
