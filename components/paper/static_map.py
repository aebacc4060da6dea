"""The map on paper: the rows that the screen draws, over the same ground, with everything needed to read it alone."""

from __future__ import annotations

import math
from dataclasses import replace

import geopandas as gpd
import shapely
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from components.current import dataset
from components.layers.area_classes import areas_explained
from components.layers.near_borders import near_borders
from components.layers.occurring import occurring
from components.layers.stacked import stacked
from components.paper.ground import Frame, draw_ground
from components.paper.legend import Block, condensed, draw_legend, in_pixels, of_classes, of_layers, selected
from components.paper.map_captions import AREA_NAMES, SELECTION, Sight, alone, area_title, captions, moment, rows_of
from components.paper.map_signs import draw_signs, fitting, signs
from components.paper.marks import draw_layer
from components.paper.sheet import Box, axes, begin, drawing, png
from components.text.words import Words
from data.ground.countries import shapes
from data.model.categories import FOCUS
from data.query.filters import Filters
from data.subjects import areas, incidents, playback
from data.subjects.playback import LAYERS as PLAYED
from geo.cameras import WORLD, framing
from geo.scene import Camera, Layer, Scene

#: Width of the legend in pixels.
_LEGEND = 400
#: The ground is as detailed as on a screen of this share of the picture's pixels.
_SHARE = 0.5
#: Ranks of the names of countries; all others are of towns.
_COUNTRIES = (0, -3)


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
    scene = _scene(filters, marks, box, words, towns, sight)
    size = box.width * _SHARE, box.height * _SHARE
    found = signs(_land(filters), box, Frame.of(scene.camera, size), scene.camera, words)
    frame = Frame.of(scene.camera, size, found.plates)
    drawn = axes(figure, box)
    draw_ground(drawn, frame, scene.camera.zoom, _chosen(filters))
    for layer in scene.layers:
        draw_layer(drawn, frame, layer)
    draw_signs(sheet, found, words)


def legend_blocks(filters: Filters, shown: tuple[str, ...], words: Words) -> list[Block]:
    """What a map's marks mean, where room is dear."""
    if alone(shown, AREA_NAMES) or alone(shown, PLAYED):
        return [selected(words), *_blocks(filters, shown, words)]
    cells = _as_cells(filters)
    occurs = occurring(filters, frozenset(shown))
    blocks = (
        condensed(name, block, words) for name in shown for block in of_layers((name,), cells, words, occurs, counted=False)
    )
    return [selected(words), *blocks]


def _blocks(filters: Filters, shown: tuple[str, ...], words: Words) -> list[Block]:
    """The legend in full."""
    if areas_by := alone(shown, AREA_NAMES):
        left_out = areas.left_out(dataset(), filters.picking("admin1", None))
        classes, _ = areas_explained(areas_by.removeprefix("areas-"), left_out, words, bool(filters.weapons))
        what = area_title(areas_by, filters, words)
        return [of_classes(what[0].upper() + what[1:], classes)]
    if played := alone(shown, PLAYED):
        return of_layers(("incidents",), bool(playback.played(dataset(), filters, PLAYED[played]).resolution), words)
    return of_layers(shown, _as_cells(filters), words, occurring(filters, frozenset(shown)))


def _scene(filters: Filters, marks: list[Layer], box: Box, words: Words, towns: bool, sight: Sight) -> Scene:
    """The map as on screen, its rows at hand instead of by address."""
    names = rows_of("flow-names", filters, words) if sight.wide else rows_of("labels", Filters(), words)
    shown = names if towns else tuple(row for row in names if row["rank"] in _COUNTRIES)
    return Scene((*marks, Layer("labels", "labels", shown)), _camera(filters, box, words, sight))


def _camera(filters: Filters, box: Box, words: Words, sight: Sight) -> Camera:
    """The earth fills the sheet from side to side: unlike the screen's, it does not begin anew beside itself."""
    size = box.width * _SHARE, box.height * _SHARE
    whole = Camera(0, 0, math.log2(size[0] / WORLD))
    if sight.camera:
        zoom = sight.camera.zoom + (math.log2(size[0] / sight.across) if sight.across else 0)
        return replace(sight.camera, zoom=max(zoom, whole.zoom))
    if sight.close and not sight.wide and (near := near_borders(filters)):
        return framing(near, (int(size[0]), int(size[1])))
    return whole if sight.wide else fitting(_land(filters), box, size, words)


def _land(filters: Filters) -> shapely.Geometry:
    """What a map is about: the countries asked for, else those in focus."""
    found = shapes(dataset())
    asked = found[found.country.isin(filters.countries or FOCUS)]
    return (asked if len(asked) else found).geometry.union_all()


def _as_cells(filters: Filters) -> bool:
    return incidents.marks(dataset(), filters).resolution > 0


def _layers(filters: Filters, shown: tuple[str, ...], words: Words, sight: Sight) -> list[Layer]:
    """The layers shown, as the screen stacks them."""
    found = stacked(shown, _as_cells(filters), sight.wide)
    return [Layer(layer.id, layer.kind, rows_of(layer.id, filters, words)) for layer in found]


def _played(name: str, filters: Filters, words: Words, sight: Sight) -> list[Layer]:
    """Incidents of one step of time."""
    now = moment(filters, PLAYED[name], sight)
    marks = tuple(row for row in rows_of(name, filters, words) if row["time"] == now)
    return [Layer("incidents", "cells" if playback.played(dataset(), filters, PLAYED[name]).resolution else "points", marks)]


def _areas(name: str, filters: Filters, words: Words) -> list[Layer]:
    """First-level areas by a measure, under the borders."""
    borders = Layer("borders", "lines", rows_of("borders", Filters(), words))
    return [Layer("areas", "areas", rows_of(name, filters, words)), borders]


def _chosen(filters: Filters) -> gpd.GeoSeries:
    """Shapes of the countries that the question is about."""
    found = shapes(dataset())
    return found.geometry[found.country.isin(filters.countries)] if filters.countries else found.geometry
