"""Playback: incidents at places or in cells, one row a place and step of time, for a map that plays through them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.query.filters import Filters
from data.subjects.incident_memory import detail_of, placed, spots
from data.subjects.incidents import CELL_EDGE_KM, MOST_POINTS, by_month, by_year, marks

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
    """Every step's marks, few enough to travel at once."""
    cells = [f"cell{resolution}" for resolution in CELL_EDGE_KM]
    rows = _timed(dataset, placed(dataset, filters, "events", "deaths", "spot", *cells), step)
    resolution = _resolution(rows, marks(dataset, filters).resolution)
    if resolution is None:
        return Playback(None, pd.DataFrame(columns=["time", "events", "deaths"]))
    by = f"cell{resolution}" if resolution else "spot"
    found = rows.groupby(["time", by], observed=True)[["events", "deaths"]].sum().reset_index()
    if resolution:
        return Playback(resolution, found.rename(columns={by: "cell"}))
    return Playback(0, found.join(spots(dataset)[["lon", "lat", "place"]], on="spot").drop(columns="spot"))


@cached_by_version
def totals(dataset: Dataset, filters: Filters, step: Step) -> dict[int, tuple[int, int]]:
    """Events and deaths of each step that has any."""
    found = by_year(dataset, filters) if step == "year" else by_month(dataset, filters)
    rows = zip(found[step], found.events, found.deaths, strict=True)
    return {int(time): (int(events), int(deaths)) for time, events, deaths in rows}


def _timed(dataset: Dataset, rows: pd.DataFrame, step: Step) -> pd.DataFrame:
    """Incidents with their step of time; those without one are left out."""
    time = detail_of(dataset, rows, step).to_numpy(dtype="float64", na_value=np.nan)
    known = ~np.isnan(time)
    return rows[known].assign(time=time[known].astype(int))


def _resolution(rows: pd.DataFrame, finest: int) -> int | None:
    """Places where the map has places; else cells one size larger than the map's, since a step has few, or larger still."""
    if not finest and len(rows) <= MOST_POINTS:
        return 0
    wanted = [r for r in CELL_EDGE_KM if not finest or r < finest] or [min(CELL_EDGE_KM)]
    return max((r for r in wanted if _groups(rows, f"cell{r}") <= MOST_ROWS), default=None)


def _groups(rows: pd.DataFrame, cell: str) -> int:
    """Steps and cells that occur together."""
    codes = rows[cell].cat.codes.to_numpy(dtype=np.int64)
    return len(pd.unique(rows.time.to_numpy() * len(rows[cell].cat.categories) + codes))
