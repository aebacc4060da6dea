"""Incidents: events of organised violence, counted, mapped and listed."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import pandas as pd

from data.filters import Filters
from data.held import Held
from data.picks import PICKS
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


#: Everything a filter asks of incidents, but for most picks: by these, the sums are few whatever the number of incidents.
_ASKED = ["country", "year", "phase", "weapons", "reliability", "violence"]


def _sums(filters: Filters) -> pd.DataFrame:
    rows = filters.narrow(store().table("incidents"))
    sums = rows.group_by(_ASKED).agg(
        events=rows.events.sum(), deaths=rows.deaths.sum(), records=rows.count(),
        west=rows.lon.min(), east=rows.lon.max(), south=rows.lat.min(), north=rows.lat.max(),
    )  # fmt: skip
    found = store().frame(sums.order_by(_ASKED))
    return found.assign(weapons=found.weapons.map(tuple))


@answered_once
def _all_sums() -> Held:
    return Held.of(_sums(Filters()))


@answered_once
def counts(filters: Filters) -> pd.DataFrame:
    """Sums: columns country, year, phase, weapons (codes), reliability, violence; events, deaths, records; and their
    box west, east, south, north (°).
    """
    if any("incidents" in PICKS[name].tests and name != "violence" for name, _ in filters.picks):
        return _sums(filters)
    return filters.narrow(_all_sums()).frame


@answered_once
def by_year(filters: Filters) -> pd.DataFrame:
    """Columns year, events, deaths; only years with a record."""
    return counts(filters).groupby("year", as_index=False)[["events", "deaths"]].sum()


@answered_once
def by_month(filters: Filters) -> pd.DataFrame:
    """Columns month (year × 12 + month − 1), events, deaths; only events whose month is known, in order."""
    rows = filters.narrow(store().table("incidents"))
    known = rows.filter(rows.month.notnull())
    found = known.group_by("month").agg(events=known.events.sum(), deaths=known.deaths.sum())
    return store().frame(found.order_by("month").mutate(month=found.month.cast("int64")))


@answered_once
def violence_by_year(filters: Filters) -> pd.DataFrame:
    """Columns year, group (type of violence), events."""
    found = counts(filters).rename(columns={"violence": "group"})
    return found.groupby(["year", "group"], as_index=False)[["events"]].sum()


@answered_once
def period(countries: tuple[str, ...]) -> tuple[int, int] | None:
    """First and last year with a place-level record in these countries (empty means all), or None."""
    years = counts(Filters(areas=countries)).year
    return (int(years.min()), int(years.max())) if len(years) else None


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
    found = counts(filters)
    if found.records.sum() <= MOST_POINTS:
        return Marks(0, _marked(filters, ["lon", "lat"], place="max", country="max"))
    # Cells of all sizes that can be seen at once: the database is asked once, and the finest that fit are added up here.
    by = [f"cell{r}" for r in _visible(found)]
    cells = _marked(filters, by)
    fits = [name for name in by if cells[name].nunique() <= MOST_CELLS] or by[:1]
    frame = cells.groupby(fits[-1], as_index=False).agg(_SUMMED)
    return Marks(int(fits[-1].removeprefix("cell")), frame.rename(columns={fits[-1]: "cell"}))


_SUMMED = {"events": "sum", "deaths": "sum", "with_weapon": "sum", "first": "min", "last": "max"}


def _marked(filters: Filters, by: list[str], **also: str) -> pd.DataFrame:
    """What a mark shows, for the incidents that share some columns, in their order."""
    rows = filters.narrow(store().table("incidents"))
    return store().frame(
        rows.group_by(by).agg(
            events=rows.events.sum(),
            deaths=rows.deaths.sum(),
            with_weapon=ibis.ifelse(rows.weapons.length() > 0, rows.events, 0).sum(),
            first=rows.year.min(),
            last=rows.year.max(),
            **{name: getattr(rows[name], how)() for name, how in also.items()},
        ).order_by(by)
    )  # fmt: skip


def _visible(found: pd.DataFrame) -> list[int]:
    """Resolutions whose cells can be seen in the area of these sums, coarsest first; the coarsest always can."""
    degrees = max(found.east.max() - found.west.min(), found.north.max() - found.south.min())
    return [r for r, edge in CELL_EDGE_KM.items() if edge * 2 / KM_PER_DEGREE >= degrees * SMALLEST_CELL] or [min(CELL_EDGE_KM)]


@answered_once
def at_mark(filters: Filters, resolution: int, cell: int = 0, lon: float = 0.0, lat: float = 0.0) -> pd.DataFrame:
    """The records behind one mark, latest first, all columns of the contract; at most MOST_RECORDS."""
    rows = filters.narrow(store().table("incidents"))
    here = rows[f"cell{resolution}"] == cell if resolution else (rows.lon == lon) & (rows.lat == lat)
    return store().frame(rows.filter(here).order_by(rows.start.desc(), rows.id).limit(MOST_RECORDS))


def cell_resolution(cell: str) -> int:
    """The resolution of a cell, which stands in its name."""
    return int(cell[1], 16)
