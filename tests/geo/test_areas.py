"""Placing points in areas, and fitting areas to their country; squares made for the tests, and the real ground."""

import geopandas as gpd
import pytest
import shapely

from geo import areas
from geo.coverage import join, partition

SQUARES = gpd.GeoDataFrame(
    {"country": ["AAA", "BBB"]}, geometry=[shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)], crs="EPSG:4326"
)


@pytest.mark.parametrize(
    ("lon", "lat", "found"),
    [
        (0.5, 0.5, "AAA"),
        (1.5, 0.5, "BBB"),
        (1.0, 0.5, "AAA"),  # on the shared edge: the first
        (2.04, 0.5, "BBB"),  # 4.5 km out at sea
        (2.05, 0.5, None),  # 5.6 km
        (0.5, -0.04, "AAA"),
        (9, 9, None),
    ],
)
def test_locate(lon: float, lat: float, found: str | None) -> None:
    assert areas.locate([lon], [lat], SQUARES, "country")[0] == found


def test_without_tolerance_only_what_lies_inside_counts() -> None:
    assert list(areas.locate([2.001, 0.5], [0.5, 0.5], SQUARES, "country", tolerance_km=0)) == [None, "AAA"]


def test_an_area_is_cut_at_the_border_and_grows_to_it() -> None:
    """One area stops short of the border, one leaves the country, one lies outside of it."""
    own = gpd.GeoDataFrame(
        {"country": "AAA"},
        index=[10, 11, 12],
        geometry=[shapely.box(0, 0, 0.5, 0.9), shapely.box(0.5, 0, 1.2, 0.8), shapely.box(1, 0, 2, 1)],
        crs="EPSG:4326",
    )
    fitted = areas.fit(own, SQUARES)
    assert list(fitted.index) == [10, 11]
    assert shapely.area(fitted.geometry.to_numpy()).sum() == pytest.approx(1, abs=1e-4)
    assert shapely.coverage_is_valid(fitted.geometry.to_numpy())
    assert fitted.geometry[11].contains(shapely.Point(0.95, 0.95))


def test_an_island_without_an_area_joins_the_nearest() -> None:
    land = shapely.MultiPolygon([shapely.box(0, 0, 2, 1), shapely.box(2.2, 0.4, 2.4, 0.6), shapely.box(-0.5, 0, -0.2, 1)])
    west, east = partition([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)], land)
    assert east.area == pytest.approx(1.04, abs=1e-3)
    assert west.area == pytest.approx(1.3, abs=1e-3)


def test_two_layers_become_one_coverage_and_water_stays_water() -> None:
    fine = [shapely.box(0, 0, 1, 1)]
    rough = [shapely.Polygon([(1.02, 0), (3, 0), (3, 4), (0, 4), (0, 0.98), (1, 0.98), (1.02, 0.9)])]
    rough = [rough[0].difference(shapely.box(1.5, 1.5, 2.9, 3.5))]
    (own,), (other,) = join(fine, rough)
    assert shapely.equals(own, fine[0])
    assert shapely.coverage_is_valid([own, other])
    assert len(shapely.union(own, other).interiors) == 1  # a sea of 2.8 square degrees


def test_the_point_of_a_label_lies_inside_the_largest_part() -> None:
    crescent = shapely.Point(0, 0).buffer(2).difference(shapely.Point(0.8, 0).buffer(1.8))
    both = shapely.union(crescent, shapely.box(20, 20, 20.1, 20.1))
    assert crescent.contains(shapely.Point(areas.label_point(both)))


def test_countries_and_admin1_are_one_coverage_each(ground: dict[str, gpd.GeoDataFrame]) -> None:
    assert shapely.coverage_is_valid(ground["countries"].geometry.to_numpy())
    land = ground["countries"].set_index("country").geometry
    for country, own in ground["admin1"].groupby("country"):
        shapes = own.geometry.to_numpy()
        assert shapely.coverage_is_valid(shapes), country
        together = shapely.union_all(shapes)
        for gap in (land[country].difference(together), together.difference(land[country])):
            assert gap.area * 12_364 < 2, f"{country}: more than 2 km² between the country and its areas"


def test_no_gap_opens_between_neighbours(ground: dict[str, gpd.GeoDataFrame]) -> None:
    """The one enclosed gap in the land of the world is the Caspian Sea."""
    land = shapely.coverage_union_all(ground["countries"].geometry.to_numpy())
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(land) for ring in part.interiors]
    holes = [hole for hole in holes if hole.area * 12_364 > 1]
    assert len(holes) == 1
    assert holes[0].contains(shapely.Point(51, 41))


@pytest.mark.parametrize(
    ("place", "lon", "lat", "country"),
    [
        ("Laayoune", -13.2, 27.15, "ESH"),
        ("Abyei", 28.43, 9.6, "XAB"),
        ("Abu Ramad", 36.1, 22.4, "XHT"),
        ("Bir Tawil", 33.75, 21.87, "XBT"),
        ("Simferopol", 34.1, 44.95, "UKR"),
        ("Hargeisa", 44.06, 9.56, "SOM"),
        ("Timbuktu", -3.0074, 16.7735, "MLI"),
        ("Cúcuta", -72.508, 7.894, "COL"),
    ],
)
def test_areas_set_apart(ground: dict[str, gpd.GeoDataFrame], place: str, lon: float, lat: float, country: str) -> None:
    assert areas.locate([lon], [lat], ground["countries"], "country")[0] == country, place


@pytest.mark.parametrize(
    ("lon", "lat", "name"),
    [
        (-0.0447, 16.2717, "Gao"),
        (13.1571, 11.8469, "Borno"),
        (-1.5339, 12.3657, "Centre"),
        (-74.0721, 4.711, "Bogota"),
        (14.4283, 27.0377, "Sabha"),
        (-23.5087, 14.9331, "Praia"),
    ],
)
def test_towns_lie_in_their_admin1_area(ground: dict[str, gpd.GeoDataFrame], lon: float, lat: float, name: str) -> None:
    found = areas.locate([lon], [lat], ground["admin1"], "admin1")[0]
    assert ground["admin1"].set_index("admin1").loc[found, "name"] == name
