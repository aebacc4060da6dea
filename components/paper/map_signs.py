"""Scale bar and north arrow of a map on paper, in the corners where they cover least of what the map is about; and the camera
that leaves them room.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import permutations

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle
from matplotlib.transforms import Bbox

from components.paper.ground import Frame, mercator
from components.paper.sheet import SIZE, Box, extent, fonts
from components.text.words import Words
from geo.cameras import framing
from geo.scene import Camera
from geo.style import INK, MUTED

_KM = (10, 20, 50, 100, 200, 500, 1000, 2000)
#: Kilometres of a degree along the equator.
_DEGREE = 111.32
#: Zooms below this show most of the earth, on which no length holds everywhere.
_FAR = 1.5
#: Pixels: the longest bar; the plate of the arrow and the height of the bar's; room around plates and inside them.
_LONGEST, _ARROW, _TALL, _AROUND, _INSIDE = 300, (52.0, 92.0), 56.0, 12.0, 10.0
#: Points of the bar's label.
_LETTERS = 7.5
#: Corners as shares of the box. Where the land allows, the bar stands lower left and the arrow upper right, as is custom.
_CORNERS = ((0, 0), (1, 1), (1, 0), (0, 1))
#: A part of a land smaller than this share of it, a far island, does not say where its middle is.
_FAR_ISLAND = 0.001
#: How far a camera moves back until the signs are clear of the land: by so much zoom at once, so often.
_BACK, _TIMES = 0.05, 16


@dataclass(frozen=True)
class Signs:
    """Plates of scale bar and north arrow in pixels from the lower left of the sheet.

    bar      None where no length holds all over the map
    length   pixels of the bar, of which `label` says how long it is
    covered  how much of the land they cover, in square degrees of a Mercator map
    """

    bar: Bbox | None
    north: Bbox
    length: float
    label: str
    covered: float

    @property
    def plates(self) -> tuple[Bbox, ...]:
        return (self.bar, self.north) if self.bar else (self.north,)


def fitting(land: shapely.Geometry, box: Box, size: tuple[float, float], words: Words) -> Camera:
    """The camera that shows a whole land (WGS 84) with its main parts in the middle, on a map of so many pixels of the screen:
    a little further back where the signs would cover some of it. Hold `drawing`.
    """
    camera = _centred(land, size)
    for _ in range(_TIMES):
        if not signs(land, box, Frame.of(camera, size), camera, words).covered:
            return camera
        camera = replace(camera, zoom=camera.zoom - _BACK)
    # A region fills every corner.
    return _centred(land, size)


def _centred(land: shapely.Geometry, size: tuple[float, float]) -> Camera:
    parts = shapely.get_parts(land)
    main = shapely.total_bounds(parts[shapely.area(parts) >= _FAR_ISLAND * shapely.area(land)])
    whole = np.array(shapely.bounds(land))
    west, east = _around(main[[0, 2]], whole[[0, 2]])
    south, north = _around(np.asarray(mercator(main[[1, 3]])), np.asarray(mercator(whole[[1, 3]])))
    return framing((west, _latitude(south), east, _latitude(north)), (int(size[0]), int(size[1])))


def _around(main: np.ndarray, whole: np.ndarray) -> tuple[float, float]:
    """Two ends, as far from the middle of the main part as the whole asks for."""
    half = float(np.abs(whole - main.mean()).max())
    return float(main.mean()) - half, float(main.mean()) + half


def _latitude(y: float) -> float:
    """The latitude that stands at a Mercator latitude."""
    return float(np.degrees(np.arcsin(np.tanh(np.radians(y)))))


def signs(land: shapely.Geometry, box: Box, frame: Frame, camera: Camera, words: Words) -> Signs:
    """Where scale bar and arrow cover least of a land (WGS 84). Hold `drawing`."""
    pixels = box.width / (frame.east - frame.west) / (_DEGREE * math.cos(math.radians(camera.lat)))
    km = max((n for n in _KM if n * pixels <= _LONGEST), default=_KM[0])
    label = words.t("{km} km at the middle of the map", km=words.number(km))
    bar = (max(km * pixels, extent(label, _LETTERS)[0]) + 2 * _INSIDE, _TALL)
    seen = shapely.transform(land, lambda at: np.column_stack([at[:, 0], mercator(at[:, 1])]))
    ways = []
    for i, (at_bar, at_arrow) in enumerate(permutations(_CORNERS, 2)):
        plates = [_in_corner(box, _ARROW, at_arrow)]
        if camera.zoom >= _FAR:
            plates.append(_in_corner(box, bar, at_bar))
        covered = sum(float(shapely.area(shapely.clip_by_rect(seen, *_degrees(one, box, frame)))) for one in plates)
        ways.append((covered, i, plates))
    covered, _, (north, *others) = min(ways, key=lambda way: way[:2])
    return Signs(others[0] if others else None, north, km * pixels, label, covered)


def _in_corner(box: Box, size: tuple[float, float], corner: tuple[int, int]) -> Bbox:
    left = box.left + _AROUND + corner[0] * (box.width - size[0] - 2 * _AROUND)
    bottom = box.bottom + _AROUND + corner[1] * (box.height - size[1] - 2 * _AROUND)
    return Bbox.from_bounds(left, bottom, *size)


def _degrees(plate: Bbox, box: Box, frame: Frame) -> tuple[float, float, float, float]:
    """A plate on the map, in degrees of longitude and of Mercator latitude."""
    wide, tall = (frame.east - frame.west) / box.width, (frame.north - frame.south) / box.height
    west, south = frame.west + (plate.x0 - box.left) * wide, frame.south + (plate.y0 - box.bottom) * tall
    return west, south, west + plate.width * wide, south + plate.height * tall


def draw_signs(sheet: Axes, found: Signs, words: Words) -> None:
    """Draw them on `sheet`, axes in pixels downwards."""
    for place in found.plates:
        # A pale ground, on which a sign is legible over any map.
        at = (place.x0, SIZE[1] - place.y1)
        sheet.add_patch(Rectangle(at, place.width, place.height, facecolor="white", alpha=0.85, edgecolor="none"))
    if found.bar:
        left, y = found.bar.x0 + _INSIDE, SIZE[1] - found.bar.y1 + 10
        for i in range(4):
            colour, at = (MUTED if i % 2 == 0 else "white"), (left + found.length * i / 4, y)
            sheet.add_patch(Rectangle(at, found.length / 4, 10, facecolor=colour, edgecolor=MUTED, linewidth=0.6))
        sheet.text(left, y + 15, found.label, fontsize=_LETTERS, color=INK, va="top", family=fonts())
    # North is up all over a Mercator map.
    x, y = (found.north.x0 + found.north.x1) / 2, SIZE[1] - found.north.y1 + 8
    sheet.add_patch(Polygon([(x, y), (x - 15, y + 44), (x, y + 34)], facecolor=INK))
    sheet.add_patch(Polygon([(x, y), (x + 15, y + 44), (x, y + 34)], facecolor="white", edgecolor=INK, linewidth=0.6))
    sheet.text(x, y + 46, words.t("N"), fontsize=8, fontweight="bold", color=INK, ha="center", va="top", family=fonts())
