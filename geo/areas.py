"""Areas: which one holds a point, and admin1 areas made to fit their country."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from geo.coverage import partition

WGS84 = Geod(ellps="WGS84")

#: Points farther than this from every area stay without one (km): coasts and shores are generalised.
TOLERANCE_KM = 5.0
#: An area that keeps less than this share of itself inside its country is a sliver, not a part of it.
SLIVER = 0.02


def locate(
    lon: Sequence[float], lat: Sequence[float], areas: gpd.GeoDataFrame, id_column: str, tolerance_km: float = TOLERANCE_KM
) -> np.ndarray:
    """Id of the area that holds each point, or of the nearest one within the tolerance, else None.

    A point on a shared edge falls to the first area in the frame.
    """
    points = np.column_stack([np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)])
    points, where = np.unique(points, axis=0, return_inverse=True)  # many events share a place
    spots = shapely.points(points)
    ids, shapes = areas[id_column].to_numpy(dtype=object), areas.geometry.to_numpy()
    tree = shapely.STRtree(shapes)
    found = np.full(len(spots), None, dtype=object)
    point, area = tree.query(spots)
    shapely.prepare(shapes)
    inside = shapely.intersects(shapes[area], spots[point])
    point, area = point[inside], area[inside]
    order = np.lexsort((area, point))
    point, first = np.unique(point[order], return_index=True)
    found[point] = ids[area[order][first]]
    lost = np.flatnonzero([one is None for one in found])
    if len(lost) and tolerance_km > 0:
        found[lost] = _snapped(spots[lost], areas, ids, tree, tolerance_km)
    return found[where.reshape(-1)]


def fit(areas: gpd.GeoDataFrame, countries: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Admin1 areas (column `country`) clipped to their countries and grown to fill them; slivers are left out.

    Land that no area covers joins the nearest one, so that every point of a country lies in one of its areas.
    Row labels are kept, so that what was left out can be told.
    """
    shapes = countries.set_index("country").geometry
    fitted = [_fitted(own, shapes[code]) for code, own in areas.groupby("country") if code in shapes.index]
    return gpd.GeoDataFrame(pd.concat(fitted), crs="EPSG:4326")


def generalised(shapes: Sequence[BaseGeometry], detail: float) -> list[list[shapely.Polygon]]:
    """The parts of areas that meet edge to edge, simplified without opening gaps; `detail` in degrees."""
    simple = shapely.coverage_simplify(np.asarray(shapes, dtype=object), detail)
    return [list(shapely.get_parts(shape)) for shape in simple]


def label_point(shape: BaseGeometry) -> tuple[float, float]:
    """A point well inside the largest part of an area, for its label: (lon, lat) in degrees."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    size = float(np.sqrt(largest.area))
    centre = shapely.get_coordinates(shapely.maximum_inscribed_circle(largest, tolerance=size / 50))[0]
    return float(centre[0]), float(centre[1])


def _snapped(
    spots: np.ndarray, areas: gpd.GeoDataFrame, ids: np.ndarray, tree: shapely.STRtree, tolerance_km: float
) -> np.ndarray:
    found = np.full(len(spots), None, dtype=object)
    reach = tolerance_km / 111 / np.cos(np.radians(min(80.0, float(np.abs(shapely.get_y(spots)).max()))))
    point, area = tree.query_nearest(spots, max_distance=reach, all_matches=False)
    between = shapely.get_coordinates(shapely.shortest_line(spots[point], areas.geometry.to_numpy()[area]))
    _, _, metres = WGS84.inv(*between[0::2].T, *between[1::2].T)
    near = metres <= tolerance_km * 1000
    found[point[near]] = ids[area[near]]
    return found


def _fitted(areas: gpd.GeoDataFrame, land: BaseGeometry) -> gpd.GeoDataFrame:
    own = areas.geometry.to_numpy()
    share = shapely.area(shapely.intersection(own, land)) / shapely.area(own)
    kept = areas[share >= SLIVER]
    return kept.set_geometry(partition(kept.geometry.to_numpy(), land), crs="EPSG:4326")
