"""The traces of a plain plotly figure on matplotlib's axes: bars, stacked bars, lines, marks, texts, heat maps."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_rgba
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke

from components.paper.plot_axes import Axis, plain
from components.paper.sheet import fonts
from geo.style import ACCENT, INK

Figure = dict[str, Any]
Colour = tuple[float, float, float, float]
#: How far the bars of one place reach so far, by axes, direction, place and sign.
Heights = defaultdict[tuple[Any, ...], float]
DASHES = {"dot": (1, 1.6), "dash": (4, 2.5), "dashdot": (4, 2, 1, 2), "longdash": (8, 3)}
#: Patterns of bars by plotly's names.
HATCHES = {"/": "///", "-": "-----", ".": "..."}
_MARKS = {"square": "s", "circle": "o", "diamond": "D", "cross": "P", "x": "X", "triangle-up": "^", "triangle-down": "v"}


def draw_trace(
    trace: Figure,
    drawn: Axes,
    x: Axis,
    y: Axis,
    layout: Figure,
    heights: Heights,
    beside: tuple[int, int],
    points: float,
    apart: float,
) -> None:
    """Draw one trace. `beside`: its place among so many in groups; `points`: points for a pixel of the screen;
    `apart`: the distance of neighbouring bars, whatever trace they belong to.

    Raises ValueError for a kind of trace that paper does not know.
    """
    kind = trace.get("type", "scatter")
    if kind == "bar":
        _bars(trace, drawn, x, y, layout, heights, beside, points, apart)
    elif kind == "scatter":
        _scatter(trace, drawn, x, y, points)
    elif kind == "heatmap":
        _heatmap(trace, drawn, x, y)
    else:
        raise ValueError(f"a trace of type {kind!r} cannot be drawn on paper: use bar, scatter or heatmap")


def _bars(
    trace: Figure,
    drawn: Axes,
    x: Axis,
    y: Axis,
    layout: Figure,
    heights: Heights,
    beside: tuple[int, int],
    points: float,
    apart: float,
) -> None:
    level = trace.get("orientation") == "h"
    place, length = (y, x) if level else (x, y)
    at, long = place.at(trace["y" if level else "x"]), length.at(trace["x" if level else "y"])
    stacked = layout.get("barmode", "group") in ("stack", "relative")
    room = (1 - layout.get("bargap", 0.2)) * apart
    wide = np.broadcast_to(np.asarray(trace.get("width") or room, dtype=float), at.shape)
    index, many = beside
    if layout.get("barmode", "group") == "group" and many > 1 and not trace.get("width"):
        wide = wide / many
        at = at + wide * (index - (many - 1) / 2)
    base = np.zeros(len(at)) if trace.get("base") is None else length.at(_listed(trace["base"], len(at)))
    if stacked and trace.get("base") is None:
        for i, (where, n) in enumerate(zip(at, long, strict=True)):
            key = (id(drawn), level, round(float(where), 6), n >= 0)
            base[i] = heights[key]
            heights[key] += 0 if np.isnan(n) else n
    marker = trace.get("marker", {})
    fills = _colours(marker.get("color", ACCENT), len(at), marker.get("opacity", trace.get("opacity", 1)))
    edge = marker.get("line", {})
    style: dict[str, Any] = {
        "color": fills,
        "edgecolor": colour(edge.get("color", "#FFFFFF")) if edge.get("width") else "none",
        "linewidth": edge.get("width", 0) * points,
        "zorder": 2,
    }
    if pattern := marker.get("pattern"):
        style |= {"hatch": HATCHES[pattern["shape"]], "edgecolor": colour(pattern["fgcolor"]), "linewidth": 0}
    known = ~(np.isnan(at) | np.isnan(long))
    style["color"] = [fill for fill, keep in zip(fills, known, strict=True) if keep]
    if level:
        drawn.barh(at[known], long[known], wide[known], left=base[known], **style)
    else:
        drawn.bar(at[known], long[known], wide[known], bottom=base[known], **style)
    if trace.get("text") is not None:
        _bar_texts(trace, drawn, at, base + long, level, points)


def _bar_texts(trace: Figure, drawn: Axes, at: np.ndarray, ends: np.ndarray, level: bool, points: float) -> None:
    """The text of each bar just beyond its end."""
    for where, end, text in zip(at, ends, _listed(trace["text"], len(at)), strict=True):
        if text and not np.isnan(where + end):
            _text(
                drawn, (end, where) if level else (where, end), str(text), trace.get("textfont", {}), points,
                (4, 0) if level else (0, 3), "left" if level else "center", "center" if level else "bottom",
            )  # fmt: skip


def bars_apart(bars: Iterable[Figure], x: Axis, y: Axis) -> float:
    """The distance of neighbouring bars: those of a stack are as wide as the others where only one of them stands in a trace."""
    places = [y.at(bar["y"]) if bar.get("orientation") == "h" else x.at(bar["x"]) for bar in bars]
    return _step(np.concatenate([*places, np.empty(0)]))


def _step(at: np.ndarray) -> float:
    """The distance of neighbours."""
    gaps = np.diff(np.unique(at[~np.isnan(at)]))
    return float(gaps.min()) if len(gaps) else 1.0


def _scatter(trace: Figure, drawn: Axes, x: Axis, y: Axis, points: float) -> None:
    across, up = x.at(trace["x"]), y.at(trace["y"])
    mode = trace.get("mode", "lines")
    line, marker = trace.get("line", {}), trace.get("marker", {})
    tint = line.get("color", marker.get("color", ACCENT) if isinstance(marker.get("color", ACCENT), str) else ACCENT)
    if "lines" in mode:
        dash = DASHES.get(line.get("dash", "solid"))
        drawn.plot(
            across, up, color=colour(tint), linewidth=line.get("width", 2) * points, zorder=3,
            linestyle=(0, dash) if dash else "-", drawstyle="steps-mid" if line.get("shape") == "hvh" else "default",
        )  # fmt: skip
    if trace.get("fill") in ("tozeroy", "tonexty"):
        drawn.fill_between(across, up, color=colour(trace.get("fillcolor", tint)), linewidth=0, zorder=1)
    if "markers" in mode:
        edge = marker.get("line", {})
        sizes = (np.asarray(_listed(marker.get("size", 6), len(across)), dtype=float) * points) ** 2
        drawn.scatter(
            across, up, s=sizes, c=_colours(marker.get("color", tint), len(across), marker.get("opacity", 1)), zorder=4,
            marker=_MARKS.get(marker.get("symbol", "circle") if isinstance(marker.get("symbol", ""), str) else "circle", "o"),
            edgecolors=[colour(c) for c in _listed(edge.get("color", "rgba(0,0,0,0)"), len(across))],
            linewidths=[w * points for w in _listed(edge.get("width", 0), len(across))], clip_on=trace.get("cliponaxis", True),
        )  # fmt: skip
    if "text" in mode:
        _texts(trace, drawn, across, up, points)


def _texts(trace: Figure, drawn: Axes, across: np.ndarray, up: np.ndarray, points: float) -> None:
    up_down, _, side = str(trace.get("textposition", "middle center")).partition(" ")
    ha = {"left": "right", "right": "left"}.get(side, "center")
    va = {"top": "bottom", "bottom": "top"}.get(up_down, "center")
    room = 5.0
    shift = ({"left": -room, "right": room}.get(side, 0), {"top": room, "bottom": -room}.get(up_down, 0))
    font = trace.get("textfont", {})
    tints = _listed(font.get("color", INK), len(across))
    for at, text, tint in zip(zip(across, up, strict=True), _listed(trace["text"], len(across)), tints, strict=True):
        if text and not np.isnan(sum(at)):
            _text(drawn, at, str(text), font | {"color": tint}, points, shift, ha, va)


def _text(
    drawn: Axes, at: tuple[float, float], text: str, font: Figure, points: float, shift: tuple[float, float], ha: str, va: str
) -> None:
    rim = [withStroke(linewidth=1.8, foreground=(1, 1, 1, 0.85))] if font.get("shadow") else []
    drawn.annotate(
        plain(text), at, xytext=shift, textcoords="offset points", ha=ha, va=va, color=colour(font.get("color", INK)), zorder=6,
        fontsize=font.get("size", 12) * points, family=fonts(), annotation_clip=False, path_effects=rim,
    )  # fmt: skip


def _heatmap(trace: Figure, drawn: Axes, x: Axis, y: Axis) -> None:
    z = np.array([[np.nan if value is None else value for value in row] for row in trace["z"]], dtype=float)
    low, high = trace.get("zmin", np.nanmin(z)), trace.get("zmax", np.nanmax(z))
    scale = LinearSegmentedColormap.from_list("figure", [(at, colour(tint)) for at, tint in trace["colorscale"]])
    across = x.at(trace["x"]) if trace.get("x") is not None else np.arange(z.shape[1])
    up = y.at(trace["y"]) if trace.get("y") is not None else np.arange(z.shape[0])
    wide, tall = _step(across) * 0.97, _step(up) * 0.95
    for j, row in enumerate(z):
        for i, value in enumerate(row):
            if not np.isnan(value):
                corner = (across[i] - wide / 2, up[j] - tall / 2)
                drawn.add_patch(Rectangle(corner, wide, tall, facecolor=scale((value - low) / ((high - low) or 1)), zorder=1))
    drawn.autoscale_view()


def legend_look(trace: Figure) -> dict[str, Any]:
    """How a box of the legend is filled: as the trace's bars or marks are."""
    pattern = trace.get("marker", {}).get("pattern")
    look: dict[str, Any] = {"facecolor": legend_colour(trace), "edgecolor": "#CBD2D9", "linewidth": 0.6}
    return look | {"hatch": HATCHES[pattern["shape"]], "edgecolor": colour(pattern["fgcolor"])} if pattern else look


def legend_colour(trace: Figure) -> Colour:
    """The colour that a trace has in most places."""
    marker = trace.get("marker", {})
    tint = marker.get("color") or trace.get("line", {}).get("color") or ACCENT
    return colour(tint if isinstance(tint, str) else Counter(tint).most_common(1)[0][0])


def colour(text: str) -> Colour:
    """`#B2182B`, `rgb(1,2,3)` or `rgba(1,2,3,0.5)` as shares."""
    found = re.fullmatch(r"rgba?\(([^)]*)\)", text.replace(" ", ""))
    if found is None:
        return to_rgba(text)
    red, green, blue, *alpha = (float(part) for part in found[1].split(","))
    return red / 255, green / 255, blue / 255, alpha[0] if alpha else 1.0


def _colours(tint: Any, many: int, opacity: Any) -> list[Colour]:
    opacities = _listed(opacity, many)
    return [(*colour(one)[:3], colour(one)[3] * share) for one, share in zip(_listed(tint, many), opacities, strict=True)]


def _listed(value: Any, many: int) -> list[Any]:
    """One value for all, or a value for each."""
    return list(value) if isinstance(value, list | tuple | np.ndarray) else [value] * many
