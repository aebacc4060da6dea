"""Playback: incidents at places or in cells, one row a place and step of time, for a map that plays through them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.query.filters import Filters
from data.subjects.incident_memory import detail_of, in_cells, named, placed, spots
from data.subjects.incidents import CELL_EDGE_KM, by_month, by_year, marks

Step = Literal["year", "month"]
STEPS: tuple[Step, ...] = ("year", "month")
#: Steps by the name of the map's layer that is played in them.
LAYERS: dict[str, Step] = {f"incidents-by-{step}": step for step in STEPS}
#: Rows of a played layer: about 100 kB on the way to the browser, which then holds every step.
MOST_ROWS = 6000


def spelled(time: int, step: Step) -> str:
    """A step as addresses say it: `2014`, or `2014-05` for year × 12 + month − 1."""
    return f"{time // 12}-{time % 12 + 1:02d}" if step == "month" else str(time)


def times(dataset: Dataset, filters: Filters, step: Step) -> tuple[int, ...]:
    """Every step from the first with an event to the last, quiet ones, too."""
    found = totals(dataset, filters, step)
    return tuple(range(min(found), max(found) + 1)) if found else ()


def time_of(text: str) -> int | None:
    """The step that an address says, a year or a month; None for an empty text."""
    year, _, month = text.partition("-")
    return int(year) * 12 + int(month) - 1 if month else int(year) if year else None


@dataclass(frozen=True)
class Playback:
    """`resolution`: H3 resolution, or 0 for places, or None where even coarse cells are too many to play.

    frame  columns time (year, or year × 12 + month − 1), events, deaths, and either cell or lon, lat, place
    """

    resolution: int | None
    frame: pd.DataFrame


@cached_by_version
def played(dataset: Dataset, filters: Filters, step: Step) -> Playback:
    """Every step's marks, few enough to travel at once: places where the map has places; else cells one size larger than the
    map's, since a step has few, or larger still.
    """
    finest = marks(dataset, filters).resolution
    if not finest:
        rows = _timed(dataset, placed(dataset, filters, "detail", "lon", "lat", "place", "country", "events", "deaths"), step)
        spot = spots(rows)
        found = _added(rows.assign(spot=spot.cat.codes.to_numpy()), "spot")
        return Playback(0, found.join(named(rows, spot)[["lon", "lat", "place"]], on="spot").drop(columns="spot"))
    for resolution in [r for r in reversed(CELL_EDGE_KM) if r < finest] or [min(CELL_EDGE_KM)]:
        found = _added(
            _timed(dataset, in_cells(dataset, filters, resolution, "detail", "cell", "events", "deaths"), step), "cell"
        )
        if len(found) <= MOST_ROWS:
            return Playback(resolution, found)
    return Playback(None, pd.DataFrame(columns=["time", "events", "deaths"]))


def _added(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    return rows.groupby(["time", by])[["events", "deaths"]].sum().reset_index()


@cached_by_version
def totals(dataset: Dataset, filters: Filters, step: Step) -> dict[int, tuple[int, int]]:
    """Events and deaths of each step that has any."""
    found = by_year(dataset, filters) if step == "year" else by_month(dataset, filters)
    rows = zip(found[step], found.events, found.deaths, strict=True)
    return {int(time): (int(events), int(deaths)) for time, events, deaths in rows}


@cached_by_version
def placed_events(dataset: Dataset, filters: Filters, step: Step) -> dict[int, int]:
    """Events of each step whose place is known."""
    rows = _timed(dataset, placed(dataset, filters, "detail", "events"), step)
    return {int(time): int(events) for time, events in rows.groupby("time").events.sum().items()}


def _timed(dataset: Dataset, rows: pd.DataFrame, step: Step) -> pd.DataFrame:
    """Incidents with their step of time; those without one are left out."""
    time = detail_of(dataset, rows, step).to_numpy(dtype="float64", na_value=np.nan)
    known = ~np.isnan(time)
    return rows[known].reset_index(drop=True).assign(time=time[known].astype(int))
