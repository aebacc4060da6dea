"""The map on paper: the rows that the screen draws, over the same ground, with everything needed to read it alone."""

from __future__ import annotations

import gzip
import math
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import orjson
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle
from matplotlib.transforms import Bbox

from components import sentences
from components.files.layers import compressed
from components.paper.ground import Frame, draw_ground
from components.paper.legend import Block, condensed, draw_legend, in_pixels, of_classes, of_layers, selected
from components.paper.marks import draw_layer
from components.paper.sheet import SIZE, Box, Captions, axes, begin, drawing, fonts, png
from components.screen.incident_legend import areas_explained
from components.screen.map_panel import layers
from components.words import N_, Words
from data import areas, flows, incidents, routes
from data.categories import FOCUS
from data.countries import shapes
from data.filters import Filters
from geo.cameras import WORLD, camera
from geo.scene import Camera, Layer, Scene
from geo.style import INK, MUTED

#: Layers of a map by the name of their switch in the legend, with what a title calls them.
LAYER_NAMES = {
    "incidents": N_("events"),
    "flows": N_("flows"),
    "routes": N_("routes"),
    "transfers": N_("authorised transfers"),
}
#: Maps of first-level areas by what they measure, each alone on its map.
AREA_NAMES = {
    "areas-events": N_("events by first-level area"),
    "areas-deaths": N_("deaths by first-level area"),
    "areas-share": N_("share of events that name a weapon, by first-level area"),
}
_SOURCES = {
    "incidents": ("ucdp-ged",),
    "flows": ("arms-lens-curated",),
    "routes": ("arms-lens-curated",),
    "transfers": ("sipri-transfers",),
}
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


@dataclass(frozen=True)
class Sight:
    """Where a map looks: at its selection, at all of the earth (`wide`), or where somebody moved it to.

    across  pixels of the screen's map whose whole width must be seen; 0: that of a page
    """

    wide: bool = False
    camera: Camera | None = None
    across: int = 0


SELECTION = Sight()
#: Pixels across of a map on a slide of the screen.
ON_A_SLIDE = 1200


def map_png(filters: Filters, shown: tuple[str, ...], words: Words, sight: Sight = SELECTION) -> bytes:
    """The map of a question as a picture: the layers `shown` (names of LAYER_NAMES), or one of AREA_NAMES."""
    areas_by = next((name for name in shown if name in AREA_NAMES), None)
    asked = filters.picking("admin1", None) if areas_by else filters
    with drawing:
        blocks = _about_areas(areas_by, asked, words)[1] if areas_by else of_layers(shown, _as_cells(filters), words)
        figure, free = begin(captions(filters, shown, words), words)
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
    areas_by = next((name for name in shown if name in AREA_NAMES), None)
    marks = _areas(areas_by, filters.picking("admin1", None), words) if areas_by else _layers(filters, shown, words, sight)
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
    areas_by = next((name for name in shown if name in AREA_NAMES), None)
    if areas_by:
        return [selected(words), *_about_areas(areas_by, filters, words)[1]]
    cells = _as_cells(filters)
    blocks = (condensed(name, block, filters.firm, words) for name in shown for block in of_layers((name,), cells, words))
    return [selected(words), *blocks]


def _scene(filters: Filters, marks: list[Layer], size: tuple[float, float], words: Words, towns: bool, sight: Sight) -> Scene:
    """The map as on screen, its rows at hand instead of by address."""
    rows = _rows("flow-names", filters, words) if sight.wide else _rows("labels", Filters(), words)
    names = Layer("labels", "labels", rows if towns else tuple(row for row in rows if row["rank"] in _COUNTRIES))
    return Scene((*marks, names), _camera(filters, size, sight))


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
    stacked = layers({name: name in shown for name in LAYER_NAMES}, _as_cells(filters), filters, words, sight.wide)
    return [Layer(layer.id, layer.kind, _rows(layer.id, filters, words)) for layer in stacked]


