"""Incidents: events of organised violence, counted, mapped and listed."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import pandas as pd
from ibis.expr.types import Table

from data.filters import Filters
from data.store import answered_once, store

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


def _counts(filters: Filters) -> Table:
    """Events and deaths by everything a filter asks, small whatever the number of incidents; picks ask more."""
    if filters.picks:
        return filters.narrow(store().table("incidents"))

    def build() -> Table:
        rows = store().table("incidents")
        by = ["country", "year", "phase", "weapons", "reliability"]
        return rows.group_by(by).agg(events=rows.events.sum(), deaths=rows.deaths.sum())

    return filters.narrow(store().kept("incident_counts", build))


@answered_once
def counts(filters: Filters) -> pd.DataFrame:
    """Columns year, phase, weapons (list of codes), events, deaths."""
    rows = _counts(filters)
    return store().frame(rows.group_by("year", "phase", "weapons").agg(events=rows.events.sum(), deaths=rows.deaths.sum()))


def by_year(filters: Filters) -> pd.DataFrame:
    """Columns year, events, deaths; only years with a record."""
    return counts(filters).groupby("year", as_index=False)[["events", "deaths"]].sum()


@answered_once
def period(countries: tuple[str, ...]) -> tuple[int, int] | None:
    """First and last year with a place-level record in these countries (empty means all), or None."""
    rows = _counts(Filters(areas=countries))
    found = store().frame(rows.agg(first=rows.year.min(), last=rows.year.max())).iloc[0]
    return None if pd.isna(found["first"]) else (int(found["first"]), int(found["last"]))


@dataclass(frozen=True)
class Marks:
    """Incidents as the map shows them: `resolution` is the H3 resolution of the cells, or 0 for places.

    frame  columns events, deaths, with_weapon, first, last (years), and either cell (whole number) or
           lon, lat, place, country
    """

    resolution: int
    frame: pd.DataFrame


@answered_once
def marks(filters: Filters) -> Marks:
    """Places while there are few, else cells, as fine as their number allows."""
    rows = filters.narrow(store().table("incidents"))
    size = (
        store()
        .frame(
            rows.agg(
                groups=rows.count(),
                degrees=ibis.greatest(rows.lon.max() - rows.lon.min(), rows.lat.max() - rows.lat.min()),
                **{f"cells{r}": rows[f"cell{r}"].approx_nunique() for r in CELL_EDGE_KM},
            )
        )
        .iloc[0]
    )
    if size.groups <= MOST_POINTS:
        by = ["lon", "lat"]
        also = {"place": rows.place.max(), "country": rows.country.max()}
        resolution = 0
    else:
        resolution = _resolution(size)
        by = [f"cell{resolution}"]
        also = {}
    frame = store().frame(
        rows.group_by(by).agg(
            events=rows.events.sum(),
            deaths=rows.deaths.sum(),
            with_weapon=ibis.ifelse(rows.weapons.length() > 0, rows.events, 0).sum(),
            first=rows.year.min(),
            last=rows.year.max(),
            **also,
        ).order_by(by)
    )
    return Marks(resolution, frame.rename(columns={f"cell{resolution}": "cell"}))


def _resolution(size: pd.Series) -> int:
    """The finest cells that are few enough, and wide enough to be seen in an area of so many degrees."""
    seen = [r for r, edge in CELL_EDGE_KM.items() if edge * 2 / KM_PER_DEGREE >= size.degrees * SMALLEST_CELL]
    return max((r for r in seen if size[f"cells{r}"] <= MOST_CELLS), default=min(CELL_EDGE_KM))


@answered_once
def at_mark(filters: Filters, resolution: int, cell: int = 0, lon: float = 0.0, lat: float = 0.0) -> pd.DataFrame:
    """The records behind one mark, latest first, all columns of the contract; at most MOST_RECORDS."""
    rows = filters.narrow(store().table("incidents"))
    here = rows[f"cell{resolution}"] == cell if resolution else (rows.lon == lon) & (rows.lat == lat)
    return store().frame(rows.filter(here).order_by(rows.start.desc(), rows.id).limit(MOST_RECORDS))


def cell_resolution(cell: str) -> int:
    """The resolution of a cell, which stands in its name."""
    return int(cell[1], 16)
