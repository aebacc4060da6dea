"""A briefing's map for paper, as vectors or as a picture."""

from __future__ import annotations

import io

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from components.briefing.value import MapView
from components.paper.legend import DENSE, Block, draw_legend, in_pixels
from components.paper.map_captions import SELECTION, Sight
from components.paper.sheet import DPI, SIZE, Box, drawing
from components.paper.static_map import draw_map, legend_blocks
from components.text.words import Words

#: Pixels of the sheet for a millimetre.
_MM = DPI / 25.4
#: Pixels between map and legend, and the width of a legend.
_APART, _BESIDE = 30, 440
#: Pictures are for projectors: more dots than the sheet's own.
_SHARP = 300


def vector(view: MapView, words: Words, width: float, height: float, towns: bool) -> str:
    """SVG of a map in these millimetres. Without `towns` only countries are named."""
    with drawing, matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "arms-lens", "path.simplify_threshold": 0.4}):
        return _drawn(view, words, width, height, towns, "svg").decode()


def picture(view: MapView, words: Words, width: float, height: float, towns: bool, sight: Sight = SELECTION) -> bytes:
    """PNG of a map in these millimetres."""
    return _drawn(view, words, width, height, towns, "png", sight)


def _drawn(view: MapView, words: Words, width: float, height: float, towns: bool, form: str, sight: Sight = SELECTION) -> bytes:
    """The map, its legend on the right: most countries are about as high as they are wide."""
    with drawing:
        figure, sheet = _sheet()
        wide, tall = width * _MM, height * _MM
        # A hair's breadth inside the edges, which would cut the frame's line in half.
        box = Box(1, 1, wide - _BESIDE - _APART, tall - 2)
        draw_map(figure, box, sheet, view.filters, view.layers, words, towns, sight)
        draw_legend(_blocks(view, words), Box(wide - _BESIDE, 0, _BESIDE - 12, tall - 8), sheet, DENSE)
        return _saved(figure, wide, tall, form)


def _sheet() -> tuple[Figure, Axes]:
    figure = Figure(figsize=(SIZE[0] / DPI, SIZE[1] / DPI), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    return figure, in_pixels(figure.add_axes((0, 0, 1, 1), zorder=1))


def _blocks(view: MapView, words: Words) -> list[Block]:
    """The map's legend; what the lit land means stands first under its first title, since room is dear."""
    (_, lit), (title, marks), *others = legend_blocks(view.filters, view.layers, words)
    return [(title, [*lit, *marks]), *others]


def _saved(figure: Figure, width: float, height: float, form: str) -> bytes:
    """The lower left part of a sheet, as wide and high as so many pixels, and nothing about who made it when."""
    file = io.BytesIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type") if form == "svg" else ("Software",))
    part = Bbox.from_extents(0, 0, width / DPI, height / DPI)
    figure.savefig(file, format=form, dpi=_SHARP, bbox_inches=part, pad_inches=0, metadata=nothing)
    return file.getvalue()
