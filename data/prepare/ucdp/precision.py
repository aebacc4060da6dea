"""How precisely a place is known where the source does not say so, inferred from what else is known of it.

In this order: events at the same coordinates that state it (the coarsest of them), the kind of place that its name says
(`Anka lga`), coordinates of whole or half degrees, a populated place there, the centroid of a country or of a first-level
area. What is inferred is named as such.
"""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.prepare.core.row_checks import numbers
from data.prepare.files.read_tables import read_csv
from geo.areas import WGS84

#: where_prec by the last word of UCDP's name of the place.
KINDS = {
    **dict.fromkeys(("town", "village", "city"), 1),
    **dict.fromkeys(("lga", "municipality", "district", "cercle", "commune", "locality"), 3),
    **dict.fromkeys(("state", "region", "province", "department"), 4),
    **dict.fromkeys(("road", "area", "forest", "border"), 5),
}
#: where_prec by how that name begins.
BEGINNINGS = {r"\d+ ?k(?:m|ilomet)": 2, r"(?:between|road) ": 5}
DISTRICT, AREA, COUNTRY = 3, 4, 6
#: Kilometres from a populated place within which coordinates are its own. Of 6,451 events there that state their precision, 99 in
#: 100 are known to a district or better (of 1,368 at 0.5 to 1 km, 95).
AT_TOWN = 0.5
GAZETTEER = Path("gazetteer") / "geonames_places.csv.gz"
#: Kilometres from a centroid within which coordinates stand for its area. Of those that state their precision, 15 of 15 do
#: within 1 km of a first-level area's centroid and one in four at 1 to 2 km.
AT_CENTROID = {"country": 5.0, "admin1": 1.0}
NO_TOWNS = np.empty((0, 2))


def towns(raw: Path) -> np.ndarray:
    """Populated places of the gazetteer (longitude, latitude), without which less is inferred: none where it is not there."""
    if not (raw / GAZETTEER).is_file():
        return NO_TOWNS
    found = read_csv(raw / GAZETTEER, ["longitude", "latitude"], [])
    return np.column_stack([numbers(found["longitude"]), numbers(found["latitude"])])


def inferred(records: pd.DataFrame, towns: np.ndarray) -> pd.DataFrame:
    """where_prec and basis of each record (columns where_prec, iso3, longitude, latitude, where_coordinates, country); stated
    values stay, where_prec is null where nothing here tells. `towns` as `towns` gives them.
    """
    stated = records["where_prec"]
    there = stated.groupby([records["iso3"], records["longitude"].round(4), records["latitude"].round(4)]).transform("max")
    whole, half = (records[["longitude", "latitude"]].mul(n).mod(1).eq(0).all(axis=1) for n in (1, 2))
    degrees = pd.Series(float("nan"), index=records.index).mask(half, AREA).mask(whole, COUNTRY)
    found = pd.DataFrame({"where_prec": stated, "basis": stated.notna().map({True: "stated", False: "unknown"})})
    told = {
        "same coordinates": there,
        "place name": _named(records),
        "whole degrees": degrees,
        "populated place": _at_towns(records, towns),
    }
    for basis, values in told.items():
        found["basis"] = found["basis"].mask(found["where_prec"].isna() & values.notna(), basis)
        found["where_prec"] = found["where_prec"].fillna(values)
    return found


def _named(records: pd.DataFrame) -> pd.Series:
    name = records["where_coordinates"].str.strip().str.lower()
    kind = name.str.split().str[-1].map(KINDS).astype("float64")
    for beginning, value in BEGINNINGS.items():
        kind = kind.mask(name.str.match(beginning).fillna(False).astype(bool), value)
    return kind.mask(name.eq(records["country"].str.lower()), COUNTRY)


def _at_towns(records: pd.DataFrame, towns: np.ndarray) -> pd.Series:
    near = _km_to_nearest(records["longitude"], records["latitude"], shapely.points(towns)) <= AT_TOWN
    return pd.Series(np.where(near, DISTRICT, np.nan), index=records.index)


def _km_to_nearest(lon: pd.Series, lat: pd.Series, places: np.ndarray) -> np.ndarray:
    """Geodesic distance of each point to the nearest place in degrees; infinite where there is none."""
    points = shapely.points(lon.to_numpy(dtype=float), lat.to_numpy(dtype=float))
    if not len(points) or not len(places):
        return np.full(len(points), np.inf)
    nearest = places[shapely.STRtree(places).nearest(points)]
    _, _, metres = WGS84.inv(*(f(p) for p in (points, nearest) for f in (shapely.get_x, shapely.get_y)))
    return np.asarray(metres) / 1000


def at_centroids(incidents: pd.DataFrame, countries: gpd.GeoDataFrame, admin1: gpd.GeoDataFrame) -> pd.DataFrame:
    """The incidents with the precision of those at the centroid of an area, where nothing else told it."""
    for precision, areas in (("admin1", admin1), ("country", countries)):
        centres = shapely.centroid(areas.geometry.to_numpy())
        near = _km_to_nearest(incidents["lon"], incidents["lat"], centres) <= AT_CENTROID[precision]
        near &= incidents["location_precision"].eq("not stated").to_numpy()
        incidents = incidents.assign(
            location_precision=incidents["location_precision"].mask(near, precision),
            precision_basis=incidents["precision_basis"].mask(near, "area centroid"),
        )
    return incidents
