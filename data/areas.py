"""Areas: first-level areas (admin1) of countries, their shapes, and the events recorded in each."""

from __future__ import annotations

import geopandas as gpd
import ibis
import pandas as pd

from data.filters import Filters
from data.store import answered_once, store

#: An area with fewer events shows no share: one event more or less would change it by a tenth or more.
FEWEST_FOR_SHARE = 10


@answered_once
def counts(filters: Filters) -> pd.DataFrame:
    """Columns admin1, events, deaths, with_weapon, first, last (years); only areas with an event, by id."""
    rows = filters.narrow(store().table("incidents"))
    placed = rows.filter(rows.admin1.notnull())
    found = placed.group_by("admin1").agg(
        events=placed.events.sum(),
        deaths=placed.deaths.sum(),
        with_weapon=ibis.ifelse(placed.weapons.length() > 0, placed.events, 0).sum(),
        first=placed.year.min(),
        last=placed.year.max(),
    )
    return store().frame(found.order_by("admin1"))


@answered_once
def unplaced(filters: Filters) -> int:
    """Events whose place is too vague, or too far off land, for any area."""
    rows = filters.narrow(store().table("incidents"))
    vague = rows.filter(rows.admin1.isnull())
    return int(store().frame(vague.agg(n=vague.events.sum().fill_null(0))).n.iloc[0])


@answered_once
def shapes() -> gpd.GeoDataFrame:
    """Every first-level area: columns admin1, name, country, and its geometry in full detail; WGS 84."""
    frame = store().frame(store().table("admin1").select("admin1", "name", "country", "shape").order_by("admin1"))
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries.from_wkb(frame.pop("shape")), crs=4326)


@answered_once
def countries() -> dict[str, str]:
    """The country (ISO3) of each first-level area."""
    rows = store().table("admin1")
    return dict(store().frame(rows.select("admin1", "country")).itertuples(index=False, name=None))


@answered_once
def country_borders() -> gpd.GeoDataFrame:
    """Land borders between countries: columns border, status, and the line; WGS 84."""
    frame = store().frame(store().table("borders").select("border", "status", "shape").order_by("border"))
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries.from_wkb(frame.pop("shape")), crs=4326)
