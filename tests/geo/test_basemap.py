"""The basemap's files and style: small, complete, and asking nobody else's server."""

import gzip
import json
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import shape

from data.prepare.ground.boundaries import write_basemap
from geo import basemap


@pytest.fixture(scope="module")
def files(raw: Path, ground: dict[str, gpd.GeoDataFrame], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    written = write_basemap(tmp_path_factory.mktemp("out"), raw, ground)
    return {path.name: path.read_bytes() for path in written}


def test_together_the_files_stay_small(files: dict[str, bytes]) -> None:
    assert sum(len(gzip.compress(content)) for content in files.values()) < 600_000


def test_the_same_ground_gives_the_same_bytes(
    raw: Path, ground: dict[str, gpd.GeoDataFrame], files: dict[str, bytes], tmp_path: Path
) -> None:
    assert {path.name: path.read_bytes() for path in write_basemap(tmp_path, raw, ground)} == files


def test_every_source_of_the_style_has_its_file_and_nothing_else_is_asked_for(files: dict[str, bytes]) -> None:
    style = basemap.style("/lens")
    assert {source["data"] for source in style["sources"].values()} == {f"/lens/basemap/{name}" for name in files}
    assert {layer["source"] for layer in style["layers"][1:]} == set(style["sources"])
    assert not {"glyphs", "sprite"} & set(style)
    assert "http" not in json.dumps(style)
    assert not [layer for layer in style["layers"] if layer["type"] == "symbol"]


def test_layer_ids_are_unique_and_dashes_follow_the_status() -> None:
    layers = {layer["id"]: layer for layer in basemap.style()["layers"]}
    assert len(layers) == len(basemap.style()["layers"])
    assert "line-dasharray" not in layers["borders-international"]["paint"]
    assert layers["borders-undetermined"]["paint"]["line-dasharray"] == [4, 3]
    assert layers["admin1"]["minzoom"] == 4.5


def test_sea_and_focus_lie_apart_and_the_rest_is_land(files: dict[str, bytes]) -> None:
    sea, focus = (shape(json.loads(files[f"{name}.json"])["features"][0]["geometry"]) for name in ("sea", "focus"))
    assert focus.contains(shapely.Point(-3, 16))
    assert sea.contains(shapely.Point(-30, 10))
    for ashore in ((3, 28), (37.6, 55.7)):
        assert not sea.contains(shapely.Point(ashore)) and not focus.contains(shapely.Point(ashore)), ashore


def test_until_the_sea_is_drawn_the_ground_is_land() -> None:
    background, *others = basemap.style()["layers"]
    assert background["paint"]["background-color"] == basemap.LOOK.land_other
    assert [layer["id"] for layer in others][:2] == ["focus", "sea"]


def test_coordinates_are_rounded(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        for feature in json.loads(content)["features"]:
            coordinates = shapely.get_coordinates(shape(feature["geometry"]))
            assert (coordinates == coordinates.round(3)).all(), name
