"""The map on paper: the rows that the screen draws, over the same ground, with everything needed to read it alone."""

from __future__ import annotations

import math
from dataclasses import replace

import geopandas as gpd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle
from matplotlib.transforms import Bbox

from components.layers.area_classes import areas_explained
from components.layers.stacked import stacked
from components.paper.ground import Frame, draw_ground
from components.paper.legend import Block, condensed, draw_legend, in_pixels, of_classes, of_layers, selected
from components.paper.map_captions import AREA_NAMES, SELECTION, Sight, alone, area_title, captions, moment, rows_of
from components.paper.marks import draw_layer
from components.paper.sheet import SIZE, Box, axes, begin, drawing, fonts, png
from components.text.words import Words
from data.ground.countries import shapes
from data.model.categories import FOCUS
from data.query.filters import Filters
from data.subjects import areas, incidents, playback
from data.subjects.playback import LAYERS as PLAYED
from geo.cameras import WORLD, camera
from geo.scene import Camera, Layer, Scene
from geo.style import INK, MUTED

#: Width of the legend in pixels.
_LEGEND = 400
#: The ground is as detailed as on a screen of this share of the picture's pixels.
_SHARE = 0.5
#: Ranks of the names of countries; all others are of towns.
_COUNTRIES = (0, -3)
_KM = (10, 20, 50, 100, 200, 500, 1000, 2000)
#: Kilometres of a degree along the equator.
_DEGREE = 111.32
#: Zooms below this show most of the earth, on which no length holds everywhere.
_FAR = 1.5


def map_png(filters: Filters, shown: tuple[str, ...], words: Words, sight: Sight = SELECTION) -> bytes:
    """The map of a question as a picture: the layers `shown` (names of LAYER_NAMES), or one of AREA_NAMES or PLAYED alone."""
    with drawing:
        blocks = _blocks(filters, shown, words)
        figure, free = begin(captions(filters, shown, words, sight), words)
        box = Box(free.left, free.bottom, free.width - _LEGEND - 36, free.height)
        legend = Box(box.left + box.width + 36, free.bottom, _LEGEND, free.height)
        sheet = in_pixels(figure.add_axes((0, 0, 1, 1), zorder=1))
        draw_map(figure, box, sheet, filters, shown, words, sight=sight)
        draw_legend([selected(words), *blocks], legend, sheet)
        return png(figure)


def draw_map(
    figure: Figure,
    box: Box,
    sheet: Axes,
    filters: Filters,
    shown: tuple[str, ...],
    words: Words,
    towns: bool = True,
    sight: Sight = SELECTION,
) -> None:
    """The map itself in a box, with scale bar and north arrow on `sheet` (axes in pixels). Hold `drawing`.

    Without `towns` only countries are named.
    """
    if areas_by := alone(shown, AREA_NAMES):
        marks = _areas(areas_by, filters.picking("admin1", None), words)
    elif played := alone(shown, PLAYED):
        marks = _played(played, filters, words, sight)
    else:
        marks = _layers(filters, shown, words, sight)
    scene = _scene(filters, marks, (box.width * _SHARE, box.height * _SHARE), words, towns, sight)
    frame = Frame.of(scene.camera, (box.width * _SHARE, box.height * _SHARE), (_bar_box(box), _north_box(box)))
    drawn = axes(figure, box)
    draw_ground(drawn, frame, scene.camera.zoom, _chosen(filters))
    for layer in scene.layers:
        draw_layer(drawn, frame, layer)
    if scene.camera.zoom >= _FAR:
        _scale(sheet, box, frame, scene.camera.lat, words)
    _north(sheet, box, words)


def legend_blocks(filters: Filters, shown: tuple[str, ...], words: Words) -> list[Block]:
    """What a map's marks mean, where room is dear."""
    if alone(shown, AREA_NAMES) or alone(shown, PLAYED):
        return [selected(words), *_blocks(filters, shown, words)]
    cells = _as_cells(filters)
    blocks = (condensed(name, block, filters.firm, words) for name in shown for block in of_layers((name,), cells, words))
    return [selected(words), *blocks]


def _blocks(filters: Filters, shown: tuple[str, ...], words: Words) -> list[Block]:
    """The legend in full."""
    if areas_by := alone(shown, AREA_NAMES):
        left_out = areas.left_out(filters.picking("admin1", None))
        classes, _ = areas_explained(areas_by.removeprefix("areas-"), left_out, words, bool(filters.weapons))
        what = area_title(areas_by, filters, words)
        return [of_classes(what[0].upper() + what[1:], classes)]
    if played := alone(shown, PLAYED):
        return of_layers(("incidents",), bool(playback.played(filters, PLAYED[played]).resolution), words)
    return of_layers(shown, _as_cells(filters), words)


