"""Coverages: areas that meet edge to edge, without overlaps or gaps, so that a border is one line and not two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

Shapes = Sequence[BaseGeometry] | np.ndarray

#: Gaps narrower than this inside the detailed layer are flaws of its making (°; the largest is 12 km²).
GAP = 0.1
#: Enclosed gaps below this area lie between the two layers; above it they are water (°²; the Caspian has 43).
SEAM = 1.0
#: Distance between the points that decide which area is nearest (°).
STEP = 0.03
#: Generalisation of the lines between the areas of a country (°); about half that of their sources.
TRIM = 0.01
#: Grid of the vertices (°), a power of two: 0.8 m.
GRID = 2.0**-17


def join(detailed: Shapes, coarse: Shapes) -> tuple[np.ndarray, np.ndarray]:
    """Two layers as one coverage, in WGS 84: (detailed, coarse), each as long as it came.

    The detailed layer keeps its lines. Where the coarse one overlaps it, it gives way; where it leaves a gap, the gap
    goes to the coarse area that shares the longest edge with it.
    """
    fine = shapely.coverage_clean(np.asarray(detailed, dtype=object), gap_width=GAP)
    rough = shapely.difference(np.asarray(coarse, dtype=object), shapely.union_all(fine))
    whole = shapely.coverage_clean(np.concatenate([fine, [polygons(shape) for shape in rough]]))
    fine, rough = whole[: len(fine)], whole[len(fine) :]
    for gap in _gaps(shapely.coverage_union_all(whole)):
        edges = shapely.length(shapely.intersection(gap.exterior, shapely.boundary(rough)))
        if edges.max() > 0:
            rough[edges.argmax()] = shapely.union(rough[edges.argmax()], gap)
    return on_grid(fine), on_grid(rough)


def partition(shapes: Shapes, land: BaseGeometry) -> np.ndarray:
    """The areas of one country, clipped to its `land` and grown to fill it: every piece left over joins the nearest.

    Returns one shape an area; one that lies outside the land comes back empty.
    """
    areas = np.asarray(shapes, dtype=object)
    inside = _clip(areas, np.arange(len(areas)), land, len(areas))
    rest = polygons(shapely.difference(land, shapely.union_all(inside)))
    if not rest.is_empty:
        cells, owners = _nearest_cells(inside, land)
        inside = shapely.union(inside, _clip(cells, owners, rest, len(areas)))
    kept = ~shapely.is_empty(inside)
    clean = shapely.coverage_clean([polygons(shape) for shape in inside[kept]], gap_width=1e-4)
    inside[kept] = on_grid(shapely.coverage_simplify(clean, TRIM, simplify_boundary=False))
    return inside


def shared_edges(shapes: Shapes) -> pd.DataFrame:
    """Edges that two areas of a coverage share: columns `a`, `b` (positions, a < b) and `line`."""
    areas = np.asarray(shapes, dtype=object)
    a, b = shapely.STRtree(areas).query(areas, "intersects")
    a, b = a[a < b], b[a < b]
    meeting = shapely.intersection(shapely.boundary(areas[a]), shapely.boundary(areas[b]))
    frame = pd.DataFrame({"a": a, "b": b, "line": [_lines(shape) for shape in meeting]})
    drawn = ~shapely.is_empty(frame["line"].to_numpy(dtype=object))
    return frame[drawn].sort_values(["a", "b"], ignore_index=True)


def on_grid(shapes: np.ndarray) -> np.ndarray:
    """Shapes with their vertices on a grid of 0.8 m: a number with few binary digits packs to half the size."""
    rounded = shapely.transform(shapes, lambda vertices: np.round(vertices / GRID) * GRID)
    clean: np.ndarray = shapely.coverage_clean(rounded)  # rounding may fold a sliver over itself
    return clean


def polygons(shape: BaseGeometry) -> BaseGeometry:
    """The polygons of a geometry as one valid polygon or multipolygon; points and lines of a clip are left out."""
    parts = [part for part in shapely.get_parts(shapely.get_parts(shape)) if part.geom_type == "Polygon"]
    return shapely.make_valid(shapely.union_all(parts)) if parts else shapely.Polygon()


def _clip(shapes: np.ndarray, owners: np.ndarray, land: BaseGeometry, count: int) -> np.ndarray:
    """What each of `count` owners' shapes have in common with the land.

    Part by part: GEOS 3.14 returns some shapes whole that lie outside a multipolygon of islands (seen in Cabo Verde).
    """
    islands = shapely.get_parts(land)
    shape, island = shapely.STRtree(islands).query(shapes, "intersects")
    pieces = shapely.intersection(shapes[shape], islands[island])
    return np.array([polygons(shapely.union_all(pieces[owners[shape] == owner])) for owner in range(count)])


def _lines(shape: BaseGeometry) -> BaseGeometry:
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "LineString"]
    return shapely.line_merge(shapely.MultiLineString(parts))


def _gaps(land: BaseGeometry) -> list[Any]:
    rings = [ring for part in shapely.get_parts(land) for ring in part.interiors]
    return [gap for gap in shapely.polygons(rings) if gap.area < SEAM]


def _nearest_cells(areas: np.ndarray, land: BaseGeometry) -> tuple[np.ndarray, np.ndarray]:
    """Voronoi cells of points along the areas' edges, and the area each belongs to."""
    edges = shapely.segmentize(shapely.boundary(areas), STEP)
    points, owners = shapely.get_coordinates(edges, return_index=True)
    points, first = np.unique(points.round(6), axis=0, return_index=True)
    cells = shapely.voronoi_polygons(shapely.multipoints(points), extend_to=land, ordered=True)
    return shapely.get_parts(cells), owners[first]
