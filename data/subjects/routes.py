"""Routes: cross-border corridors through documented places."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from operator import or_

import pandas as pd
import shapely

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.engine.memory_table import MemoryTable
from data.query.filters import Filters
from data.subjects.incident_memory import SUMMED, placed, spots, summed

#: Picks of a place, which would cut off one end of a corridor or one side of a border.
_PLACES = ("admin1", "border", "mode", "route")
#: West, south, east, north (°).
Box = tuple[float, float, float, float]


@cached_by_version
def _all(dataset: Dataset) -> MemoryTable:
    rows = dataset.table("routes")
    frame = dataset.frame(rows.order_by(rows.id))
    return MemoryTable.of(frame.assign(shape=shapely.from_wkb(frame["shape"].to_numpy())))


@cached_by_version
def matching(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """The corridors that answer the question; `shape` as shapely lines, other columns as in the contract."""
    return filters.narrow(_all(dataset)).frame.reset_index(drop=True)


def all_of_them(dataset: Dataset) -> pd.DataFrame:
    """Every corridor, whatever its evidence; columns as in `matching`."""
    return _all(dataset).frame


@cached_by_version
def hidden(dataset: Dataset, filters: Filters) -> int:
    """Corridors that the evidence filter hides: possible only, or entered with low confidence."""
    return (
        len(matching(dataset, replace(filters, exclude_possible=False))) - len(matching(dataset, filters))
        if filters.exclude_possible
        else 0
    )


@cached_by_version
def by_mode(dataset: Dataset, filters: Filters) -> dict[str, int]:
    """Corridors by mode, most first, whichever mode is picked."""
    return _counted(matching(dataset, filters.picking("mode", None).picking("route", None))["mode"])


@cached_by_version
def by_border(dataset: Dataset, filters: Filters) -> dict[str, int]:
    """Corridors by land border crossed, most first, whichever border is picked."""
    return _counted(matching(dataset, filters.picking("border", None).picking("route", None)).borders.explode().dropna())


def tally(dataset: Dataset, filters: Filters, by: str) -> dict[str, int]:
    """Corridors by `mode`, `reliability` or `borders` (land borders crossed), most first, with every pick in force."""
    return _counted(matching(dataset, filters)[by].explode().dropna())


def _counted(values: pd.Series) -> dict[str, int]:
    found = values.value_counts()
    return {str(name): int(n) for name, n in sorted(found.items(), key=lambda item: (-item[1], item[0]))}


def anywhere(filters: Filters) -> Filters:
    """The question without its places, so that both sides of a border and both ends of a corridor count."""
    return replace(filters, areas=(), picks=tuple(pick for pick in filters.picks if pick[0] not in _PLACES))


@cached_by_version
def incidents_within(dataset: Dataset, filters: Filters, boxes: tuple[Box, ...]) -> pd.DataFrame:
    """Incidents inside any of the boxes, by place: columns lon, lat, events, deaths, first, last (years)."""
    rows = placed(dataset, filters, "lon", "lat", *SUMMED)
    x, y = rows.lon.to_numpy(), rows.lat.to_numpy()
    inside = reduce(or_, ((x >= west) & (x <= east) & (y >= south) & (y <= north) for west, south, east, north in boxes))
    rows = rows[inside].reset_index(drop=True)
    found = summed(rows.assign(spot=spots(rows)), "spot")
    at = found.spot.to_numpy()
    return found[["events", "deaths", "first", "last"]].assign(lon=at.real, lat=at.imag)


@cached_by_version
def names(dataset: Dataset) -> dict[str, str]:
    """Names of all corridors by id."""
    rows = dataset.table("routes")
    return dict(dataset.frame(rows.select("id", "name")).itertuples(index=False, name=None))
