"""The map of a slide shows what the slide is about on either projector: computed from its camera and the size of its map."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest
import shapely

from components.layers.rows import FLOWS_ON, LAYERS
from components.paper.map_captions import ON_A_SLIDE
from components.screen.workshop import stage_map
from components.text.words import words
from components.workshop import boards
from components.workshop.value import Slide
from data.engine.dataset import prepared_folder
from data.ground.borders import pairs
from data.model.categories import FOCUS
from data.subjects.playback import LAYERS as PLAYED
from geo.cameras import MARGIN, WORLD
from geo.scene import Camera

#: Pixels that a slide's map has at least, in windows of 1280 × 720 and 1920 × 1080.
SIZES = {"1280x720": stage_map.SIZE, "1920x1080": (1800, 470)}
#: What long sentences and legends leave of it, where the browser fits the map anew.
BESIDE_LONG_TEXTS = {"1280x720, long texts": (1224, 230), "1920x1080, long texts": (1836, 420)}
MAPS = [(name, slide) for name in boards.SHIPPED for slide in boards.shipped(name).slides if slide.view == "map"]


def shown(camera: Camera, size: tuple[int, int]) -> shapely.Polygon:
    """What of the earth a map of so many pixels shows; one with a box fits it in, as the browser does."""
    zoom = camera.zoom
    if camera.box:
        zoom = math.log2(min(size[0] / camera.box[0], size[1] / camera.box[1]) * (1 - 2 * MARGIN) / WORLD)
    wide, high = (pixels / WORLD / 2**zoom for pixels in size)
    middle = math.asinh(math.tan(math.radians(camera.lat))) / (2 * math.pi)
    south, north = (math.degrees(math.atan(math.sinh((middle + half) * 2 * math.pi))) for half in (-high / 2, high / 2))
    return shapely.box(camera.lon - wide * 180, south, camera.lon + wide * 180, north)


def rows(name: str, slide: Slide) -> list[dict[str, Any]]:
    return list(LAYERS[name](slide.filters, words("en")))


def marks(slide: Slide) -> list[tuple[shapely.Point, frozenset[str]]]:
    """Places of events, drawn one by one, and of flows with their records."""
    names = ["incidents"] if "incidents" in slide.layers else []
    names += [f"{layer}-marks" for layer in slide.layers if layer in FLOWS_ON]
    found = [row for name in names for row in rows(name, slide) if "at" in row]
    return [(shapely.Point(row["at"]), frozenset(row.get("ids", ()))) for row in found]


def lines(slide: Slide) -> list[tuple[shapely.LineString, frozenset[str]]]:
    """Lines of flows with their records, and of corridors."""
    found = [row for name in ("flows", "transfers", "routes") if name in slide.layers for row in rows(name, slide)]
    return [(shapely.LineString(row["path"]), frozenset(row.get("ids", ()))) for row in found]


def own_borders(slide: Slide) -> list[shapely.Geometry]:
    picked, own = dict(slide.filters.picks).get("border"), {*(slide.filters.countries or FOCUS)}
    found = pd.read_parquet(prepared_folder() / "borders.parquet")
    found = found[found.border.isin(pairs(picked)) if picked else found.border.isna()]
    return [shapely.from_wkb(shape) for pair, shape in zip(found.border, found["shape"], strict=True) if own & {*pair.split("-")}]


@pytest.mark.parametrize(("name", "slide"), MAPS, ids=[f"{name}-{slide.id}" for name, slide in MAPS])
def test_the_marks_and_borders_of_a_slide_lie_within_its_map(name: str, slide: Slide) -> None:
    camera, borders, spots, drawn = stage_map.camera(slide, 0), own_borders(slide), marks(slide), lines(slide)
    assert bool(borders) == ("border" in dict(slide.filters.picks))
    assert spots or drawn or set(slide.layers) & {"incidents", *PLAYED}
    marked = frozenset().union(*(ids for _, ids in spots))
    sizes = SIZES if slide.camera else SIZES | BESIDE_LONG_TEXTS
    for window, size in sizes.items():
        seen = shown(camera, size)
        outside = [spot for spot, _ in spots if not seen.covers(spot)]
        assert not outside, f"{window}: {len(outside)} of {len(spots)} marks lie outside"
        assert all(seen.covers(border) for border in borders), window
        # Lines run on to where things came from: some of each lies within, or the mark of its seizure does.
        assert all(seen.intersects(line) or ids & marked for line, ids in drawn), window
        if slide.camera:
            assert all(seen.covers(line) for line, ids in drawn if ids), window


def test_pictures_of_a_slide_look_where_its_map_does() -> None:
    assert stage_map.SIZE[0] == ON_A_SLIDE
