"""Incidents: events of organised violence, counted, mapped and listed."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import numpy as np
import pandas as pd
from ibis.expr.types import Table

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


def _numbered() -> Table:
    """Incidents with the number of the sum that each belongs to."""
    rows = store().table("incidents")
    return rows.mutate(sum=ibis.dense_rank().over(order_by=_ASKED))


def _sums(rows: Table) -> pd.DataFrame:
    sums = rows.group_by(["sum", *_ASKED]).agg(
        events=rows.events.sum(), deaths=rows.deaths.sum(), records=rows.count(),
        west=rows.lon.min(), east=rows.lon.max(), south=rows.lat.min(), north=rows.lat.max(),
    )  # fmt: skip
    found = store().frame(sums.order_by("sum")).set_index("sum")
    return found.assign(weapons=found.weapons.map(tuple))


@answered_once
def _all_sums() -> Held:
    return Held.of(_sums(_numbered()))


def _narrower(filters: Filters) -> bool:
    """Whether the question asks for more than the sums know."""
    return any("incidents" in PICKS[name].tests and name != "violence" for name, _ in filters.picks)


@answered_once
def counts(filters: Filters) -> pd.DataFrame:
    """Sums: columns country, year, phase, weapons (codes), reliability, violence; events, deaths, records; and their
    box west, east, south, north (°).
    """
    if _narrower(filters):
        return _sums(filters.narrow(_numbered()))
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
    chosen = _chosen(filters, found)
    if len(chosen) <= MOST_POINTS:
        return Marks(0, _summed(chosen, "spot").join(_spots(), on="spot").drop(columns="spot"))
    for resolution in reversed(_visible(found)):
        cells = _summed(chosen, f"cell{resolution}")
        if len(cells) <= MOST_CELLS:
            break
    return Marks(resolution, cells.rename(columns={f"cell{resolution}": "cell"}))


@answered_once
def _records() -> pd.DataFrame:
    """What marks are made of, in memory, in the order of years: an Ibis query costs more than counting a million of them.

    Index `sum`; columns id, events, deaths, with_weapon, year, and as categories spot (row of `_spots`) and the cells.
    """
    rows = _numbered()
    cells = [f"cell{r}" for r in CELL_EDGE_KM]
    armed = ibis.ifelse(rows.weapons.length() > 0, rows.events, 0)
    spot = ibis.dense_rank().over(order_by=["lon", "lat"])
    shown = rows.select("sum", "id", "events", "deaths", "year", *cells, with_weapon=armed, spot=spot)
    kinds = dict.fromkeys(("events", "deaths", "with_weapon", "year"), "int32") | dict.fromkeys(("spot", *cells), "category")
    return store().frame(shown.order_by("year", "id")).set_index("sum").astype(kinds)


@answered_once
def _spots() -> pd.DataFrame:
    """The places of records in order: lon, lat, and the name and country that the latest record there gives."""
    rows = store().table("incidents")
    named = {name: rows[name].argmax(rows.year) for name in ("place", "country")}
    return store().frame(rows.group_by(["lon", "lat"]).agg(**named).order_by(["lon", "lat"]))


def _chosen(filters: Filters, sums: pd.DataFrame) -> pd.DataFrame:
    """The records of a question, whose sums are known."""
    records = _records()
    if not _narrower(filters):
        wanted = np.zeros(len(_all_sums().frame), dtype=bool)
        wanted[sums.index] = True
        return records[wanted[records.index]]
    ids = store().arrow(filters.narrow(store().table("incidents")).select("id"))["id"].to_pandas()
    return records[records.id.isin(ids)]


def _summed(chosen: pd.DataFrame, by: str) -> pd.DataFrame:
    """What marks show, by place or cell, in its order."""
    groups = chosen[by].cat.codes.to_numpy()
    here = np.flatnonzero(np.bincount(groups))
    found = {n: np.bincount(groups, weights=chosen[n])[here].astype(int) for n in ("events", "deaths", "with_weapon")}
    years = chosen.year.to_numpy()
    first, last = np.zeros((2, len(chosen[by].cat.categories)), dtype=int)
    # Records stand in the order of years: of several in a place, the one written last stays.
    first[groups[::-1]], last[groups] = years[::-1], years
    return pd.DataFrame({by: chosen[by].cat.categories[here], **found, "first": first[here], "last": last[here]})


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
