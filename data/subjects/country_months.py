"""Country months: UCDP's events and deaths by month without places, which run on where place-level events end."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.query.filters import Filters
from data.query.years import all_years
from data.subjects import country_years

#: Months without totals: where a chart stands for more than area and years, of which totals know nothing.
NONE = pd.DataFrame({"month": [], "deaths": [], "final": []})
NO_YEARS = pd.DataFrame({"year": [], "deaths": []})
_SUM = "+"


@dataclass(frozen=True)
class Newest:
    """The latest twelve months that UCDP has totals of: first and last day, events, deaths; `final` unless UCDP may revise them.

    listed  how many of the countries asked for are in it: of the others nothing is told
    """

    start: datetime.date
    end: datetime.date
    events: int
    deaths: int
    final: bool
    listed: int


@cached_by_version
def _all(dataset: Dataset) -> pd.DataFrame:
    return dataset.frame(dataset.table("country_months"))


@cached_by_version
def by_month(dataset: Dataset, countries: tuple[str, ...]) -> pd.DataFrame:
    """Columns month (year × 12 + month − 1), deaths, final; only months known for each of these countries, in order.

    A sum of two countries counts where both are asked for and one of them is not known by itself. A country whose year holds no
    death in UCDP's totals has none in its months.
    """
    rows = _all(dataset)[_all(dataset).months == 1]
    own = rows[rows.country.isin(countries)]
    deaths = own.pivot(index="month", columns="country", values="deaths").astype("Float64")
    final = own.assign(final=own.status != "preliminary").groupby("month").final.all()
    for pair in {name for name in rows.country if _SUM in name}:
        parts = pair.split(_SUM)
        if set(parts) <= set(countries):
            both = rows[rows.country == pair].set_index("month").deaths.astype("Float64")
            deaths = deaths.reindex(deaths.index.union(both.index))
            apart = deaths.reindex(columns=parts).isna().any(axis=1)
            deaths.loc[apart, parts[0]] = both.reindex(deaths.index)[apart]
            deaths.loc[apart, parts[1]] = 0
            final = final.reindex(deaths.index, fill_value=True)
    deaths = deaths.reindex(columns=list(countries))
    quiet = _quiet(dataset, countries)
    for country in countries:
        none = np.array([(country, month // 12) in quiet for month in deaths.index], dtype=bool)
        deaths[country] = deaths[country].mask(deaths[country].isna() & none, 0)
    known = deaths[deaths.notna().all(axis=1)]
    summed = known.sum(axis=1).astype("int64")
    return pd.DataFrame({"month": summed.index, "deaths": summed.to_numpy(), "final": final.reindex(summed.index).to_numpy()})


def _quiet(dataset: Dataset, countries: tuple[str, ...]) -> set[tuple[str, int]]:
    """Countries and years without a death in UCDP's yearly totals."""
    return {(country, year) for country, year in _all_quiet(dataset) if country in countries}


@cached_by_version
def _all_quiet(dataset: Dataset) -> frozenset[tuple[str, int]]:
    table = dataset.table("country_years")
    rows = dataset.frame(table.filter(table.deaths == 0).select("country", "year"))
    return frozenset(zip(rows.country, rows.year.astype(int), strict=True))


def beside_events(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """The months that a chart of a question's events may stand beside: none where it asks for more than area and years."""
    if filters.phases or filters.weapons or filters.picks or not filters.countries:
        return NONE
    return by_month(dataset, filters.countries)


def later_beside(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """The years that a chart may draw after UCDP's yearly totals end, of those asked for. Columns year, deaths."""
    totals = country_years.beside_events(dataset, filters.without("years"))
    if totals.empty:
        return NO_YEARS
    found = later_years(dataset, filters.countries, int(totals.year.max()))
    return found[found.year.between(*filters.span(all_years(dataset)))]


@cached_by_version
def later_years(dataset: Dataset, countries: tuple[str, ...], after: int) -> pd.DataFrame:
    """Columns year, deaths: years after `after` of which all twelve months are known; UCDP may revise them."""
    found = by_month(dataset, countries)
    by_year = found.groupby(found.month // 12).deaths.agg(["size", "sum"])
    whole = by_year[(by_year["size"] == 12) & (by_year.index > after)]
    return pd.DataFrame({"year": whole.index.astype(int), "deaths": whole["sum"].to_numpy()})


@cached_by_version
def events_by_year(dataset: Dataset, country: str) -> dict[int, int]:
    """Events of years of which all twelve months of a country are known, UCDP's preliminary ones among them."""
    rows = _all(dataset)
    own = rows[(rows.country == country) & (rows.months == 1) & rows.events.notna()]
    by_year = own.groupby(own.month // 12).events.agg(["size", "sum"])
    return {int(year): int(row["sum"]) for year, row in by_year.iterrows() if row["size"] == 12}


@cached_by_version
def newest(dataset: Dataset, countries: tuple[str, ...]) -> Newest | None:
    """The latest twelve months with totals of any of these countries."""
    rows = _all(dataset)[_all(dataset).country.isin(countries)]
    periods = rows[rows.months == 12]
    if periods.empty:
        single = rows[rows.months == 1]
        last = single.groupby("country").month.max()
        if last.empty:
            return None
        end = int(last.min())
        periods = single[single.month.between(end - 11, end)]
        if len(periods) != 12 * periods.country.nunique():
            return None
    else:
        periods = periods[periods.month == periods.month.max()]
    start = int(periods.month.min())
    end = start + 11
    return Newest(
        datetime.date(start // 12, start % 12 + 1, 1),
        datetime.date(end // 12 + (end % 12 + 1) // 12, (end % 12 + 1) % 12 + 1, 1) - datetime.timedelta(days=1),
        int(periods.events.sum()),
        int(periods.deaths.sum()),
        not (periods.status == "preliminary").any(),
        int(periods.country.nunique()),
    )
