"""Cameras: where to look so that the chosen countries fill the map."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import numpy as np

from geo.scene import Camera

#: Size of the map that the zoom is reckoned for (CSS pixels), and the part of it kept free on every side.
SIZE = (520, 460)
MARGIN = 0.08
#: Side of the world at zoom 0 in MapLibre and deck.gl (px), and the closest view of a single country.
WORLD = 512
CLOSEST = 9.0
#: The whole earth: a map is about as high as the world at this zoom, and a phone still sees all suppliers on record.
EARTH = Camera(lon=18.0, lat=0.0, zoom=0.0)


def camera(countries: gpd.GeoDataFrame, iso3s: Sequence[str] = (), size: tuple[int, int] = SIZE) -> Camera:
    """The view that fits the bounding box of the countries (column `country`; none given: all of the frame).

    Web Mercator. Codes the frame does not hold are passed over; if it holds none of them, all are shown.
    """
    chosen = countries[countries["country"].isin(list(iso3s))]
    return framing((chosen if len(chosen) else countries).total_bounds.tolist(), size)


def framing(bounds: Sequence[float], size: tuple[int, int] = SIZE) -> Camera:
    """The view that fits a box (west, south, east, north in degrees) into a map of so many pixels."""
    west, south, east, north = bounds
    left, right = (west + 180) / 360, (east + 180) / 360
    top, bottom = _down(north), _down(south)
    box = max(right - left, 1e-9), max(bottom - top, 1e-9)
    free = 1 - 2 * MARGIN
    zoom = float(np.clip(np.log2(min(size[0] * free / box[0], size[1] * free / box[1]) / WORLD), 0, CLOSEST))
    return Camera(
        lon=round((west + east) / 2, 4),
        lat=round(_latitude((top + bottom) / 2), 4),
        zoom=round(zoom, 2),
        box=(round(box[0], 7), round(box[1], 7)),
    )


def _down(lat: float) -> float:
    """Latitude as a share of the Mercator world from its top: 0 at 85.05° N, 1 at 85.05° S."""
    radians = np.radians(np.clip(lat, -85.05112878, 85.05112878))
    return float(0.5 - np.arctanh(np.sin(radians)) / (2 * np.pi))


def _latitude(down: float) -> float:
    return float(np.degrees(np.arcsin(np.tanh((0.5 - down) * 2 * np.pi))))
