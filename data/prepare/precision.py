"""How precise coordinates are where the source does not say so, inferred from what else is known of the place.

In this order: events at the same coordinates that state it (the coarsest of them: they agree on placed or not in 96 of 100),
the kind of place that its name ends with (`Anka lga`), coordinates of whole or half degrees (94 of 100 of those that state
their precision stand for a first-level area or more).
"""

from __future__ import annotations

import pandas as pd

#: where_prec by the last word of UCDP's name of the place.
KINDS = {
    **dict.fromkeys(("town", "village", "city"), 1),
    **dict.fromkeys(("lga", "municipality", "district", "cercle"), 3),
    **dict.fromkeys(("state", "region", "province", "department"), 4),
    **dict.fromkeys(("road", "area", "forest", "border"), 5),
}
COUNTRY = 6


def inferred(records: pd.DataFrame) -> pd.Series:
    """where_prec of each record (columns where_prec, iso3, longitude, latitude, where_coordinates, country); stated values
    stay, null where nothing tells.
    """
    stated = records["where_prec"]
    place = [records["iso3"], records["longitude"].round(4), records["latitude"].round(4)]
    there = stated.groupby(place).transform("max")
    name = records["where_coordinates"].str.strip().str.lower()
    kind = name.str.split().str[-1].map(KINDS).astype("float64").mask(name.eq(records["country"].str.lower()), COUNTRY)
    whole, half = (records[["longitude", "latitude"]].mul(n).mod(1).eq(0).all(axis=1) for n in (1, 2))
    degrees = pd.Series(float("nan"), index=records.index).mask(half, 4).mask(whole, COUNTRY)
    return stated.fillna(there).fillna(kind).fillna(degrees)
