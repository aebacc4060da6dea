"""H3 cells of points."""

import h3
import pytest

from geo.cells import cell_text, cells


def test_every_point_gets_the_cell_that_holds_it() -> None:
    lon, lat = [-8.0029, -0.0447, -8.0029], [12.6392, 16.2717, 12.6392]
    found = cells(lon, lat, 5)
    assert found.dtype == "int64"
    assert found[0] == found[2] != found[1]
    assert cell_text(found[0]) == h3.latlng_to_cell(12.6392, -8.0029, 5)


@pytest.mark.parametrize("resolution", [3, 4, 5, 6])
def test_resolutions_of_the_table(resolution: int) -> None:
    assert h3.get_resolution(cell_text(cells([2.1], [13.5], resolution)[0])) == resolution


@pytest.mark.parametrize(("lon", "lat"), [(float("nan"), 3), (200, 3), (3, 91)])
def test_points_off_the_globe_are_named(lon: float, lat: float) -> None:
    with pytest.raises(ValueError, match="1 points without valid coordinates, first at position 1"):
        cells([0, lon], [0, lat], 5)


def test_no_points_no_cells() -> None:
    assert cells([], [], 5).tolist() == []
