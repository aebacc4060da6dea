"""Playback: incidents at places or in cells, one row a place and step of time, for a map that plays through them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import ibis
import pandas as pd
from ibis.expr.types import Table

from data.filters import Filters
from data.incidents import CELL_EDGE_KM, MOST_POINTS, marks
from data.store import answered_once, store

Step = Literal["year", "month"]
STEPS: tuple[Step, ...] = ("year", "month")
#: Rows of a played layer: about 100 kB on the way to the browser, which then holds every step.
MOST_ROWS = 6000


@dataclass(frozen=True)
class Playback:
    """`resolution`: H3 resolution, or 0 for places, or None where even coarse cells are too many to play.

    frame  columns time (year, or year × 12 + month − 1), events, deaths, and either cell or lon, lat, place
    """

    resolution: int | None
    frame: pd.DataFrame


@answered_once
def played(filters: Filters, step: Step) -> Playback:
    """Every step's marks, few enough to travel at once."""
    rows = _timed(filters, step)
    resolution = _resolution(rows, marks(filters).resolution)
    if resolution is None:
        return Playback(None, pd.DataFrame(columns=["time", "events", "deaths"]))
    by = [f"cell{resolution}"] if resolution else ["lon", "lat"]
    also = {} if resolution else {"place": rows.place.max()}
    found = rows.group_by("time", *by).agg(events=rows.events.sum(), deaths=rows.deaths.sum(), **also)
    frame = store().frame(found.order_by("time", *by))
    return Playback(resolution, frame.rename(columns={f"cell{resolution}": "cell"}))


@answered_once
def totals(filters: Filters, step: Step) -> dict[int, tuple[int, int]]:
    """Events and deaths of each step that has any."""
    rows = _timed(filters, step)
    found = rows.group_by("time").agg(events=rows.events.sum(), deaths=rows.deaths.sum())
    return {int(time): (int(events), int(deaths)) for time, events, deaths in store().frame(found).itertuples(index=False)}


def _timed(filters: Filters, step: Step) -> Table:
    """Incidents with their step of time; those without one are left out."""
    rows = filters.narrow(store().table("incidents"))
    return rows.filter(rows[step].notnull()).mutate(time=rows[step].cast("int64"))


def _resolution(rows: Table, finest: int) -> int | None:
    """Places where the map has places; else cells one size larger than the map's, since a step has few, or larger still."""
    wanted = [r for r in CELL_EDGE_KM if not finest or r < finest] or [min(CELL_EDGE_KM)]
    counted = {f"cell{r}": ibis.struct({"time": rows.time, "cell": rows[f"cell{r}"]}).nunique() for r in wanted}
    size = store().frame(rows.agg(groups=rows.count(), **counted)).iloc[0]
    if not finest and size.groups <= MOST_POINTS:
        return 0
    return max((r for r in wanted if size[f"cell{r}"] <= MOST_ROWS), default=None)
