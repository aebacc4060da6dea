"""Country years: UCDP's own totals of deaths, which run on where place-level events end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.engine.memory_table import MemoryTable
from data.query.filters import Filters
from data.subjects import incidents, place_coverage

#: What a chart of years draws deaths of: events at places, UCDP's totals, and later totals that UCDP may revise.
Series = Literal["events", "totals", "preliminary"]


@dataclass(frozen=True)
class Peak:
    """The year with most deaths in a chart of years, and which of its series says so."""

    year: int
    deaths: int
    series: Series


#: No totals: where a chart stands for events alone.
NONE = pd.DataFrame({"year": [], "deaths": []})


@cached_by_version
def _all(dataset: Dataset) -> MemoryTable:
    return MemoryTable.of(dataset.frame(dataset.table("country_years")))


@cached_by_version
def deaths_by_year(dataset: Dataset, countries: tuple[str, ...], years: tuple[int, ...]) -> pd.DataFrame:
    """Columns year, deaths (best estimate) summed over the countries (empty means all)."""
    found = Filters(areas=countries, years=years).narrow(_all(dataset)).frame
    return found.groupby("year", as_index=False)[["deaths"]].sum()


def beside_events(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """The totals that a chart of a question's events may stand beside: none where it asks for more than area and years, of
    which totals know nothing. Columns year, deaths.
    """
    if filters.phases or filters.weapons or filters.picks:
        return NONE
    return deaths_by_year(dataset, filters.countries, filters.years)


def peak(events: pd.DataFrame, totals: pd.DataFrame, preliminary: pd.DataFrame = NONE) -> Peak | None:
    """The highest year of the series (columns year, deaths), of equal ones that of the first; None where none holds a death."""
    drawn: dict[Series, pd.DataFrame] = {"events": events, "totals": totals, "preliminary": preliminary}
    found = [
        Peak(int(row.year), int(row.deaths), name)
        for name, series in drawn.items()
        if len(series) and series.deaths.max() > 0
        for row in [series.loc[series.deaths.idxmax()]]
    ]
    return max(found, key=lambda one: one.deaths, default=None)


@cached_by_version
def share_at_places(dataset: Dataset, countries: tuple[str, ...], asked: tuple[int, ...] = ()) -> float | None:
    """Deaths in place-level events as a share of UCDP's own totals, in the whole years that both cover, of those asked for.
    None without deaths.

    Below 1 where events are missing here, above 1 where UCDP revised an event away.
    """
    years = _in_both(dataset, countries, asked)
    ours, theirs = int(years.events.sum()), int(years.totals.sum())
    return ours / theirs if theirs else None


@cached_by_version
def incomplete_years(dataset: Dataset, countries: tuple[str, ...], asked: tuple[int, ...] = ()) -> tuple[int, ...]:
    """Whole years that both cover, of those asked for, in which place-level events hold less than two thirds of the deaths in
    UCDP's own totals, of which there are 25 or more.
    """
    years = _in_both(dataset, countries, asked)
    return tuple(int(year) for year in years.index[(years.totals >= 25) & (years.events * 3 < years.totals * 2)])


def _in_both(dataset: Dataset, countries: tuple[str, ...], years: tuple[int, ...]) -> pd.DataFrame:
    """Deaths by year in events and in totals, of the years that both cover whole in a country. Columns events, totals."""
    asked = Filters(areas=countries, years=years)
    # What is only possible is hidden unless asked for, and stands in none of UCDP's totals.
    events, totals = incidents.counts(dataset, replace(asked, exclude_possible=True)), asked.narrow(_all(dataset)).frame
    last = int(totals.year.max()) if len(totals) else 0
    both = {
        country: {y for y in place_coverage.whole_years(dataset, (country,)) if y <= last}
        for country in {*events.country, *totals.country}
    }
    ours, theirs = (_within(rows, both) for rows in (events, totals))
    return pd.DataFrame({"events": ours, "totals": theirs}).fillna(0).astype("int64")


def _within(rows: pd.DataFrame, years: dict[str, set[int]]) -> pd.Series:
    """Deaths by year of rows in the years of their country."""
    asked = zip(rows.country, rows.year, strict=True)
    # Of no rows a plain list would be read as a choice of no columns.
    kept = pd.Series([year in years[country] for country, year in asked], index=rows.index, dtype=bool)
    return rows[kept].groupby("year").deaths.sum()
