"""Distances to land borders against known ones, and crossings; the lines here are made for the tests."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Geod

from geo import borders

WGS84 = Geod(ellps="WGS84")


def lines(**shapes: shapely.LineString) -> gpd.GeoDataFrame:
    """Synthetic borders: `AAA_BBB=line`."""
    names = [name.replace("_", "-") for name in shapes]
    columns = {"border": names, "country_a": [n[:3] for n in names], "country_b": [n[4:] for n in names]}
    return gpd.GeoDataFrame(columns, geometry=list(shapes.values()), crs="EPSG:4326")


@pytest.mark.parametrize("km", [0.2, 3, 40, 300])
@pytest.mark.parametrize("lat", [-30, 0, 14, 37])
def test_a_point_at_a_known_geodesic_distance_from_a_meridian(km: float, lat: float) -> None:
    """Due east of a long north-south line the nearest point is, for these distances, the one on the same geodesic."""
    lon, north, _ = WGS84.fwd(5, lat, 90, km * 1000)
    found, pair = borders.nearest_border([lon], [north], ["AAA"], lines(AAA_BBB=shapely.LineString([(5, -45), (5, 50)])))
    assert found[0] == pytest.approx(km, rel=0.002)
    assert pair[0] == "AAA-BBB"


@pytest.mark.parametrize("bearing", [0, 30, 90, 135])
def test_a_point_beyond_the_end_of_a_border_is_measured_to_its_end(bearing: float) -> None:
    lon, lat, _ = WGS84.fwd(0, 0, bearing, 150_000)
    border = lines(AAA_BBB=shapely.LineString([(0, 0), WGS84.fwd(0, 0, bearing + 180, 90_000)[:2]]))
    assert borders.nearest_border([lon], [lat], ["BBB"], border)[0][0] == pytest.approx(150, rel=0.001)


def test_only_the_borders_of_the_point_s_own_country_count() -> None:
    both = lines(AAA_BBB=shapely.LineString([(0, -1), (0, 1)]), BBB_CCC=shapely.LineString([(2, -1), (2, 1)]))
    km, pair = borders.nearest_border([0.1, 0.1, 0.1], [0, 0, 0], ["BBB", "CCC", "ISL"], both)
    assert list(pair) == ["AAA-BBB", "BBB-CCC", None]
    assert km[0] == pytest.approx(11.13, abs=0.02)
    assert np.isnan(km[2])


def test_order_and_repeats_of_the_points_are_kept() -> None:
    border = lines(AAA_BBB=shapely.LineString([(0, -20), (0, 20)]))
    lon = [3.0, 1.0, 3.0, 9.0, 1.0]
    km, _ = borders.nearest_border(lon, [0] * 5, ["AAA"] * 5, border)
    assert km == pytest.approx([x * 111.3195 for x in lon], rel=0.001)


def test_the_nearest_border_agrees_with_brute_force_on_the_real_ground(ground: dict[str, gpd.GeoDataFrame]) -> None:
    """Against the geodesic distance to every vertex of the borders, one vertex at most 500 m from the next."""
    own = ground["borders"]
    spots = ground["places"].query("country in ['DZA', 'MLI', 'COL', 'NGA', 'BRA']").iloc[::7]
    km, _ = borders.nearest_border(spots["lon"], spots["lat"], spots["country"], own)
    for found, lon, lat, country in zip(km, spots["lon"], spots["lat"], spots["country"], strict=True):
        shapes = own.geometry[(own["country_a"] == country) | (own["country_b"] == country)].to_numpy()
        vertices = shapely.get_coordinates(shapely.segmentize(shapes, 0.0045))
        _, _, metres = WGS84.inv(np.full(len(vertices), lon), np.full(len(vertices), lat), *vertices.T)
        assert abs(found - metres.min() / 1000) <= max(0.01 * found, 0.5)


@pytest.mark.parametrize(
    ("place", "lon", "lat", "country", "low", "high", "border"),
    [
        ("N'Djamena, on the Chari opposite Kousséri", 15.0444, 12.1067, "TCD", 0, 5, "CMR-TCD"),
        ("Cúcuta, some km from the Táchira river", -72.508, 7.894, "COL", 3, 10, "COL-VEN"),
        ("Bamako; its road border post Kourémalé is 114 km off", -8.0029, 12.6392, "MLI", 85, 114, "GIN-MLI"),
        ("Lomé, on the border of Ghana", 1.2255, 6.1319, "TGO", 0, 6, "GHA-TGO"),
        ("Kinshasa; Brazzaville is 8 km off, across the river", 15.3136, -4.3317, "COD", 0, 8.3, "COD-COG"),
    ],
)
def test_known_towns(
    ground: dict[str, gpd.GeoDataFrame],
    place: str,
    lon: float,
    lat: float,
    country: str,
    low: float,
    high: float,
    border: str,
) -> None:
    km, pair = borders.nearest_border([lon], [lat], [country], ground["borders"])
    assert low <= km[0] <= high, place
    assert pair[0] == border


def test_islands_without_a_land_border_have_no_distance(ground: dict[str, gpd.GeoDataFrame]) -> None:
    km, pair = borders.nearest_border([-23.5], [14.9], ["CPV"], ground["borders"])
    assert np.isnan(km[0])
    assert pair[0] is None


@pytest.mark.parametrize(
    ("border", "status"),
    [
        ("MLI-NER", "international"),
        ("ESH-MRT", "undetermined"),
        ("DZA-ESH", "undetermined"),
        ("EGY-XHT", "undetermined"),
        ("SDN-XBT", "undetermined"),
        ("SDN-SSD", "undetermined"),
        ("EGY-SDN", "international"),
        ("SDN-XAB", "dotted"),
        ("SSD-XAB", "dotted"),
    ],
)
def test_status(ground: dict[str, gpd.GeoDataFrame], border: str, status: str) -> None:
    assert dict(zip(ground["borders"]["border"], ground["borders"]["status"], strict=True))[border] == status


@pytest.mark.parametrize(
    ("border", "km"),
    [("BFA-MLI", 1325), ("NER-NGA", 1608), ("COL-VEN", 2341), ("MLI-MRT", 2236), ("EGY-LBY", 1115), ("BEN-TGO", 651)],
)
def test_lengths_are_near_the_published_ones(ground: dict[str, gpd.GeoDataFrame], border: str, km: float) -> None:
    """Published lengths (CIA World Factbook) follow every bend; generalised lines come out up to 13 % shorter."""
    found = dict(zip(ground["borders"]["border"], ground["borders"]["length_km"], strict=True))[border]
    assert 0.87 * km <= found <= 1.02 * km


def test_a_degree_of_the_equator_is_111_32_km() -> None:
    assert borders.length_km(shapely.LineString([(0, 0), (1, 0)])) == pytest.approx(111.3195, abs=0.001)


CORNER = lines(
    AAA_BBB=shapely.LineString([(1, -5), (1, 0)]),
    AAA_CCC=shapely.LineString([(0, 0), (1, 0)]),
    BBB_CCC=shapely.LineString([(1, 0), (5, 0)]),
)


def test_borders_are_crossed_in_the_order_of_the_line() -> None:
    route = shapely.LineString([(0.5, -1), (0.5, 1), (3, 1), (3, -1), (0.5, -1)])
    assert borders.borders_crossed(route, CORNER) == ["AAA-CCC", "BBB-CCC", "AAA-BBB"]


def test_documented_countries_win_over_a_straight_leg_that_cuts_a_corner() -> None:
    leg = shapely.LineString([(0.7, -0.1), (1.1, 0.2), (2, -1)])
    assert borders.borders_crossed(leg, CORNER, ["AAA", "BBB", "BBB"]) == ["AAA-BBB"]


def test_the_sea_has_no_land_border_and_a_border_crossed_twice_counts_once() -> None:
    leg = shapely.LineString([(0.5, -1), (2, -1), (0.5, -2), (9, -9), (3, 1)])
    assert borders.borders_crossed(leg, CORNER, ["AAA", "BBB", "AAA", "SEA", "CCC"]) == ["AAA-BBB"]


def test_countries_that_do_not_meet_are_crossed_geometrically() -> None:
    leg = shapely.LineString([(3, 1), (2, -1)])
    assert borders.borders_crossed(leg, CORNER, ["ZZZ", "BBB"]) == ["BBB-CCC"]


def test_countries_must_fit_the_line() -> None:
    with pytest.raises(ValueError, match="2 countries for 3 vertices"):
        borders.borders_crossed(shapely.LineString([(0, 0), (1, 1), (2, 2)]), CORNER, ["AAA", "BBB"])
