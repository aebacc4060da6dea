"""The marks of a map on paper: each kind of layer of a scene, in the sizes and colours it has on screen."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import h3
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox

from components.paper.ground import Frame, mercator
from components.paper.sheet import DPI, POINTS_PER_PIXEL, extent, fonts
from geo.layers import SMALL_RING
from geo.scene import Layer

Rows = Sequence[dict[str, Any]]
#: Inches on paper for a pixel on screen.
_INCH = POINTS_PER_PIXEL / 72
#: Names that a map can bear, and pixels that stay free around each.
_MOST_NAMES, _APART = 90, 5
#: Where a name is tried, in its own widths and heights from its place.
_BESIDE = ((0.0, 0.0), (0.0, 1.2), (0.0, -1.2), (0.4, 0.0), (-0.4, 0.0), (0.4, 1.2), (-0.4, 1.2), (0.4, -1.2), (-0.4, -1.2))


def draw_layer(axes: Axes, frame: Frame, layer: Layer) -> None:
    """Draw a layer whose rows are at hand."""
    assert not isinstance(layer.source, str), "paper needs the rows, not their address"
    if layer.source:
        _DRAWN[layer.kind](axes, frame, layer.source)


def _cells(axes: Axes, _frame: Frame, rows: Rows) -> None:
    shapes = [_moved([(lon, lat) for lat, lon in h3.cell_to_boundary(row["cell"])]) for row in rows]
    fills = [_colour(row["fill"], 0.8) for row in rows]
    axes.add_collection(PolyCollection(shapes, facecolors=fills, edgecolors=(1, 1, 1, 0.6), linewidths=0.4), autolim=False)


def _areas(axes: Axes, _frame: Frame, rows: Rows) -> None:
    shapes = [_moved(row["polygon"][0]) for row in rows]
    fills = [_colour(row["fill"]) for row in rows]
    axes.add_collection(PolyCollection(shapes, facecolors=fills, edgecolors="white", linewidths=0.6), autolim=False)


def _points(axes: Axes, _frame: Frame, rows: Rows) -> None:
    _circles(axes, rows, [(90 / 255, 30 / 255, 30 / 255, 0.6)] * len(rows), 0.5)


def _rings(axes: Axes, _frame: Frame, rows: Rows) -> None:
    _circles(axes, rows, [_colour(row["line"]) for row in rows], 1.3)


def _small_rings(axes: Axes, _frame: Frame, rows: Rows) -> None:
    smaller = [row | {"size": row["size"] * SMALL_RING} for row in rows]
    _circles(axes, smaller, [_colour(row["line"]) for row in rows], 0.9)


def _circles(axes: Axes, rows: Rows, edges: list[Any], width: float) -> None:
    at = _moved([row["at"] for row in rows])
    # The smaller in front, so that none is hidden.
    order = sorted(range(len(rows)), key=lambda i: -rows[i]["size"])
    areas = [(2 * rows[i]["size"] * POINTS_PER_PIXEL) ** 2 for i in order]
    fills = [_colour(rows[i]["fill"]) for i in order]
    axes.scatter(at[order, 0], at[order, 1], s=areas, c=fills, edgecolors=[edges[i] for i in order], linewidths=width, zorder=2)


def _lines(axes: Axes, _frame: Frame, rows: Rows) -> None:
    drawn = LineCollection(
        [_moved(row["path"]) for row in rows],
        colors=[_colour(row["line"]) for row in rows],
        linewidths=[row["width"] * POINTS_PER_PIXEL for row in rows],
        linestyles=[(0, tuple(row["dash"])) if row["dash"][1] else "solid" for row in rows],
        capstyle="butt",
        joinstyle="round",
        zorder=2,
    )
    axes.add_collection(drawn, autolim=False)


def _arrows(axes: Axes, _frame: Frame, rows: Rows) -> None:
    shapes = [_head(row["size"] * _INCH * 0.42, row["angle"]) for row in rows]
    figure = axes.get_figure(root=True)
    assert figure is not None
    drawn = PolyCollection(
        shapes,
        facecolors=[_colour(row["line"]) for row in rows],
        edgecolors="none",
        offsets=_moved([row["at"] for row in rows]),
        offset_transform=axes.transData,
        transform=figure.dpi_scale_trans,
        zorder=2,
    )
    axes.add_collection(drawn, autolim=False)


def _head(size: float, angle: float) -> np.ndarray:
    """A triangle that points up, turned anticlockwise by so many degrees."""
    turned = math.radians(angle)
    corners = np.array([(0, size), (-size * 0.87, -size * 0.7), (size * 0.87, -size * 0.7)])
    return corners @ np.array([[math.cos(turned), math.sin(turned)], [-math.sin(turned), math.cos(turned)]])


def _names(axes: Axes, frame: Frame, rows: Rows) -> None:
    """Names in order of rank; one that would lie over another stays out."""
    taken = list(frame.free)
    inner = axes.get_window_extent()
    places = _moved([row["at"] for row in rows])
    on_sheet = zip(rows, places, axes.transData.transform(places), strict=True)
    for row, place, (x, y) in sorted(on_sheet, key=lambda one: -one[0]["rank"]):
        points, bold = row["size"] * POINTS_PER_PIXEL * 0.92, row["rank"] == 0
        # Offsets count downwards, pixels of the sheet upwards.
        right, down = (side * POINTS_PER_PIXEL for side in row["offset"])
        middle = x + right * DPI / 72, y - down * DPI / 72
        if not inner.contains(*middle):
            continue
        wide, tall = extent(row["mark"], points, bold)
        # A country that was chosen goes without its name only where there is no room beside its place either.
        for across, up in _BESIDE if bold else _BESIDE[:1]:
            at = middle[0] + across * wide, middle[1] + up * tall
            room = Bbox.from_bounds(at[0] - wide / 2, at[1] - tall / 2, wide, tall).padded(_APART)
            inside = inner.x0 < room.x0 and room.x1 < inner.x1 and inner.y0 < room.y0 and room.y1 < inner.y1
            if inside and not any(room.overlaps(other) for other in taken):
                break
        else:
            continue
        axes.annotate(
            row["mark"], tuple(place), textcoords="offset points",
            xytext=((at[0] - x) * 72 / DPI, (at[1] - y) * 72 / DPI), annotation_clip=False,
            ha="center", va="center", fontsize=points, color=_colour(row["line"]), family=fonts(),
            fontweight="bold" if bold else "normal", zorder=4, path_effects=[withStroke(linewidth=2, foreground=(1, 1, 1, 0.85))],
        )  # fmt: skip
        taken.append(room)
        if len(taken) == _MOST_NAMES:
            return


def _colour(values: Sequence[int], opacity: float = 1) -> tuple[float, float, float, float]:
    red, green, blue, *alpha = values
    return red / 255, green / 255, blue / 255, (alpha[0] / 255 if alpha else 1) * opacity


def _moved(points: Sequence[Sequence[float]]) -> np.ndarray:
    at = np.asarray(points, dtype=float)
    return np.column_stack([at[:, 0], mercator(at[:, 1])])


_DRAWN: dict[str, Callable[[Axes, Frame, Rows], None]] = {
    "cells": _cells,
    "points": _points,
    "areas": _areas,
    "lines": _lines,
    "arrows": _arrows,
    "rings": _rings,
    "small rings": _small_rings,
    "labels": _names,
    "captions": _names,
}
