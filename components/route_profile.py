"""The profile of a corridor: what is on record along it, with its places and the borders it crosses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pandas as pd

from components.current import cached_by_version, dataset
from data.ground import borders
from data.query.filters import Filters
from data.subjects import routes
from data.subjects.unplaced import Unplaced, unplaced
from geo import corridors

#: Events this near count as along the corridor, and they are counted for so many km of its length (both km).
NEAR_KM = 25
STEP_KM = 25
#: Along a course at sea or in the air, what happened on the ground beneath says nothing.
GROUND = ("road", "desert track", "river")


@dataclass(frozen=True)
class Mark:
    """A place or a border on the way. `exact` is false for a border that the straight line does not meet where it should."""

    km: float
    name: str
    exact: bool = True


@dataclass(frozen=True)
class Profile:
    """Incidents along a corridor.

    steps     columns from_km, to_km, events, deaths: every 25 km; the last step takes the rest, 13 to 37 km
    places    waypoints; borders: ids of land borders; both in order
    unplaced  what is on record in the `countries` along it without a place that could be near it
    years     first and last year with an event along it, None without any
    since     first year that the corridor itself is on record for
    """

    steps: pd.DataFrame
    places: tuple[Mark, ...]
    borders: tuple[Mark, ...]
    unplaced: Unplaced
    countries: tuple[str, ...]
    years: tuple[int, int] | None
    since: int

    @property
    def km(self) -> float:
        return float(self.steps.to_km.iloc[-1])


@cached_by_version
def profile(filters: Filters, route: str) -> Profile | None:
    """The profile of a corridor over land or a river; None at sea, in the air, or when no such corridor is on record.

    The question's area and places do not narrow it, since a corridor runs on beyond them.
    """
    found = routes.matching(dataset(), Filters())
    found = found[(found.id == route) & found["mode"].isin(GROUND)]
    if found.empty:
        return None
    row = next(found.itertuples())
    asked = routes.anywhere(filters)
    near = routes.incidents_within(dataset(), asked, corridors.boxes(row.shape, NEAR_KM))
    at, away = corridors.along(row.shape, near.lon.to_numpy(), near.lat.to_numpy())
    beside = near.assign(at=at)[away <= NEAR_KM]
    vertices = corridors.vertices_km(row.shape)
    places = tuple(Mark(float(km), name) for km, name in zip(vertices, row.places, strict=True))
    years = None if beside.events.sum() == 0 else (int(beside["first"].min()), int(beside["last"].max()))
    return Profile(
        _steps(beside, float(vertices[-1])),
        places,
        _borders(row),
        unplaced(dataset(), replace(asked, areas=tuple(sorted({*row.countries})))),
        tuple(sorted({*row.countries})),
        years,
        int(row.start_year),
    )


def _steps(beside: pd.DataFrame, length: float) -> pd.DataFrame:
    """Events and deaths by step; what lies beyond an end counts at that end.

    The last step takes what is left of the length: a rest of less than half a step would make a city at the end of a
    corridor look like a peak.
    """
    steps = max(round(length / STEP_KM), 1)
    step = (beside["at"] // STEP_KM).clip(0, steps - 1).astype(int)
    summed = beside.groupby(step)[["events", "deaths"]].sum().reindex(range(steps), fill_value=0).reset_index(drop=True)
    start = summed.index * STEP_KM
    return summed.assign(from_km=start, to_km=[*(start[1:]), length])


def _borders(row: Any) -> tuple[Mark, ...]:
    """Where the corridor crosses the borders that it is documented to cross."""
    lines = borders.lines(dataset(), tuple(row.borders))
    vertices = corridors.vertices_km(row.shape)
    marks = []
    for leg, countries in enumerate(pairwise(row.place_countries)):
        documented = "-".join(sorted(countries))
        for border in [documented] if documented in lines else lines if countries[0] != countries[1] else ():
            met = corridors.meeting_km(row.shape, leg, lines[border])
            if met is not None:
                marks.append(Mark(met, border))
            elif border == documented:
                marks.append(Mark(float(vertices[leg : leg + 2].mean()), border, exact=False))
    return tuple(sorted(marks, key=lambda mark: mark.km))
