"""Areas: first-level areas (admin1) of countries, their shapes, and the events recorded in each."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.ground.countries import admin1_countries
from data.query.filters import Filters
from data.query.years import all_years
from data.subjects import place_coverage
from data.subjects.incident_memory import SUMMED, details, summed, with_reports
from data.subjects.unplaced import Unplaced, elsewhere, unplaced

#: An area with fewer events shows no share: one event more or less would change it by a tenth or more.
FEWEST_FOR_SHARE = 10


@cached_by_version
def counts(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """Columns admin1, events, deaths, with_weapon, first, last (years), reports (behind with_weapon); only areas with an
    event, by id.

    A source may count an event for a country although its place lies across the border: areas of countries that were not
    asked for are left out, and `left_out` counts their events.
    """
    found = with_reports(dataset, filters, summed(details(dataset, filters, "admin1", *SUMMED), "admin1"), "admin1")
    asked = found.admin1.map(admin1_countries(dataset)).isin(filters.countries) if filters.countries else found.admin1.notna()
    return found[asked].reset_index(drop=True)


@cached_by_version
def named(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """As `counts`, of all events whatever weapon they name: `with_weapon` counts those that fit the chosen weapons, else those
    that name any. Of events chosen by their weapon every one would name it.
    """
    every = counts(dataset, filters.without("weapons"))
    if not filters.weapons:
        return every
    chosen = counts(dataset, filters).set_index("admin1")
    fitting, told = (every.admin1.map(chosen[name]).fillna(0).astype(int) for name in ("events", "reports"))
    return every.assign(with_weapon=fitting, reports=told)


@cached_by_version
def without_data(dataset: Dataset, filters: Filters) -> tuple[str, ...]:
    """The areas asked for in which no place is known of any day of the years asked for, and in which no event is on record:
    that none is there tells nothing. By id.
    """
    first, last = filters.span(all_years(dataset))
    start, end = datetime.date(first, 1, 1), datetime.date(last, 12, 31)
    # Reports of a month hold a few events that began before the days of which it speaks.
    told = {*counts(dataset, Filters(filters.areas, filters.years)).admin1}
    return tuple(
        area
        for area, country in admin1_countries(dataset).items()
        if (country in filters.countries or not filters.countries)
        and area not in told
        and not place_coverage.knows_area(dataset, country, area, start, end)
    )


@dataclass(frozen=True)
class LeftOut:
    """What no area shows: `unplaced`, in no area at all; `across`, events in an area of a country that was not asked for.

    unknown, asked  areas `without_data`, and all there are of what was asked for
    silent          whether an area with data has no event
    elsewhere       events and deaths that cannot be placed, of a question from which a place was picked
    """

    unplaced: Unplaced
    across: int
    unknown: int = 0
    asked: int = 0
    silent: bool = True
    elsewhere: tuple[int, int] = (0, 0)


@cached_by_version
def left_out(dataset: Dataset, filters: Filters) -> LeftOut:
    rows = details(dataset, filters, "admin1", "events")
    placed, shown = int(rows.events[rows.admin1.notna()].sum()), counts(dataset, filters)
    unknown = len(without_data(dataset, filters))
    asked = sum(not filters.countries or country in filters.countries for country in admin1_countries(dataset).values())
    silent = asked > unknown + len(shown)
    across = placed - int(shown.events.sum())
    return LeftOut(unplaced(dataset, filters, "area"), across, unknown, asked, silent, elsewhere(dataset, filters))


@cached_by_version
def shapes(dataset: Dataset) -> gpd.GeoDataFrame:
    """Every first-level area: columns admin1, name, country, and its geometry in full detail; WGS 84."""
    frame = dataset.frame(dataset.table("admin1").select("admin1", "name", "country", "shape").order_by("admin1"))
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries.from_wkb(frame.pop("shape")), crs=4326)


@cached_by_version
def country_borders(dataset: Dataset) -> gpd.GeoDataFrame:
    """Land borders between countries: columns border, status, and the line; WGS 84."""
    frame = dataset.frame(dataset.table("borders").select("border", "status", "shape").order_by("border"))
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries.from_wkb(frame.pop("shape")), crs=4326)
