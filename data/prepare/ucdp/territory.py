"""Whether coordinates lie in the country they are recorded for, counting what belonged to it at the time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import shapely
from pyproj import Geod

GEOD = Geod(ellps="WGS84")

#: Areas that count as a country's own: (country, area, last day, or "" while the status is undetermined).
#: A source that names Sudan for an event in Juba in 1998 is right.
ALSO_HELD = (
    ("SDN", "SSD", "2011-07-08"),  # South Sudan's independence: 9 July 2011
    ("ETH", "ERI", "1993-05-23"),  # Eritrea's independence: 24 May 1993
    ("SDN", "XAB", ""),
    ("SSD", "XAB", ""),
    ("SDN", "XHT", ""),
    ("EGY", "XHT", ""),
    ("SDN", "XBT", ""),
    ("EGY", "XBT", ""),
    ("MAR", "ESH", ""),
)


def outside_km(
    lon: Sequence[float], lat: Sequence[float], country: Sequence[str], start: pd.Series, countries: pd.DataFrame
) -> np.ndarray:
    """Kilometres from each point to its country's territory on its day: 0 inside, NaN for a country without shape.

    The nearest point of the outline is found in degrees, the distance to it is geodesic (WGS 84).
    `countries` holds columns `country` (ISO3) and `shape`.
    """
    x, y = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    home = _territories(pd.Series(country).astype(str).reset_index(drop=True), start.reset_index(drop=True))
    shapes = countries.groupby("country")["shape"].agg(lambda parts: shapely.union_all(parts.to_numpy()))
    km = np.full(len(x), np.nan)
    for areas, rows in home.groupby(home).indices.items():
        parts = [shapes[area] for area in str(areas).split("+") if area in shapes.index]
        if str(areas)[:3] in shapes.index:
            km[rows] = _outside(x[rows], y[rows], shapely.union_all(parts))
    return km


def _territories(country: pd.Series, start: pd.Series) -> pd.Series:
    """The areas that made up each row's country, as `SDN+SSD+XAB`."""
    home = country.copy()
    for owner, area, until in ALSO_HELD:
        held = country.eq(owner) & (start.le(pd.Timestamp(until)) if until else True)
        home = home.where(~held, home + "+" + area)
    return home


def _outside(x: np.ndarray, y: np.ndarray, shape: shapely.Geometry) -> np.ndarray:
    shapely.prepare(shape)
    km = np.zeros(len(x))
    out = np.flatnonzero(~shapely.intersects_xy(shape, x, y))
    lines = shapely.shortest_line(shapely.points(x[out], y[out]), shape.boundary)
    km[out] = [GEOD.geometry_length(line) / 1000 for line in lines]
    return km
