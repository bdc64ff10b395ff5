"""Grids to degrees, at places whose coordinates are published."""

import pytest

from tools.councils.grid import BRITISH, IRISH, Grid, to_wgs84


@pytest.mark.parametrize(
    ("easting", "northing", "grid", "latitude", "longitude"),
    [
        pytest.param(651409.903, 313177.270, BRITISH, 52.657978, 1.716052, id="the guide's example, Caister"),
        pytest.param(538890, 177320, BRITISH, 51.477881, -0.001408, id="the Royal Observatory, Greenwich"),
        pytest.param(216600, 771300, BRITISH, 56.796891, -5.003508, id="Ben Nevis"),
        pytest.param(333880, 374020, IRISH, 54.5967, -5.9293, id="Belfast City Hall"),
        pytest.param(335790, 327690, IRISH, 54.1803, -5.9197, id="Slieve Donard"),
    ],
)
def test_a_point_of_a_grid(
    easting: float, northing: float, grid: Grid, latitude: float, longitude: float
) -> None:
    found = to_wgs84(easting, northing, grid)

    assert found == pytest.approx((latitude, longitude), abs=0.0015)
