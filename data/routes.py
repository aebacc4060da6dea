"""Routes: cross-border corridors through documented places."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from operator import or_

import ibis
import pandas as pd
import shapely

from data.filters import Filters
from data.held import Held
from data.store import answered_once, store

#: Precisions too coarse to say how far from a line something happened, as in the distances to borders.
UNPLACED = ("admin1", "corridor", "country")
#: Picks of a place, which would cut off one end of a corridor or one side of a border.
_PLACES = ("admin1", "border", "mode", "route")
#: West, south, east, north (°).
Box = tuple[float, float, float, float]


@answered_once
def _all() -> Held:
    rows = store().table("routes")
    frame = store().frame(rows.order_by(rows.id))
    return Held.of(frame.assign(shape=shapely.from_wkb(frame["shape"].to_numpy())))


@answered_once
def matching(filters: Filters) -> pd.DataFrame:
    """The corridors that answer the question; `shape` as shapely lines, other columns as in the contract."""
    return filters.narrow(_all()).frame.reset_index(drop=True)


def hidden(filters: Filters) -> int:
    """Corridors that the evidence filter hides: possible only, or entered with low confidence."""
    return len(matching(replace(filters, firm=False))) - len(matching(filters)) if filters.firm else 0


def by_mode(filters: Filters) -> dict[str, int]:
    """Corridors by mode, most first, whichever mode is picked."""
    return _counted(matching(filters.picking("mode", None).picking("route", None))["mode"])


def by_border(filters: Filters) -> dict[str, int]:
    """Corridors by land border crossed, most first, whichever border is picked."""
    return _counted(matching(filters.picking("border", None).picking("route", None)).borders.explode().dropna())


def _counted(values: pd.Series) -> dict[str, int]:
    found = values.value_counts()
    return {str(name): int(n) for name, n in sorted(found.items(), key=lambda item: (-item[1], item[0]))}


def anywhere(filters: Filters) -> Filters:
    """The question without its places, so that both sides of a border and both ends of a corridor count."""
    return replace(filters, areas=(), picks=tuple(pick for pick in filters.picks if pick[0] not in _PLACES))


@answered_once
def incidents_within(filters: Filters, boxes: tuple[Box, ...]) -> pd.DataFrame:
    """Incidents inside any of the boxes, by place: columns lon, lat, events, deaths, first, last (years), unplaced.

    `unplaced` are events known too coarsely, which count nowhere else.
    """
    rows = filters.narrow(store().table("incidents"))
    inside = rows.filter(
        reduce(or_, (rows.lon.between(west, east) & rows.lat.between(south, north) for west, south, east, north in boxes))
    )
    coarse = inside.location_precision.isin(UNPLACED)
    return store().frame(
        inside.group_by("lon", "lat").agg(
            events=ibis.ifelse(coarse, 0, inside.events).sum().cast("int64"),
            deaths=ibis.ifelse(coarse, 0, inside.deaths).sum().cast("int64"),
            unplaced=ibis.ifelse(coarse, inside.events, 0).sum().cast("int64"),
            first=ibis.ifelse(coarse, ibis.null(), inside.year).min(),
            last=ibis.ifelse(coarse, ibis.null(), inside.year).max(),
        ).order_by("lon", "lat")
    )  # fmt: skip


@answered_once
def names() -> dict[str, str]:
    """Names of all corridors by id."""
    rows = store().table("routes")
    return dict(store().frame(rows.select("id", "name")).itertuples(index=False, name=None))
