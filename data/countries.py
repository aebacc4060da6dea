"""Countries: their UN names in three languages, and where their label stands."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from data.store import answered_once, store


@answered_once
def everywhere() -> pd.DataFrame:
    """Every country by ISO3 (index): name_en, name_fr, name_es, status, region, lon, lat. Without shapes."""
    return store().frame(store().table("countries").drop("shape")).set_index("country")


@answered_once
def names_in(language: str) -> dict[str, str]:
    """UN short name by ISO3 in `en`, `fr` or `es`."""
    return everywhere()[f"name_{language}"].to_dict()


@answered_once
def label_points() -> dict[str, tuple[float, float]]:
    """Longitude and latitude of a point inside each country, by ISO3: where its label stands."""
    found = everywhere()
    return dict(zip(found.index, zip(found.lon.astype(float), found.lat.astype(float), strict=True), strict=True))


@answered_once
def in_region() -> tuple[str, ...]:
    """ISO3 codes a filter may name: the focus countries and their neighbours."""
    found = everywhere()
    return tuple(found.index[(found.region != "world") & (found.status != "undetermined")])


@answered_once
def admin1_names() -> dict[str, str]:
    """Names of admin1 areas by id."""
    rows = store().table("admin1")
    return dict(store().frame(rows.select("admin1", "name")).itertuples(index=False, name=None))


@answered_once
def shapes() -> gpd.GeoDataFrame:
    """Countries of the region with their geometry, for cameras: columns country, region; WGS 84."""
    rows = store().table("countries")
    frame = store().frame(rows.filter(rows.region != "world").select("country", "region", "shape"))
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries.from_wkb(frame.pop("shape")), crs=4326)
