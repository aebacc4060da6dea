"""Courses at sea: between two ports a line follows common shipping lanes instead of crossing land."""

from __future__ import annotations

from itertools import pairwise

import searoute
import shapely
from shapely.geometry.base import BaseGeometry

#: A straight leg may touch this much land (degrees): ports and anchorages lie on the coast.
TOUCH = 0.3


def course(line: shapely.LineString, land: BaseGeometry) -> shapely.LineString:
    """The line with every leg that crosses land replaced by a shipping lane; its own vertices stay.

    Degrees, WGS 84. The lanes are those of the searoute network: indicative, as is everything between two vertices.
    """
    points: list[tuple[float, float]] = [line.coords[0][:2]]
    for start, end in pairwise(line.coords):
        leg = shapely.LineString([start, end])
        if shapely.intersection(leg, land).length > TOUCH:
            points += [tuple(point[:2]) for point in searoute.searoute(start, end).geometry["coordinates"]]
        points.append(end[:2])
    kept = [point for i, point in enumerate(points) if not i or point != points[i - 1]]
    return shapely.LineString(kept).simplify(0.05)
