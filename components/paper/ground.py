"""The ground of a map on paper: the basemap's own files in the basemap's own look, in Web Mercator as on screen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import orjson
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.path import Path as Outline
from matplotlib.transforms import Bbox

from components.current import dataset
from data.engine.dataset import prepared_folder
from geo.basemap import LAND_DETAIL, LOOK
from geo.scene import Camera

#: Side of the world at zoom 0, in pixels of the screen.
_WORLD = 512


@dataclass(frozen=True)
class Frame:
    """What a map shows, in degrees of longitude and of Mercator latitude; names stay out of `free` (pixels of the sheet)."""

    west: float
    south: float
    east: float
    north: float
    free: tuple[Bbox, ...] = ()

    @staticmethod
    def of(camera: Camera, size: tuple[float, float], free: tuple[Bbox, ...] = ()) -> Frame:
        """What a camera sees on a map of so many pixels of the screen."""
        half = 180 / (_WORLD * 2**camera.zoom)
        x, y = camera.lon, float(mercator(camera.lat))
        return Frame(x - size[0] * half, y - size[1] * half, x + size[0] * half, y + size[1] * half, free)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        return self.west, self.south, self.east, self.north


def mercator(lat: float | np.ndarray) -> float | np.ndarray:
    """Latitude on a Mercator map, in degrees as long as those of longitude."""
    return np.degrees(np.arctanh(np.sin(np.radians(np.clip(lat, -85, 85)))))


def draw_ground(axes: Axes, frame: Frame, zoom: float, chosen: gpd.GeoSeries) -> None:
    """Land, sea, water, lines inside countries, coast and borders; a dashed border is undetermined, Abyei dotted.

    Only the `chosen` countries are lit (WGS 84): on paper nobody sees the filters, and an empty neighbour would mislead.
    """
    axes.set_xlim(frame.west, frame.east)
    axes.set_ylim(frame.south, frame.north)
    axes.set_facecolor(LOOK.land_other)
    axes.set(xticks=[], yticks=[])
    for spine in axes.spines.values():
        spine.set(color=LOOK.coast, linewidth=0.8)
    folder, version = prepared_folder(), dataset().version
    for shape in _moved(shapely.simplify(chosen.to_numpy(), LAND_DETAIL)):
        _fill(axes, frame, shape, LOOK.land_focus)
    for shape, _ in _features(folder, version, "sea"):
        _fill(axes, frame, shape, LOOK.sea)
    for shape, about in _features(folder, version, "lakes"):
        if about["zoom"] <= zoom:
            _fill(axes, frame, shape, LOOK.lake, LOOK.coast)
    rivers = [shape for shape, about in _features(folder, version, "rivers") if about["zoom"] <= zoom]
    _lines(axes, frame, rivers, LOOK.river, LOOK.river_width)
    _lines(axes, frame, [shape for shape, _ in _features(folder, version, "coast")], LOOK.coast, LOOK.coast_width)
    if zoom >= LOOK.admin1_from_zoom:
        _lines(axes, frame, [shape for shape, _ in _features(folder, version, "admin1")], LOOK.admin1, LOOK.admin1_width)
    styles = {
        "international": (LOOK.border_width, None),
        "undetermined": (LOOK.border_width, LOOK.undetermined_dash),
        "dotted": (LOOK.dotted_width, LOOK.dotted_dash),
    }
    for status, (width, dash) in styles.items():
        found = [shape for shape, about in _features(folder, version, "borders") if about["status"] == status]
        _lines(axes, frame, found, LOOK.border, width, dash)


@lru_cache(8)
def _features(folder: Path, _version: str, name: str) -> tuple[tuple[shapely.Geometry, dict[str, Any]], ...]:
    """A basemap file's shapes on a Mercator map, with their properties."""
    found = orjson.loads((folder / "basemap" / f"{name}.json").read_bytes())["features"]
    shapes = shapely.from_geojson([orjson.dumps(feature["geometry"]) for feature in found])
    return tuple(zip(_moved(shapes), (feature["properties"] for feature in found), strict=True))


def _moved(shapes: np.ndarray) -> np.ndarray:
    """The same shapes on a Mercator map."""
    moved: np.ndarray = shapely.transform(shapes, lambda at: np.column_stack([at[:, 0], mercator(at[:, 1])]))
    return moved


def _fill(axes: Axes, frame: Frame, shape: shapely.Geometry, colour: str, edge: str = "none") -> None:
    parts = [part for part in shapely.get_parts(_seen(shape, frame)) if part.geom_type == "Polygon"]
    if parts:
        outline = Outline.make_compound_path(*(Outline(ring, closed=True) for part in parts for ring in _rings(part)))
        axes.add_collection(PathCollection([outline], facecolors=colour, edgecolors=edge, linewidths=0.4), autolim=False)


def _rings(part: shapely.Polygon) -> list[np.ndarray]:
    """Outer rings one way round and holes the other, so that holes stay open."""
    turned = shapely.orient_polygons(part)
    return [shapely.get_coordinates(ring) for ring in (turned.exterior, *turned.interiors)]


def _lines(
    axes: Axes,
    frame: Frame,
    shapes: list[shapely.Geometry],
    colour: str,
    width: float,
    dash: tuple[float, float] | None = None,
) -> None:
    seen = [_seen(shape, frame) for shape in shapes]
    paths = [shapely.get_coordinates(part) for shape in seen for part in shapely.get_parts(shape)]
    style = (0, dash) if dash else "solid"
    ends = "round" if dash and dash[0] < 1 else "butt"
    drawn = LineCollection(
        [path for path in paths if len(path) > 1], colors=colour, linewidths=width, linestyles=[style], capstyle=ends
    )
    axes.add_collection(drawn, autolim=False)


def _seen(shape: shapely.Geometry, frame: Frame) -> shapely.Geometry:
    """The part of a shape in the frame, a little wider so that its edges stay outside."""
    west, south, east, north = frame.bounds
    return shapely.clip_by_rect(shape, west - 1, south - 1, east + 1, north + 1)
