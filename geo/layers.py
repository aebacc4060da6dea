"""Rows of map layers: what each kind of geo.scene.Layer draws, as plain dicts ready for JSON.

Texts come from outside: each row takes `texts`, the tooltip's fields, as it is. Coordinates are rounded to
a tenth of the precision that can be seen, which halves what travels.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import shapely

from geo.style import ACCENT, BORDER, BORDER_DASHES, DASHES, FLOW_COLOURS, INK, REDS, ROUTE_COLOURS, deaths_class, medium, rgb

Point = tuple[float, float]
Row = dict[str, Any]

#: Points on a flow's curve, and how far it bows out as a share of its length: two ways do not hide each other.
_CURVE_POINTS = 16
_BOW = 0.14
#: How far along its line a flow's arrowhead stands.
_ARROW_AT = 0.72
#: Rings on a map of all the earth are so much smaller: suppliers in Europe lie close together.
SMALL_RING = 0.5
#: Radius of such a ring with some room, half the height of a name, and the width of a letter, in pixels.
_ROOM, _HALF_HEIGHT, _LETTER = 7, 8, 6.2
#: Side of the world at zoom 0, in pixels.
_WORLD = 512


def cell(cell_id: str, deaths: int, texts: Mapping[str, str]) -> Row:
    """An H3 cell coloured by deaths."""
    return {"cell": cell_id, "fill": [*rgb(REDS[deaths_class(deaths)])], **texts}


def point(at: Point, events: int, deaths: int, texts: Mapping[str, str]) -> Row:
    """A place: its area stands for events, its colour for deaths."""
    fill = [*rgb(REDS[deaths_class(deaths)]), 215]
    return {"at": _rounded(at, 4), "size": event_radius(events), "fill": fill, **texts}


def area(part: shapely.Polygon, colour: str, texts: Mapping[str, str]) -> Row:
    """One part of an area, filled."""
    return {"polygon": _rings(part), "fill": [*rgb(colour), 205], **texts}


def outline(part: shapely.Polygon) -> Row:
    """The outer edge of one part of an area that is picked out among others."""
    return {"path": _rings(part)[0], "line": [*rgb(INK), 255], "width": 2.4, "dash": (0, 0)}


def border(line: shapely.LineString, status: str) -> Row:
    """A land border over coloured areas, dashed or dotted where the map below has it so."""
    path = [_rounded(p, 2) for p in line.coords]
    return {"path": path, "line": [*rgb(BORDER), 255], "width": 1.2, "dash": BORDER_DASHES[status]}


def _rings(part: shapely.Polygon) -> list[list[list[float]]]:
    return [[_rounded(p, 2) for p in ring.coords] for ring in (part.exterior, *part.interiors)]


def event_radius(events: int) -> float:
    """Radius in pixels whose area stands for a number of events, within what stays legible."""
    return round(min(2.5 + 1.6 * math.sqrt(events), 26), 1)


def flow_line(start: Point, end: Point, kind: str, reliability: str, records: int, texts: Mapping[str, str]) -> Row:
    """A flow as a bowed line: colour by kind, dash by reliability, width by records."""
    return {
        "path": [_rounded(p, 2) for p in curve(start, end)],
        "line": [*rgb(FLOW_COLOURS[kind]), 70 if kind == "authorised" else 220],
        "width": flow_width(records) if kind != "authorised" else 1.3,
        "dash": DASHES[reliability],
        **texts,
    }


def flow_width(records: int) -> float:
    """Width in pixels of a line that stands for so many records."""
    return round(min(1.5 + 0.8 * math.log2(records), 6), 1)


def flow_arrow(start: Point, end: Point, kind: str) -> Row:
    """The arrowhead that shows a flow's direction."""
    path = curve(start, end)
    i = round(_ARROW_AT * (len(path) - 1))
    return arrow(path[i - 1], path[i], FLOW_COLOURS[kind], 13)


def flow_mark(at: Point, kind: str, exact: bool, texts: Mapping[str, str]) -> Row:
    """A place of a flow: a dot where arms were seized, captured, collected, made or seen; hollow where it only stands near."""
    colour, white = [*rgb(FLOW_COLOURS[kind])], [255, 255, 255]
    fill, line = ([*colour, 200], white) if exact else ([*white, 90], colour)
    return {"at": _rounded(at, 4), "size": 6, "fill": fill, "line": line, **texts}


def country_ring(at: Point, texts: Mapping[str, str]) -> Row:
    """A country-level end: a hollow ring, since a pin would claim a place that nobody reported."""
    return {"at": _rounded(at, 2), "size": 11, "fill": [255, 255, 255, 90], "line": [107, 114, 128, 200], **texts}


