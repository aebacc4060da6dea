"""Countries: their UN names in three languages, and where their label stands."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset


@cached_by_version
def everywhere(dataset: Dataset) -> pd.DataFrame:
    """Every country by ISO3 (index): name_en, name_fr, name_es, status, region, lon, lat. Without shapes."""
    return dataset.frame(dataset.table("countries").drop("shape")).set_index("country")


def typographic(name: str) -> str:
    """A name as it is set in type: sources write its apostrophe straight."""
    return name.replace("'", "’")


@cached_by_version
def names_in(dataset: Dataset, language: str) -> dict[str, str]:
    """UN short name by ISO3 in `en`, `fr` or `es`, as it is shown."""
    names: dict[str, str] = everywhere(dataset)[f"name_{language}"].map(typographic).to_dict()
    return names


@cached_by_version
def label_points(dataset: Dataset) -> dict[str, tuple[float, float]]:
    """Longitude and latitude of a point inside each country, by ISO3: where its label stands."""
    found = everywhere(dataset)
    return dict(zip(found.index, zip(found.lon.astype(float), found.lat.astype(float), strict=True), strict=True))


@cached_by_version
def covered(dataset: Dataset) -> tuple[str, ...]:
    """ISO3 codes a filter may name: countries in focus and their neighbours of which some source tells, be it events, yearly
    totals, flows or corridors. Any other would be shown without a single record, and read as a country at peace.
    """
    found = everywhere(dataset)
    near = found.index[(found.region != "world") & (found.status != "undetermined")]
    told_of = with_events_covered(dataset) | _recorded(dataset, "flows") | _recorded(dataset, "routes")
    return tuple(country for country in near if country in told_of)


@cached_by_version
def with_events_covered(dataset: Dataset) -> frozenset[str]:
    """ISO3 codes of countries whose events a source counts: it gives yearly totals for them, be they zero, or events."""
    return _recorded(dataset, "incidents") | _recorded(dataset, "country_years")


def _recorded(dataset: Dataset, table: str) -> frozenset[str]:
    """Countries with a row in a table."""
    rows = dataset.table(table)
    named = rows.select(country=rows.countries.unnest()) if "countries" in rows.columns else rows.select("country")
    return frozenset(dataset.frame(named.distinct()).country.dropna())


@cached_by_version
def admin1_names(dataset: Dataset) -> dict[str, str]:
    """Names of admin1 areas by id, as they are shown."""
    rows = dataset.table("admin1")
    found = dataset.frame(rows.select("admin1", "name"))
    return dict(zip(found.admin1, found.name.map(typographic), strict=True))


@cached_by_version
def admin1_countries(dataset: Dataset) -> dict[str, str]:
    """The country (ISO3) of each admin1 area by its id."""
    rows = dataset.table("admin1")
    return dict(dataset.frame(rows.select("admin1", "country")).itertuples(index=False, name=None))


@cached_by_version
def shapes(dataset: Dataset) -> gpd.GeoDataFrame:
    """Countries of the region with their geometry, for cameras: columns country, region; WGS 84."""
    rows = dataset.table("countries")
    frame = dataset.frame(rows.filter(rows.region != "world").select("country", "region", "shape"))
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries.from_wkb(frame.pop("shape")), crs=4326)
