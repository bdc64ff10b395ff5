"""From the national grids of Great Britain and Ireland to latitude and longitude.

The projection is undone by the series of Ordnance Survey, "A guide to coordinate systems in Great Britain" (version
3.6, 2020), annexe C.2; the change of datum is its annexe B with one Helmert transformation for the whole of each
island, which is right to about 5 metres.
"""

import math
from dataclasses import dataclass

WGS84 = (6378137.0, 6356752.3142)  # semi-axes, in metres


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A transverse Mercator grid: ellipsoid, true origin in degrees, false origin in metres, and the way to WGS84.

    `shift` is in metres, `turn` in seconds of arc, `stretch` in parts per million.
    """

    semi_axes: tuple[float, float]
    scale: float
    origin: tuple[float, float]
    false_origin: tuple[float, float]
    shift: tuple[float, float, float]
    turn: tuple[float, float, float]
    stretch: float


BRITISH = Grid(  # the guide's annexes A.1, A.2 and section 6.6, with the signs turned round: towards WGS84
    semi_axes=(6377563.396, 6356256.909),
    scale=0.9996012717,
    origin=(49.0, -2.0),
    false_origin=(400_000.0, -100_000.0),
    shift=(446.448, -125.157, 542.060),
    turn=(0.1502, 0.2470, 0.8421),
    stretch=-20.4894,
)
IRISH = Grid(  # Irish Grid on Airy Modified (EPSG 29903); the change of datum is EPSG 1641
    semi_axes=(6377340.189, 6356034.447),
    scale=1.000035,
    origin=(53.5, -8.0),
    false_origin=(200_000.0, 250_000.0),
    shift=(482.530, -130.596, 564.557),
    turn=(-1.042, -0.214, -0.631),
    stretch=8.15,
)


def to_wgs84(easting: float, northing: float, grid: Grid) -> tuple[float, float]:
    """Latitude and longitude in degrees of a point of a grid.

    >>> [round(one, 4) for one in to_wgs84(651409.903, 313177.270, BRITISH)]  # the guide's worked example
    [52.658, 1.7161]
    """
    return _cartesian_to_degrees(
        *_moved(*_degrees_to_cartesian(*_unprojected(easting, northing, grid), grid), grid)
    )


def _unprojected(easting: float, northing: float, grid: Grid) -> tuple[float, float]:
    """Latitude and longitude in radians, on the grid's own ellipsoid."""
    a, b = grid.semi_axes
    first, (east0, north0) = math.radians(grid.origin[0]), grid.false_origin
    f = grid.scale
    e2, n = 1 - b * b / (a * a), (a - b) / (a + b)
    lat, arc = first, 0.0
    while northing - north0 - arc >= 0.00001:
        lat += (northing - north0 - arc) / (a * f)
        arc = _arc(lat, first, b * f, n)
    sin, tan, sec = math.sin(lat), math.tan(lat), 1 / math.cos(lat)
    nu = a * f / math.sqrt(1 - e2 * sin * sin)
    rho = a * f * (1 - e2) / (1 - e2 * sin * sin) ** 1.5
    eta2 = nu / rho - 1
    seven = tan / (2 * rho * nu)
    eight = tan / (24 * rho * nu**3) * (5 + 3 * tan**2 + eta2 - 9 * tan**2 * eta2)
    nine = tan / (720 * rho * nu**5) * (61 + 90 * tan**2 + 45 * tan**4)
    ten = sec / nu
    eleven = sec / (6 * nu**3) * (nu / rho + 2 * tan**2)
    twelve = sec / (120 * nu**5) * (5 + 28 * tan**2 + 24 * tan**4)
    de = easting - east0
    return (
        lat - seven * de**2 + eight * de**4 - nine * de**6,
        math.radians(grid.origin[1]) + ten * de - eleven * de**3 + twelve * de**5,
    )


def _arc(lat: float, first: float, b: float, n: float) -> float:
    """How far along the meridian a latitude is from the origin's, in metres."""
    less, more = lat - first, lat + first
    return b * (
        (1 + n + 1.25 * n**2 + 1.25 * n**3) * less
        - (3 * n + 3 * n**2 + 2.625 * n**3) * math.sin(less) * math.cos(more)
        + (1.875 * n**2 + 1.875 * n**3) * math.sin(2 * less) * math.cos(2 * more)
        - 35 / 24 * n**3 * math.sin(3 * less) * math.cos(3 * more)
    )


def _degrees_to_cartesian(lat: float, lon: float, grid: Grid) -> tuple[float, float, float]:
    a, b = grid.semi_axes
    e2 = 1 - b * b / (a * a)
    nu = a / math.sqrt(1 - e2 * math.sin(lat) ** 2)
    return (
        nu * math.cos(lat) * math.cos(lon),
        nu * math.cos(lat) * math.sin(lon),
        (1 - e2) * nu * math.sin(lat),
    )


def _moved(x: float, y: float, z: float, grid: Grid) -> tuple[float, float, float]:
    """Helmert's transformation."""
    rx, ry, rz = (math.radians(seconds / 3600) for seconds in grid.turn)
    tx, ty, tz = grid.shift
    s = 1 + grid.stretch / 1e6
    return (tx + s * x - rz * y + ry * z, ty + rz * x + s * y - rx * z, tz - ry * x + rx * y + s * z)


def _cartesian_to_degrees(x: float, y: float, z: float) -> tuple[float, float]:
    a, b = WGS84
    e2, p = 1 - b * b / (a * a), math.hypot(x, y)
    lat = math.atan2(z, p * (1 - e2))
    for _ in range(5):
        nu = a / math.sqrt(1 - e2 * math.sin(lat) ** 2)
        lat = math.atan2(z + e2 * nu * math.sin(lat), p)
    return math.degrees(lat), math.degrees(math.atan2(y, x))
