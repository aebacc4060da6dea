"""Where the borders of a question lie, with all that counts as near them."""

from __future__ import annotations

import shapely

from components.current import cached_by_version, dataset
from components.layers.rows import marks_at
from data.ground import borders
from data.model.categories import FOCUS
from data.query.filters import Filters

Bounds = tuple[float, float, float, float]
#: Degrees around a border within which events count as near it: about 50 km.
_NEAR = 0.45


@cached_by_version
def near_borders(filters: Filters) -> Bounds | None:
    """West, south, east, north of the borders picked, as far as they touch the countries asked for, and of the places marked
    at them; None without such a border.
    """
    picked, own = dict(filters.picks).get("border", ""), {*(filters.countries or FOCUS)}
    found = borders.lines(dataset(), borders.pairs(picked)) if picked else {}
    lines = [line for pair, line in found.items() if own & {*pair.split("-")}]
    if not lines:
        return None
    west, south, east, north = shapely.total_bounds(lines).tolist()
    around = shapely.box(west - _NEAR, south - _NEAR, east + _NEAR, north + _NEAR)
    west, south, east, north = shapely.total_bounds([around, *map(shapely.Point, marks_at(filters))]).tolist()
    return west, south, east, north
