"""What cannot be placed: events that count in the whole of a question but in none of its places, by what is known of them."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from data.engine.cached import cached_by_version
from data.engine.dataset import Dataset
from data.model.precision import DISTRICT, IN_NO_AREA
from data.query.filters import Filters
from data.subjects.incident_memory import added, details

#: Whether events are asked for a point, a cell or a distance, or for a first-level area.
Unit = Literal["place", "area"]
#: Known well enough, but too far off land for any first-level area.
OFF_LAND = "off land"
#: Events and deaths by what is known of their place: a value of UNPLACED or OFF_LAND. Only what there is.
Unplaced = dict[str, tuple[int, int]]


@cached_by_version
def unplaced(dataset: Dataset, filters: Filters, unit: Unit = "place") -> Unplaced:
    """What answers a question without being in any place, or any first-level area, of it."""
    rows = details(dataset, filters, "level", "admin1", "events", "deaths")
    return counted(rows) if unit == "place" else _in_no_area(rows[rows.admin1.isna()])


@cached_by_version
def elsewhere(dataset: Dataset, filters: Filters) -> tuple[int, int]:
    """Events and deaths that answer a question but for the place picked in it, and of which nobody can say whether they belong
    there: none where no place is picked.
    """
    picked, anywhere = dict(filters.picks), filters.picking("border", None).picking("admin1", None)
    if not {"border", "admin1"} & picked.keys():
        return 0, 0
    found = unplaced(dataset, anywhere, "place" if "border" in picked else "area").values()
    return sum(events for events, _ in found), sum(deaths for _, deaths in found)


@cached_by_version
def in_districts(dataset: Dataset, filters: Filters) -> int:
    """How many events that answer a question have a point that stands for a whole district."""
    rows = details(dataset, filters, "level", "events")
    return int(rows.events[rows.level == DISTRICT].sum())


def counted(rows: pd.DataFrame) -> Unplaced:
    """Of details that hold `level`, a category, events and deaths: those without a place."""
    levels = rows.level.array.categories
    found = zip(levels, added(rows.level, rows.events).tolist(), added(rows.level, rows.deaths).tolist(), strict=True)
    return {str(level): (events, deaths) for level, events, deaths in found if events and level != DISTRICT}


def _in_no_area(rows: pd.DataFrame) -> Unplaced:
    levels = rows.level.cat.set_categories([*IN_NO_AREA, OFF_LAND])
    return counted(rows.assign(level=levels.fillna(OFF_LAND)))
