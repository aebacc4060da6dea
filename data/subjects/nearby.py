"""Nearby: what else the record holds within a day's reach of a place."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pyproj
import shapely

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.query.filters import Filters
from data.subjects import flows, routes
from data.subjects.incident_memory import placed

RADIUS_KM = 50
_EARTH_KM = 6371.0088
_KM_PER_DEGREE = 111.2


@dataclass(frozen=True)
class Nearby:
    """Within RADIUS_KM of a place, for a question: events and deaths, names of routes, flows of each kind seen or ending."""

    events: int
    deaths: int
    routes: tuple[str, ...]
    flows: dict[str, int]


@cached_by_version
def nearby(dataset: Dataset, filters: Filters, lon: float, lat: float) -> Nearby:
    """What lies near a point (degrees). Incidents by great circle; routes by the nearest point of their indicative line."""
    rows = placed(dataset, filters, "lon", "lat", "events", "deaths")
    here = _within_reach(rows.lon.to_numpy(), rows.lat.to_numpy(), lon, lat)
    events, deaths = (int(rows[name].to_numpy()[here].sum()) for name in ("events", "deaths"))
    return Nearby(events, deaths, _routes(dataset, filters, lon, lat), _flows(dataset, filters, lon, lat))


def _within_reach(x: np.ndarray, y: np.ndarray, lon: float, lat: float) -> np.ndarray:
    """Which places lie within RADIUS_KM: kilometres on the sphere (haversine), within half a per cent of the ellipsoid."""
    high = RADIUS_KM / _KM_PER_DEGREE * 1.05
    wide = high / max(math.cos(math.radians(lat)), 0.01)
    near: np.ndarray = (np.abs(y - lat) <= high) & (np.abs(x - lon) <= wide)
    north, east = np.radians(y[near] - lat) / 2, np.radians(x[near] - lon) / 2
    part = np.sin(north) ** 2 + np.cos(np.radians(y[near])) * math.cos(math.radians(lat)) * np.sin(east) ** 2
    near[near] = 2 * _EARTH_KM * np.arcsin(np.sqrt(part)) <= RADIUS_KM
    return near


def _routes(dataset: Dataset, filters: Filters, lon: float, lat: float) -> tuple[str, ...]:
    found = routes.matching(dataset, filters)
    if found.empty:
        return ()
    # Around one point, an equidistant projection gives true distances from it.
    project = pyproj.Transformer.from_crs("EPSG:4326", f"+proj=aeqd +lon_0={lon} +lat_0={lat}", always_xy=True)
    lines = shapely.transform(found["shape"].to_numpy(), lambda c: np.column_stack(project.transform(c[:, 0], c[:, 1])))
    near = shapely.distance(lines, shapely.Point(0, 0)) <= RADIUS_KM * 1000
    return tuple(found.name[near])


def _flows(dataset: Dataset, filters: Filters, lon: float, lat: float) -> dict[str, int]:
    found = flows.matching(dataset, filters)
    geod = pyproj.Geod(ellps="WGS84")
    near = np.zeros(len(found), dtype=bool)
    for end in ("origin", "destination", "event"):
        x, y = found[f"{end}_lon"].to_numpy(float), found[f"{end}_lat"].to_numpy(float)
        known = ~np.isnan(x)
        metres = geod.inv(np.full(known.sum(), lon), np.full(known.sum(), lat), x[known], y[known])[2]
        near[known] |= np.asarray(metres) <= RADIUS_KM * 1000
    return flows.of_each_kind(found.kind[near])
