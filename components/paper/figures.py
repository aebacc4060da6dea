"""A chart of the screen as a picture: the same plain plotly figure, drawn on a sheet with all that must stand beside it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from components.paper.captions import Captions
from components.paper.legend import in_pixels
from components.paper.plot_axes import axes_of, plain, set_limits, set_ticks
from components.paper.sheet import DPI, MARGIN, SIZE, Box, begin, drawing, fonts, is_bare, png, text_width
from components.paper.traces import DASHES, Heights, bars_apart, colour, draw_trace, legend_colour, legend_look
from components.text import currency_line
from components.text.sentences import credit
from components.text.words import Words
from data.query.filters import Filters
from geo.style import INK, MUTED

Figure = dict[str, Any]
#: Pixels of the sheet for a pixel of the screen: between these, as the chart's height asks.
_LARGEST, _SMALLEST = 2.5, 1.3
#: The same without captions, where the letters must be read from a projector.
_LARGEST_BARE = 3.1
#: A chart fills at most so much more height than it has on screen.
_STRETCHED = 1.5
_CODES = {"M": Path.MOVETO, "L": Path.LINETO, "C": Path.CURVE4}
Place = tuple[float, float]


def figure_png(
    figure: Figure, title: str, filters: Filters, sources: tuple[str, ...], words: Words, notes: tuple[str, ...] = ()
) -> bytes:
    """Draw a plain plotly figure (bars, lines, marks, texts, heat maps; shapes and annotations) as a PNG.

    filters  the question; `notes` say what the chart cannot show; `sources` are ids of the sources registry
    Raises ValueError for a kind of trace that paper does not know.
    """
    credits, current = tuple(credit(s, words) for s in sources), currency_line.line_of_today(filters.countries, words)
    with drawing:
        said = Captions(title, filters.sentence(words), notes=notes, sources=credits, current=current)
        sheet, free = begin(said, words)
        layout = figure["layout"]
        tall = float(layout.get("height", 400))
        scale = min(max(free.height / tall, _SMALLEST), _LARGEST_BARE if is_bare() else _LARGEST)
        chart = _Chart(sheet, figure, scale, words)
        legend = chart.legend_height(free.width)
        height = min(free.height, tall * scale * _STRETCHED)
        chart.draw(replace(free, bottom=free.bottom + free.height - height, height=height), legend)
        return png(sheet)


class _Chart:
    """One figure on a sheet."""

    def __init__(self, sheet: Sheet, figure: Figure, scale: float, words: Words) -> None:
        self.sheet, self.figure, self.scale, self.words = sheet, figure, scale, words
        self.layout = figure["layout"]
        #: Points for a pixel of the screen.
        self.points = scale * 72 / DPI
        self.axes = axes_of(figure)
        self.drawn: dict[tuple[str, str], Axes] = {}

    def draw(self, box: Box, legend: float) -> None:
        """Under, then axes with traces, then over: shapes and notes may span several axes."""
        under = in_pixels(self.sheet.add_axes((0, 0, 1, 1), zorder=0))
        self._traces()
        inner = self._inner(box, legend)
        self._place(inner)
        over = in_pixels(self.sheet.add_axes((0, 0, 1, 1), zorder=9))
        for shape in self.layout.get("shapes", ()):
            self._shape(shape, under if shape.get("layer") == "below" else over, inner)
        for note in self.layout.get("annotations", ()):
            self._note(note, over, inner)
        self._legend(over, Box(box.left, box.bottom, box.width, legend))

    def _traces(self) -> None:
        heights: Heights = defaultdict(float)
        pairs = [(trace.get("xaxis", "x"), trace.get("yaxis", "y")) for trace in self.figure["data"]]
        bars: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        for pair, trace in zip(pairs, self.figure["data"], strict=True):
            if trace.get("type") == "bar":
                bars[pair].append(trace)
        seen: dict[tuple[str, str], int] = defaultdict(int)
        for pair, trace in zip(pairs, self.figure["data"], strict=True):
            if pair not in self.drawn:
                self.drawn[pair] = self.sheet.add_axes((0.1, 0.1, 0.8, 0.8), zorder=2, label="/".join(pair))
                self.drawn[pair].patch.set_alpha(0)
            x, y = (self.axes[name] for name in pair)
            beside = (seen[pair], len(bars[pair]))
            draw_trace(trace, self.drawn[pair], x, y, self.layout, heights, beside, self.points, bars_apart(bars[pair], x, y))
            seen[pair] += trace.get("type") == "bar"
        for (x_id, y_id), drawn in self.drawn.items():
            x, y = self.axes[x_id], self.axes[y_id]
            for axis in (x, y):
                set_limits(drawn, axis)
            set_ticks(drawn, x, 12 * self.points, x.visible and x.anchor in (y_id, "free"), self.words)
            set_ticks(drawn, y, 12 * self.points, y.visible, self.words)
            for edge in drawn.spines.values():
                edge.set_visible(False)
            if not (y.visible or x.visible):
                drawn.axis("off")
            elif x.visible and x.kind != "names":
                drawn.spines["bottom"].set(visible=True, color="#CBD2D9")

    def _inner(self, box: Box, legend: float) -> Box:
        """What is left for the axes once labels, titles and the legend have their room."""
        margin = self.layout.get("margin", {})
        left, right, top = (float(margin.get(side, 40)) * self.scale for side in "lrt")
        bottom = legend
        for (x_id, y_id), drawn in self.drawn.items():
            x, y = self.axes[x_id], self.axes[y_id]
            if y.visible and x.domain[0] < 0.01:
                left = max(left, self._widest(drawn.yaxis) + (46 if y.title else 0) + 14)
            if x.visible and x.anchor == y_id:
                room = self._tallest(drawn.xaxis) + (46 if x.title else 0) + 22
                if x.look.get("side") == "top":
                    top = max(top, room)
                else:
                    bottom = max(bottom, legend + room)
        return Box(box.left + left, box.bottom + bottom, box.width - left - right, box.height - top - bottom)

    def _widest(self, axis: Any) -> float:
        return max((label.get_window_extent().width for label in axis.get_ticklabels() if label.get_visible()), default=0.0)

    def _tallest(self, axis: Any) -> float:
        return max((label.get_window_extent().height for label in axis.get_ticklabels() if label.get_visible()), default=0.0)

    def _place(self, inner: Box) -> None:
        for (x_id, y_id), drawn in self.drawn.items():
            (left, right), (bottom, top) = self.axes[x_id].domain, self.axes[y_id].domain
            drawn.set_position(
                (
                    (inner.left + left * inner.width) / SIZE[0],
                    (inner.bottom + bottom * inner.height) / SIZE[1],
                    (right - left) * inner.width / SIZE[0],
                    (top - bottom) * inner.height / SIZE[1],
                )
            )
            for side, room in ((drawn.xaxis, right - left), (drawn.yaxis, top - bottom)):
                extent = side.label.get_window_extent()
                long, longest = max(extent.width, extent.height), room * (inner.width if side is drawn.xaxis else inner.height)
                if long > longest:
                    side.label.set_fontsize(float(side.label.get_fontsize()) * longest / long)

    def _pixel(self, ref: str, value: Any, inner: Box) -> float:
        """A place along x or y in pixels: right from the left edge, or down from the top of the sheet."""
        along_x = ref.startswith("x") or (ref == "paper:x")
        if ref.startswith("paper"):
            if along_x:
                return inner.left + float(value) * inner.width
            return SIZE[1] - inner.bottom - float(value) * inner.height
        name, _, domain = ref.partition(" ")
        pair = next(pair for pair in self.drawn if name in pair)
        axis, drawn = self.axes[name], self.drawn[pair]
        extent = drawn.get_window_extent()
        if domain:
            share = float(value)
        else:
            low, high = drawn.get_xlim() if along_x else drawn.get_ylim()
            share = (float(axis.at([value])[0]) - low) / (high - low)
        return extent.x0 + share * extent.width if along_x else SIZE[1] - extent.y0 - share * extent.height

    def _ref(self, thing: Figure, letter: str) -> str:
        ref = thing.get(f"{letter}ref", letter)
        return f"paper:{letter}" if ref == "paper" else str(ref)

    def _shape(self, shape: Figure, on: Axes, inner: Box) -> None:
        line = shape.get("line", {})
        style: dict[str, Any] = {"linewidth": line.get("width", 0) * self.points, "alpha": shape.get("opacity")}
        x_ref, y_ref = self._ref(shape, "x"), self._ref(shape, "y")
        if shape["type"] == "path":
            on.add_patch(PathPatch(self._path(shape["path"], x_ref, y_ref, inner), facecolor=colour(shape["fillcolor"]), **style))
            return
        (x0, x1), (y0, y1) = (
            tuple(self._pixel(ref, shape[f"{letter}{i}"], inner) for i in (0, 1)) for letter, ref in (("x", x_ref), ("y", y_ref))
        )
        if shape["type"] == "rect":
            fill = colour(shape.get("fillcolor", "rgba(0,0,0,0)"))
            edge = colour(line["color"]) if line.get("width") and "color" in line else "none"
            on.add_patch(Rectangle((x0, y0), x1 - x0, y1 - y0, facecolor=fill, edgecolor=edge, **style))
        else:
            dash = DASHES.get(line.get("dash", "solid"))
            on.add_line(
                Line2D([x0, x1], [y0, y1], color=colour(line.get("color", MUTED)), linestyle=(0, dash) if dash else "-", **style)
            )

    def _path(self, text: str, x_ref: str, y_ref: str, inner: Box) -> Path:
        """A path of SVG in the units of the axes: M, L, C and Z."""
        points: list[Place] = []
        codes: list[Any] = []
        for letter, numbers in re.findall(r"([MLCZ])([^MLCZ]*)", text):
            if letter == "Z":
                points.append(points[0])
                codes.append(Path.CLOSEPOLY)
                continue
            values = [float(number) for number in re.findall(r"-?[\d.]+(?:e-?\d+)?", numbers)]
            for x, y in zip(values[::2], values[1::2], strict=True):
                points.append((self._pixel(x_ref, x, inner), self._pixel(y_ref, y, inner)))
                codes.append(_CODES[letter])
        return Path(points, codes)

    def _note(self, note: Figure, on: Axes, inner: Box) -> None:
        x = self._pixel(self._ref(note, "x"), note["x"], inner) + note.get("xshift", 0) * self.scale
        y = self._pixel(self._ref(note, "y"), note["y"], inner) - note.get("yshift", 0) * self.scale
        font = note.get("font", {})
        angle = -note.get("textangle", 0)
        on.text(
            x, y, plain(note["text"]), fontsize=font.get("size", 12) * self.points, color=colour(font.get("color", INK)),
            ha={"left": "left", "right": "right"}.get(note.get("xanchor", ""), "center"),
            va={"top": "top", "bottom": "bottom"}.get(note.get("yanchor", ""), "center"),
            fontweight="bold" if note["text"].startswith("<b>") else "normal", family=fonts(),
            rotation=angle, rotation_mode="anchor" if angle else "default",
        )  # fmt: skip

    def _named(self) -> list[Figure]:
        """Traces that stand in the legend, each name once."""
        traces = [trace for trace in self.figure["data"] if trace.get("name") and trace.get("showlegend", True)]
        many = len(self.figure["data"]) > 1 and self.layout.get("showlegend", True)
        return list({trace["name"]: trace for trace in reversed(traces)}.values())[::-1] if many else []

    def _entries(self, width: float) -> list[tuple[float, int, Figure]]:
        """Legend entries with their place: how far right, and in which line."""
        size = self._legend_size()
        found, x, line = [], 0.0, 0
        for trace in self._named():
            wide = 64 + text_width(plain(trace["name"]), size) + 40
            if x and x + wide > width:
                x, line = 0.0, line + 1
            found.append((x, line, trace))
            x += wide
        return found

    def _legend_size(self) -> float:
        return min(12 * self.points, 9.5)

    def legend_height(self, width: float) -> float:
        entries = self._entries(width)
        return (entries[-1][1] + 1) * 44 + 20 if entries else 0.0

    def _legend(self, on: Axes, box: Box) -> None:
        for x, line, trace in self._entries(box.width):
            y = SIZE[1] - box.bottom - box.height + 42 + line * 44
            left = MARGIN + x
            if "lines" in trace.get("mode", "") and trace.get("type") == "scatter":
                dash = DASHES.get(trace.get("line", {}).get("dash", "solid"))
                style: Any = (0, dash) if dash else "-"
                on.add_line(Line2D([left, left + 50], [y, y], color=legend_colour(trace), linewidth=2, linestyle=style))
            else:
                on.add_patch(Rectangle((left + 10, y - 13), 30, 26, **legend_look(trace)))
            on.text(left + 62, y, plain(trace["name"]), fontsize=self._legend_size(), color=INK, va="center", family=fonts())
