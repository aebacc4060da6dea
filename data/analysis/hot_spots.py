"""Hot spots: first-level areas where events rose most against a comparable earlier period."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.query.filters import Filters
from data.subjects import place_coverage
from data.subjects.incident_memory import added, details

#: An area is listed only when one of its periods holds so many events: a rise from 1 to 2 says nothing.
FEWEST_EVENTS = 5
#: A mean of five years, and the year that is held against it.
FEWEST_YEARS = 6
#: Years compared when the question names none.
YEARS_COMPARED = 3

Years = tuple[int, int]


@dataclass(frozen=True)
class HotSpots:
    """`now` and `before`: two periods of the same length, one after the other. `frame`: admin1, before, now, rise
    (events); greatest rise first. `asked`: whether `now` is all of the period asked for.
    `preliminary`: whether these areas' events of `now` hold candidate events, which UCDP may still revise.
    """

    now: Years
    before: Years
    frame: pd.DataFrame
    asked: bool
    preliminary: bool


@cached_by_version
def rising(dataset: Dataset, filters: Filters) -> HotSpots | None:
    """Areas with more events than in the period before. None where the years asked for leave nothing to compare with."""
    # A period never reaches over a gap: each run of whole years is looked at by itself, the latest first.
    whole = place_coverage.runs(place_coverage.whole_years(dataset, filters.countries))
    periods = next((found for run in reversed(whole) if (found := compared(filters.years, run))), None)
    if periods is None:
        return None
    now, before = periods
    rows = details(dataset, filters.without("years"), "admin1", "year", "events", "preliminary")
    years, events = rows.year.to_numpy(), rows.events.to_numpy()
    late, early = ((years >= first) & (years <= last) for first, last in (now, before))
    of_before, of_now = added(rows.admin1, events * early), added(rows.admin1, events * late)
    candidates, rise = added(rows.admin1, rows.preliminary.to_numpy() & late), of_now - of_before
    risen = np.flatnonzero((rise > 0) & (np.maximum(of_before, of_now) >= FEWEST_EVENTS))
    # Areas stand in the order of their codes, which stays where as many events more are on record.
    order = risen[np.argsort(-rise[risen], kind="stable")]
    areas = rows.admin1.array.categories
    frame = pd.DataFrame({"admin1": areas[order], "before": of_before[order], "now": of_now[order], "rise": rise[order]})
    asked = not filters.years or now == (filters.years[0], filters.years[-1])
    return HotSpots(now, before, frame, asked, preliminary=bool(candidates[order].any()))


def compared(asked: tuple[int, ...], covered: Years) -> tuple[Years, Years] | None:
    """The later and the earlier period, both inside what is covered; shortened where the earlier one would not fit."""
    first, last = (max(asked[0], covered[0]), min(asked[-1], covered[1])) if asked else (None, covered[1])
    length = YEARS_COMPARED if first is None else last - first + 1
    length = min(length, (last - covered[0] + 1) // 2)
    if length < 1:
        return None
    return (last - length + 1, last), (last - 2 * length + 1, last - length)


@cached_by_version
def covered_years(dataset: Dataset, countries: tuple[str, ...]) -> Years | None:
    """The latest run of years, long enough for a mean, that place-level sources cover from January to December in all of these
    countries (empty: all on the map), without a gap; else the longest run. None without any whole year.
    """
    found = place_coverage.runs(place_coverage.whole_years(dataset, countries))
    long = [run for run in found if run[1] - run[0] + 1 >= FEWEST_YEARS]
    return (long or sorted(found, key=lambda run: run[1] - run[0]))[-1] if found else None
