"""Incidents: events of organised violence, counted, mapped and listed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.query.filters import Filters
from data.subjects.incident_memory import SUMMED, details, in_cells, named, placed, spots, summed, totals, with_reports
from data.subjects.incident_memory import counts as counts

#: More groups than this are drawn as cells, since single points would hide one another.
MOST_POINTS = 3000
#: A cell layer stays below this many cells, so that a change of filters stays below 100 kB.
MOST_CELLS = 2500
#: A cell is no smaller than this part of the area it lies in, or nobody could see it.
SMALLEST_CELL = 1 / 90
#: Mean edge of an H3 cell in km, by resolution.
CELL_EDGE_KM = {3: 69, 4: 26, 5: 10, 6: 4}
KM_PER_DEGREE = 111.2
#: Records listed for one mark; the rest is counted.
MOST_RECORDS = 200


@cached_by_version
def by_year(dataset: Dataset, filters: Filters, preliminary: bool = False) -> pd.DataFrame:
    """Columns year, events, deaths; only years with a record. `preliminary`: only what UCDP may still revise, here and below."""
    return totals(part(counts(dataset, filters), preliminary), "year", "events", "deaths")


@cached_by_version
def hidden(dataset: Dataset, filters: Filters) -> tuple[int, int]:
    """Events and deaths that the evidence filter hides: UCDP has not cleared them."""
    if not filters.exclude_possible:
        return 0, 0
    every, shown = (counts(dataset, asked) for asked in (replace(filters, exclude_possible=False), filters))
    return int(every.events.sum() - shown.events.sum()), int(every.deaths.sum() - shown.deaths.sum())


@cached_by_version
def by_month(dataset: Dataset, filters: Filters, preliminary: bool = False) -> pd.DataFrame:
    """Columns month (year × 12 + month − 1), events, deaths; only events whose month is known, in order."""
    found = part(details(dataset, filters, "month", "preliminary", *SUMMED), preliminary)
    return summed(found, "month")[["month", "events", "deaths"]]


@cached_by_version
def violence_by_year(dataset: Dataset, filters: Filters, preliminary: bool = False) -> pd.DataFrame:
    """Columns year, group (type of violence), events."""
    found, events = part(counts(dataset, filters), preliminary), Counter[tuple[int, str]]()
    for year, violence, n in zip(found.year.tolist(), found.violence, found.events.tolist(), strict=True):
        events[year, violence] += n
    return pd.DataFrame([(*cell, n) for cell, n in sorted(events.items())], columns=["year", "group", "events"])


def part(found: pd.DataFrame, preliminary: bool) -> pd.DataFrame:
    """Rows of `counts` or `details`: all of them, or those alone that UCDP may still revise."""
    return found[found.preliminary] if preliminary else found


@cached_by_version
def period(dataset: Dataset, countries: tuple[str, ...]) -> tuple[int, int] | None:
    """First and last year with a place-level record in these countries (empty means all), or None."""
    years = counts(dataset, Filters(areas=countries)).year
    return (int(years.min()), int(years.max())) if len(years) else None


@dataclass(frozen=True)
class Marks:
    """Incidents as the map shows them: `resolution` is the H3 resolution of the cells, or 0 for places.

    frame  columns events, deaths, with_weapon, reports (behind these), first, last (years), and either cell (whole number)
           or lon, lat, place, country
    """

    resolution: int
    frame: pd.DataFrame


@cached_by_version
def marks(dataset: Dataset, filters: Filters) -> Marks:
    """Places while there are few, else cells, as fine as their number allows."""
    found = counts(dataset, filters)
    if found.records.sum() <= MOST_POINTS:
        rows = placed(dataset, filters, "lon", "lat", "place", "country", *SUMMED)
        spot = spots(rows)
        places = with_reports(dataset, filters, summed(rows.assign(spot=spot), "spot"), "spot")
        return Marks(0, places.drop(columns="spot").join(named(rows, spot)))
    for resolution in reversed(_visible(found)):
        cells = summed(in_cells(dataset, filters, resolution, "cell", *SUMMED), "cell")
        if len(cells) <= MOST_CELLS:
            break
    return Marks(resolution, with_reports(dataset, filters, cells, f"cell{resolution}"))


def _visible(found: pd.DataFrame) -> list[int]:
    """Resolutions whose cells can be seen in the area of these sums, coarsest first; the coarsest always can."""
    degrees = max(found.east.max() - found.west.min(), found.north.max() - found.south.min())
    return [r for r, edge in CELL_EDGE_KM.items() if edge * 2 / KM_PER_DEGREE >= degrees * SMALLEST_CELL] or [min(CELL_EDGE_KM)]


@cached_by_version
def at_mark(
    dataset: Dataset, filters: Filters, resolution: int, cell: int = 0, lon: float = 0.0, lat: float = 0.0
) -> pd.DataFrame:
    """The records behind one mark, latest first, all columns of the contract; at most MOST_RECORDS."""
    rows = filters.narrow(dataset.table("incidents"))
    here = rows[f"cell{resolution}"] == cell if resolution else (rows.lon == lon) & (rows.lat == lat)
    return dataset.frame(rows.filter(here).order_by(rows.start.desc(), rows.id).limit(MOST_RECORDS))


def cell_resolution(cell: str) -> int:
    """The resolution of a cell, which stands in its name."""
    return int(cell[1], 16)
