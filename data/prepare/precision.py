"""How precisely a place is known where the source does not say so, inferred from what else is known of it.

In this order: events at the same coordinates that state it (the coarsest of them), the kind of place that its name says
(`Anka lga`), the centroid of a country or of a first-level area, coordinates of whole or half degrees. What is
inferred is named as such.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

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
AREA, COUNTRY = 4, 6
#: Kilometres from a centroid within which coordinates stand for its area. Of those that state their precision, 15 of 15 do
#: within 1 km of a first-level area's centroid and one in four at 1 to 2 km.
AT_CENTROID = {"country": 5.0, "admin1": 1.0}


def inferred(records: pd.DataFrame) -> pd.DataFrame:
    """where_prec and basis of each record (columns where_prec, iso3, longitude, latitude, where_coordinates, country); stated
    values stay, where_prec is null where nothing here tells.
    """
    stated = records["where_prec"]
    there = stated.groupby([records["iso3"], records["longitude"].round(4), records["latitude"].round(4)]).transform("max")
    whole, half = (records[["longitude", "latitude"]].mul(n).mod(1).eq(0).all(axis=1) for n in (1, 2))
    degrees = pd.Series(float("nan"), index=records.index).mask(half, AREA).mask(whole, COUNTRY)
    found = pd.DataFrame({"where_prec": stated, "basis": stated.notna().map({True: "stated", False: "unknown"})})
    for basis, values in {"same coordinates": there, "place name": _named(records), "whole degrees": degrees}.items():
        found["basis"] = found["basis"].mask(found["where_prec"].isna() & values.notna(), basis)
        found["where_prec"] = found["where_prec"].fillna(values)
    return found


def _named(records: pd.DataFrame) -> pd.Series:
    name = records["where_coordinates"].str.strip().str.lower()
    kind = name.str.split().str[-1].map(KINDS).astype("float64")
    for beginning, value in BEGINNINGS.items():
        kind = kind.mask(name.str.match(beginning).fillna(False).astype(bool), value)
    return kind.mask(name.eq(records["country"].str.lower()), COUNTRY)


def at_centroids(incidents: pd.DataFrame, countries: gpd.GeoDataFrame, admin1: gpd.GeoDataFrame) -> pd.DataFrame:
    """The incidents with the precision of those at the centroid of an area, where nothing else told it."""
    for precision, areas in (("admin1", admin1), ("country", countries)):
        unknown = np.flatnonzero(incidents["location_precision"].eq("not stated"))
        points = shapely.points(incidents["lon"].iloc[unknown], incidents["lat"].iloc[unknown])
        centres = shapely.centroid(areas.geometry.to_numpy())
        nearest = centres[shapely.STRtree(centres).nearest(points)] if len(points) else centres[:0]
        _, _, metres = WGS84.inv(*(f(p) for p in (points, nearest) for f in (shapely.get_x, shapely.get_y)))
        near = pd.Series(False, index=incidents.index)
        near.iloc[unknown[np.asarray(metres) <= AT_CENTROID[precision] * 1000]] = True
        incidents = incidents.assign(
            location_precision=incidents["location_precision"].mask(near, precision),
            precision_basis=incidents["precision_basis"].mask(near, "area centroid"),
        )
    return incidents