def _areas(name: str, filters: Filters, words: Words) -> list[Layer]:
    """First-level areas by a measure, under the borders."""
    return [Layer("areas", "areas", _rows(name, filters, words)), Layer("borders", "lines", _rows("borders", Filters(), words))]


def _about_areas(name: str, filters: Filters, words: Words) -> tuple[Captions, list[Block]]:
    """Captions and legend of a map of areas."""
    classes, notes = areas_explained(name.removeprefix("areas-"), areas.left_out(filters), words)
    what = words.t(AREA_NAMES[name])
    said = Captions(
        words.t("On record: {what}", what=what),
        filters.sentence(words),
        _finding(filters, ("incidents",), words),
        (*notes, *_notes(filters, ("incidents",), words), sentences.boundaries(words)),
        tuple(sentences.credit(source, words) for source in ("ucdp-ged", "ground")),
    )
    return said, [of_classes(what[0].upper() + what[1:], classes)]


def _rows(name: str, filters: Filters, words: Words) -> tuple[dict[str, Any], ...]:
    """The rows that the browser fetches."""
    return tuple(orjson.loads(gzip.decompress(compressed(name, filters, words.language))))


def captions(filters: Filters, shown: tuple[str, ...], words: Words) -> Captions:
    """What stands around the map of a question."""
    if areas_by := next((name for name in shown if name in AREA_NAMES), None):
        return _about_areas(areas_by, filters.picking("admin1", None), words)[0]
    what = words.join(words.t(LAYER_NAMES[name]) for name in LAYER_NAMES if name in shown) or words.t("map")
    title = words.t("On record: {what}", what=what)
    sources = dict.fromkeys(source for name in shown for source in _SOURCES[name]) | dict.fromkeys(("ground",))
    return Captions(
        title,
        filters.sentence(words),
        _finding(filters, shown, words),
        (*_notes(filters, shown, words), sentences.boundaries(words)),
        tuple(sentences.credit(source, words) for source in sources),
    )


def _finding(filters: Filters, shown: tuple[str, ...], words: Words) -> str:
    """How much is on record of what is drawn."""
    counts = []
    if "incidents" in shown:
        found = incidents.by_year(filters)
        counts.append(
            words.t("{events} with {deaths}",
                events=words.n("{n} event", "{n} events", int(found.events.sum())),
                deaths=words.n("{n} death", "{n} deaths", int(found.deaths.sum())))
        )  # fmt: skip
    kinds = flows.matching(filters).kind
    authorised = int((kinds == "authorised").sum())
    if "flows" in shown:
        counts.append(words.n("{n} illicit, seized or collected flow", "{n} illicit, seized or collected flows",
                              len(kinds) - authorised))  # fmt: skip
    if "transfers" in shown:
        counts.append(words.n("{n} authorised transfer", "{n} authorised transfers", authorised))
    if "routes" in shown:
        counts.append(words.n("{n} route", "{n} routes", len(routes.matching(filters))))
    return " · ".join(counts)


def _notes(filters: Filters, shown: tuple[str, ...], words: Words) -> list[str]:
    """What the map cannot show."""
    notes = []
    period = incidents.period(filters.countries)
    if "incidents" in shown and period:
        notes.append(
            words.t("Place-level events for this area run from {first} to {last}; absence of records is not absence of arms.",
                    first=period[0], last=period[1])
        )  # fmt: skip
    names = [name for name in ("flows", "transfers") if name in shown]
    if names:
        kinds = {"flows": ("illicit", "collected"), "transfers": ("authorised",)}
        rows = flows.matching(filters)
        asked = set(rows.id[rows.kind.isin([kind for name in names for kind in kinds[name]])])
        parts = [part for name in names for part in (name, f"{name}-marks")]
        seen = {id_ for part in parts for row in _rows(part, filters, words) for id_ in row["ids"]}
        if missing := len(asked - seen):
            notes.append(
                words.n("{n} flow names too few places to be drawn.", "{n} flows name too few places to be drawn.", missing)
            )
    return notes


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
