"""Trends: the latest full year against the year before and the mean of five, where it happened, and who is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from data.analysis import hot_spots
from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.query.filters import Filters
from data.query.years import FIRST_YEAR
from data.subjects import actors, areas, country_months, country_years, incidents, place_coverage
from data.subjects.country_months import Newest

#: Years whose mean the latest one is held against.
YEARS_BEFORE = 5
#: A change below this share of the other number is called none.
FLAT = 0.1
#: First-level areas and parties that are named.
MOST = 3
#: Stands among the parties for those who are none.
NOBODY = "Civilians"


@dataclass(frozen=True)
class Change:
    """A yearly number: in `year`, in the year before, and the mean of the five years before `year`."""

    year: int
    now: int
    before: int
    mean: float

    @property
    def direction(self) -> str:
        """`none` (no record in both years), `up`, `down` or `flat`, against the year before."""
        if not self.now and not self.before:
            return "none"
        if abs(self.now - self.before) <= FLAT * max(self.now, self.before):
            return "flat"
        return "up" if self.now > self.before else "down"


@dataclass(frozen=True)
class Happening:
    """Events and deaths in an area.

    newest       the latest twelve months that UCDP has totals of, without places
    events, deaths   at places, by calendar year; `preliminary` where UCDP may still revise the latest year
    totals       deaths in UCDP's country totals, which run on
    by_year      columns year, events, deaths, totals; missing where the source does not cover the whole year
    revised      years of it of which UCDP may still revise events
    top          admin1 id, events, deaths of the areas with most events in `top_years`
    involved     parties recorded in most of these events, with the number of events
    last_event   last year with an event, None without any
    """

    newest: Newest | None
    events: Change
    deaths: Change
    preliminary: bool
    totals: Change | None
    by_year: pd.DataFrame
    revised: tuple[int, ...]
    top: tuple[tuple[str, int, int], ...]
    top_years: tuple[int, int] | None
    involved: tuple[tuple[str, int], ...]
    last_event: int | None


@cached_by_version
def happening(dataset: Dataset, filters: Filters) -> Happening:
    """What is on record for the areas of the question in all years."""
    by_year = _by_year(dataset, filters)
    covered = hot_spots.covered_years(dataset, filters.countries)
    last = covered[1] if covered else FIRST_YEAR
    totals = by_year[by_year.totals.notna()].year
    top_years, top = _top(dataset, filters, last)
    named = _involved(dataset, replace(filters, years=top_years)) if top_years else ()
    with_event = incidents.by_year(dataset, filters)
    revised = revised_years(dataset, filters, by_year.year[by_year.events.notna()])
    return Happening(
        newest=country_months.newest(dataset, filters.countries),
        events=_change(by_year, "events", last),
        deaths=_change(by_year, "deaths", last),
        preliminary=last in revised,
        totals=_change(by_year, "totals", int(totals.max())) if len(totals) else None,
        by_year=by_year,
        revised=revised,
        top=top,
        top_years=top_years,
        involved=named,
        last_event=int(with_event.year.max()) if len(with_event) else None,
    )


def _by_year(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """Every year from the first: 0 where a source covers the year and records nothing, missing where it does not cover it."""
    events = incidents.by_year(dataset, filters).set_index("year")
    totals = country_years.deaths_by_year(dataset, filters.countries, ()).set_index("year").deaths
    whole_years = place_coverage.whole_years(dataset, filters.countries)
    years = range(FIRST_YEAR, max([FIRST_YEAR, *whole_years, *totals.index.astype(int)]) + 1)
    # Years that are covered in part, or in some of the countries, are left out: they cannot stand beside whole ones.
    whole = events.reindex(whole_years, fill_value=0)
    found = whole[["events", "deaths"]].reindex(years).assign(totals=totals.reindex(years))
    return found.astype("Int64").rename_axis("year").reset_index()


def revised_years(dataset: Dataset, filters: Filters, years: Iterable[int]) -> tuple[int, ...]:
    """The years among these of which events on record may still be revised."""
    return tuple(sorted({int(year) for year in years} & set(incidents.by_year(dataset, filters, True).year.tolist())))


def _change(by_year: pd.DataFrame, column: str, year: int) -> Change:
    values = by_year.set_index("year")[column]
    return Change(year, int(values[year]), int(values[year - 1]), float(values.loc[year - YEARS_BEFORE : year - 1].mean()))


def _involved(dataset: Dataset, filters: Filters) -> tuple[tuple[str, int], ...]:
    found = actors.recorded(dataset, filters)
    found = found[found.actor != NOBODY]
    return tuple((str(row.actor), int(row.events)) for row in found.head(MOST).itertuples())


def _top(dataset: Dataset, filters: Filters, last: int) -> tuple[tuple[int, int] | None, tuple[tuple[str, int, int], ...]]:
    """The areas with most events in the latest year, else in the latest five, else in all."""
    for first in (last, last - YEARS_BEFORE + 1, FIRST_YEAR):
        found = areas.counts(dataset, replace(filters, years=(first, last)))
        if len(found):
            most = found.sort_values(["events", "deaths", "admin1"], ascending=[False, False, True]).head(MOST)
            rows = tuple((str(row.admin1), int(row.events), int(row.deaths)) for row in most.itertuples())
            years = (int(found["first"].min()), int(found["last"].max()))
            return (years if first == FIRST_YEAR else (first, last)), rows
    return None, ()