def _scene(filters: Filters, marks: list[Layer], size: tuple[float, float], words: Words, towns: bool, sight: Sight) -> Scene:
    """The map as on screen, its rows at hand instead of by address."""
    names = rows_of("flow-names", filters, words) if sight.wide else rows_of("labels", Filters(), words)
    shown = names if towns else tuple(row for row in names if row["rank"] in _COUNTRIES)
    return Scene((*marks, Layer("labels", "labels", shown)), _camera(filters, size, sight))


def _camera(filters: Filters, size: tuple[float, float], sight: Sight) -> Camera:
    """The earth fills the sheet from side to side: unlike the screen's, it does not begin anew beside itself."""
    whole = Camera(0, 0, math.log2(size[0] / WORLD))
    if sight.camera:
        zoom = sight.camera.zoom + (math.log2(size[0] / sight.across) if sight.across else 0)
        return replace(sight.camera, zoom=max(zoom, whole.zoom))
    return whole if sight.wide else camera(shapes(), filters.countries or FOCUS, (int(size[0]), int(size[1])))


def _as_cells(filters: Filters) -> bool:
    return incidents.marks(filters).resolution > 0


def _layers(filters: Filters, shown: tuple[str, ...], words: Words, sight: Sight) -> list[Layer]:
    """The layers shown, as the screen stacks them."""
    found = stacked(shown, _as_cells(filters), sight.wide)
    return [Layer(layer.id, layer.kind, rows_of(layer.id, filters, words)) for layer in found]


def _played(name: str, filters: Filters, words: Words, sight: Sight) -> list[Layer]:
    """Incidents of one step of time."""
    now = moment(filters, PLAYED[name], sight)
    marks = tuple(row for row in rows_of(name, filters, words) if row["time"] == now)
    return [Layer("incidents", "cells" if playback.played(filters, PLAYED[name]).resolution else "points", marks)]


def _areas(name: str, filters: Filters, words: Words) -> list[Layer]:
    """First-level areas by a measure, under the borders."""
    borders = Layer("borders", "lines", rows_of("borders", Filters(), words))
    return [Layer("areas", "areas", rows_of(name, filters, words)), borders]


def _chosen(filters: Filters) -> gpd.GeoSeries:
    """Shapes of the countries that the question is about."""
    found = shapes()
    return found.geometry[found.country.isin(filters.countries)] if filters.countries else found.geometry


def _bar_box(box: Box) -> Bbox:
    """Where the scale bar stands, in pixels from the lower left of the sheet."""
    return Bbox.from_bounds(box.left + 16, box.bottom + 14, 390, 66)


def _north_box(box: Box) -> Bbox:
    return Bbox.from_bounds(box.left + box.width - 72, box.bottom + box.height - 110, 56, 96)


def _scale(sheet: Axes, box: Box, frame: Frame, lat: float, words: Words) -> None:
    """A bar in the lower left that is true at the middle of the map, where its label says so."""
    pixels = box.width / (frame.east - frame.west) / (_DEGREE * math.cos(math.radians(lat)))
    km = max((n for n in _KM if n * pixels <= 340), default=_KM[0])
    place = _bar_box(box)
    _plate(sheet, place)
    left, y, width = place.x0 + 16, SIZE[1] - place.y1 + 14, km * pixels
    for i in range(4):
        colour = MUTED if i % 2 == 0 else "white"
        sheet.add_patch(Rectangle((left + width * i / 4, y), width / 4, 10, facecolor=colour, edgecolor=MUTED, linewidth=0.6))
    label = words.t("{km} km at the middle of the map", km=words.number(km))
    sheet.text(left, y + 17, label, fontsize=7.5, color=INK, va="top", family=fonts())


def _north(sheet: Axes, box: Box, words: Words) -> None:
    """An arrow in the upper right. North is up all over a Mercator map."""
    place = _north_box(box)
    _plate(sheet, place)
    x, y = (place.x0 + place.x1) / 2, SIZE[1] - place.y1 + 10
    sheet.add_patch(Polygon([(x, y), (x - 15, y + 44), (x, y + 34)], facecolor=INK))
    sheet.add_patch(Polygon([(x, y), (x + 15, y + 44), (x, y + 34)], facecolor="white", edgecolor=INK, linewidth=0.6))
    sheet.text(x, y + 48, words.t("N"), fontsize=8, fontweight="bold", color=INK, ha="center", va="top", family=fonts())


def _plate(sheet: Axes, place: Bbox) -> None:
    """A pale ground, on which a sign is legible over any map."""
    at = (place.x0, SIZE[1] - place.y1)
    sheet.add_patch(Rectangle(at, place.width, place.height, facecolor="white", alpha=0.85, edgecolor="none"))
