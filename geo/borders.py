"""Land borders: lines from the shared edges of one coverage, distances to them, crossings of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod, Proj
from shapely.geometry.base import BaseGeometry

from geo.countries import SET_APART
from geo.coverage import shared_edges

WGS84 = Geod(ellps="WGS84")

#: Drawn dashed besides the borders of areas set apart: the final course of this one is not yet determined (UN).
UNSETTLED_PAIRS = ("SDN-SSD",)
DOTTED = "XAB"

#: Side of the tiles that share a projection (°), and the longest step along a border inside one (°).
TILE = 4.0
STEP = 0.1


def pair(a: str, b: str) -> str:
    """Id of the border between two countries: alphabetical, `MLI-NER`."""
    return "-".join(sorted((a, b)))


def status(border: str) -> str:
    """How a border is drawn: `international`, `undetermined` or (Abyei) `dotted`."""
    if DOTTED in border.split("-"):
        return "dotted"
    unsettled = border in UNSETTLED_PAIRS or any(country in SET_APART for country in border.split("-"))
    return "undetermined" if unsettled else "international"


def land_borders(countries: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Borders of a coverage of countries (columns `country`, `region`): one row a pair, except world with world.

    Columns border, country_a, country_b, status, length_km (geodesic) and the line as geometry.
    """
    codes, regions = countries["country"].to_numpy(), countries["region"].to_numpy()
    edges = shared_edges(countries.geometry.to_numpy())
    edges = edges[[{regions[a], regions[b]} != {"world"} for a, b in zip(edges["a"], edges["b"], strict=True)]]
    border = [pair(codes[a], codes[b]) for a, b in zip(edges["a"], edges["b"], strict=True)]
    frame = {
        "border": border,
        "country_a": [text[:3] for text in border],
        "country_b": [text[4:] for text in border],
        "status": [status(text) for text in border],
        "length_km": [length_km(line) for line in edges["line"]],
    }
    lines = gpd.GeoDataFrame(frame, geometry=edges["line"].to_numpy(), crs="EPSG:4326")
    return lines.sort_values("border", ignore_index=True)


def length_km(geometry: BaseGeometry) -> float:
    """Geodesic length of a line on WGS 84, in km."""
    return WGS84.geometry_length(geometry) / 1000


def nearest_border(
    lon: Sequence[float], lat: Sequence[float], country: Sequence[str], borders: gpd.GeoDataFrame
) -> tuple[np.ndarray, np.ndarray]:
    """Distance of each point to the nearest land border of its country: (km, border id), NaN and None without one.

    Method: the nearest point of the country's borders is chosen in an azimuthal equidistant projection centred on the
    4° tile of the point; the distance to it is the geodesic on WGS 84 (pyproj.Geod). A border 500 km off may be chosen
    wrongly only against one less than 0.5 % farther; near borders are exact to the metre *on the given lines*, which
    themselves are generalised to about 1 km. Borders of the country with areas of undetermined status count.
    """
    points = pd.DataFrame({"lon": lon, "lat": lat, "country": country})
    where = points.groupby(["lon", "lat", "country"], sort=True, dropna=False).ngroup().to_numpy()
    unique = points.drop_duplicates().sort_values(["lon", "lat", "country"], ignore_index=True)
    km, ids = np.full(len(unique), np.nan), np.full(len(unique), None, dtype=object)
    tiles = [unique["country"], (unique["lon"] // TILE).rename("x"), (unique["lat"] // TILE).rename("y")]
    for (code, _, _), part in unique.groupby(tiles):
        own = borders[(borders["country_a"] == code) | (borders["country_b"] == code)]
        if len(own):
            km[part.index], ids[part.index] = _nearest(part[["lon", "lat"]].to_numpy(), own)
    return km[where], ids[where]


def borders_crossed(line: BaseGeometry, borders: gpd.GeoDataFrame, countries_along: Sequence[str] | None = None) -> list[str]:
    """Land borders that a route crosses, in order and once each.

    `countries_along` is the documented country of each vertex of the line (`SEA` for a point at sea). A leg between two
    countries with a common border crosses that border, wherever the straight leg happens to run: a corridor is not a
    track, and cutting a corner of a third country is no evidence. A leg to or from the sea crosses none. Other legs, and
    lines without documented countries, are crossed geometrically. Raises ValueError when the countries do not fit the line.
    """
    vertices = shapely.get_coordinates(line)
    if countries_along is not None and len(countries_along) != len(vertices):
        raise ValueError(f"borders_crossed: {len(countries_along)} countries for {len(vertices)} vertices; give one a vertex")
    along: Sequence[str | None] = countries_along or [None] * len(vertices)
    known = set(borders["border"])
    crossed: list[str] = []
    for (start, end), (a, b) in zip(pairwise(vertices), pairwise(along), strict=True):
        if "SEA" in (a, b) or (a is not None and a == b):
            continue
        if a and b and pair(a, b) in known:
            crossed.append(pair(a, b))
        else:
            crossed += _cut(shapely.LineString([start, end]), borders)
    return list(dict.fromkeys(crossed))


def _cut(leg: BaseGeometry, borders: gpd.GeoDataFrame) -> list[str]:
    """Borders that a straight leg cuts, in the order it meets them."""
    lines = borders.geometry.to_numpy()
    met = shapely.STRtree(lines).query(leg, "intersects")
    first = [shapely.line_locate_point(leg, shapely.get_parts(shapely.intersection(leg, lines[i]))).min() for i in met]
    return [str(borders["border"].iloc[i]) for _, i in sorted(zip(first, met, strict=True))]


def _nearest(points: np.ndarray, borders: gpd.GeoDataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Kilometres and ids for the points (lon, lat) of one tile."""
    lon, lat = points.mean(axis=0)
    plane = Proj(proj="aeqd", lat_0=lat, lon_0=lon, ellps="WGS84", units="m")  # a Transformer takes 100 ms to look itself up
    parts, owner = shapely.get_parts(borders.geometry.to_numpy(), return_index=True)
    vertices, line = shapely.get_coordinates(shapely.segmentize(parts, STEP), return_index=True)
    flat = np.column_stack(plane(*vertices.T))
    start = np.flatnonzero(line[:-1] == line[1:])
    segments = shapely.linestrings(np.stack([flat[start], flat[start + 1]], axis=1))
    spots = shapely.points(np.column_stack(plane(*points.T)))
    rows, near = shapely.STRtree(segments).query_nearest(spots, all_matches=True)
    first = np.unique(rows, return_index=True)[1]  # a vertex belongs to two segments, a tripoint to two borders
    near = near[first]
    feet = shapely.line_interpolate_point(segments[near], shapely.line_locate_point(segments[near], spots))
    foot_lon, foot_lat = plane(shapely.get_x(feet), shapely.get_y(feet), inverse=True)
    _, _, metres = WGS84.inv(points[:, 0], points[:, 1], foot_lon, foot_lat)
    return metres / 1000, borders["border"].to_numpy()[owner[line[start[near]]]]
