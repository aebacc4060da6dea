"""Distances along a corridor and from it, against values known from geodesy."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from pyproj import Geod

from geo.corridors import along, boxes, meeting_km, vertices_km

GEOD = Geod(ellps="WGS84")
#: One degree on WGS 84: along the equator, and along a meridian from the equator to 10° north, in km.
EQUATOR_DEGREE = 111.319491
MERIDIAN_TEN = 1105.854833
GAO, NIAMEY = (-0.04, 16.27), (2.11, 13.51)


def test_the_equator_is_measured_as_it_is_known() -> None:
    at, away = along(shapely.LineString([(0, 0), (10, 0)]), np.array([0.0, 1, 5, 10]), np.zeros(4))
    assert at == pytest.approx([0, EQUATOR_DEGREE, 5 * EQUATOR_DEGREE, 10 * EQUATOR_DEGREE], abs=0.001)
    assert away == pytest.approx(0, abs=0.001)


def test_a_meridian_is_measured_as_it_is_known() -> None:
    line = shapely.LineString([(0, 0), (0, 10)])
    assert vertices_km(line) == pytest.approx([0, MERIDIAN_TEN], abs=0.001)
    at, away = along(line, np.array([0.1, -0.2]), np.array([5.0, 10.0]))
    assert at == pytest.approx([552.885, MERIDIAN_TEN], abs=0.02)
    # A degree of longitude measures 110.900 km at 5° and 109.639 km at 10° of latitude.
    assert away == pytest.approx([11.090, 21.928], abs=0.005)


def test_what_lies_beyond_an_end_counts_at_that_end() -> None:
    at, away = along(shapely.LineString([(0, 0), (1, 0)]), np.array([-0.1, 1.2]), np.array([0.0, 0.0]))
    assert at == pytest.approx([0, EQUATOR_DEGREE], abs=0.001)
    assert away == pytest.approx([0.1 * EQUATOR_DEGREE, 0.2 * EQUATOR_DEGREE], abs=0.001)


def test_the_nearest_leg_counts_and_of_equal_ones_the_first() -> None:
    there_and_back = shapely.LineString([(0, 0), (1, 0), (0, 0)])
    at, away = along(there_and_back, np.array([0.25]), np.array([0.1]))
    assert at == pytest.approx([0.25 * EQUATOR_DEGREE], abs=0.05)
    assert away == pytest.approx([0.1 * 110.574], abs=0.01)
    corner = shapely.LineString([(0, 0), (1, 0), (1, 1)])
    at, _ = along(corner, np.array([0.95]), np.array([0.5]))
    assert at == pytest.approx([EQUATOR_DEGREE + 0.5 * 110.574], abs=0.1)


def test_distances_hold_along_a_slanted_leg() -> None:
    """Points set off at a right angle from places known on the geodesic come back to them."""
    azimuth, _, metres = GEOD.inv(*GAO, *NIAMEY)
    share = np.array([0.1, 0.37, 0.8])
    lon, lat, back = GEOD.fwd([GAO[0]] * 3, [GAO[1]] * 3, [azimuth] * 3, metres * share)
    off = np.array([2000.0, 24_000.0, 15_000.0])
    side_lon, side_lat, _ = GEOD.fwd(lon, lat, np.asarray(back) + 180 + np.array([90.0, -90, 90]), off)
    at, away = along(shapely.LineString([GAO, NIAMEY]), np.asarray(side_lon), np.asarray(side_lat))
    assert at == pytest.approx(share * metres / 1000, abs=0.005)
    assert away == pytest.approx(off / 1000, abs=0.001)


def test_gao_to_niamey_is_as_long_as_it_is() -> None:
    assert 350 < vertices_km(shapely.LineString([GAO, NIAMEY]))[-1] < 450


def test_a_repeated_vertex_does_no_harm() -> None:
    line = shapely.LineString([(0, 0), (0, 0), (1, 0)])
    at, away = along(line, np.array([0.5]), np.array([0.0]))
    assert at == pytest.approx([0.5 * EQUATOR_DEGREE], abs=0.001) and away == pytest.approx([0], abs=0.001)


def test_more_points_than_are_measured_at_once() -> None:
    lon = np.linspace(0, 10, 10_000)
    at, away = along(shapely.LineString([(0, 0), (10, 0)]), lon, np.zeros(10_000))
    assert at == pytest.approx(lon * EQUATOR_DEGREE, abs=0.001) and away.max() < 0.001


def test_no_point_at_all() -> None:
    at, away = along(shapely.LineString([(0, 0), (1, 0)]), np.array([]), np.array([]))
    assert len(at) == len(away) == 0


@pytest.mark.parametrize("line", [[(0, 0), (10, 0)], [GAO, NIAMEY], [(-30, 55), (30, 55)], [(10, 20), (10, 21)]])
def test_the_boxes_hold_all_that_is_near(line: list[tuple[float, float]]) -> None:
    found = boxes(shapely.LineString(line), 25)
    on_it = [line[0], *GEOD.npts(*line[0], *line[1], 50), line[1]]
    for azimuth in range(0, 360, 15):
        lon, lat, _ = GEOD.fwd([p[0] for p in on_it], [p[1] for p in on_it], [azimuth] * 52, [25_000] * 52)
        for x, y in zip(lon, lat, strict=True):
            assert any(west <= x <= east and south <= y <= north for west, south, east, north in found)


def test_where_a_leg_meets_a_border() -> None:
    line = shapely.LineString([(0, 0), (2, 0), (4, 0)])
    border = shapely.LineString([(3, -1), (3, 1)])
    assert meeting_km(line, 1, border) == pytest.approx(3 * EQUATOR_DEGREE, abs=0.001)
    assert meeting_km(line, 0, border) is None
    twice = shapely.LineString([(3.5, -1), (3.5, 1), (2.5, 1), (2.5, -1)])
    assert meeting_km(line, 1, twice) == pytest.approx(2.5 * EQUATOR_DEGREE, abs=0.001)