def route_line(shape: shapely.LineString, mode: str, reliability: str, texts: Mapping[str, str]) -> Row:
    """A corridor: colour by what it runs through, dash by reliability."""
    return {
        "path": [_rounded(p, 3) for p in shape.coords],
        "line": [*rgb(ROUTE_COLOURS[medium(mode)]), 230],
        "width": 2.2,
        "dash": DASHES[reliability],
        **texts,
    }


def route_halo(shape: shapely.LineString) -> Row:
    """The glow under the corridor that is picked."""
    return {"path": [_rounded(p, 3) for p in shape.coords], "line": [*rgb(ACCENT), 120], "width": 11, "dash": (0, 0)}


def route_band(shape: shapely.LineString, mode: str) -> Row:
    """The soft band under a corridor whose places are indicative."""
    return {
        "path": [_rounded(p, 3) for p in shape.coords],
        "line": [*rgb(ROUTE_COLOURS[medium(mode)]), 38],
        "width": 13,
        "dash": (0, 0),
    }


def route_arrow(shape: shapely.LineString, mode: str) -> Row:
    """The arrowhead of a one-way corridor, on its middle."""
    middle = shape.interpolate(0.5, normalized=True)
    before = shape.interpolate(0.48, normalized=True)
    return arrow((before.x, before.y), (middle.x, middle.y), ROUTE_COLOURS[medium(mode)], 12)


def arrow(before: Point, at: Point, colour: str, size: int) -> Row:
    """An arrowhead at a point, turned the way from `before` to it as Web Mercator shows it."""
    east, north = at[0] - before[0], _mercator(at[1]) - _mercator(before[1])
    return {
        "at": _rounded(at, 3),
        "mark": "▲",
        "angle": round(math.degrees(math.atan2(north, east)) - 90, 1),
        "size": size,
        "line": [*rgb(colour), 240],
    }


def label(at: Point, text: str, size: int, rank: int, colour: str, below: int = 0) -> Row:
    """A name on the map; the lower its `rank`, the longer it stays when names collide."""
    return {
        "at": _rounded(at, 3),
        "mark": text,
        "size": size,
        "rank": -int(rank),
        "line": [*rgb(colour)],
        "offset": [0, below],
    }


def beside_rings(names: Sequence[tuple[Point, Row]], rings: Sequence[Point]) -> list[Row]:
    """Names set under, over, right or left of their rings on a map of all the earth, the first ones first. One that finds no
    place clear of all rings and of the names before it stays out.
    """
    spots = [_on_the_world(at) for at in rings]
    taken: list[tuple[float, float, float, float]] = []
    placed = []
    for at, row in names:
        x, y = _on_the_world(at)
        half = len(row["mark"]) * _LETTER / 2
        for dx, dy in ((0, _ROOM + 6), (0, -_ROOM - 6), (_ROOM + half, 0), (-_ROOM - half, 0)):
            box = (x + dx - half, y + dy - _HALF_HEIGHT, x + dx + half, y + dy + _HALF_HEIGHT)
            free = abs(x + dx) + half < _WORLD / 2 and not any(_touch(box, other) for other in taken)
            if free and not any(_touch(box, (a - 5, b - 5, a + 5, b + 5)) for a, b in spots):
                taken.append(box)
                placed.append(row | {"offset": [round(dx, 1), dy]})
                break
    return placed


def _touch(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _on_the_world(at: Point) -> Point:
    """Pixels from the middle of the world at zoom 0, to the right and down."""
    return at[0] * _WORLD / 360, -_mercator(at[1]) * _WORLD / 360


def curve(start: Point, end: Point) -> list[Point]:
    """A quadratic curve from start to end, bowed to the right of its direction."""
    (x0, y0), (x1, y1) = start, end
    cx, cy = (x0 + x1) / 2 + (y1 - y0) * _BOW * 2, (y0 + y1) / 2 - (x1 - x0) * _BOW * 2
    steps = [i / (_CURVE_POINTS - 1) for i in range(_CURVE_POINTS)]
    return [
        ((1 - t) ** 2 * x0 + 2 * t * (1 - t) * cx + t * t * x1, (1 - t) ** 2 * y0 + 2 * t * (1 - t) * cy + t * t * y1)
        for t in steps
    ]


def _rounded(point: Sequence[float], digits: int) -> list[float]:
    return [round(float(point[0]), digits), round(float(point[1]), digits)]


def _mercator(lat: float) -> float:
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)))
