"""Corridors: where along a line something lies, how far from it, and where it meets a border."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

WGS84 = Geod(ellps="WGS84")
Box = tuple[float, float, float, float]

#: Longest piece (km) that a leg is cut into: over so short a way a chord is as long as the geodesic, to a centimetre.
PIECE = 20.0
#: Pieces that share a box: a box for every 600 km of a corridor.
_PIECES_A_BOX = 30
#: Points measured at once, which bounds the memory that a long corridor takes.
_AT_ONCE = 4096


def vertices_km(line: BaseGeometry) -> np.ndarray:
    """Geodesic distance of each vertex from the first one along the line, in km."""
    lon, lat = shapely.get_coordinates(line).T
    _, _, metres = WGS84.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])
    return np.concatenate([[0.0], np.cumsum(metres) / 1000])


def along(line: BaseGeometry, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each point: km along the line to the nearest place on it, and km from the point to that place.

    Legs are geodesics on WGS 84, cut into pieces of at most 20 km. The nearest place is found in space, on the chords of
    these pieces; the distance to it is geodesic. Where a line passes twice, the place nearer to its start counts.
    """
    pieces, start_km = _pieces(line)
    a, b = _in_space(pieces[:-1]), _in_space(pieces[1:])
    way, square = b - a, ((b - a) ** 2).sum(axis=1)
    points = np.column_stack([np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)])
    at, away = np.empty(len(points)), np.empty(len(points))
    for first in range(0, len(points), _AT_ONCE):
        part = slice(first, first + _AT_ONCE)
        here = _in_space(points[part])
        ahead = here @ way.T - (a * way).sum(axis=1)
        share = np.clip(ahead / square, 0, 1)
        # |here − a − share·way|² in km², written out so that no array holds three numbers for each pair.
        to_start = (here**2).sum(axis=1)[:, None] + (a**2).sum(axis=1) - 2 * (here @ a.T)
        near = np.round(to_start - 2 * share * ahead + share**2 * square, 6).argmin(axis=1)
        share = share[np.arange(len(here)), near]
        foot_lon, foot_lat = _on_ground(a[near] + share[:, None] * way[near])
        _, _, metres = WGS84.inv(points[part, 0], points[part, 1], foot_lon, foot_lat)
        at[part] = start_km[near] + share * (start_km[near + 1] - start_km[near])
        away[part] = metres / 1000
    return at, away


def boxes(line: BaseGeometry, km: float) -> tuple[Box, ...]:
    """Boxes along the line (west, south, east, north in °) that together hold everything within so many km of it."""
    pieces, _ = _pieces(line)
    parts = [pieces[first : first + _PIECES_A_BOX + 1] for first in range(0, len(pieces) - 1, _PIECES_A_BOX)]
    return tuple(_box(part, km) for part in parts)


def _box(points: np.ndarray, km: float) -> Box:
    """The box of some points, wider by a little more than so many km."""
    south, north = points[:, 1].min() - km / 110, points[:, 1].max() + km / 110
    wide = km / (110 * max(np.cos(np.radians(max(abs(south), abs(north)))), 0.01))
    return float(points[:, 0].min() - wide), float(south), float(points[:, 0].max() + wide), float(north)


def meeting_km(line: BaseGeometry, leg: int, border: BaseGeometry) -> float | None:
    """Km along the line at which its leg (0 for the first) first meets a border; None where the straight leg does not."""
    ends = shapely.get_coordinates(line)[leg : leg + 2]
    straight = shapely.LineString(ends)
    met = shapely.get_coordinates(shapely.intersection(straight, border))
    if not len(met):
        return None
    first = met[shapely.line_locate_point(straight, shapely.points(met)).argmin()]
    _, _, metres = WGS84.inv(*ends[0], *first)
    return float(vertices_km(line)[leg] + metres / 1000)


def _pieces(line: BaseGeometry) -> tuple[np.ndarray, np.ndarray]:
    """The line cut into short geodesics: its points (lon, lat), and km from the start to each."""
    vertices = [(float(x), float(y)) for x, y in shapely.get_coordinates(line)]
    points, lengths = [vertices[0]], [0.0]
    for start, end in pairwise(vertices):
        km = WGS84.inv(*start, *end)[2] / 1000
        if km == 0:
            continue
        parts = int(np.ceil(km / PIECE))
        points += [*WGS84.npts(*start, *end, parts - 1), end] if parts > 1 else [end]
        lengths += [km / parts] * parts
    return np.array(points), np.cumsum(lengths)


def _in_space(points: np.ndarray) -> np.ndarray:
    """Geocentric coordinates (km) of points (lon, lat) on the ellipsoid."""
    lon, lat = np.radians(points).T
    normal = WGS84.a / 1000 / np.sqrt(1 - WGS84.es * np.sin(lat) ** 2)
    return np.column_stack(
        [normal * np.cos(lat) * np.cos(lon), normal * np.cos(lat) * np.sin(lon), normal * (1 - WGS84.es) * np.sin(lat)]
    )


def _on_ground(places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Longitude and latitude of geocentric places at most a few metres below the ellipsoid."""
    x, y, z = places.T
    return np.degrees(np.arctan2(y, x)), np.degrees(np.arctan2(z, (1 - WGS84.es) * np.hypot(x, y)))
