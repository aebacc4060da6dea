"""A briefing's map for paper: as vectors with its legend below, or as a picture with its legend beside it."""

from __future__ import annotations

import io
from itertools import combinations

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from components.briefing.value import MapView
from components.paper.legend import DENSE, Block, draw_legend, in_pixels, legend_height
from components.paper.sheet import DPI, SIZE, Box, drawing
from components.paper.static_map import draw_map, legend_blocks
from components.words import Words
from geo.scene import Camera

#: Pixels of the sheet for a millimetre.
_MM = DPI / 25.4
#: Pixels between map and legend, between columns of the legend, and the width of a legend beside a map.
_APART, _GUTTER, _BESIDE = 26, 24, 330
_COLUMNS = 3
#: Pictures are for projectors: more dots than the sheet's own.
_SHARP = 300


def vector(view: MapView, words: Words, width: float, height: float, towns: bool) -> str:
    """SVG of a map so many millimetres wide, its legend below within the height. Without `towns` only countries are named."""
    with drawing, matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "arms-lens", "path.simplify_threshold": 0.4}):
        figure, sheet = _sheet()
        blocks = _blocks(view, words)
        wide = width * _MM
        column = (wide - (_COLUMNS - 1) * _GUTTER) / _COLUMNS
        parted = _parted(blocks, [legend_height([block], column, sheet, DENSE) for block in blocks])
        tall = max(legend_height(part, column, sheet, DENSE) for part in parted) + 8
        # A hair's breadth inside the edges, which would cut the frame's line in half.
        box = Box(1, tall + _APART, wide - 2, height * _MM - tall - _APART - 1)
        draw_map(figure, box, sheet, view.filters, view.layers, words, towns)
        for i, part in enumerate(parted):
            draw_legend(part, Box(i * (column + _GUTTER), 0, column, tall), sheet, DENSE)
        if len(blocks) == 1:
            draw_legend([(blocks[0][0], [])], Box(0, 0, wide, tall), sheet, DENSE)
        return _saved(figure, wide, height * _MM, "svg").decode()


def picture(view: MapView, words: Words, width: float, height: float, towns: bool, seen: Camera | None = None) -> bytes:
    """PNG of a map in these millimetres, its legend on the right; `seen` as for `draw_map`."""
    with drawing:
        figure, sheet = _sheet()
        wide, tall = width * _MM, height * _MM
        draw_map(figure, Box(1, 1, wide - _BESIDE - _APART, tall - 2), sheet, view.filters, view.layers, words, towns, seen)
        draw_legend(_blocks(view, words), Box(wide - _BESIDE, 0, _BESIDE, tall - 8), sheet, DENSE)
        return _saved(figure, wide, tall, "png")


def _sheet() -> tuple[Figure, Axes]:
    figure = Figure(figsize=(SIZE[0] / DPI, SIZE[1] / DPI), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    return figure, in_pixels(figure.add_axes((0, 0, 1, 1), zorder=1))


def _blocks(view: MapView, words: Words) -> list[Block]:
    """The map's legend; what the lit land means stands first under its first title, since room is dear."""
    (_, lit), (title, marks), *others = legend_blocks(view.filters, view.layers, words)
    return [(title, [*lit, *marks]), *others]


def _parted(blocks: list[Block], heights: list[float]) -> list[list[Block]]:
    """Blocks in their order in columns, the longest of which is as short as can be."""
    if len(blocks) == 1:
        # One title over all columns: it may be longer than one of them.
        ((_, marks),) = blocks
        each = -(-len(marks) // _COLUMNS)
        return [[("", marks[i : i + each])] for i in range(0, len(marks), each)]
    columns = min(_COLUMNS, len(blocks))

    def longest(cuts: tuple[int, ...]) -> float:
        return max(sum(heights[a:b]) for a, b in zip((0, *cuts), (*cuts, len(blocks)), strict=True))

    cuts = min(combinations(range(1, len(blocks)), columns - 1), key=longest)
    return [blocks[a:b] for a, b in zip((0, *cuts), (*cuts, len(blocks)), strict=True)]


def _saved(figure: Figure, width: float, height: float, form: str) -> bytes:
    """The lower left part of a sheet, as wide and high as so many pixels, and nothing about who made it when."""
    file = io.BytesIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type") if form == "svg" else ("Software",))
    part = Bbox.from_extents(0, 0, width / DPI, height / DPI)
    figure.savefig(file, format=form, dpi=_SHARP, bbox_inches=part, pad_inches=0, metadata=nothing)
    return file.getvalue()
