"""Cameras that fit what was chosen."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from data.model.categories import FOCUS, WEST_AFRICA
from geo.cameras import MARGIN, SIZE, WORLD, camera, framing
from geo.scene import Camera


def pixels(view: Camera, lon: float, lat: float) -> tuple[float, float]:
    """Where a place stands on the map, from its centre, by the formula of Web Mercator."""
    scale = 512 * 2**view.zoom / (2 * np.pi)
    down = [np.log(np.tan(np.pi / 4 + np.radians(y) / 2)) for y in (view.lat, lat)]
    return scale * np.radians(lon - view.lon), scale * (down[0] - down[1])


@pytest.mark.parametrize("chosen", [WEST_AFRICA, FOCUS, ("GMB",), ("CPV",), ("COL",), ("MLI", "TCD")])
def test_the_chosen_countries_fill_the_map_and_stay_on_it(ground: dict[str, gpd.GeoDataFrame], chosen: tuple[str, ...]) -> None:
    frame = ground["countries"]
    view = camera(frame, chosen)
    west, south, east, north = frame[frame["country"].isin(chosen)].total_bounds
    right, up = pixels(view, east, north)
    left, down = pixels(view, west, south)
    share = max((right - left) / SIZE[0], (down - up) / SIZE[1])
    assert abs(share - (1 - 2 * MARGIN)) <= 0.02
    assert max(abs(left), right) <= SIZE[0] / 2
    assert max(abs(up), down) <= SIZE[1] / 2


def test_nothing_known_chosen_shows_everything(ground: dict[str, gpd.GeoDataFrame]) -> None:
    assert camera(ground["countries"], ["ZZZ"]) == camera(ground["countries"]) == camera(ground["countries"], ())


def test_a_tiny_area_is_not_looked_at_too_closely() -> None:
    dot = gpd.GeoDataFrame({"country": ["AAA"]}, geometry=[shapely.box(0, 0, 0.001, 0.001)], crs="EPSG:4326")
    assert camera(dot, ["AAA"]).zoom == 9


def test_a_camera_says_what_the_browser_must_fit() -> None:
    """Fitted into the size it was reckoned for, its box gives its own zoom."""
    found = framing((13.4, 7.4, 24.0, 23.5), SIZE)
    assert found.box
    room = min(SIZE[0] / found.box[0], SIZE[1] / found.box[1]) * (1 - 2 * MARGIN) / WORLD
    assert found.zoom == pytest.approx(np.log2(room), abs=0.01)
    assert found.lon == pytest.approx(18.7) and 7.4 < found.lat < 23.5
    assert framing((13.4, 7.4, 24.0, 23.5), (340, 460)).box == found.box
